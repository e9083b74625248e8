import type { Page } from "@playwright/test";

import { COLOURS, violations } from "../stage/axe.ts";
import { expect, signIn, test } from "../stage/world.ts";

/** By everybody: no violation in either size and colour, nothing wider than a small phone. */
async function canBeRead(page: Page): Promise<void> {
  for (const [width, height] of [[1280, 800], [360, 740]] as const) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await violations(page, COLOURS)).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
}

/** Two who read at once would be told of each other. */
test.describe.configure({ mode: "serial" });

/** The wave before last: nobody else counts what is on its page. */
const WAVE = /^\/intern\/wellen\/azubis-\d{4}$/;

async function oldest(page: Page): Promise<string> {
  await page.goto("/intern");
  const links = await page.getByRole("main").getByRole("link").all();
  const addresses = await Promise.all(links.map((link) => link.getAttribute("href")));
  const waves = addresses.filter((address): address is string => address !== null && WAVE.test(address)).sort();
  if (!waves[0]) throw new Error("no wave of apprentices");
  return waves[0];
}

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("a text is read, redacted, released, and shown as it was redacted", async ({ page }) => {
    await signIn(page);
    const wave = await oldest(page);
    await page.goto(wave);
    await page.getByRole("link", { name: "Offene Antworten lesen und freigeben" }).click();
    const first = page.locator(".texts > li").first();
    const written = await first.locator("blockquote").innerText();
    await first.getByRole("textbox").fill("Weniger […], bitte.");
    await first.getByRole("button", { name: "Freigeben" }).click();
    await expect(page.getByRole("status")).toHaveText("Gespeichert.");
    const before = await page.locator(".texts > li").count();
    await page.getByRole("button", { name: /^Alle \d+ ohne Hinweis freigeben$/ }).click();
    await expect(page.getByRole("status")).toContainText("Texte freigegeben");
    expect(await page.locator(".texts > li").count()).toBeLessThanOrEqual(before);
    await page.getByRole("link", { name: /^Gesehen \(/ }).click();
    await expect(page.locator(".texts > li").first()).toBeVisible();
    expect(written.length).toBeGreaterThan(0);
  });
});

test("texts that were released stand on the page for everybody", async ({ staff: page }) => {
  const wave = await oldest(page);
  await page.goto(`${wave}/texte`);
  const bulk = page.getByRole("button", { name: /^Alle \d+ ohne Hinweis freigeben$/ });
  if (await bulk.isVisible()) await bulk.click();
  await page.goto(`/ergebnisse/${wave.split("/").pop()}`);
  const place = page.locator("#eigene-worte");
  await expect(place.getByRole("heading", { name: "In eigenen Worten" })).toBeVisible();
  await expect(place.locator(".voices > li").first()).toBeVisible();
  await canBeRead(page);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("topics are suggested, confirmed with the keyboard, and counted once every text has them", async ({ page }) => {
    await signIn(page);
    const wave = await oldest(page);
    // Decides on all that still waits, page by page.
    await page.goto(`${wave}/texte`);
    const keepBack = page.getByRole("button", { name: "Zurückhalten" });
    const bulk = page.getByRole("button", { name: /^Alle \d+ ohne Hinweis freigeben$/ });
    while (await bulk.or(keepBack.first()).first().isVisible()) {
      await ((await bulk.isVisible()) ? bulk : keepBack.first()).click();
    }
    await page.getByRole("link", { name: "Themen zuordnen und zählen" }).click();
    const texts = page.locator(".texts > li");
    const found = new Map<string, number>();
    let coded = 0;
    while ((await texts.count()) > 0) {
      for (const text of await texts.all()) {
        // Enough that one topic is shown, whatever was suggested.
        const more = coded < 12 ? "Anderes Thema" : "Keines davon";
        if (coded < 12 || (await text.getByRole("checkbox", { checked: true }).count()) === 0) {
          await text.getByRole("checkbox", { name: more }).press("Space");
        }
        for (const label of await text.locator("label:has(input:checked)").allInnerTexts()) {
          found.set(label.trim(), (found.get(label.trim()) ?? 0) + 1);
        }
        coded += 1;
      }
      await Promise.all([page.waitForEvent("load"), texts.last().getByRole("checkbox").first().press("Enter")]);
      await expect(page.getByRole("status")).toContainText("bestätigt");
    }
    await expect(page.getByText("Die Themen dieser Frage stehen auf der Ergebnisseite.")).toBeVisible();
    await page.goto(`/ergebnisse/${wave.split("/").pop()}`);
    const figure = page.locator("figure[id^=themen-]").first();
    const rows = await figure.locator("tbody tr").evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => cell.textContent ?? "")),
    );
    const k = 10;
    for (const [label, , , count] of rows.slice(0, -1)) {
      const own = found.get(label) ?? 0;
      const exact = own >= k && coded - own >= k;
      expect([label, count], `${label}: ${own} of ${coded}`).toEqual([label, exact ? String(own) : "•"]);
    }
    expect(rows.at(-1)?.[3]).toBe(String(coded));
  });
});

test("the page of topics and its figure can be read by everybody", async ({ staff: page }) => {
  const wave = await oldest(page);
  for (const address of [`${wave}/texte/themen?frage=&zugeordnet=1`, `/ergebnisse/${wave.split("/").pop()}`]) {
    await page.goto(address);
    await expect(page.locator(".texts > li, figure[id^=themen-]").first()).toBeVisible();
    await canBeRead(page);
  }
});
