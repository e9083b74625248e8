import type { Page } from "@playwright/test";

import { violations } from "../stage/axe.ts";
import { fitsNarrow, lookClosely } from "../stage/narrow.ts";
import { expect, test } from "../stage/world.ts";

const WAVE = "/s/was-hilft";

/** axe finds nothing, and nothing is wider than a small phone. */
async function isFitToRead(page: Page, where: string, hasScript: boolean): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  if (hasScript) expect.soft(await violations(page), where).toEqual([]);
  await fitsNarrow(page, where);
}

const LANGUAGES = {
  "de-einfach": { lang: "de", dir: "ltr", start: "Umfrage starten", receipt: "Ihre Antworten sind angekommen." },
  tr: { lang: "tr", dir: "ltr", start: "Ankete başla", receipt: "Yanıtlarınız ulaştı." },
  uk: { lang: "uk", dir: "ltr", start: "Почати опитування", receipt: "Ваші відповіді надійшли." },
  ar: { lang: "ar", dir: "rtl", start: "بدء الاستبيان", receipt: "وصلت الإجابات." },
};

for (const [locale, { lang, dir, start, receipt }] of Object.entries(LANGUAGES)) {
  test(`the whole survey in ${locale}: from the link to the receipt`, async ({ page, respondent }) => {
    test.slow();
    await lookClosely(page, respondent.touches);
    const look = (where: string): Promise<void> => isFitToRead(page, `${locale} ${where}`, respondent.hasScript);
    await page.goto(`${WAVE}/was-wir-speichern?lang=${locale}`);
    await look("what is stored");
    await page.goto(`${WAVE}?lang=${locale}`);
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    await expect(page.locator("html")).toHaveAttribute("dir", dir);
    await look("start");
    await respondent.press(page.getByRole("button", { name: start }));

    await respondent.isAt("lehrjahr");
    await respondent.awake();
    await look("lehrjahr");
    await respondent.choose("lehrjahr", "2");
    if (!respondent.hasScript) await respondent.goOn();

    await respondent.isAt("alltag");
    await respondent.awake();
    await look("alltag");
    await respondent.rate(4);
    await respondent.goOn();

    await respondent.isAt("hilfe");
    await respondent.awake();
    await look("hilfe");
    await respondent.choose("hilfe", "sprachfoerderung");
    await respondent.goOn();

    await respondent.isAt("weg");
    await respondent.awake();
    await respondent.type("weg", "zwölf");
    await respondent.goOn();
    await expect(page.getByRole("alert")).toBeVisible();
    await look("weg, with an error");
    await respondent.type("weg", "٢٥");
    await respondent.goOn();

    await respondent.isAt("offen");
    await respondent.awake();
    await look("offen");
    await respondent.goOn();
    // The open question is asked for once more.
    if (page.url().includes("hinweis=1")) await respondent.goOn();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(receipt);
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    await look("receipt");
  });
}

test("the language changes in the middle, and what was typed stays", async ({ page, respondent }) => {
  await respondent.start(`${WAVE}?lang=de-du`);
  await respondent.isAt("lehrjahr");
  await page.goto(`${WAVE}/offen`);
  await respondent.awake();
  await respondent.type("offen", "Mehr Zeit für „Fachdeutsch“");
  const languages = page.locator("header details.languages");
  await respondent.press(languages.locator("summary"));
  await isFitToRead(page, "languages open", respondent.hasScript);
  await respondent.press(page.getByRole("button", { name: "العربية" }));
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await respondent.isAt("offen");
  await expect(page.locator("textarea")).toHaveValue("Mehr Zeit für „Fachdeutsch“");
  await respondent.press(languages.locator("summary"));
  await respondent.press(page.getByRole("button", { name: "Українська" }));
  await expect(page.locator("html")).toHaveAttribute("lang", "uk");
  await expect(page.locator("textarea")).toHaveValue("Mehr Zeit für „Fachdeutsch“");
});

test("Enter in a field goes on and does not change the language", async ({ page, respondent }) => {
  await respondent.start(`${WAVE}?lang=en`);
  await page.goto(`${WAVE}/weg`);
  await respondent.awake();
  await respondent.type("weg", "12");
  await page.locator('[name="weg"]').press("Enter");
  await respondent.isAt("offen");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("a German question loads the letters of no other script", async ({ page, respondent }) => {
  const fonts: string[] = [];
  page.on("request", (request) => request.resourceType() === "font" && fonts.push(new URL(request.url()).pathname));
  await respondent.start(`${WAVE}?lang=de-du`);
  fonts.length = 0;
  await page.reload({ waitUntil: "networkidle" });
  expect(fonts.filter((path) => /cyrillic|latin-ext/.test(path))).toEqual([]);
});

test("an unknown language has a page in every language there is", async ({ page, respondent, watch }) => {
  watch.expectRefusal(404);
  await page.goto(`${WAVE}?lang=fr`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Diese Sprache gibt es hier nicht");
  await isFitToRead(page, "unknown language", respondent.hasScript);
  await page.getByRole("link", { name: "Türkçe" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "tr");
});
