//! What the frame and the components say themselves, in every locale.

mod arabic;
mod plain;
mod spoken;
mod turkish;
mod ukrainian;

use domain::Locale;

pub use spoken::spoken;

/// One field per phrase. A new phrase is a new field, so no locale can miss it.
pub struct Words {
    pub skip: &'static str,
    pub demo: &'static str,
    pub demo_real: &'static str,
    pub menu: &'static str,
    pub menu_results: &'static str,
    pub menu_offers: &'static str,
    pub menu_overview: &'static str,
    pub menu_surveys: &'static str,
    pub menu_contacts: &'static str,
    pub menu_region: &'static str,
    pub sign_out: &'static str,
    pub imprint: &'static str,
    pub privacy: &'static str,
    pub accessibility: &'static str,
    pub language: &'static str,
    pub theme: &'static str,
    pub theme_system: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub crumbs: &'static str,
    pub pages: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub optional: &'static str,
    /// Before the title of a page that comes back with problems.
    pub title_failed: &'static str,
    pub problems: &'static str,
    pub back: &'static str,
    pub carry_on: &'static str,
    pub change: &'static str,
    pub not_given: &'static str,
    pub data_table: &'static str,
    pub download_csv: &'static str,
    pub download_svg: &'static str,
    pub download_png: &'static str,
    /// In place of a figure that too few people stand behind.
    pub suppressed: &'static str,
    pub suppressed_title: &'static str,
    pub no_value: &'static str,
    pub heat_key: &'static str,
    pub copy_link: &'static str,
    pub copied: &'static str,
}

const DE_SIE: Words = Words {
    skip: "Zum Inhalt springen",
    demo: "Erfundene Angaben, echte Orte.",
    demo_real: "Auf dieser Seite stehen echte Antworten aus fremder Quelle.",
    menu: "Hauptnavigation",
    menu_results: "Ergebnisse",
    menu_offers: "Angebote",
    menu_overview: "Übersicht",
    menu_surveys: "Umfragen",
    menu_contacts: "Kontakte",
    menu_region: "Region",
    sign_out: "Abmelden",
    imprint: "Impressum",
    privacy: "Datenschutz",
    accessibility: "Barrierefreiheit",
    language: "Sprache",
    theme: "Darstellung",
    theme_system: "wie das Gerät",
    theme_light: "hell",
    theme_dark: "dunkel",
    crumbs: "Sie sind hier",
    pages: "Seiten",
    previous: "Vorherige Seite",
    next: "Nächste Seite",
    optional: "(freiwillig)",
    title_failed: "Fehler: ",
    problems: "Es gibt ein Problem",
    back: "Zurück",
    carry_on: "Weiter",
    change: "ändern",
    not_given: "Nicht angegeben",
    data_table: "Daten als Tabelle",
    download_csv: "Daten (CSV)",
    download_svg: "Bild (SVG)",
    download_png: "Bild (PNG)",
    suppressed: "ausgeblendet",
    suppressed_title: "Zum Schutz der Befragten ausgeblendet",
    no_value: "keine Zahl",
    heat_key: "Farbe: Anteil des Bedarfs, der gedeckt ist. Zahl: Personen ohne Angebot.",
    copy_link: "Link kopieren",
    copied: "Link ist kopiert",
};

const DE_DU: Words = Words { crumbs: "Du bist hier", ..DE_SIE };

const EN: Words = Words {
    skip: "Skip to content",
    demo: "Invented answers, real places.",
    demo_real: "This page shows real answers from another source.",
    menu: "Main navigation",
    menu_results: "Results",
    menu_offers: "Offers",
    menu_overview: "Overview",
    menu_surveys: "Surveys",
    menu_contacts: "Contacts",
    menu_region: "Region",
    sign_out: "Sign out",
    imprint: "Legal notice",
    privacy: "Privacy",
    accessibility: "Accessibility",
    language: "Language",
    theme: "Appearance",
    theme_system: "as the device",
    theme_light: "light",
    theme_dark: "dark",
    crumbs: "You are here",
    pages: "Pages",
    previous: "Previous page",
    next: "Next page",
    optional: "(optional)",
    title_failed: "Error: ",
    problems: "There is a problem",
    back: "Back",
    carry_on: "Continue",
    change: "change",
    not_given: "Not given",
    data_table: "Data as a table",
    download_csv: "Data (CSV)",
    download_svg: "Picture (SVG)",
    download_png: "Picture (PNG)",
    suppressed: "hidden",
    suppressed_title: "Hidden to protect the respondents",
    no_value: "no figure",
    heat_key: "Colour: share of the need that is covered. Number: persons without an offer.",
    copy_link: "Copy link",
    copied: "Link copied",
};

/// The words of a locale. What only stands on public and staff pages, which are German and English, is there in these
/// two.
pub fn words(locale: Locale) -> &'static Words {
    match locale {
        Locale::DeSie => &DE_SIE,
        Locale::DeDu => &DE_DU,
        Locale::En => &EN,
        Locale::DeEinfach => &plain::WORDS,
        Locale::Tr => &turkish::WORDS,
        Locale::Uk => &ukrainian::WORDS,
        Locale::Ar => &arabic::WORDS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a page of a survey may say is nowhere left in English or in the German of Sie.
    #[test]
    fn pages_of_surveys_speak_every_language() {
        let said = |words: &Words| {
            [
                words.skip,
                words.demo,
                words.imprint,
                words.privacy,
                words.accessibility,
                words.language,
                words.theme,
                words.theme_system,
                words.theme_light,
                words.theme_dark,
                words.optional,
                words.title_failed,
                words.problems,
                words.back,
                words.carry_on,
                words.change,
                words.not_given,
            ]
        };
        for locale in [Locale::Tr, Locale::Uk, Locale::Ar] {
            for (own, english) in said(words(locale)).into_iter().zip(said(&EN)) {
                assert_ne!(own, english, "{locale:?}");
            }
        }
        assert_ne!(words(Locale::DeEinfach).demo, DE_SIE.demo, "says that it is a translation of the demo");
    }
}
