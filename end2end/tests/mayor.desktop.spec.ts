import type { Page } from "@playwright/test";

import { expect, test } from "../stage/world.ts";

// The questions of ../mayor.md by their numbers. Somebody who has never seen the program follows links by their names.

/** Follows links one after the other; more than three are too many. */
async function follow(page: Page, from: string, ...links: (string | RegExp)[]): Promise<void> {
  expect(links.length).toBeLessThanOrEqual(3);
  await page.goto(from);
  for (const name of links) await page.getByRole("main").getByRole("link", { name }).first().click();
}

test("1: what firms in one Kreis need that those in another do not", async ({ page }) => {
  await follow(page, "/ergebnisse", /^Bedarfsabfrage Unternehmen \d{4}/, /^Nach Kreis, .+ vergleichen$/);
  const topics = page.getByRole("table", { name: "Alle Antworten auf diese Frage nach Kreis" });
  for (const kreis of ["Kreis Höxter", "Kreis Paderborn"])
    await expect(topics.getByRole("columnheader", { name: kreis })).toBeVisible();
  await expect(topics.locator("tbody tr").first()).toContainText(/\d+\s%/);
});

test("2: the topic that is missing most, and why", async ({ staff }) => {
  await follow(staff, "/intern", /^Bedarfsabfrage Unternehmen \d{4}/, "Ergebnisse ansehen", /Bedarf und Angebote/);
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText(/^Am meisten fehlt „.+“ .*ohne Angebot$/);
  // Topic by topic, each with the reason why it is missing.
  const missing = staff.getByRole("heading", { name: /^Was fehlt/ }).locator("xpath=following::table[1]");
  await expect(missing.locator("tbody tr").first()).toContainText(/kein Angebot|Plätze|Zielgruppen|Reichweite|nicht bekannt|passt/);
});

test("3: seats that nobody uses", async ({ staff }) => {
  await follow(staff, "/intern", /^Bedarfsabfrage Unternehmen \d{4}/, "Ergebnisse ansehen", /Bedarf und Angebote/);
  // Of a topic that is covered: how many places are left over, and where most.
  await expect(staff.locator("#frei")).toContainText(/Am meisten bleibt frei bei „.+“ \(.+\): [1-9]\d* von \d+ Plätzen im Jahr/);
  const covered = staff.locator("section", { has: staff.getByRole("heading", { name: "Wo der Bedarf gedeckt ist" }) });
  await covered.getByText("Tabelle zeigen").click();
  const head = await covered.getByRole("columnheader").allInnerTexts();
  const first = await covered.locator("tbody tr").first().locator("th, td").allInnerTexts();
  expect(first[head.indexOf("freie Plätze")]).toMatch(/^[1-9]\d*$/);
  // And offers that nobody's need touches at all.
  const unused = staff.getByRole("heading", { name: "Angebote ohne genannten Bedarf" });
  await expect(unused.locator("xpath=following::ul[1]").getByRole("link").first()).toBeVisible();
});

test("4: whether training has become better in the eyes of apprentices", async ({ page }) => {
  await follow(page, "/ergebnisse", /^Verlauf/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Am meisten verändert: „.+“ (gelingt|ist) .+, \d{4} noch \d,\d\sPunkte, \d{4} \d,\d/);
  await expect(page.locator("#erfuellung h3")).toHaveText(/Von \d{4} bis \d{4} haben sich \d+ von 12 Merkmalen sicher verändert/);
});

test("5: where firms believe it goes well and apprentices do not", async ({ page }) => {
  await follow(page, "/ergebnisse", "Betriebe und Auszubildende im Vergleich");
  const verdicts = page.locator("#befunde tbody tr");
  await expect(verdicts.first()).toContainText("Blinder Fleck");
});

for (const [number, about, grouping] of [
  ["6", "what one branch lacks and another does not", "Branche"],
  ["7", "whether small firms need other things than large ones", "Größe"],
] as const) {
  test(`${number}: ${about}`, async ({ page }) => {
    await follow(page, "/ergebnisse", /^Bedarfsabfrage Unternehmen \d{4}/, /^Nach Kreis, .+ vergleichen$/, grouping);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^„.+“: (am meisten „.+“ \(\d+\s%\), am wenigsten|kein sicherer Unterschied|sicherer Unterschied)/);
    // Whether it may be chance, in one sentence.
    await expect(page.locator("#test")).toContainText(/Cramérs\sV\s=\s\d,\d\d/);
    await expect(page.getByRole("table", { name: `Alle Antworten auf diese Frage nach ${grouping}` })).toBeVisible();
  });
}

test("6 and 7 at once: whether small firms of one Kreis need other things than large ones there", async ({ page }) => {
  await follow(page, "/ergebnisse", /^Bedarfsabfrage Unternehmen \d{4}/, /^Nach Kreis, .+ vergleichen$/, "Kreis und Größe");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^„.+“: (kein sicherer|sicherer) Unterschied nach Größe/);
  // A block per Kreis, which the table says in its first column, and what may be chance.
  const rows = page.locator("#kreuztabelle tbody tr");
  await expect(rows.filter({ hasText: "Kreis Paderborn" })).not.toHaveCount(0);
  await expect(page.locator("#kreuztabelle svg.wide .heads").first()).toContainText(/kreis/i);
  await expect(page.locator("#test")).toContainText(/Cramérs\sV\s=\s\d,\d\d/);
  await expect(page.locator("#paare")).toContainText("Andere Paare gibt es hier nicht");
  // The same by the form, the other way round: an address to pass on.
  await page.getByLabel("Verglichen nach").selectOption("Größe");
  await page.getByLabel("und nach").selectOption("");
  await page.getByRole("button", { name: "Anzeigen" }).click();
  await page.getByLabel("und nach").selectOption("Kreis");
  await page.getByRole("button", { name: "Anzeigen" }).click();
  await expect(page).toHaveURL(/nach=groesse&und=standort$/);
  await expect(page.locator("h1")).toHaveText(/Unterschied nach Kreis|zu wenige Antworten/);
});

test("8: why there is no figure", async ({ page, demo }) => {
  await page.goto(demo.results);
  await page.getByRole("main").getByRole("link", { name: "So haben wir gerechnet" }).click();
  await expect(page.locator("#methode")).toContainText("„•“ heißt: ausgeblendet, zu wenige Antworten");
});

test("9 and 10: how many took part, and how to cite it", async ({ page, demo }) => {
  await page.goto(demo.results);
  await expect(page.locator("main p.cite").first()).toHaveText(/^\d+\sAntworten · Rücklauf \d+\s% · \d+\.\s.+\s\d{4} · .+/);
});
