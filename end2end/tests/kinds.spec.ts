import { violations } from "../stage/axe.ts";
import { send, tabTo } from "../stage/keyboard.ts";
import { fitsNarrow, lookClosely } from "../stage/narrow.ts";
import { walk } from "../stage/respondent.ts";
import { KINDS } from "../stage/surveys.ts";
import { expect, test } from "../stage/world.ts";

const KINDS_WAVE = "/s/alle-fragearten";

const RECEIPTS = {
  "de-sie": "Ihre Antworten sind angekommen.",
  "de-du": "Deine Antworten sind angekommen.",
  en: "Your answers have arrived.",
};

for (const [locale, receipt] of Object.entries(RECEIPTS)) {
  test(`every kind of question, ${locale}: from the link to the receipt`, async ({ page, respondent }) => {
    test.slow();
    await lookClosely(page, respondent.touches);
    await respondent.start(`${KINDS_WAVE}?lang=${locale}`);
    await walk(respondent, KINDS, async (step) => {
      expect.soft(await violations(page), step).toEqual([]);
      await fitsNarrow(page, step);
    });
    const answers = page.locator("main article");
    await expect(answers).toContainText("Bäcker/Bäckerin");
    await expect(answers).toContainText("Ich schaue nur");
    await expect(answers).toContainText(locale === "en" ? "place 4" : "Platz 4");
    await expect(answers).toContainText(locale === "en" ? /1\sAugust\s2026/ : /1\.\sAugust\s2026/);
    await expect(answers).toContainText(locale === "en" ? /June\s2029/ : /Juni\s2029/);
    expect.soft(await violations(page), "check").toEqual([]);
    await fitsNarrow(page, "check");
    await respondent.press(page.getByRole("button", { name: /Antworten absenden|Send answers/ }));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(receipt);
    expect.soft(await violations(page), "receipt").toEqual([]);
  });
}

test("what does not go together comes back whole, with what to do", async ({ page, respondent }) => {
  await respondent.startAt(`${KINDS_WAVE}?lang=de-du`, "rang");
  for (const row of ["weg", "team"]) await page.locator(`select[name="rang.${row}"]`).selectOption("2");
  await respondent.goOn();
  await expect(page.getByRole("alert").getByRole("link")).toHaveCount(2);
  await expect(page.getByRole("alert")).toContainText("Platz 2 ist mehrmals vergeben.");
  for (const row of ["weg", "team"]) await expect(page.locator(`select[name="rang.${row}"]`)).toHaveValue("2");
  await page.locator('select[name="rang.weg"]').selectOption("1");
  // Two rows have no place; whoever has put right what was wrong is not asked for them as well.
  await respondent.goOn();

  await respondent.isAt("wahl.1");
  await respondent.awake();
  const same = page.locator('input[name="wahl.1:best"]').first();
  const row = await same.getAttribute("value");
  await respondent.choose("wahl.1:best", row ?? "");
  await respondent.choose("wahl.1:worst", row ?? "");
  await respondent.goOn();
  await expect(page.getByRole("alert")).toContainText("Wähle zwei verschiedene Antworten aus.");
  await expect(page.locator(`input[name="wahl.1:best"][value="${row}"]`)).toBeChecked();

  await walk(respondent, KINDS.slice(KINDS.findIndex(({ at }) => at === "wahl.1"), KINDS.findIndex(({ at }) => at === "geld")));
  await respondent.isAt("geld");
  await respondent.awake();
  await respondent.type("geld.wohnen", "50");
  await respondent.type("geld.bus", "30");
  if (respondent.hasScript) await expect(page.locator(".counter")).toHaveText("Noch 20 zu verteilen");
  await respondent.goOn();
  await expect(page.getByRole("alert")).toContainText("20 fehlen noch: Verteile genau 100.");
  await expect(page.locator('[name="geld.wohnen"]')).toHaveValue("50");
});

test("a tap gives a place and takes it back, and both are said", async ({ page, respondent }) => {
  test.skip(!respondent.hasScript, "without script places are chosen from lists");
  await respondent.startAt(`${KINDS_WAVE}?lang=de-sie`, "rang");
  const value = (row: string) => page.locator(`select[name="rang.${row}"]`);
  for (const row of ["team", "sinn", "lohn"]) await respondent.press(page.locator(`label[for="rang.${row}"]`));
  await expect(page.locator(".counter")).toHaveText("Vergütung: Platz 3");
  await respondent.press(page.locator('label[for="rang.team"]'));
  await expect(page.locator(".counter")).toHaveText("Nettes Team: kein Platz");
  await expect(value("team")).toHaveValue("");
  await expect(value("sinn")).toHaveValue("1");
  await expect(value("lohn")).toHaveValue("2");
});

test("every kind of question by keyboard alone", async ({ page, respondent }, info) => {
  test.skip(!["desktop", "phone-plain"].includes(info.project.name), "wide and narrow, with script and without: two runs");
  test.slow();
  await page.goto(`${KINDS_WAVE}?lang=de-sie`);
  await tabTo(page, "main button.button");
  await page.keyboard.press("Enter");
  await respondent.isAt("beruf");
  for (let step = 0; step < 80; step += 1) {
    await respondent.awake();
    if (page.url().endsWith("/pruefen")) break;
    const at = page.url();
    await fillByKeyboard(page, decodeURIComponent(new URL(at).pathname.split("/").pop() ?? ""));
    await send(page);
    // What is open or does not fit yet is said once; then it may go.
    await page.waitForURL((url) => url.href !== at);
    if (page.url().includes("hinweis=1")) {
      await respondent.awake();
      await send(page);
      await page.waitForURL((url) => !url.href.includes("hinweis=1"));
    }
  }
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Antworten prüfen");
  await tabTo(page, "main form button");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(RECEIPTS["de-sie"]);
});

type Keys = Parameters<typeof tabTo>[0];

/** One answer per page, as one gives it with keys. */
async function fillByKeyboard(page: Keys, step: string): Promise<void> {
  const sequence: Record<string, [string, string][]> = {
    beruf: [["select", "Fl"]],
    ort: [["select", "Pader"]],
    rang: [["select", "1"], ["select", "2"], ["select", "3"], ["select", "4"]],
    geld: [["input", "60"], ["input", "40"]],
    plaetze: [["input", "5"], ["input", "4"]],
    je_feld: [["input", "5"], ["input", "4"]],
    beginn: [["input", "1"], ["input", "8"], ["input", "2026"]],
    abschluss: [["select", "Juni"], ["input", "2029"]],
    wort: [["input", "grün"]],
    wunsch: [["textarea", "Nichts."]],
  };
  if (step === "kontakt") {
    await tabTo(page, "main form input");
    await page.keyboard.type("ada@example.org");
    await tabTo(page, 'input[name="kontakt:consent"]');
    await page.keyboard.press("Space");
    return;
  }
  if (step.startsWith("dauer")) sequence[step] = [["input", "3"]];
  if (step.startsWith("wahl.")) {
    await tabTo(page, 'input[name$=":best"]');
    await page.keyboard.press("Space");
    await tabTo(page, 'input[name$=":worst"]');
    // The arrow keys go to the next row of the same end.
    await page.keyboard.press("ArrowDown");
    return;
  }
  for (const [control, keys] of sequence[step] ?? []) {
    await tabTo(page, `main form ${control}`);
    await page.keyboard.type(keys);
  }
  if (!sequence[step]) {
    await tabTo(page, "main form input");
    await page.keyboard.press("Space");
  }
}
