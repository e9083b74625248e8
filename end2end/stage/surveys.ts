import { expect } from "@playwright/test";

import type { Respondent, Step } from "./respondent.ts";

const rated = (at: string, point: number): Step => ({ at, answer: (respondent) => respondent.rate(point) });
const chosen = (at: string, ...values: string[]): Step => ({ at, answer: (respondent) => respondent.choose(at, ...values) });

/** Every question of the apprentices' survey but the last, the open one. */
export const APPRENTICE: Step[] = [
  { ...chosen("alter", "16-17"), advances: true },
  { ...chosen("lehrjahr", "2"), advances: true },
  { ...chosen("berufsfeld", "metall-elektro"), advances: true },
  { at: "gemeinde", answer: (respondent) => respondent.pick("gemeinde", "Paderborn") },
  rated("merkmale.importance.1", 5),
  rated("merkmale.importance.2", 4),
  rated("merkmale.fulfilment.1", 3),
  rated("merkmale.fulfilment.2", 2),
  chosen("vorrang", "uebernahme", "weg", "verguetung"),
  { ...chosen("empfehlung", "8"), advances: true },
  chosen("unterstuetzung", "nachhilfe"),
];

export const OPEN_QUESTION = "offen";

/** One page per ticked topic. */
export function need(topic: string): Step {
  const answer = async (respondent: Respondent): Promise<void> => {
    await respondent.type(`personen_auszubildende@${topic}`, "4");
    await respondent.type(`personen_ausbildende@${topic}`, "0");
    await respondent.type(`personen_fachkraefte@${topic}`, "12");
    await respondent.type(`personen_bewerbende@${topic}`, "0");
    await respondent.choose(`dringlichkeit.thema@${topic}`, "5");
    await respondent.choose(`bekanntheit@${topic}`, "ja");
    // With script the first card closed after its tap and this one opened.
    await respondent.choose(`zufriedenheit.angebote@${topic}`, "2");
    await respondent.choose(`hindernis@${topic}`, "zeit", "entfernung");
  };
  return { at: `bedarf@${topic}`, answer };
}

/** In the order of the questionnaire, in which their pages come. */
export const TOPICS = ["wohnen-mobilitaet", "sprachfoerderung"];

/** The firms' survey, by a firm that trains and ticks two topics. */
export const FIRM: Step[] = [
  chosen("branche", "handel"),
  chosen("groesse", "10-49"),
  { at: "standort", answer: (respondent) => respondent.pick("standort", "Höxter") },
  chosen("ausbildung", "ja"),
  {
    at: "plaetze",
    answer: async (respondent) => {
      await respondent.type("plaetze_angeboten", "6");
      await respondent.type("plaetze_besetzt", "4");
    },
  },
  chosen("themen", ...TOPICS),
  ...TOPICS.map(need),
  chosen("vorrang", "sprachfoerderung", "bindung", "digitalisierung"),
  rated("merkmale.importance.1", 5),
  rated("merkmale.importance.2", 4),
  rated("merkmale.fulfilment.1", 3),
  rated("merkmale.fulfilment.2", 4),
];

/** With script a tap on a row gives it the next place, without it is chosen from a list. */
const ranked = (at: string, ...rows: string[]): Step => ({
  at,
  answer: async (respondent) => {
    for (const [place, row] of rows.entries()) {
      const list = respondent.page.locator(`select[name="${at}.${row}"]`);
      if (respondent.hasScript) await respondent.press(respondent.page.locator(`label[for="${at}.${row}"]`));
      else await list.selectOption(String(place + 1));
      await expect(list).toHaveValue(String(place + 1));
    }
  },
});

/** The first row of the block as the best, the last as the worst. */
const weighed = (block: number): Step => ({
  at: `wahl.${block}`,
  answer: async (respondent) => {
    const cards = (end: string) => respondent.page.locator(`label.choice:has(input[name="wahl.${block}:${end}"])`);
    await respondent.press(cards("best").first());
    await respondent.press(cards("worst").last());
  },
});

const typed = (at: string, entries: Record<string, string>): Step => ({
  at,
  answer: async (respondent) => {
    for (const [name, text] of Object.entries(entries)) await respondent.type(name, text);
  },
});

/** All kinds of questions, each answered as fully as it can be. */
export const KINDS: Step[] = [
  {
    at: "beruf",
    answer: async (respondent) => {
      if (respondent.hasScript) await respondent.page.getByRole("searchbox").fill("back");
      await respondent.pick("beruf", "Bäcker/Bäckerin");
    },
  },
  {
    at: "rolle",
    answer: async (respondent) => {
      await expect(respondent.page.locator('[name="rolle.andere:words"]')).toBeHidden();
      await respondent.choose("rolle", "andere");
      await respondent.type("rolle.andere:words", "Ich schaue nur");
    },
  },
  { at: "ort", answer: (respondent) => respondent.pick("ort", "Paderborn") },
  {
    at: "quellen",
    answer: async (respondent) => {
      await respondent.choose("quellen", "schule", "anders");
      await respondent.type("quellen.anders:words", "Plakat");
    },
  },
  {
    at: "zufrieden",
    answer: async (respondent) => {
      await respondent.rate(4);
      await respondent.press(respondent.page.locator("details.comment summary"));
      await respondent.type("zufrieden:comment", "Der Bus fährt selten.");
    },
  },
  rated("merkmale.importance", 5),
  rated("merkmale.fulfilment", 2),
  chosen("empfehlung", "8"),
  {
    at: "kantine",
    answer: async (respondent) => {
      await respondent.choose("kantine:functional", "like");
      await respondent.choose("kantine:dysfunctional", "neutral");
    },
  },
  chosen("vorrang", "schule", "bus"),
  ranked("rang", "weg", "team", "sinn", "lohn"),
  ...[1, 2, 3, 4].map(weighed),
  typed("geld", { "geld.wohnen": "50", "geld.bus": "30", "geld.kurse": "20" }),
  typed("plaetze", { angeboten: "6", besetzt: "4" }),
  chosen("felder", "metall", "bau"),
  typed("je_feld", {
    "je_feld.metall:angeboten": "4",
    "je_feld.metall:besetzt": "3",
    "je_feld.bau:angeboten": "2",
    "je_feld.bau:besetzt": "1",
  }),
  typed("dauer@metall", { "dauer@metall": "3" }),
  typed("dauer@bau", { "dauer@bau": "5" }),
  {
    at: "beginn",
    answer: async (respondent) => {
      for (const [at, text] of ["1", "8", "2026"].entries()) {
        await respondent.page.locator('[name="beginn"]').nth(at).fill(text);
      }
    },
  },
  {
    at: "abschluss",
    answer: async (respondent) => {
      await respondent.page.locator('select[name="ende"]').selectOption("6");
      await respondent.page.locator('input[name="ende"]').fill("2029");
    },
  },
  typed("wort", { wort: "ländlich" }),
  typed("wunsch", { wunsch: "Mehr Busse." }),
];
