import { walk } from "../stage/respondent.ts";
import { APPRENTICE, FIRM } from "../stage/surveys.ts";
import { expect, test } from "../stage/world.ts";

test("an answered card folds to one line, and the next one opens", async ({ page, demo, respondent }) => {
  await respondent.startAt(demo.apprentice, "merkmale.importance.1");
  const cards = page.locator("details.rating");
  await expect(page.locator("details.rating[open]")).toHaveCount(1);
  await respondent.press(cards.first().locator("label.choice").nth(4));
  await expect(cards.first()).not.toHaveAttribute("open");
  await expect(cards.first().locator(".given")).toHaveText("sehr wichtig");
  await expect(cards.nth(1)).toHaveAttribute("open");
  await respondent.press(cards.first().locator("summary"));
  await expect(cards.first().locator("input:checked")).toBeVisible();
});

test("a tap that comes before the page has woken counts as soon as it has", async ({ page, demo, respondent }) => {
  let comes = (): void => undefined;
  const held = new Promise<void>((resolve) => (comes = resolve));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await respondent.start(demo.apprentice);
  await respondent.isAt("alter");
  await respondent.choose("alter", "16-17");
  expect(await page.locator("html.e2e-awake").count(), "nothing listens yet").toBe(0);
  comes();
  await respondent.isAt("lehrjahr");
});

test("the top three counts, and stops at three", async ({ page, demo, respondent }) => {
  await respondent.startAt(demo.apprentice, "vorrang");
  const counter = page.locator('.counter[role="status"]');
  await expect(counter).toContainText("0 von 3 gewählt");
  await respondent.choose("vorrang", "weg", "technik", "inhalte");
  await expect(counter).toContainText("3 von 3 gewählt");
  await respondent.choose("vorrang", "mitsprache");
  await expect(page.locator('input[name="vorrang"]:checked')).toHaveCount(3);
  await expect(page.locator('input[value="mitsprache"]')).not.toBeChecked();
});

test("a number is checked as soon as it is left, in the server's words", async ({ page, demo, respondent }) => {
  await respondent.startAt(demo.firm, "ausbildung");
  await walk(respondent, FIRM.slice(3, 4));
  await respondent.isAt("plaetze");
  await respondent.awake();
  const field = page.locator("#plaetze_angeboten");
  await field.fill("99999");
  await field.blur();
  await expect(page.getByText("Geben Sie eine Zahl von 0 bis 2.000 ein.")).toBeVisible();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await field.fill("12");
  await field.blur();
  await expect(page.getByText("Geben Sie eine Zahl von 0 bis 2.000 ein.")).toHaveCount(0);
  await expect(field).not.toHaveAttribute("aria-invalid");
});

for (const [locale, found] of [["de-sie", "Berufe gefunden"], ["de-du", "Berufe gefunden"], ["en", "Occupations found"]] as const) {
  test(`a list that gets shorter says to how many, ${locale}`, async ({ page, respondent }) => {
    await respondent.startAt(`/s/alle-fragearten?lang=${locale}`, "beruf");
    const [search, said] = [page.getByRole("searchbox"), page.locator('[data-search] [role="status"]')];
    const left = page.locator('select[name="beruf"] option:not([value=""])');
    const all = await left.count();
    await expect(said, "nothing is said before anything is typed").toBeEmpty();
    await search.fill("back");
    await expect(said).toHaveText(`${found}: ${await left.count()}`);
    expect(await left.count()).toBeLessThan(all);
    await search.fill("gibt es nicht");
    await expect(said).toHaveText(`${found}: 0`);
    await search.fill("");
    await expect(said).toBeEmpty();
    await expect(left).toHaveCount(all);
  });
}

test("ticking “none of these” unticks the rest", async ({ page, demo, respondent }) => {
  await respondent.startAt(demo.apprentice, "unterstuetzung");
  await respondent.choose("unterstuetzung", "nachhilfe", "bindung", "keins");
  await expect(page.locator('input[name="unterstuetzung"]:checked')).toHaveValue("keins");
});

test("a tap goes on by itself, a key never does", async ({ page, demo, respondent }) => {
  await respondent.start(demo.apprentice);
  await respondent.isAt("alter");
  await respondent.awake();
  await page.locator("#alter").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("#alter-2")).toBeChecked();
  await page.waitForTimeout(700);
  await respondent.isAt("alter");
  await respondent.choose("alter", "18-20");
  await respondent.isAt("lehrjahr");
});

test("staff copy the link of a wave", async ({ staff: page, context, demo }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: demo.origin });
  await page.goto("/intern/wellen/azubis");
  await page.getByRole("button", { name: "Link kopieren" }).first().click();
  await expect(page.getByRole("status").filter({ hasText: "Kopiert" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(demo.apprentice);
});

/** What of ours does not arrive, and what browsers say of it. */
const MISSING = {
  "a broken wasm": [/\.wasm$/, /\.wasm|WebAssembly|Failed to fetch/],
  "none of our script files": [/\.js$/, /\.js net::ERR_FAILED$|Failed to fetch dynamically imported module/],
} satisfies Record<string, [files: RegExp, told: RegExp]>;

for (const [what, [files, told]] of Object.entries(MISSING)) {
  test(`with ${what} the whole journey works as without script`, async ({ page, context, demo, respondent, watch }) => {
    watch.expectBroken(told);
    let missed = 0;
    await context.route(files, (route) => {
      missed += 1;
      return route.abort("failed");
    });
    await respondent.start(demo.apprentice);
    const byHand = APPRENTICE.map((step) => ({ ...step, advances: false }));
    for (const step of byHand) {
      await respondent.isAt(step.at);
      await step.answer(respondent);
      await respondent.goOn();
    }
    await respondent.type("offen", "Nichts.");
    await respondent.goOn();
    await expect(page.locator("h1")).toContainText("angekommen");
    expect(missed, "it was asked for").toBeGreaterThan(0);
  });
}
