import { walk } from "../stage/respondent.ts";
import { FIRM, TOPICS } from "../stage/surveys.ts";
import { expect, test } from "../stage/world.ts";

test("from the link to the receipt: a page per topic, a check with a change, matching offers", async ({ page, demo, respondent }) => {
  await respondent.start(demo.firm);
  await walk(respondent, FIRM);

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Antworten prüfen");
  const answers = page.locator("main article");
  await expect(answers).toContainText("Handel und Kfz-Werkstätten");
  await expect(answers).toContainText("12 Personen pro Jahr");
  await expect(answers).toContainText("sehr dringend");
  await expect(answers.getByRole("heading", { level: 2, name: /^(Sprachförderung|Wohnen und Mobilität)$/ })).toHaveCount(TOPICS.length);

  await respondent.press(page.locator('a[href$="/plaetze?pruefen=1"]').first());
  await respondent.isAt("plaetze");
  await respondent.type("plaetze_angeboten", "7");
  await respondent.goOn();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Antworten prüfen");
  await expect(answers).toContainText("7 Plätze");

  await respondent.press(page.getByRole("button", { name: "Antworten absenden" }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ihre Antworten sind angekommen.");
  await expect(page.getByRole("heading", { level: 3 }).filter({ hasText: /^(Sprachförderung|Wohnen und Mobilität)$/ })).toHaveCount(TOPICS.length);
  const offer = page.getByRole("main").locator('a[href^="/angebote/"]').first();
  const title = await offer.innerText();
  await respondent.press(offer);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
});

test("dropping a topic drops its page, and ticking none leaves both out", async ({ page, demo, respondent }) => {
  await respondent.startAt(demo.firm, "themen");
  await walk(respondent, FIRM.slice(5, 7));
  await respondent.isAt("bedarf@sprachfoerderung");
  await page.goto(`${demo.firm}/themen`);
  await respondent.awake();
  // With script the excluding answer takes the others back, without it a person does.
  if (!respondent.hasScript) await respondent.choose("themen", ...TOPICS);
  await respondent.choose("themen", "keins");
  await expect(page.locator('input[name="themen"]:checked')).toHaveCount(1);
  await respondent.goOn();
  await respondent.isAt("vorrang");
});

test("a number out of bounds comes back with what was typed and what to do", async ({ page, demo, respondent }) => {
  await respondent.startAt(demo.firm, "ausbildung");
  await walk(respondent, FIRM.slice(3, 4));
  await respondent.isAt("plaetze");
  await respondent.type("plaetze_angeboten", "99999");
  await respondent.type("plaetze_besetzt", "zwei");
  await respondent.goOn();

  const summary = page.getByRole("alert");
  await expect(summary.getByRole("link")).toHaveText([/haben Sie zuletzt angeboten\? Geben Sie eine Zahl von 0 bis 2.000 ein\.$/, /besetzt\? Geben Sie eine Zahl in Ziffern ein, zum Beispiel 12\.$/]);
  await expect(page.locator("#plaetze_angeboten")).toHaveValue("99999");
  await expect(page.locator("#plaetze_besetzt")).toHaveValue("zwei");
  await expect(page.locator("#plaetze_angeboten")).toHaveAccessibleDescription(/Zahl von 0 bis 2.000/);
  await summary.getByRole("link").first().click();
  await expect(page.locator("#plaetze_angeboten")).toBeFocused();

  await respondent.type("plaetze_angeboten", "6");
  await respondent.type("plaetze_besetzt", "2");
  await respondent.goOn();
  await respondent.isAt("themen");
});

test("a required question is not passed, however often", async ({ page, demo, respondent }) => {
  await respondent.startAt(demo.firm, "ausbildung");
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await respondent.goOn();
    await respondent.isAt("ausbildung");
    await expect(page.getByRole("alert")).toBeVisible();
  }
});

test("Enter in a field goes on, not back", async ({ page, demo, respondent }) => {
  await respondent.startAt(demo.firm, "ausbildung");
  await walk(respondent, FIRM.slice(3, 4));
  await respondent.isAt("plaetze");
  await respondent.type("plaetze_angeboten", "6");
  await respondent.type("plaetze_besetzt", "2");
  await page.locator("#plaetze_besetzt").press("Enter");
  await respondent.isAt("themen");
});

test("going back with an entry that does not read loses neither it nor the answer before", async ({ page, demo, respondent }) => {
  await respondent.startAt(demo.firm, "ausbildung");
  await walk(respondent, FIRM.slice(3, 4));
  await respondent.isAt("plaetze");
  await respondent.type("plaetze_angeboten", "viele");
  await page.getByRole("button", { name: "Zurück" }).last().click();
  await respondent.isAt("ausbildung");
  await page.goto(`${demo.firm}/plaetze`);
  await expect(page.locator("#plaetze_angeboten")).toHaveValue("viele");
});
