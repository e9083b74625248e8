import type { Page } from "@playwright/test";

import { demo } from "./demo.ts";
import { at, below, made, refused, reported, type Place } from "./places.ts";
import { kioskWave, namedWave, newWave, openLogicWave, waysOut } from "./waves.ts";

const OFFER = { path: "/angebote/{id}", address: /^\/angebote\/[0-9a-f]{32}$/ };
const STORED_OFFER = { path: "/intern/angebote/{id}", address: /^\/intern\/angebote\/[0-9a-f]{32}$/ };
const CONTACT = { path: "/intern/kontakte/{id}", address: /^\/intern\/kontakte\/[0-9a-f]{32}$/ };
const APPRENTICES = { path: "/ergebnisse/{wave}", address: /^\/ergebnisse\/azubis-\d{4}$/ };
const FIRMS = { path: "/ergebnisse/{wave}", address: /^\/ergebnisse\/unternehmen-\d{4}$/ };
const FIRM_WAVE = { path: "/intern/wellen/{wave}", address: /^\/intern\/wellen\/unternehmen-\d{4}$/ };
const APPRENTICE_WAVE = { path: "/intern/wellen/{wave}", address: /^\/intern\/wellen\/azubis-\d{4}$/ };

/** At the first question of a survey, begun without a browser: whoever has begun before finds another start page. */
async function beginSurvey(page: Page): Promise<void> {
  await page.request.post("/s/azubis", { form: { locale: "de-du" }, headers: { Origin: demo().origin }, maxRedirects: 0 });
  await page.goto("/s/azubis/alter");
}

export const PUBLIC: Place[] = [
  at("start", "/"),
  at("start-english", "/?lang=en"),
  at("ergebnisse", "/ergebnisse"),
  below("ergebnisse-azubis", "/ergebnisse", APPRENTICES),
  below("ergebnisse-azubis-english", "/ergebnisse", APPRENTICES, "?lang=en"),
  below("ergebnisse-azubis-divergierend", "/ergebnisse", APPRENTICES, "?ansicht=divergierend&kreuz=mitte"),
  below("ergebnisse-unternehmen", "/ergebnisse", FIRMS),
  below("gruppen", "/ergebnisse", FIRMS, "/gruppen"),
  below("gruppen-wichtig-und-erfuellt-english", "/ergebnisse", APPRENTICES, "/gruppen?nach=lehrjahr&lang=en"),
  below("vergleich", "/ergebnisse", FIRMS, "/vergleich"),
  below("vergleich-mit-werten", "/ergebnisse", FIRMS, "/vergleich?e.weg=2&w.weg=5&e.technik=4&e.ausbilder=5&w.ausbilder=4"),
  below("vergleich-falsche-adresse-english", "/ergebnisse", FIRMS, "/vergleich?gruppe=fehlt~1&e.weg=9&w.technik=3&lang=en"),
  below("gruppen-gekreuzt", "/ergebnisse", FIRMS, "/gruppen?nach=standort&und=groesse"),
  below("gruppen-gekreuzt-english", "/ergebnisse", APPRENTICES, "/gruppen?nach=lehrjahr&und=gemeinde&lang=en"),
  below("gruppen-paar-fehlt", "/ergebnisse", FIRMS, "/gruppen?nach=branche&und=groesse"),
  below("gruppen-frage-fehlt", "/ergebnisse", FIRMS, "/gruppen?frage=gibt-es-nicht&nach=branche"),
  at("perspektiven", "/perspektiven"),
  at("perspektiven-english", "/perspektiven?lang=en"),
  at("verlauf", "/verlauf/auszubildende"),
  at("verlauf-welle-fehlt", "/verlauf/auszubildende?von=gibt-es-nicht"),
  at("ergebnisse-echte-daten", "/ergebnisse/beispiel-echte-daten"),
  at("angebote", "/angebote"),
  at("angebote-gefiltert", "/angebote?thema=sprachfoerderung&ort=05762020"),
  at("angebote-nichts-gefunden", "/angebote?q=Segelflug"),
  at("angebote-english", "/angebote?lang=en"),
  below("angebot", "/angebote", OFFER),
  at("impressum", "/impressum"),
  at("datenschutz", "/datenschutz"),
  at("datenschutz-english", "/datenschutz?lang=en"),
  at("barrierefreiheit", "/barrierefreiheit"),
  at("weitergeben", "/u/azubis/weitergeben"),
  at("weitergeben-english", "/u/azubis/weitergeben?lang=en"),
  at("anmelden", "/anmelden"),
  refused("anmelden-abgelehnt", "/anmelden", "Anmelden", 422, async (page) => {
    await page.getByLabel("E-Mail-Adresse").fill(`niemand-${Date.now()}-${Math.random()}@example.org`);
    await page.getByLabel("Passwort").fill("falsch");
  }),
  at("nicht-gefunden", "/gibt-es-nicht", 404),
  at("umfrage-azubis", "/s/azubis"),
  at("umfrage-azubis-english", "/s/azubis?lang=en"),
  at("umfrage-azubis-was-wir-speichern", "/s/azubis/was-wir-speichern"),
  at("umfrage-unternehmen-was-wir-speichern", "/s/unternehmen/was-wir-speichern?lang=en"),
  { name: "umfrage-azubis-frage", path: "/s/{wave}/{step}", open: beginSurvey },
  {
    name: "umfrage-spaeter",
    path: "/s/{wave}/spaeter",
    open: async (page) => {
      await beginSurvey(page);
      await page.getByRole("button", { name: "Später weitermachen" }).click();
      await page.getByRole("button", { name: "Code anzeigen" }).click();
      await page.locator(".code").waitFor();
    },
  },
  at("code", "/code"),
  refused("code-tippfehler", "/code", "Weiter", 422, async (page) => {
    await page.getByLabel("Ihr Code").fill("0A1B-2C3D");
  }),
  // A code that reads and does not exist.
  at("code-abgelehnt", "/c/000000000000000000000000000", 422),
  at("umfrage-weiter-mit-woertern", "/weiter"),
  refused("umfrage-weiter-fehlerhaft", "/weiter", "Weitermachen", 422),
  at("keine-mails-unbekannt", `/keine-mails/${"0".repeat(32)}`, 404),
  at("keine-mails-umfrage-unbekannt", `/keine-mails/${"0".repeat(32)}/unternehmen`, 404),
  at("umfrage-unternehmen", "/s/unternehmen"),
  at("umfrage-beendet", "/s/beispiel-echte-daten", 409),
];

const SURVEY = "/intern/umfragen/wohnen-in-der-ausbildung";

/** Half an hour over a text, and the session is gone. Apart from the others, because it is gone for whatever comes next. */
export const SESSION_ENDED: Place = {
  name: "anmelden-sitzung-abgelaufen",
  path: "/intern/angebote/neu",
  status: 403,
  open: async (page) => {
    await page.goto("/intern/angebote/neu");
    await page.getByLabel("Titel").fill("Deutsch am Abend");
    await page.context().clearCookies();
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByRole("heading", { name: "Anmelden" }).waitFor();
  },
};

export const STAFF: Place[] = [
  at("intern", "/intern"),
  at("intern-veroeffentlichungen", "/intern/veroeffentlichungen"),
  at("intern-huerden", "/intern/huerden"),
  at("intern-umfragen", "/intern/umfragen"),
  at("intern-umfrage-neu", "/intern/umfragen/neu"),
  refused("intern-umfrage-neu-ohne-wahl", "/intern/umfragen/neu", "Entwurf anlegen", 422),
  refused("intern-umfrage-datei-fehlerhaft", "/intern/umfragen/neu", "Datei einlesen", 422, async (page) => {
    const file = { name: "umfrage.toml", mimeType: "text/plain", buffer: Buffer.from('slug = "x"\naudience = "wer"\n[[section') };
    await page.getByLabel("Datei").setInputFiles(file);
  }),
  at("intern-umfrage-entwurf", SURVEY),
  at("intern-umfrage-veroeffentlicht", "/intern/umfragen/unternehmen"),
  at("intern-umfrage-definition", `${SURVEY}/bearbeiten`),
  refused("intern-umfrage-definition-fehlerhaft", `${SURVEY}/bearbeiten`, "Entwurf speichern", 422, async (page) => {
    await page.getByLabel("Definition (TOML)").fill('slug = "x"\n[[section');
  }),
  at("intern-umfrage-vorschau", `${SURVEY}/vorschau/de-du`),
  {
    name: "intern-umfrage-vorschau-frage",
    path: "/intern/umfragen/{survey}/vorschau/{locale}/{step}",
    open: async (page) => {
      await page.goto(`${SURVEY}/vorschau/de-du`);
      await page.getByRole("button", { name: "Umfrage starten" }).click();
      await page.getByRole("button", { name: "Weiter" }).waitFor();
    },
  },
  at("intern-welle-laufend", "/intern/wellen/azubis"),
  at("intern-welle-beenden", "/intern/wellen/azubis/beenden"),
  at("intern-welle-feld", "/intern/wellen/azubis/feld"),
  at("intern-welle-abbruch-leer", "/intern/wellen/azubis/abbruch"),
  below("intern-welle-abbruch", "/intern", FIRM_WAVE, "/abbruch"),
  at("intern-welle-adressen", "/intern/wellen/alle-fragearten/adressen"),
  at("intern-welle-planung", "/intern/wellen/azubis/planung"),
  at("intern-welle-hinweise", "/intern/wellen/azubis/hinweise"),
  below("intern-welle-hinweise-keine", "/intern", APPRENTICE_WAVE, "/hinweise"),
  at("intern-welle-codes", "/intern/wellen/azubis/codes"),
  at("intern-welle-einladen", "/intern/wellen/unternehmen/einladen"),
  at("intern-welle-einladen-probelauf", "/intern/wellen/unternehmen/einladen/probelauf"),
  at("intern-welle-plakate", "/intern/wellen/azubis/plakate"),
  refused("intern-welle-plakate-ohne-ort", "/intern/wellen/azubis/plakate", "Ort hinzufügen", 422),
  made("intern-welle-geplant", "/intern/wellen/{wave}", async (page) => `/intern/wellen/${await newWave(page, "auszubildende")}`),
  made("intern-welle-geplant-planung", "/intern/wellen/{wave}/planung", async (page) => `/intern/wellen/${await newWave(page, "unternehmen")}/planung`),
  made("intern-welle-namen", "/intern/wellen/{wave}/namen", async (page) => `/intern/wellen/${await namedWave(page)}/namen`),
  {
    name: "intern-welle-zettel",
    path: "/intern/wellen/{wave}/codes",
    open: async (page) => {
      await page.goto(`/intern/wellen/${await newWave(page, "auszubildende")}/codes`);
      await page.getByLabel("Betrieb oder Klasse").fill("Muster GmbH");
      await page.getByLabel("Wie viele Codes").fill("12");
      await page.getByRole("button", { name: "Codes ausgeben" }).click();
      await page.locator(".slip").first().waitFor();
    },
  },
  below("intern-welle-veroeffentlicht", "/intern", APPRENTICE_WAVE),
  below("intern-welle-ergebnisse", "/intern", FIRM_WAVE, "/ergebnisse"),
  below("intern-welle-gruppen", "/intern", FIRM_WAVE, "/ergebnisse/gruppen"),
  below("intern-welle-bericht", "/intern", FIRM_WAVE, "/bericht"),
  below("intern-welle-texte", "/intern", APPRENTICE_WAVE, "/texte"),
  below("intern-welle-texte-gesehen", "/intern", APPRENTICE_WAVE, "/texte?gesehen=1"),
  below("intern-welle-themen", "/intern", APPRENTICE_WAVE, "/texte/themen"),
  below("intern-welle-texte-keine", "/intern", FIRM_WAVE, "/texte"),
  below("intern-abdeckung", "/intern", FIRM_WAVE, "/abdeckung"),
  below("intern-abdeckung-kreis", "/intern", FIRM_WAVE, "/abdeckung?gruppe=apprentices&kreis=Kreis+H%C3%B6xter"),
  at("intern-angebote", "/intern/angebote"),
  at("intern-angebote-veraltet", "/intern/angebote?zustand=veraltet"),
  at("intern-angebote-nichts-gefunden", "/intern/angebote?q=Segelflug"),
  below("intern-angebot", "/intern/angebote", STORED_OFFER),
  below("intern-angebot-loeschen", "/intern/angebote", STORED_OFFER, "/loeschen"),
  at("intern-angebot-neu", "/intern/angebote/neu"),
  refused("intern-angebot-neu-fehlerhaft", "/intern/angebote/neu", "Speichern", 422),
  at("intern-angebote-import", "/intern/angebote/import"),
  reported("intern-angebote-import-bericht", "/intern/angebote/import", [
    "Titel;Anbieter;Themen;Zielgruppen;Ort;Plätze;Geprüft am",
    "Deutsch am Abend;Volkshochschule Muster;Sprachförderung;Auszubildende;Höxter;20;2026-11-01",
    "Kurs ohne Ort;Volkshochschule Muster;Sprachförderung;Auszubildende;Atlantis;viele;gestern",
  ]),
  at("intern-kontakte", "/intern/kontakte"),
  at("intern-kontakte-nichts-gefunden", "/intern/kontakte?q=Segelflug"),
  below("intern-kontakt", "/intern/kontakte", CONTACT),
  below("intern-kontakt-loeschen", "/intern/kontakte", CONTACT, "/loeschen"),
  at("intern-kontakt-neu", "/intern/kontakte/neu"),
  refused("intern-kontakt-neu-fehlerhaft", "/intern/kontakte/neu", "Speichern", 422),
  at("intern-kontakte-import", "/intern/kontakte/import"),
  reported("intern-kontakte-import-bericht", "/intern/kontakte/import", [
    "Unternehmen;E-Mail;Gemeinde",
    "Tischlerei Muster;post@tischlerei.example;Paderborn",
    ";keine Adresse;Atlantis",
  ]),
  at("intern-region", "/intern/region"),
  at("intern-gemeinde-neu", "/intern/region/neu"),
  refused("intern-gemeinde-neu-fehlerhaft", "/intern/region/neu", "Speichern", 422),
  at("intern-gemeinde", "/intern/region/05774032"),
  at("intern-gemeinde-entfernen", "/intern/region/05774032/entfernen"),
  at("intern-region-import", "/intern/region/import"),
  reported("intern-region-import-bericht", "/intern/region/import", [
    "Schlüssel;Gemeinde;Kreis;Breite;Länge",
    "05774032;Paderborn;Kreis Paderborn;51,719;8,757",
    "577;Atlantis;;hoch;weit",
  ]),
  at("intern-fahrzeiten", "/intern/region/fahrzeiten"),
  at("intern-fahrzeiten-von", "/intern/region/fahrzeiten?von=05774032"),
  {
    name: "intern-fahrzeiten-inzwischen-geaendert",
    path: "/intern/region/fahrzeiten",
    status: 409,
    open: async (page) => {
      await page.goto("/intern/region/fahrzeiten?von=05774032");
      await page.getByLabel("Minuten nach").first().fill("77");
      await page.locator('input[name="stand"]').evaluate((stand: HTMLInputElement) => (stand.value = "von gestern"));
      await page.getByRole("button", { name: "Speichern" }).click();
      await page.getByText("inzwischen geändert").first().waitFor();
    },
  },
  at("intern-fahrzeiten-import", "/intern/region/fahrzeiten/import"),
  reported("intern-fahrzeiten-import-bericht", "/intern/region/fahrzeiten/import", [
    "Von;Nach;Mittel;Minuten",
    "Paderborn;Höxter;Auto;48",
    "Paderborn;Atlantis;Rakete;bald",
  ]),
  // Pages of others, which staff must make first.
  made("umfrage-kiosk-pin", "/s/{wave}/kiosk", kioskWave),
  made("umfrage-ende", "/s/{wave}/ende/{exit}", async (page) => `/s/${await openLogicWave(page)}/ende/kein-betrieb?lang=de-sie`),
  made("keine-mails", "/keine-mails/{token}", async (page) => (await waysOut(page)).all),
  made("keine-mails-einer-umfrage", "/keine-mails/{token}/{wave}", async (page) => (await waysOut(page)).ofSurvey),
];

/** The kind of page behind an address: what tells pages of one kind apart is replaced, the query left out. */
export function kind(address: string): string {
  return new URL(address, "http://localhost").pathname
    .replace(/[0-9a-f]{32}/, "{id}")
    .replace(/\/\d{8}(?=\/|$)/, "/{ags}")
    .replace(/\/vorschau\/.*/, "/vorschau/{locale}")
    .replace(/^(\/ergebnisse|\/intern\/wellen|\/s)\/[^/]+/, "$1/{wave}")
    .replace(/^\/intern\/umfragen\/(?!neu$|vorlage\/)[^/]+/, "/intern/umfragen/{survey}");
}

/** The pages with an island: the only ones that are another without script. */
export const WITH_ISLANDS = [
  "weitergeben",
  "weitergeben-english",
  "umfrage-azubis-frage",
  "intern-umfrage-vorschau-frage",
  "intern-welle-laufend",
  "intern-welle-geplant",
  "intern-welle-veroeffentlicht",
];
