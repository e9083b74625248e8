import type { Page } from "@playwright/test";

import { violations } from "../stage/axe.ts";
import { expect, signIn, test } from "../stage/world.ts";

const own = (name: string, world: string): string => `${name}-${world}-${Date.now().toString(36)}`;

async function edit(page: Page, slug: string, change: (source: string) => string): Promise<void> {
  await page.goto(`/intern/umfragen/${slug}/bearbeiten`);
  const source = await page.locator("textarea").inputValue();
  expect(change(source), "the passage is there").not.toBe(source);
  await page.locator("textarea").fill(change(source));
  await page.getByRole("button", { name: "Entwurf speichern" }).click();
  await expect(page).toHaveURL(`/intern/umfragen/${slug}`);
}

const FIRST = '[[section.page]]\nid = "alter"';
const NEW_FIRST = `[[section.page]]
id = "weg"
[[section.page.item]]
id = "weg_minuten"
kind = "number"
min = 0
max = 300
text.de-du = "Wie viele Minuten fährst du?"
text.en = "How many minutes do you travel?"

`;

test("a survey is changed while somebody answers it", async ({ page, stranger, respondent }, info) => {
  const slug = own("wandel", info.project.name);
  await signIn(page);
  await page.goto("/intern/umfragen/neu");
  await page.locator('input[value="auszubildende"]').check();
  await page.getByLabel("Kürzel").fill(slug);
  await page.getByRole("button", { name: "Entwurf anlegen" }).click();
  await page.getByRole("button", { name: "Version veröffentlichen" }).click();
  await page.getByLabel("Titel").fill("Welle im Wandel");
  await page.getByLabel("Adresse", { exact: true }).fill(slug);
  await page.getByRole("button", { name: "Welle anlegen" }).click();
  // Apprentices are asked for a code unless staff choose otherwise.
  await page.goto(`/intern/wellen/${slug}/planung`);
  await page.locator('input[name="zugang"][value="open"]').check();
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByRole("button", { name: "Welle öffnen" }).click();

  await stranger.goto(`/s/${slug}`);
  await stranger.getByRole("button", { name: "Umfrage starten" }).click();
  const begun = stranger.url();
  await expect(stranger.locator("form#antworten")).toBeVisible();

  await edit(page, slug, (source) => source.replace(FIRST, NEW_FIRST + FIRST));
  const changes = page.locator("#aenderungen");
  await expect(changes).toContainText("Änderungen gegenüber Version 1");
  await expect(page.getByRole("checkbox", { name: /Welle im Wandel/ })).toBeChecked();
  if (respondent.hasScript) expect(await violations(page)).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, "no horizontal scroll").toBe(0);
  await page.getByRole("button", { name: "Version veröffentlichen" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("veröffentlicht");

  await stranger.goto(begun);
  await expect(stranger.getByText("Die Umfrage wurde gerade geändert")).toBeVisible();
  if (respondent.hasScript) expect(await violations(stranger)).toEqual([]);
});
