import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { violations } from "../stage/axe.ts";
import { walk } from "../stage/respondent.ts";
import { FIRM } from "../stage/surveys.ts";
import { expect, signIn, test } from "../stage/world.ts";

/** A wave in which firms may answer with their name, opened, and one firm invited to it. */
async function invite(page: Page, slug: string, firm: string, email: string, look: () => Promise<void>): Promise<void> {
  await signIn(page);
  await page.goto("/intern/umfragen/unternehmen");
  await page.getByLabel("Titel").fill("Mit Namen");
  await page.getByLabel("Adresse", { exact: true }).fill(slug);
  await page.getByRole("button", { name: "Welle anlegen" }).click();
  await page.getByRole("link", { name: "Zugang, Zeiten und Ziele" }).click();
  await page.locator('label.choice:has(input[value="named"])').click();
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByRole("button", { name: "Welle öffnen" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("läuft");
  await look();

  await page.goto("/intern/kontakte/neu");
  await page.getByLabel("Unternehmen").fill(firm);
  await page.getByLabel("E-Mail").fill(email);
  await page.getByRole("button", { name: /Speichern|Aufnehmen|Anlegen/ }).click();
  await page.goto(`/intern/wellen/${slug}/einladen?q=${encodeURIComponent(email)}`);
  await expect(page.getByText("Jeder Betrieb wählt am Anfang")).toBeVisible();
  const closes = new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10);
  await page.getByLabel("Die Umfrage endet am").fill(closes);
  await page.getByRole("button", { name: "Mails ansehen" }).click();
  await expect(page.locator("pre").first()).toContainText("Ohne Namen geht es genauso.");
  await look();
  await page.getByRole("button", { name: "1 Kontakt einladen" }).click();
  await page.goto(`/intern/wellen/${slug}/namen`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Namen der Betriebe");
  await look();
  await page.getByLabel("Name des Betriebs").fill(firm);
  await page.getByRole("button", { name: "Namen entfernen" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Namen entfernen");
  await look();
  await page.getByRole("link", { name: "Abbrechen" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Namen der Betriebe");
}

/** The address in the mail to this person, once it has gone out: the demo writes each mail to a file. */
async function link(mails: string, email: string): Promise<string> {
  for (let second = 0; second < 120; second += 1) {
    for (const name of await readdir(mails).catch(() => [])) {
      const mail = (await readFile(join(mails, name), "utf8")).replace(/=\r?\n/g, "");
      const found = mail.includes(email) && /\/c\/[0-9A-Z]+/.exec(mail);
      if (found) return found[0];
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error(`no mail to ${email}`);
}

test("a firm chooses whether it answers with its name, sees its choice again and can change it", async ({ page, stranger, demo, watch, respondent }, info) => {
  test.setTimeout(240_000);
  watch.expectRefusal(422);
  const mark = `${info.project.name}-${Date.now().toString(36)}`;
  const [firm, email] = [`Bäckerei ${mark} GmbH`, `post@${mark}.example`];
  const look = async (): Promise<void> => {
    if (respondent.hasScript) expect(await violations(stranger)).toEqual([]);
  };
  await invite(stranger, `namen-${mark}`, firm, email, look);
  const start = await link(demo.mails, email);

  await page.goto(start);
  const [without, named] = [page.locator('input[name="name"][value="ohne"]'), page.locator('input[name="name"][value="mit"]')];
  await expect(page.getByRole("group", { name: "Mit dem Namen Ihres Betriebs oder ohne?" })).toBeVisible();
  await expect(page.getByText(`Mit dem Namen „${firm}“`)).toBeVisible();
  await expect(without, "nothing is ticked").not.toBeChecked();
  await expect(named).not.toBeChecked();
  expect(await page.context().cookies()).toEqual([]);
  if (respondent.hasScript) expect(await violations(page)).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, "no horizontal scroll").toBeLessThanOrEqual(0);

  await respondent.press(page.getByRole("button", { name: "Umfrage starten" }));
  await expect(page.getByRole("alert")).toContainText("Wählen Sie, ob Sie mit oder ohne Namen antworten");
  expect(await page.context().cookies(), "nothing begins before").toEqual([]);
  if (respondent.hasScript) expect(await violations(page)).toEqual([]);

  await respondent.choose("name", "mit");
  await respondent.press(page.getByRole("button", { name: "Umfrage starten" }));
  await walk(respondent, FIRM);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Antworten prüfen");
  await expect(page.getByText("Mit dem Namen Ihres Betriebs", { exact: true })).toBeVisible();
  if (respondent.hasScript) expect(await violations(page)).toEqual([]);
  await page.goto(`/s/namen-${mark}`);
  await expect(named, "their own choice").toBeChecked();
  await page.goto(`/s/namen-${mark}/pruefen`);
  await respondent.press(page.getByRole("button", { name: "Antworten absenden" }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ihre Antworten sind angekommen.");
  await expect(page.getByRole("heading", { name: "Ihre Wahl" })).toBeVisible();
  await page.getByText("Dem haben Sie zugestimmt").click();
  await expect(page.getByText("ohne Grund widerrufen")).toBeVisible();
  if (respondent.hasScript) expect(await violations(page)).toEqual([]);
  expect(page.url(), "the firm is in no address").not.toContain("Bäckerei");
});
