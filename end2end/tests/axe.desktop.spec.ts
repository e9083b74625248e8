import type { Page } from "@playwright/test";

import { COLOURS, violations } from "../stage/axe.ts";
import { PUBLIC, SESSION_ENDED, STAFF, WITH_ISLANDS } from "../stage/pages.ts";
import { walk } from "../stage/respondent.ts";
import { APPRENTICE, FIRM } from "../stage/surveys.ts";
import { expect, test } from "../stage/world.ts";

/** One page in light and dark, phone and desktop, and no sideways scrolling at 320 px (WCAG 1.4.10). */
async function inspect(page: Page, name: string): Promise<void> {
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

/** What a page is without script is looked at where it is another then (tests/axe.phone.spec.ts). */
async function hasIslandsAsListed(page: Page, name: string): Promise<void> {
  const islands = await page.locator("leptos-island").count();
  expect.soft(islands > 0, `${name}: islands`).toBe(WITH_ISLANDS.includes(name));
}

for (const place of PUBLIC) {
  test(place.name, async ({ page, watch }) => {
    if (place.status) watch.expectRefusal(place.status);
    await place.open(page);
    await inspect(page, place.name);
    await hasIslandsAsListed(page, place.name);
  });
}

for (const place of [...STAFF, SESSION_ENDED]) {
  test(place.name, async ({ staff: page, watch }) => {
    if (place.status) watch.expectRefusal(place.status);
    await place.open(page);
    await inspect(page, place.name);
    await hasIslandsAsListed(page, place.name);
  });
}

for (const [name, steps] of [["apprentice", APPRENTICE], ["firm", FIRM]] as const) {
  test(`every page of the ${name}'s survey`, async ({ page, demo, respondent }) => {
    test.slow();
    const look = async (step: string): Promise<void> => {
      await inspect(page, step);
      await page.setViewportSize({ width: 1280, height: 800 });
    };
    await respondent.start(demo[name]);
    await respondent.awake();
    await respondent.goOn();
    await page.getByRole("alert").waitFor();
    await look("with a problem");
    await walk(respondent, steps, look);
    if (name === "firm") {
      await respondent.isAt("pruefen");
      await look("check");
      await page.getByRole("button", { name: "Antworten absenden" }).click();
    } else {
      await respondent.isAt("offen");
      await look("open question");
      await respondent.type("offen", "Nichts.");
      await respondent.goOn();
    }
    await expect(page.locator("h1")).toContainText("angekommen");
    await look("receipt");
  });
}
