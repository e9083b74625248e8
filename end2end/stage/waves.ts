import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { demo } from "./demo.ts";

/** What no other test has called its own. */
export const unique = (name: string): string => `${name}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 6)}`;

/** Sends a form as staff who are signed in at this page. */
async function post(page: Page, path: string, form: Record<string, string>): Promise<void> {
  const sent = await page.request.post(path, { form, headers: { Origin: demo().origin }, maxRedirects: 0 });
  if (sent.status() !== 303) throw new Error(`${path} answers with ${sent.status()}`);
}

/** A planned wave of this survey. */
export async function newWave(page: Page, survey: string): Promise<string> {
  const slug = unique("welle");
  await post(page, `/intern/umfragen/${survey}/wellen`, { titel: "Zum Ansehen", kuerzel: slug });
  return slug;
}

/** An open one in which firms choose whether they answer with their name. */
export async function namedWave(page: Page): Promise<string> {
  const slug = await newWave(page, "unternehmen");
  await post(page, `/intern/wellen/${slug}/planung`, { zugang: "named", oeffnet: "", schliesst: "" });
  await post(page, `/intern/wellen/${slug}/oeffnen`, {});
  return slug;
}

/** Where staff type the PIN of a device for many. */
export async function kioskWave(page: Page): Promise<string> {
  const slug = await newWave(page, "auszubildende");
  await post(page, `/intern/wellen/${slug}/oeffnen`, {});
  await post(page, `/intern/wellen/${slug}/kiosk`, { pin: "2468" });
  return `/s/${slug}/kiosk`;
}

/** Where somebody who was invited ends all mails, and those of that survey alone. */
export async function waysOut(page: Page): Promise<{ all: string; ofSurvey: string }> {
  const [slug, mark] = [await namedWave(page), unique("ende")];
  const email = `post@${mark}.example`;
  await post(page, "/intern/kontakte/neu", { firm: `Bäckerei ${mark}`, email, locale: "de-sie" });
  const inviting = `/intern/wellen/${slug}/einladen`;
  await page.goto(`${inviting}?q=${encodeURIComponent(email)}`);
  const kontakt = (await page.locator('input[name="kontakt"]').getAttribute("value"))!;
  const form = { kontakt, closes: new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10) };
  // The mails as they will be, which go out within a minute.
  const preview = await page.request.post(inviting, { form, headers: { Origin: demo().origin } });
  await post(page, inviting, { ...form, schritt: "senden" });
  const [all] = /\/keine-mails\/[0-9a-f]{32}/.exec(await preview.text())!;
  return { all, ofSurvey: `${all}/${slug}` };
}

/** The survey of the service's own tests, with room for as many builders as make a group. */
export const BUILDERS = 5;
const LOGIC = readFileSync(new URL("../../server/tests/it/logic.toml", import.meta.url), "utf8").replace("limit = 2", `limit = ${BUILDERS}`);

/** An open wave of it, uploaded and opened by staff. */
export async function openLogicWave(page: Page): Promise<string> {
  const slug = unique("logik");
  const buffer = Buffer.from(LOGIC.replace('slug = "logik"', `slug = "${slug}"`));
  await page.goto("/intern/umfragen/neu");
  await page.getByLabel("Datei").setInputFiles({ name: "logik.toml", mimeType: "text/plain", buffer });
  await page.getByRole("button", { name: "Datei einlesen" }).click();
  await page.getByRole("button", { name: "Version veröffentlichen" }).click();
  await page.getByLabel("Titel").fill("Plätze und Gründe");
  await page.getByLabel("Adresse", { exact: true }).fill(slug);
  await page.getByRole("button", { name: "Welle anlegen" }).click();
  await page.getByRole("button", { name: "Welle öffnen" }).click();
  await page.getByRole("heading", { level: 1, name: "läuft" }).waitFor();
  return slug;
}
