import { readFileSync } from "node:fs";

import type { Locator, Page } from "@playwright/test";

import { expect, test } from "../stage/world.ts";

const G03 = new URL("../../server/analytics/tests/reference/G03_perth_gap_expected.csv", import.meta.url);

/** What the page calls the fields of the reference. */
const FIELDS: Record<string, string> = {
  keep_up: "Weiter so",
  overkill: "Mehr als nötig",
  concentrate: "Hier handeln",
  low_priority: "Nachrangig",
};

/** Nearer to a line between two fields, the interval of 393 answers may reach across it: the page then names neither. */
const NEAR = 0.15;

/** As German readers expect it, with a true minus. */
function german(value: string, decimals: number): string {
  const rounded = Math.abs(Number(value)).toFixed(decimals).replace(".", ",");
  return Number(value) < 0 && /[1-9]/.test(rounded) ? `−${rounded}` : rounded;
}

/** The rows of a table, as written. */
async function rows(table: Locator): Promise<string[][]> {
  return table.locator("tr").evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("th, td")].map((cell) => (cell.textContent ?? "").trim())),
  );
}

/** Scores stand folded away below the pictures. */
async function unfold(page: Page): Promise<void> {
  await page.locator("main details").evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
}

test("the real data show the numbers of reference case G03", async ({ page, demo }) => {
  await page.goto(demo.real_data);
  await unfold(page);
  const [head, ...items] = await rows(page.getByRole("table", { name: "Alle Kennzahlen" }));
  const [names, ...expected] = readFileSync(G03, "utf8").trim().split("\n").map((line) => line.split(","));
  expect(items).toHaveLength(22);
  const references = expected.map((line) => Object.fromEntries(names!.map((name, at) => [name, line[at]!])));
  const lines = ["imp_mean", "sat_mean"].map((mean) => {
    const middle = references.reduce((sum, reference) => sum + Number(reference[mean]), 0) / references.length;
    return (reference: Record<string, string>) => Math.abs(Number(reference[mean]) - middle) < NEAR;
  });
  for (const reference of references) {
    const field = FIELDS[reference.quad_data!]!;
    const item = items.find(([name]) => name === `Merkmal ${reference.item}`) ?? [];
    const shown = Object.fromEntries(head!.map((name, at) => [name, item[at]]));
    expect(shown, `Merkmal ${reference.item}`).toMatchObject({
      "Rang nach MWDS": expect.stringMatching(new RegExp(`^${reference.rank_mwds}( \\(\\d+–\\d+\\))?$`)),
      n: reference.n,
      Wichtigkeit: german(reference.imp_mean!, 2),
      Erfüllung: german(reference.sat_mean!, 2),
      Abstand: german(reference.gap!, 2),
      MWDS: german(reference.mwds!, 2),
      RDS: german(reference.RDS!, 1),
      "Rang nach RDS": Math.abs(Number(reference.rank_RDS) - Number(reference.rank_mwds)) > 3 ? `${reference.rank_RDS} (weicht ab)` : reference.rank_RDS,
      Feld: lines.some((isNear) => isNear(reference)) ? expect.stringMatching(new RegExp(`^(${field}|unsicher)$`)) : field,
    });
  }
});

test("a result page: finding, pictures with their tables, both views by link, downloads", async ({ page, demo }) => {
  await page.goto(demo.results);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/(Am weitesten|Weit) auseinander: „.+“, Wichtigkeit \d,\d von\s5, Erfüllung nur\s\d,\d/);
  await expect(page.locator("#befragte figure").first()).toBeHidden();
  // A story of few pictures; every question is one click further.
  const battery = page.locator("#f-merkmale-importance svg");
  await expect(battery.first()).toBeHidden();
  expect(await page.locator("figure.figure:not(details figure)").count()).toBeLessThan(6);
  await page.getByRole("link", { name: "Alle Fragen" }).click();
  await expect(page.locator("#fragen > details > summary")).toBeInViewport();
  await page.locator("#fragen > details > summary").click();
  const figures = page.locator("figure.figure:not(#befragte figure)");
  expect(await figures.count()).toBeGreaterThan(6);
  for (const figure of await figures.all()) {
    await expect(figure.locator("svg:visible")).toHaveCount(1);
    await expect(figure.locator("h2, h3, h4").first()).not.toBeEmpty();
    await expect(figure.locator("figcaption")).toContainText(/n\s=\s[\d.]+/);
  }
  const first = figures.first();
  await expect(first.getByRole("table")).toBeHidden();
  await first.locator("summary").click();
  await expect(first.getByRole("table")).toBeVisible();

  const full = await battery.first().innerHTML();
  await page.getByRole("link", { name: "Um die Mitte" }).click();
  await expect(page).toHaveURL(/ansicht=divergierend#fragen$/);
  // Whoever has turned the bars sees them.
  await expect(page.locator("#f-merkmale-importance svg:visible")).toHaveCount(1);
  expect(await battery.first().innerHTML()).not.toBe(full);
  await page.getByRole("link", { name: "Mitte der Skala" }).click();
  await expect(page).toHaveURL(/ansicht=divergierend&kreuz=mitte/);
  await page.getByRole("link", { name: "auf 100" }).click();
  await expect(page).toHaveURL(/\?ansicht=gestapelt&kreuz=mitte#fragen$/);

  const file = async (suffix: string): Promise<string> => {
    const href = await page.locator(`#abstand a[href*="${suffix}"]`).getAttribute("href");
    const answer = await page.request.get(href!);
    expect(answer.headers()["content-disposition"]).toContain("attachment");
    return answer.text();
  };
  expect(await file(".svg")).toMatch(/^<svg [^>]*role="img"/);
  const png = await page.request.get((await page.locator('#abstand a[href*=".png"]').getAttribute("href"))!);
  expect((await png.body()).subarray(1, 4).toString()).toBe("PNG");
  expect((await file(".csv")).split("\n")[3]).toContain("Wichtigkeit");
  const download = page.waitForEvent("download");
  await page.locator('#abstand a[href*=".csv"]').click();
  expect((await download).suggestedFilename()).toBe("abstand.csv");
});

test("what the demo planted is found: the gap of the apprentices, the needs of the firms", async ({ page, demo }) => {
  await page.goto(demo.results);
  await unfold(page);
  const [, ...items] = await rows(page.getByRole("table", { name: "Alle Kennzahlen" }));
  const first = items.slice(0, 2).map(([name]) => name);
  expect(first.sort()).toEqual(["Gut erreichbarer Betrieb", "Gute Chancen auf Übernahme"]);
});

test("a municipality with three answers is hidden from staff as well, and never counted beside a total", async ({ staff: page }) => {
  await page.goto("/ergebnisse");
  const firms = await page.locator('a[href^="/ergebnisse/unternehmen-"]').getAttribute("href");
  const wave = firms!.replace("/ergebnisse/", "");
  await page.goto(`/intern/wellen/${wave}/abdeckung?gruppe=apprentices&kreis=${encodeURIComponent("Kreis Höxter")}`);
  const [head, ...topics] = await rows(page.locator("table.heat"));
  const column = head!.indexOf("Marienmünster");
  expect(column).toBeGreaterThan(0);
  expect(topics.length).toBeGreaterThan(3);
  for (const topic of topics) {
    expect(topic[column], topic[0]).toMatch(/^•ausgeblendet|^–/);
    expect(topic[0]).not.toMatch(/gesamt|Summe/i);
  }
  expect(topics.some((topic) => topic[column]!.startsWith("•"))).toBe(true);
  const lists = page.locator("section", { has: page.getByRole("heading", { name: /Was fehlt, und warum|Wo zu wenige/ }) });
  await unfold(page);
  await expect(lists.first()).toBeVisible();
  for (const list of await lists.all()) await expect(list).not.toContainText("Marienmünster");
  const mapped = await rows(page.locator("#karte-gedeckt table"));
  expect(mapped.find(([place]) => place === "Marienmünster")![2]).toMatch(/^[•–]$/);

  await page.goto(firms!);
  const everything = await page.locator("main").innerText();
  expect(everything).not.toMatch(/NaN|undefined|null|Infinity/);
  await expect(page.getByRole("main")).not.toContainText(/Marienmünster\s*(1|2|3)\b/);
});
