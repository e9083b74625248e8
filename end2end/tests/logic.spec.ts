import { request, type Page } from "@playwright/test";

import { violations } from "../stage/axe.ts";
import { demo } from "../stage/demo.ts";
import type { Respondent } from "../stage/respondent.ts";
import { BUILDERS, openLogicWave } from "../stage/waves.ts";
import { expect, test } from "../stage/world.ts";

async function begin(respondent: Respondent, slug: string, trade: string, name: string): Promise<void> {
  await respondent.start(`/s/${slug}`);
  await respondent.isAt("start");
  await respondent.awake();
  await respondent.choose("branche", trade);
  await respondent.type("name", name);
  await respondent.goOn();
}

/** So many builders answer elsewhere. */
async function buildersAnswer(slug: string, times: number): Promise<void> {
  const { origin } = demo();
  const pages: [string, Record<string, string>][] = [
    ["", { locale: "de-sie" }],
    ["/start", { branche: "bau", name: "Werk", _go: "next" }],
    ["/zahlen", { angeboten: "12", besetzt: "3", _go: "next" }],
    ["/warum", { warum: "Niemand bewirbt sich.", themen: "b", _go: "next" }],
  ];
  for (let time = 0; time < times; time += 1) {
    const api = await request.newContext({ baseURL: origin, extraHTTPHeaders: { "Sec-Fetch-Site": "same-origin" } });
    for (const [page, form] of pages) await api.post(`/s/${slug}${page}`, { form, maxRedirects: 0 });
    const seen = await (await api.get(`/s/${slug}/pruefen`)).text();
    const shown = /name="_gezeigt" value="(\w+)"/.exec(seen)?.[1] ?? "";
    await api.post(`/s/${slug}/absenden`, { form: { _gezeigt: shown }, maxRedirects: 0 });
    await api.dispose();
  }
}

/** axe finds nothing, and nothing is wider than a small phone. */
async function isFitToRead(page: Page, hasScript: boolean): Promise<void> {
  if (hasScript) expect(await violations(page)).toEqual([]);
  const size = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: size.height });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.setViewportSize(size);
}

test("numbers must fit together, answers stand in later texts, and what some must say others need not", async ({ staff: page, respondent }) => {
  const slug = await openLogicWave(page);
  await begin(respondent, slug, "bau", "Werk <b>Süd</b> & Söhne");
  await respondent.isAt("zahlen");
  await respondent.type("angeboten", "12");
  await respondent.type("besetzt", "40");
  await respondent.goOn();
  const rule = "Angeboten sind 12; es können höchstens 12 Plätze besetzt sein.";
  await expect(page.getByRole("alert").getByRole("link")).toHaveText([new RegExp(rule)]);
  await expect(page.locator("#besetzt")).toHaveValue("40");
  await expect(page.locator("#besetzt")).toHaveAccessibleDescription(new RegExp(rule));
  await isFitToRead(page, respondent.hasScript);

  await respondent.type("besetzt", "3");
  await respondent.goOn();
  await respondent.isAt("warum");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Plätze bei Werk <b>Süd</b> & Söhne");
  await expect(page).toHaveTitle(/Plätze bei Werk <b>Süd<\/b> & Söhne/);
  await expect(page.getByText("Warum sind von 12 Plätzen 3 besetzt?")).toBeVisible();
  await expect(page.getByText("Was würde bei Bau helfen?")).toBeVisible();
  // „Nichts davon“ stays last, whatever was drawn.
  const options = page.locator('input[name="themen"]');
  await expect(options.last()).toHaveValue("keins");
  const drawn = await options.evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  expect([...drawn].sort()).toEqual(["a", "b", "c", "keins"]);
  await isFitToRead(page, respondent.hasScript);

  await respondent.awake();
  await respondent.goOn();
  await expect(page.getByRole("alert")).toContainText("Schreiben Sie eine Antwort.");
  expect(await options.evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))).toEqual(drawn);
  await respondent.type("warum", "Niemand bewirbt sich.");
  await respondent.choose("themen", "b");
  await respondent.goOn();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Antworten prüfen");
  await expect(page.locator("main article")).toContainText("Plätze bei Werk <b>Süd</b> & Söhne");
  await respondent.press(page.getByRole("button", { name: "Antworten absenden" }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ihre Antworten sind angekommen.");

  await buildersAnswer(slug, BUILDERS - 1);

  // A small firm need not say why; and the places for builders are taken.
  await begin(respondent, slug, "handel", "");
  await respondent.type("angeboten", "4");
  await respondent.type("besetzt", "1");
  await respondent.goOn();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Plätze bei Ihnen");
  await respondent.awake();
  await respondent.choose("themen", "a");
  await respondent.goOn();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Antworten prüfen");

  await page.goto(`/s/${slug}/start`);
  await respondent.awake();
  await respondent.choose("branche", "bau");
  await respondent.goOn();
  await expect(page).toHaveURL(`/s/${slug}/ende/bau?lang=de-sie`);
  await expect(page.getByText("Aus dem Bau haben schon genug Betriebe geantwortet.")).toBeVisible();
  await isFitToRead(page, respondent.hasScript);
  await page.goto(`/intern/wellen/${slug}`);
  await expect(page.getByText(`voll (${BUILDERS}), abgewiesen: weniger als 5`)).toBeVisible();
});

test("whoever is not asked is told so at once, keeps nothing behind, and finds the offers", async ({ staff: page, respondent }) => {
  const slug = await openLogicWave(page);
  await begin(respondent, slug, "keine", "Müller");
  await expect(page).toHaveURL(`/s/${slug}/ende/kein-betrieb?lang=de-sie`);
  await expect(page.getByText("Wir fragen Betriebe.")).toBeVisible();
  await isFitToRead(page, respondent.hasScript);
  expect((await page.context().cookies()).filter((cookie) => cookie.name.endsWith("entwurf"))).toEqual([]);
  await page.goto(`/s/${slug}/zahlen`);
  await expect(page).toHaveURL(`/s/${slug}?abgelaufen=1`);
  await page.goto(`/s/${slug}/ende/kein-betrieb?lang=en`);
  await expect(page.getByText("We ask firms.")).toBeVisible();
  await respondent.press(page.getByRole("link", { name: "See all offers" }));
  await expect(page).toHaveURL(/\/angebote/);
});
