import type { Page } from "@playwright/test";

import { cutOff, restyle } from "../stage/reader.ts";
import { expect, test } from "../stage/world.ts";

test("a page that does not exist says so and leads on", async ({ page, watch }) => {
  watch.expectRefusal(404);
  const answer = await page.goto("/gibt-es-nicht");
  expect(answer?.status()).toBe(404);
  await expect(page.locator("h1")).toHaveText("Diese Seite gibt es nicht");
  await page.getByRole("link", { name: "Zur Startseite" }).click();
  await expect(page).toHaveURL("/");
});

test("the chosen darkness is in the first response", async ({ page }) => {
  await page.goto("/angebote?thema=bindung");
  await page.getByRole("button", { name: "dunkel" }).click();
  await expect(page).toHaveURL("/angebote?thema=bindung");
  const html = await (await page.request.get("/angebote")).text();
  expect(html).toMatch(/<html[^>]*data-theme="dark"/);
  await page.emulateMedia({ colorScheme: "light" });
  await page.reload();
  expect(await lightness(page)).toBeLessThan(0.3);
  await page.getByRole("button", { name: "hell" }).click();
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await lightness(page)).toBeGreaterThan(0.8);
});

/** Of the page's ground, from 0 to 1. */
async function lightness(page: Page): Promise<number> {
  const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const channels = color.match(/[\d.]+/g)!.slice(0, 3).map(Number);
  return channels.reduce((sum, channel) => sum + channel, 0) / 3 / 255;
}

test("English stays English from page to page", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "English" }).click();
  for (const path of ["/", "/ergebnisse", "/angebote", "/impressum"]) {
    await page.goto(path);
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.getByRole("button", { name: "Deutsch" })).toBeVisible();
  }
});

test("motion stops for whoever asked for less of it", async ({ page, demo, respondent }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const path of ["/", demo.results, "/angebote"]) {
    await page.goto(path);
    expect(await page.evaluate(() => document.getAnimations().filter((it) => it.playState === "running").length)).toBe(0);
  }
  await respondent.start(demo.apprentice);
  await respondent.isAt("alter");
  const durations = await page.evaluate(() =>
    [...document.querySelectorAll("*")].flatMap((element) => getComputedStyle(element).transitionDuration.split(",")),
  );
  expect(Math.max(...durations.map(parseFloat))).toBeLessThanOrEqual(0.01);
});

test("nothing is cut off with wider text spacing (WCAG 1.4.12)", async ({ page, demo, respondent }) => {
  const spacing = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }";
  await respondent.start(demo.apprentice);
  await respondent.isAt("alter");
  for (const path of [page.url(), "/", "/angebote"]) {
    await page.goto(path);
    await restyle(page, spacing);
    expect(await cutOff(page), path).toEqual([]);
  }
});
