import { violations } from "../stage/axe.ts";
import { walk } from "../stage/respondent.ts";
import { APPRENTICE } from "../stage/surveys.ts";
import { expect, test } from "../stage/world.ts";

test("six words, asked for on a question, open the answers on another device", async ({ page, stranger, demo, respondent, watch }) => {
  await respondent.start(demo.apprentice);
  await walk(respondent, APPRENTICE.slice(0, 3));
  await respondent.isAt("gemeinde");
  await respondent.pick("gemeinde", "Paderborn");
  await respondent.press(page.getByRole("button", { name: "Später weitermachen" }));
  await expect(page.getByRole("heading", { level: 1, name: "Später weitermachen" })).toBeVisible();
  await expect(page.locator(".code")).toHaveCount(0);
  await respondent.press(page.getByRole("button", { name: "Code anzeigen" }));
  await expect(page.locator(".code li")).toHaveCount(6);
  const words = await page.locator(".code li").allTextContents();
  if (respondent.hasScript) expect(await violations(page)).toEqual([]);
  await expect(page.locator(".address")).toHaveText(`${demo.origin}/weiter`);
  await respondent.press(page.getByRole("link", { name: "Zurück zur Frage" }));
  await respondent.isAt("gemeinde");

  await stranger.goto(demo.apprentice);
  await stranger.getByRole("link", { name: "Weitermachen mit Code" }).click();
  await stranger.getByLabel("Deine sechs Wörter").fill(words.join("-").toUpperCase());
  if (respondent.hasScript) expect(await violations(stranger)).toEqual([]);
  await stranger.getByRole("button", { name: "Weitermachen" }).click();
  await expect(stranger).toHaveURL(/merkmale\.importance\.1$/);
  await stranger.goto(`${demo.apprentice}/gemeinde`);
  await expect(stranger.locator("select option:checked")).toHaveText("Paderborn");
  watch.expectRefusal();
});

test("a wrong word is named, and what was typed is still there", async ({ page, respondent, watch }) => {
  watch.expectRefusal(422);
  await page.goto("/weiter");
  await page.getByLabel("Deine sechs Wörter").fill("kaffer dachs ahorn sonne mond stern");
  await page.getByRole("button", { name: "Weitermachen" }).click();
  await expect(page.locator(".problems")).toContainText("„kaffer“ steht nicht in unserer Liste. Gemeint ist vielleicht");
  await expect(page.getByLabel("Deine sechs Wörter")).toHaveValue("kaffer dachs ahorn sonne mond stern");
  if (respondent.hasScript) expect(await violations(page)).toEqual([]);
  await page.getByLabel("Deine sechs Wörter").fill("ahorn ahorn ahorn ahorn ahorn ahorn");
  await page.getByRole("button", { name: "Weitermachen" }).click();
  await expect(page.locator(".problems")).toContainText("Mit diesen Wörtern finden wir nichts.");
});

test("the pages of going on later fit on 320 px", async ({ page, demo, respondent }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await respondent.start(demo.apprentice);
  await respondent.press(page.getByRole("button", { name: "Später weitermachen" }));
  await respondent.press(page.getByRole("button", { name: "Code anzeigen" }));
  await expect(page.locator(".code li")).toHaveCount(6);
  for (const path of [page.url(), "/weiter?umfrage=azubis", "/weiter?lang=en"]) {
    await page.goto(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320);
  }
});

test("a device for many starts anew after each person, and leads nowhere else", async ({ page, demo, respondent }) => {
  await respondent.start(`${demo.apprentice}?kiosk=1`);
  await walk(respondent, APPRENTICE.slice(0, 2));
  await respondent.isAt("berufsfeld");
  await expect(page.getByRole("button", { name: "Später weitermachen" })).toHaveCount(0);
  expect(await page.locator("a[href]").evaluateAll((links) => links.map((link) => link.getAttribute("href")))).toEqual(["#inhalt"]);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await respondent.press(page.getByRole("button", { name: "Abbrechen und Antworten löschen" }));
  await expect(page).toHaveURL(/\?kiosk=1$/);
  await expect(page.getByRole("button", { name: "Umfrage starten" })).toBeVisible();
  await respondent.start(`${demo.apprentice}?kiosk=1`);
  await respondent.isAt("alter");
  await expect(page.locator("input:checked")).toHaveCount(0);
});
