import type { Page } from "@playwright/test";

import { violations } from "../stage/axe.ts";
import { OPEN_QUESTION } from "../stage/surveys.ts";
import { expect, signIn, test } from "../stage/world.ts";

/** A wave of apprentices that is answered with codes, and the codes of its one sheet. */
async function codeWave(page: Page, world: string, hasScript: boolean): Promise<string[]> {
  const slug = `zettel-${world}-${Date.now().toString(36)}`;
  await signIn(page);
  await page.goto("/intern/umfragen/auszubildende");
  await page.getByLabel("Titel").fill("Mit Zetteln");
  await page.getByLabel("Adresse", { exact: true }).fill(slug);
  await page.getByRole("button", { name: "Welle anlegen" }).click();
  await page.getByRole("link", { name: "Codes ausgeben" }).click();
  await page.getByLabel("Betrieb oder Klasse").fill("Muster GmbH");
  await page.getByLabel("Wie viele Codes").fill("12");
  await page.getByRole("button", { name: "Codes ausgeben" }).click();
  await expect(page.locator(".slip")).toHaveCount(12);
  if (hasScript) expect(await violations(page)).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, "no horizontal scroll").toBeLessThanOrEqual(0);
  const codes = await page.locator(".slip-code").allInnerTexts();
  await page.goto(`/intern/wellen/${slug}/codes`);
  await expect(page.getByText("Benutzung", { exact: false }).or(page.getByText("weniger als 13 benutzt", { exact: false })).first()).toBeVisible();
  await page.goto(`/intern/wellen/${slug}`);
  await page.getByRole("button", { name: "Welle öffnen" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("läuft");
  return codes.map((code) => code.replace(/\s/g, ""));
}

test("a code from a sheet answers once, and sets nothing before the start", async ({ page, stranger, watch, respondent }, info) => {
  watch.expectRefusal(422);
  const [code] = await codeWave(stranger, info.project.name, respondent.hasScript);
  await page.goto("/code");
  await page.getByLabel("Ihr Code").fill(code!.toLowerCase().replace(/0/g, "o"));
  await page.getByRole("button", { name: "Weiter" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Ausbildungsbetrieb");
  expect(page.url(), "the code stands in no address").not.toContain(code!);
  expect(await page.context().cookies()).toEqual([]);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  if (respondent.hasScript) expect(await violations(page)).toEqual([]);

  await page.getByRole("button", { name: "Umfrage starten" }).click();
  await respondent.isAt("alter");
  expect(page.url()).not.toContain(code!);
  // What lies between is the same without a code.
  await respondent.passTo(OPEN_QUESTION);
  await respondent.goOn();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Deine Antworten sind angekommen.");
  expect(await page.context().cookies()).toEqual([]);

  await page.goto(`/c/${code}`);
  await expect(page.getByRole("alert")).toContainText("wurde schon benutzt");
  if (respondent.hasScript) expect(await violations(page)).toEqual([]);
});
