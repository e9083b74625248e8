import type { Page } from "@playwright/test";

import { send, tabTo } from "../stage/keyboard.ts";
import { APPRENTICE, OPEN_QUESTION } from "../stage/surveys.ts";
import { expect, test } from "../stage/world.ts";

test("the whole apprentices' survey by keyboard alone", async ({ page, demo, respondent }) => {
  test.slow();
  await page.goto(demo.apprentice);
  await tabTo(page, "main button.button");
  await page.keyboard.press("Enter");
  for (const { at } of APPRENTICE) {
    await respondent.isAt(at);
    await respondent.awake();
    if (at === "gemeinde") {
      await tabTo(page, "select");
      await page.keyboard.type("Pader");
    } else if (at.startsWith("merkmale")) {
      await rateAll(page);
    } else {
      await tabTo(page, "main input");
      await page.keyboard.press("Space");
    }
    // "vorrang": one of three is a soft prompt; the second time it may go.
    await send(page);
    if (at === "vorrang") {
      await page.getByRole("alert").waitFor();
      await respondent.awake();
      await send(page);
    }
  }
  await respondent.isAt(OPEN_QUESTION);
  await tabTo(page, "textarea");
  await page.keyboard.type("Nichts.");
  await send(page);
  await expect(page.locator("h1")).toContainText("angekommen");
});

/** Cards stay as they are under the keyboard: each is opened with Enter where it is folded. */
async function rateAll(page: Page): Promise<void> {
  const cards = await page.locator("details.rating").count();
  for (let card = 1; card <= cards; card += 1) {
    const own = `details.rating:nth-of-type(${card})`;
    await tabTo(page, `${own} > summary`);
    if (!(await page.locator(`${own}[open]`).count())) await page.keyboard.press("Enter");
    await tabTo(page, `${own} input`);
    await page.keyboard.press("Space");
  }
  await expect(page.locator("details.rating:has(input:checked)")).toHaveCount(cards);
}

test("the first stop leads past the head, and every table can be scrolled by key", async ({ page, demo }) => {
  await page.goto(demo.real_data);
  await tabTo(page, ".skip");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("inhalt");
  for (const region of await page.locator(".table-scroll").all()) {
    await expect(region).toHaveAttribute("tabindex", "0");
  }
});

test("errors take the focus and lead to their fields", async ({ page, demo, respondent }) => {
  await respondent.startAt(demo.apprentice, "gemeinde");
  await send(page);
  await expect(page.locator(".problems")).toBeFocused();
  await tabTo(page, ".problems a");
  await page.keyboard.press("Enter");
  await expect(page.locator("#gemeinde")).toBeFocused();
});
