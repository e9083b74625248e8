import { expect, type Page } from "@playwright/test";

const NARROW = { width: 320, height: 640 };

/** Nothing is wider than the smallest phone, or than a desktop at 400 % (WCAG 1.4.10). The page keeps the size it had. */
export async function fitsNarrow(page: Page, where: string): Promise<void> {
  const size = page.viewportSize()!;
  const isNarrow = size.width === NARROW.width;
  if (!isNarrow) await page.setViewportSize(NARROW);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect.soft(width, `${where}: no sideways scrolling at ${NARROW.width} px`).toBeLessThanOrEqual(NARROW.width);
  if (!isNarrow) await page.setViewportSize(size);
}

/** A journey in which every page is looked at: without motion, and on a phone narrow from start to end. */
export async function lookClosely(page: Page, isPhone: boolean): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  if (isPhone) await page.setViewportSize(NARROW);
}
