import { walk } from "../stage/respondent.ts";
import { KINDS } from "../stage/surveys.ts";
import { told, type Told } from "../stage/told.ts";
import { expect, test } from "../stage/world.ts";

const KINDS_WAVE = "/s/alle-fragearten?lang=de-sie";

/** What one answers with. */
const ENTRIES = ["radio", "checkbox", "textbox", "searchbox", "combobox", "listbox", "spinbutton"];

/** What is asked on these pages, and what one is told to answer with. */
const ASKED: Record<string, [question: string, role: string]> = {
  beruf: ["Welchen Beruf haben Sie gelernt?", "combobox"],
  rolle: ["In welcher Rolle antworten Sie?", "radio"],
  quellen: ["Woher kennen Sie uns?", "checkbox"],
  zufrieden: ["Wie zufrieden sind Sie mit der Ausbildung in der Region?", "radio"],
  rang: ["Bringen Sie das in eine Reihenfolge: Was ist Ihnen am wichtigsten?", "combobox"],
  geld: ["Sie haben 100 Euro für die Ausbildung in der Region. Wie verteilen Sie sie?", "textbox"],
  beginn: ["Wann beginnt bei Ihnen die Ausbildung?", "textbox"],
  wort: ["Mit welchem Wort beschreiben Sie die Region?", "textbox"],
  wunsch: ["Was wünschen Sie sich?", "textbox"],
};

const entries = (all: Told[]): Told[] => all.filter(({ role }) => ENTRIES.includes(role));

test("a screen reader is told the question, and what each entry is for", async ({ page, respondent }) => {
  test.slow();
  await respondent.start(KINDS_WAVE);
  await walk(respondent, KINDS, async (step) => {
    const all = await told(page);
    expect.soft(all.filter(({ role }) => role === "heading")[0]?.name, `${step}: begins with a heading`).not.toBe("");
    expect.soft(entries(all).length, `${step}: something to answer with`).toBeGreaterThan(0);
    for (const { role, name, groups } of entries(all)) {
      expect.soft(name, `${step}: every ${role} has a name`).not.toBe("");
      if (role === "radio") expect.soft(groups.at(-1), `${step}: „${name}“ stands in a group that has a name`).toBeTruthy();
    }
    const [question, role] = ASKED[step] ?? [];
    if (question === undefined) return;
    expect.soft(all.some((one) => one.role === "heading" && one.name.startsWith(question)), `${step}: ${question}`).toBe(true);
    const says = (one: Told): boolean => one.role === role && [one.name, ...one.groups].some((name) => name.startsWith(question));
    // The cards of a battery say their row; the question is the heading above them.
    if (step !== "zufrieden") expect.soft(entries(all).some(says), `${step}: the question is read with its ${role}`).toBe(true);
  });
});

test("a screen reader is told what is wrong, where, and that it is", async ({ page, respondent }) => {
  await respondent.startAt(KINDS_WAVE, "plaetze");
  await respondent.type("angeboten", "viele");
  await respondent.goOn();
  await expect(page.locator(".problems")).toBeFocused();
  await respondent.awake();
  const [problem, all] = ["Geben Sie eine Zahl in Ziffern ein, zum Beispiel 12.", await told(page)];
  const focus = all.findIndex(({ hasFocus }) => hasFocus);
  expect(all[focus + 1]?.role, "what is wrong is read out where the focus is").toBe("alert");
  expect(all.some(({ role, name }) => role === "link" && name.includes(problem)), "a way to the entry").toBe(true);
  const wrong = all.filter(({ isInvalid }) => isInvalid);
  expect(wrong.map(({ role }) => role)).toEqual(["textbox"]);
  expect(wrong[0]?.description).toContain(problem);
});
