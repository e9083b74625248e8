import { walk } from "../stage/respondent.ts";
import { APPRENTICE, OPEN_QUESTION } from "../stage/surveys.ts";
import { expect, test } from "../stage/world.ts";

test("from the link to the receipt, with few taps and no keyboard", async ({ page, context, demo, respondent }, info) => {
  await page.goto(demo.apprentice);
  expect(await context.cookies()).toEqual([]);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);

  await respondent.start(demo.apprentice);
  await respondent.isAt("alter");
  const cookies = await context.cookies();
  expect(cookies.map(({ name, httpOnly, sameSite }) => ({ name, httpOnly, sameSite }))).toEqual([
    { name: "entwurf", httpOnly: true, sameSite: "Lax" },
  ]);

  await walk(respondent, APPRENTICE, async () => {
    const focused = await page.evaluate(() => document.activeElement?.localName ?? "");
    expect(focused, "nothing opens the keyboard").not.toMatch(/input|textarea/);
  });

  await respondent.isAt(OPEN_QUESTION);
  // Once anybody has looked at the released wave, its chart stands on every receipt.
  const opened = await page.request.get(demo.results.replace(/[^/]*$/, "azubis-2026"));
  expect(opened.ok()).toBe(true);
  await respondent.goOn();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Deine Antworten sind angekommen.");
  await expect(page.getByRole("heading", { level: 2 })).toHaveText("So haben andere geantwortet");
  await expect(page.locator("figure svg").filter({ visible: true })).toHaveCount(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(page.viewportSize()!.width);
  expect(await context.cookies()).toEqual([]);
  if (info.project.name === "phone") {
    info.annotations.push({ type: "taps", description: String(respondent.taps) });
    console.log(`taps from link to receipt on the phone: ${respondent.taps}`);
    expect(respondent.taps).toBeLessThanOrEqual(45);
  }
});

test("going back shows what was answered, and a change is kept", async ({ page, demo, respondent }) => {
  await respondent.start(demo.apprentice);
  await walk(respondent, APPRENTICE.slice(0, 5));
  await respondent.isAt("merkmale.importance.2");

  await page.getByRole("button", { name: "Zurück" }).first().click();
  await respondent.isAt("merkmale.importance.1");
  await expect(page.locator('details.rating input[value="5"]:checked')).toHaveCount(6);

  await page.getByRole("button", { name: "Zurück" }).last().click();
  await respondent.isAt("gemeinde");
  await expect(page.locator("select option:checked")).toHaveText("Paderborn");
  await respondent.pick("gemeinde", "Höxter");
  await page.goBack();
  await page.goto(`${demo.apprentice}/gemeinde`);
  await respondent.pick("gemeinde", "Höxter");
  await respondent.goOn();
  await respondent.isAt("merkmale.importance.1");

  await page.goto(demo.apprentice);
  await expect(page.getByText("Du hast schon angefangen.")).toBeVisible();
  await page.getByRole("button", { name: "Weitermachen" }).click();
  await respondent.isAt("merkmale.importance.2");
  await page.goto(`${demo.apprentice}/gemeinde`);
  await expect(page.locator("select option:checked")).toHaveText("Höxter");
});

test("in English", async ({ page, demo, respondent }) => {
  await page.goto(demo.apprentice);
  await respondent.press(page.getByRole("main").getByRole("link", { name: "English" }));
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await respondent.press(page.getByRole("button", { name: "Start the survey" }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^How old are you\?/);
  await walk(respondent, APPRENTICE.slice(0, 3));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Where is your company\?/);
  await expect(page.getByRole("main")).not.toContainText(/Weiter|Zurück/);
});

test("a skipped question is asked for once, then let go, and the browser's way back leads to it", async ({ page, demo, respondent }) => {
  await respondent.start(demo.apprentice);
  await respondent.awake();
  await respondent.goOn();
  await expect(page.getByRole("alert")).toContainText("Noch ohne Antwort");
  await expect(page).not.toHaveTitle(/Fehler/);
  await page.getByRole("alert").getByRole("link").first().click();
  await expect(page.locator("#alter")).toBeFocused();
  await respondent.press(page.getByRole("button", { name: "Überspringen" }));
  await respondent.isAt("lehrjahr");
  await page.goBack();
  await respondent.isAt("alter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Wie alt bist du?");
});

test("what is open goes from the top of the page as it is answered", async ({ page, demo, respondent }) => {
  test.skip(!respondent.hasScript, "without script the page stays as it was sent");
  await respondent.startAt(demo.apprentice, "merkmale.importance.1");
  await respondent.goOn();
  await expect(page.locator(".problems li")).toHaveText("6 Aussagen sind noch offen.");
  await respondent.awake();
  await respondent.rate(4);
  await expect(page.locator(".problems")).toHaveCount(0);
});

test("a megabyte of text comes back in the form", async ({ page, demo, respondent, watch }, info) => {
  test.skip(!["phone", "desktop-plain"].includes(info.project.name), "once with script and once without: the size is nothing to it");
  watch.expectRefusal(422);
  await respondent.startAt(demo.apprentice, OPEN_QUESTION);
  const text = "Zu viel Text. ".repeat(75_000);
  await respondent.type(OPEN_QUESTION, text);
  await respondent.goOn();
  await expect(page.getByRole("alert")).toBeVisible();
  expect((await page.locator(`[name="${OPEN_QUESTION}"]`).inputValue()).length).toBe(text.length);
});

test("light and dark, the way back at the top, and Enter keep what was typed", async ({ page, demo, respondent }) => {
  await respondent.startAt(demo.apprentice, OPEN_QUESTION);
  await respondent.type(OPEN_QUESTION, "Mehr Zeit");
  await page.getByRole("button", { name: "dunkel" }).click();
  await respondent.isAt(OPEN_QUESTION);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator(`[name="${OPEN_QUESTION}"]`)).toHaveValue("Mehr Zeit");

  await respondent.type(OPEN_QUESTION, "Mehr Zeit zum Lernen");
  await page.locator("button.back").click();
  // Saved and answered, before the next page is asked for.
  await expect(page).not.toHaveURL(new RegExp(`/${OPEN_QUESTION}$`));
  await page.goto(`${demo.apprentice}/${OPEN_QUESTION}`);
  await expect(page.locator(`[name="${OPEN_QUESTION}"]`)).toHaveValue("Mehr Zeit zum Lernen");
});
