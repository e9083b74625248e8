import type { Page } from "@playwright/test";

import { COLOURS, violations } from "./axe.ts";
import { expect } from "./world.ts";

/** One page in light and dark, phone and desktop, and no sideways scrolling at 320 px (WCAG 1.4.10). */
export async function inspect(page: Page, name: string): Promise<void> {
  for (const [width, height] of [[1280, 800], [360, 740]] as const) {
    await page.setViewportSize({ width, height });
    // Without motion, or axe measures colours that are halfway between light and dark.
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    expect.soft(await violations(page), `${name}, ${width} px, light`).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect.soft(await violations(page, COLOURS), `${name}, ${width} px, dark`).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect.soft(width, `${name}: no sideways scrolling at 320 px`).toBeLessThanOrEqual(320);
  expect.soft(await page.locator("h1").count(), `${name}: one h1`).toBe(1);
  expect.soft(await page.title(), name).toMatch(/Bedarfskompass$/);
}
