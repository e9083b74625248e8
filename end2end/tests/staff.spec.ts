import type { Page } from "@playwright/test";

import { violations } from "../stage/axe.ts";
import { Respondent, walk } from "../stage/respondent.ts";
import { APPRENTICE } from "../stage/surveys.ts";
import { expect, signIn, test } from "../stage/world.ts";

/** Names of its own in every world, because all share one demo. */
const own = (name: string, world: string): string => `${name}-${world}-${Date.now().toString(36)}`;

async function createSurvey(page: Page, slug: string): Promise<void> {
  await page.goto("/intern/umfragen/neu");
  await page.locator('input[value="auszubildende"]').check();
  await page.getByLabel("Kürzel").fill(slug);
  await page.getByRole("button", { name: "Entwurf anlegen" }).click();
  await expect(page).toHaveURL(`/intern/umfragen/${slug}`);
}

test("a form whose session has ended is signed in for and sent", async ({ page, demo, watch, javaScriptEnabled }) => {
  watch.expectRefusal(403);
  watch.expectRefusal(422);
  await signIn(page);
  await page.goto("/intern/angebote/neu");
  await page.getByLabel("Titel").fill("Deutsch am Abend");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Speichern" }).click();
  await expect(page.getByText("Ihre Eingaben sind noch da", { exact: false })).toBeVisible();
  await page.getByLabel("E-Mail-Adresse").fill(new URL(demo.staff).searchParams.get("email") ?? "");
  await page.getByLabel("Passwort").fill(demo.staff_password);
  await page.getByRole("button", { name: "Anmelden" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sie sind wieder angemeldet");
  if (javaScriptEnabled ?? true) expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Eingaben absenden" }).click();
  await expect(page.getByLabel("Titel")).toHaveValue("Deutsch am Abend");
});

test("from a template to released results", async ({ page, stranger, hasTouch, javaScriptEnabled }, info) => {
  const slug = own("azubis", info.project.name);
  await signIn(page);
  await createSurvey(page, slug);
  await page.getByRole("button", { name: "Version veröffentlichen" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("veröffentlicht");

  await page.getByLabel("Titel").fill("Probe der Welle");
  await page.getByLabel("Adresse", { exact: true }).fill(slug);
  await page.getByRole("button", { name: "Welle anlegen" }).click();
  await expect(page).toHaveURL(`/intern/wellen/${slug}`);
  // Apprentices answer with codes unless staff say otherwise.
  await page.getByRole("link", { name: "Zugang, Zeiten und Ziele" }).click();
  await expect(page.locator('input[value="code"]')).toBeChecked();
  await page.locator('input[value="open"]').check();
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByRole("button", { name: "Welle öffnen" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("läuft");
  await expect(page.locator(".qr img")).toBeVisible();
  expect(await page.locator(".qr img").evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  const link = await page.locator(".copy .address").first().innerText();
  expect(new URL(link).pathname).toBe(`/s/${slug}`);

  // Exactly k answers: from the tenth on the results are shown.
  for (let answers = 0; answers < 10; answers += 1) {
    const respondent = new Respondent(stranger, hasTouch ?? false, false);
    if (answers === 0) await answerInBrowser(new Respondent(stranger, hasTouch ?? false, javaScriptEnabled ?? true), link);
    else await answerByPost(respondent, link);
  }
  await page.reload();
  await expect(page.locator(".stat", { hasText: "Antworten" }).locator(".value")).toHaveText("10");
  await expect(page.locator("#ruecklauf svg").first()).toBeAttached();

  await page.getByRole("link", { name: "Welle beenden" }).click();
  await page.getByRole("button", { name: "Ja, Welle beenden" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("beendet");
  await page.getByRole("link", { name: "Ergebnisse ansehen" }).click();
  await expect(page.getByText("Diese Seite sehen nur Sie.")).toBeVisible();
  await page.goBack();
  await page.getByRole("button", { name: "Ergebnisse veröffentlichen" }).click();
  await page.getByRole("link", { name: "Öffentliche Ergebnisseite" }).click();
  await expect(page).toHaveURL(`/ergebnisse/${slug}`);
  await expect(page.locator("#abstand svg:visible")).toHaveCount(1);
  await expect(page.getByText("10 Antworten", { exact: false }).first()).toBeVisible();

  await stranger.goto(`/ergebnisse/${slug}`);
  await expect(stranger.getByRole("heading", { level: 1 })).toBeVisible();
  await page.goto(`/intern/wellen/${slug}`);
  await page.getByRole("button", { name: "Veröffentlichung zurücknehmen" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("beendet");

  await page.getByRole("button", { name: "Abmelden" }).click();
  await page.goto("/intern");
  await expect(page).toHaveURL(/\/anmelden\?weiter=/);
});

async function answerInBrowser(respondent: Respondent, link: string): Promise<void> {
  await respondent.start(link);
  await walk(respondent, APPRENTICE);
  await respondent.type("offen", "Ein Fahrrad.");
  await respondent.goOn();
  await expect(respondent.page.getByRole("heading", { level: 1 })).toContainText("angekommen");
}

/** The same way without a browser window: the forms as they are, each posted with the first answer of every question. */
async function answerByPost({ page }: Respondent, link: string): Promise<void> {
  const { request } = page.context();
  const headers = { Origin: new URL(link).origin };
  let answer = await request.post(link, { form: {}, headers });
  for (let step = 0; step < 40 && !answer.url().includes("/danke"); step += 1) {
    const html = await answer.text();
    const action = /<form [^>]*action="(\/s\/[^"]+)"/.exec(html)?.[1];
    expect(action, "every page but the receipt has a form").toBeTruthy();
    const form: Record<string, string> = { _go: "next" };
    for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
      const [name, value] = ["name", "value"].map((key) => new RegExp(` ${key}="([^"]*)"`).exec(tag)?.[1] ?? "");
      if (name && !(name in form) && name !== "back") form[name] = value;
    }
    answer = await request.post(new URL(action!, link).href, { form, headers });
  }
  expect(answer.url()).toContain("/danke");
}

test("a broken survey file comes back with line and column, and its text", async ({ staff: page, watch }, info) => {
  watch.expectRefusal(422);
  const slug = own("datei", info.project.name);
  const template = await (await page.request.get("/intern/umfragen/vorlage/auszubildende.toml")).text();
  const source = template.replace('slug = "auszubildende"', `slug = "${slug}"`);
  const broken = source.replace('kind = "recommendation"', 'kind = "recomendation"');
  await page.goto("/intern/umfragen/neu");
  await page.getByLabel("Datei").setInputFiles({ name: "umfrage.toml", mimeType: "text/plain", buffer: Buffer.from(broken) });
  await page.getByRole("button", { name: "Datei einlesen" }).click();
  await expect(page.getByRole("alert")).toContainText(/Zeile \d+, Spalte \d+/);
  const text = page.getByLabel("Inhalt der Datei");
  await expect(text).toHaveValue(broken);
  await text.fill(source);
  await page.getByRole("button", { name: "Datei einlesen" }).click();
  await expect(page).toHaveURL(`/intern/umfragen/${slug}`);
});

test("two people edit a definition: the later one loses nothing", async ({ staff: page, stranger, session, watch }, info) => {
  watch.expectRefusal(409);
  const slug = own("stand", info.project.name);
  await createSurvey(page, slug);
  await stranger.context().addCookies(session);
  for (const editor of [page, stranger]) await editor.goto(`/intern/umfragen/${slug}/bearbeiten`);

  const write = async (editor: Page, line: string): Promise<void> => {
    const text = editor.getByLabel("Definition (TOML)");
    await text.fill(`${line}\n${await text.inputValue()}`);
    await editor.getByRole("button", { name: "Entwurf speichern" }).click();
  };
  await write(stranger, "# von der anderen");
  await expect(stranger).toHaveURL(`/intern/umfragen/${slug}`);
  await write(page, "# von mir");
  await expect(page.getByText("Jemand hat inzwischen gespeichert")).toBeVisible();
  await expect(page.getByLabel("Definition (TOML)")).toHaveValue(/^# von mir\n/);
  await page.getByText("Der andere Stand", { exact: true }).click();
  await expect(page.locator("pre.source")).toContainText("# von der anderen");
  await page.getByRole("button", { name: "Entwurf speichern" }).click();
  await expect(page).toHaveURL(`/intern/umfragen/${slug}`);
});

test("offers from a table: the bad line is named, the good one taken", async ({ staff: page, watch }, info) => {
  watch.expectRefusal(422);
  const title = own("Deutsch am Abend", info.project.name);
  const table = [
    "Titel;Anbieter;Themen;Zielgruppen;Ort;Plätze;Geprüft am",
    `${title};Volkshochschule Muster;Sprachförderung;Auszubildende;Höxter;20;2026-11-01`,
    "Kurs ohne Ort;Volkshochschule Muster;Sprachförderung;Auszubildende;Atlantis;20;2026-11-01",
  ].join("\n");
  await page.goto("/intern/angebote/import");
  await page.getByLabel("CSV-Datei").setInputFiles({ name: "angebote.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
  await page.getByRole("button", { name: "Prüfen" }).click();
  const report = page.getByRole("region", { name: "Bericht Zeile für Zeile" });
  await expect(report.getByRole("row").nth(1)).toContainText("neu");
  await expect(report.getByRole("row").nth(2)).toContainText(/3\s*fehlerhaft/);
  await expect(report.getByRole("row").nth(2)).toContainText("Atlantis");

  await page.getByRole("button", { name: "1 Zeile übernehmen" }).click();
  await expect(page.getByRole("alert")).toContainText("Eine Zeile hat Fehler.");
  await page.getByLabel("Die fehlerhafte Zeile auslassen").check();
  await page.getByRole("button", { name: "1 Zeile übernehmen" }).click();
  await expect(page.getByText("1 Angebot ist übernommen.")).toBeVisible();
  await page.goto(`/angebote?q=${encodeURIComponent(title)}`);
  await expect(page.getByRole("link", { name: title })).toBeVisible();
});

test("a wrong password is refused in words, and the address stays", async ({ page, watch }) => {
  watch.expectRefusal(422, 429);
  await page.goto("/anmelden");
  const email = `niemand-${Date.now()}@example.org`;
  await page.getByLabel("E-Mail-Adresse").fill(email);
  await page.getByLabel("Passwort").fill("falsch");
  await page.getByRole("button", { name: "Anmelden" }).click();
  await expect(page.getByRole("alert")).toContainText("stimmen nicht");
  await expect(page.getByLabel("E-Mail-Adresse")).toHaveValue(email);
  await expect(page.getByLabel("Passwort")).toHaveValue("");
});
