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
