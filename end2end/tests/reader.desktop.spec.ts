import type { Locator } from "@playwright/test";

import { tabTo } from "../stage/keyboard.ts";
import { cutOff, restyle, unreadable } from "../stage/reader.ts";
import { expect, test } from "../stage/world.ts";

// What readers set in their own system or browser, and every page has to bear.

interface Edges {
  /** The outline, where one is drawn that can be seen: colour and distance. */
  ring: string | undefined;
  /** Whether there is a border that differs from the ground. */
  isFramed: boolean;
}

async function edges(target: Locator): Promise<Edges> {
  return target.evaluate((element) => {
    const style = getComputedStyle(element);
    const ground = getComputedStyle(document.body).backgroundColor;
    const isSeen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && style.outlineColor !== ground;
    const isFramed = parseFloat(style.borderTopWidth) >= 1 && style.borderTopColor !== ground;
    return { ring: isSeen ? `${style.outlineColor} ${style.outlineOffset}` : undefined, isFramed };
  });
}

test.describe("in the colours of the system", () => {
  test.beforeEach(async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active" });
  });

  test("texts can be read and the focus is seen", async ({ page, demo, respondent }) => {
    await respondent.startAt(demo.apprentice, "alter");
    for (const path of [page.url(), "/", demo.results]) {
      await page.goto(path);
      expect(await page.evaluate(() => matchMedia("(forced-colors: active)").matches)).toBe(true);
      expect(await unreadable(page), path).toEqual([]);
      // No shadow is drawn in these colours: every stop on the way is held against its ring.
      await tabTo(page, "main a, main button, main input, main summary");
      expect(await page.evaluate(() => getComputedStyle(document.activeElement!).boxShadow), path).toBe("none");
    }
    // The pictures of the results keep their own colours (style/charts.css), which are those of the system.
    const unseen = await page.locator("figure.figure svg text").evaluateAll((texts) => {
      const ground = getComputedStyle(document.body).backgroundColor;
      return texts.filter((text) => getComputedStyle(text).fill === ground).map((text) => text.textContent);
    });
    expect(unseen).toEqual([]);
  });

  test("a chosen answer is told from the others and from the one in focus", async ({ page, demo, respondent }) => {
    await respondent.startAt(demo.apprentice, "alter");
    await tabTo(page, "main input");
    await page.keyboard.press("Space");
    const chosen = page.locator("label.choice:has(:checked)");
    await expect(chosen).toHaveCount(1);
    const other = page.locator("label.choice:not(:has(:checked))").first();
    const inFocus = await edges(chosen);
    await page.keyboard.press("Tab");
    const left = await edges(chosen);
    expect(inFocus.ring, "the focus is seen").toBeDefined();
    expect(left.ring, "what is chosen is seen").toBeDefined();
    expect(left.ring, "the focus on it is seen").not.toBe(inFocus.ring);
    const { ring, isFramed } = await edges(other);
    expect(ring, "what is not chosen has no ring").toBeUndefined();
    for (const framed of [isFramed, left.isFramed, (await edges(page.locator('button[value="next"]'))).isFramed]) {
      expect(framed, "answers and button are seen as such").toBe(true);
    }
  });
});

test("with text twice as large nothing leaves a phone and nothing is cut off (WCAG 1.4.4)", async ({ page, demo, respondent }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await respondent.startAt(demo.apprentice, "alter");
  for (const path of [page.url(), "/", demo.results]) {
    await page.goto(path);
    const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.querySelector("main p, main label")!).fontSize));
    const before = await size();
    await restyle(page, "html { font-size: 200% }");
    expect(await size(), `${path}: text has grown`).toBeGreaterThan(1.7 * before);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(width, `${path}: no sideways scrolling`).toBeLessThanOrEqual(360);
    expect.soft(await cutOff(page), path).toEqual([]);
  }
});
