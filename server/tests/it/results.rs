//! Result pages, the step to release, and what staff are led to.

use axum::http::StatusCode;
use server::first_look;
use store::{Imported, WaveState};

use crate::{app::TestApp, seeded::demo};

pub fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[tokio::test]
async fn the_finding_is_the_gap_for_apprentices_and_the_need_for_firms() {
    let mut app = demo().await;
    let apprentices = app.get("/ergebnisse/azubis-2026").await;
    let h1 = plain(&apprentices.text_of("h1"));
    let (apart, gap) = h1.split_once(": ").expect("a finding");
    assert_eq!(gap, "„Gut erreichbarer Betrieb“, Wichtigkeit 4,2 von 5, Erfüllung nur 2,4.");
    let running = app.state.running("azubis-2026").await.expect("a wave");
    let analysis = app.state.analysis(&running).await.expect("results");
    let found = analysis.results.get().gap.shown().expect("a gap").widest().expect("a certain one");
    // Called the widest where no other interval reaches it.
    assert_eq!(apart, if found.1 { "Am weitesten auseinander" } else { "Weit auseinander" });
    let firms = app.get("/ergebnisse/unternehmen-2026").await;
    assert_eq!(
        plain(&firms.text_of("h1")),
        "55 % der Betriebe brauchen Unterstützung bei „Wohnen und Mobilität“. Dafür gibt es 1 Angebot mit 6 Plätzen im Jahr."
    );
    for page in [&apprentices, &firms] {
        assert_eq!(page.count("#befragte details[open]"), 0);
        // A story of few charts: every question is there to be unfolded.
        assert_eq!(page.count("#fragen > details"), 1);
        assert_eq!(page.count("#fragen > details[open]"), 0);
        assert!(page.count("#fragen > details figure") > 1);
        assert!(page.count("main figure") - page.count("main section > details figure") < 6);
        assert!(page.count("#befragte figure") > 1);
        assert_eq!(page.count("#f-unterstuetzung, #f-themen"), 0, "the needs stand once");
        let shown = page.html();
        let words: String = shown.root_element().text().collect();
        assert!(!words.contains("gelingt am besten"));
    }
}

#[tokio::test]
async fn real_data_name_their_source_and_are_not_called_invented() {
    let mut app = demo().await;
    let page = app.get("/ergebnisse/beispiel-echte-daten").await;
    assert!(page.text_of(".notice").contains("Perth"), "{}", page.text_of(".notice"));
    let captions = page.html();
    let selector = scraper::Selector::parse("figcaption").expect("selector");
    for caption in captions.select(&selector) {
        let text: String = caption.text().collect();
        assert!(text.contains("Simpson & Parker (2018)") && text.contains("CC BY 4.0"), "{text}");
        assert!(!text.contains("November"), "the day of the import is no fieldwork: {text}");
    }
    let list = app.get("/ergebnisse").await;
    let (region, foreign) = (list.text.find("/ergebnisse/azubis-2024"), list.text.find("/ergebnisse/beispiel"));
    assert!(region < foreign, "the example comes last");
}

#[tokio::test]
async fn a_wave_below_k_shows_one_block_and_cannot_be_released() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let wave = app.open_template("auszubildende", "probe").await;
    let answer = Imported { kreis: None, answers: "{}".into(), day: crate::app::TODAY.into() };
    app.state.store.import_responses(wave.id, wave.version, vec![answer]).await.expect("imported");
    app.move_wave("probe", WaveState::Open, WaveState::Closed).await;
    app.sign_in().await;

    let page = app.get("/intern/wellen/probe").await;
    assert_eq!(page.count("form[action$=veroeffentlichen]"), 0);
    assert!(plain(&page.text).contains("erst ab 10 Antworten"), "{}", page.text);
    let refused = app.post("/intern/wellen/probe/veroeffentlichen", &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(plain(&refused.text).contains("erst ab 10 Antworten"));

    let results = app.get("/intern/wellen/probe/ergebnisse").await;
    assert_eq!(results.count("figure"), 0);
    assert_eq!(results.count(".suppressed"), 1);
    assert!(results.text.contains("Noch 9 Antworten bis zur ersten Auswertung."));
    let again = app.get("/intern/wellen/probe").await;
    assert_eq!(again.count("form[action$=oeffnen]"), 1, "nothing was seen, so it may be opened again");
}

/// However many have answered: two looks on the way would differ by those who came between them.
#[tokio::test]
async fn a_running_wave_shows_no_figures() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let wave = app.open_template("auszubildende", "probe").await;
    let answers = r#"{"ausbildungsjahr":"1","empfehlung":9}"#.to_owned();
    let answer = Imported { kreis: None, answers, day: crate::app::TODAY.into() };
    app.state.store.import_responses(wave.id, wave.version, vec![answer; 60]).await.expect("imported");
    app.sign_in().await;
    for results in ["/ergebnisse/probe", "/intern/wellen/probe/ergebnisse"] {
        for view in ["", "/gruppen", "/gruppen/empfehlung.svg", "/f-empfehlung.svg", "/daten/csv", "/daten/json"] {
            let reply = app.get(&format!("{results}{view}")).await;
            assert!(reply.status.is_client_error(), "{results}{view}: {}", reply.status);
        }
    }
    for file in ["abdeckung", "antworten/csv", "antworten/sav", "bericht", "texte"] {
        let reply = app.get(&format!("/intern/wellen/probe/{file}")).await;
        assert_eq!(reply.status, StatusCode::CONFLICT, "{file}");
    }
    assert_eq!(app.get("/intern/wellen/probe/feld").await.count("figure"), 0);
}

/// A comparison of nothing says why, so that whoever reads it knows whether waiting helps.
#[tokio::test]
async fn a_comparison_that_has_nothing_to_compare_says_why() {
    let firms = domain::template::find("unternehmen").expect("template").source;
    let without_ratings = firms.split("# --- Part 3").next().expect("a part");
    let few = "zu wenige dasselbe bewertet haben: Es braucht auf beiden Seiten mindestens 10 Antworten";
    let nothing = "nichts, was hier steht, auf beiden Seiten mit verschiedenen Antworten bewertet wurde.";
    let rated = |point: usize| format!(r#"{{"ausbildung":"ja","merkmale.weg.importance":{point}}}"#);
    let (differently, all_alike) = (|at| rated(at % 5 + 1), |_| rated(4));
    type Answer<'a> = &'a dyn Fn(usize) -> String;
    let cases: [(&str, usize, Answer, &str); 3] =
        [(firms, 6, &differently, few), (firms, 12, &all_alike, nothing), (without_ratings, 12, &differently, nothing)];
    for (source, count, answer, why) in cases {
        let mut app = TestApp::new().await;
        app.seed_region().await;
        let apprentices = app.open_template("auszubildende", "azubis").await;
        let firms = app.open_survey(source, "betriebe").await;
        for (wave, answers) in
            [(apprentices, (0..30).map(differently).collect::<Vec<_>>()), (firms, (0..count).map(answer).collect())]
        {
            let answer = |answers| Imported { kreis: None, answers, day: crate::app::TODAY.into() };
            let answers: Vec<_> = answers.into_iter().map(answer).collect();
            app.state.store.import_responses(wave.id, wave.version, answers).await.expect("imported");
            app.move_wave(&wave.slug, WaveState::Open, WaveState::Closed).await;
            app.move_wave(&wave.slug, WaveState::Closed, WaveState::Released).await;
        }
        let page = app.get("/perspektiven").await;
        let h1 = plain(&page.text_of("h1"));
        assert!(h1.starts_with("Nichts zu vergleichen, weil ") && h1.contains(why), "{h1}");
        assert_eq!(page.count("figure"), 0);
        let english = app.get("/perspektiven?lang=en").await.text_of("h1");
        assert!(english.starts_with("Nothing to compare, because "), "{english}");
    }
}

/// What the waves of the demo have found, as it stands on their pages.
const FOUND: [&str; 2] = [
    "„Gut erreichbarer Betrieb“, Wichtigkeit 4,2 von 5, Erfüllung nur 2,4.",
    "55 % der Betriebe brauchen Unterstützung bei „Wohnen und Mobilität“.",
];

fn assert_found(page: &crate::app::Reply) {
    let said = plain(&page.text_of("main"));
    FOUND.iter().for_each(|found| assert!(said.contains(found), "{found}: {said}"));
}

/// A wave is counted once, whether somebody looks at it or the service does it by itself; after that no start forgets it.
#[tokio::test]
async fn what_waves_have_found_stands_on_the_overview_after_every_start() {
    let mut app = demo().await;
    app.sign_in().await;
    assert!(!app.get("/intern").await.text_of("main").contains("Befunde"), "nothing was counted");
    first_look::catch_up(&app.state).await.expect("counted");
    assert_eq!(app.state.store.uncounted_waves().await.expect("read"), []);
    for _ in 0..2 {
        app = app.restarted();
        app.sign_in().await;
        let overview = app.get("/intern").await;
        assert!(overview.text_of("main").contains("Befunde"), "{}", overview.text_of("main"));
        assert_eq!(overview.count("ul.tasks a[href$='/ergebnisse']"), 4, "three waves of apprentices, one of firms");
        assert_found(&overview);
        for list in ["/", "/ergebnisse"] {
            assert_found(&app.get(list).await);
        }
    }
}

/// Whoever looked first has counted it for the next start as well.
#[tokio::test]
async fn a_look_before_the_start_is_enough_for_the_overview() {
    let mut app = demo().await;
    app.get("/ergebnisse/unternehmen-2026").await;
    let mut app = app.restarted();
    app.sign_in().await;
    let said = plain(&app.get("/intern").await.text_of("main"));
    assert!(said.contains(FOUND[1]) && !said.contains(FOUND[0]), "{said}");
}

#[tokio::test]
async fn the_overview_leads_to_the_outdated_offers_only() {
    let mut app = demo().await;
    app.sign_in().await;
    let overview = app.get("/intern").await;
    let html = overview.html();
    let link = scraper::Selector::parse("a[href^='/intern/angebote?']").expect("selector");
    let href = html.select(&link).next().and_then(|link| link.value().attr("href")).expect("a link").to_owned();
    let list = app.get(&href).await;
    let all = app.get("/intern/angebote").await;
    let offers = "main a[href^='/intern/angebote/']";
    assert!(list.count(offers) > 0 && list.count(offers) < all.count(offers), "{href} is filtered");
}

#[tokio::test]
async fn the_coverage_page_says_what_is_missing_most_with_n_and_days() {
    let mut app = demo().await;
    app.sign_in().await;
    let page = app.get("/intern/wellen/unternehmen-2026/abdeckung").await;
    let finding = plain(&page.text_of("h1"));
    assert!(finding.starts_with("Am meisten fehlt „") && finding.ends_with("ohne Angebot"), "{finding}");
    let cite = plain(&page.text_of(".cite"));
    assert!(cite.contains("n = 240 Betriebe") && cite.contains("2026"), "{cite}");
    let text = plain(&page.text);
    for said in ["Bis 30 Minuten", "80 %", "Farbe: Anteil", "Bedarf", "Plätze"] {
        assert!(text.contains(said), "{said}");
    }
    assert!(![" 1 Personen", ">1 Personen"].iter().any(|wrong| text.contains(wrong)));
}

/// Whoever has answered sees how those before did: once somebody has looked at the released wave, a chart stands on the
/// receipt, the same as on its result page; not on a device for many.
#[tokio::test]
async fn the_receipt_shows_how_others_answered() {
    let mut app = demo().await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    crate::respond::skip_to_end(&mut app, "/s/azubis/alter").await;
    let sent = app.post("/s/azubis/offen", &[("offen", ""), ("_go", "next")]).await.location().to_owned();
    assert!(sent.starts_with("/s/azubis/danke"), "{sent}");
    let results = app.get("/ergebnisse/azubis-2026").await;
    let receipt = app.get(&sent).await;
    assert_eq!(receipt.count("figure"), 1, "{}", receipt.text_of("main"));
    assert_eq!(receipt.text_of("figure h3"), results.text_of("figure#abstand > h2, figure#abstand > h3"));
    assert!(receipt.text_of("main").contains("So haben andere geantwortet"));
    assert!(receipt.text_of("main").contains("Diese Antworten sind erfunden."));
    assert_eq!(receipt.count("a[href='/ergebnisse/azubis-2026']"), 1);
    assert_eq!(app.get(&sent.replace("&beleg", "&kiosk=1&beleg")).await.count("figure"), 0);
    let english = app.get(&sent.replace("lang=de-du", "lang=en")).await;
    assert!(english.text_of("main").contains("How others answered"));
}

#[tokio::test]
async fn firms_and_apprentices_are_set_side_by_side() {
    let mut app = demo().await;
    let list = app.get("/ergebnisse").await;
    assert_eq!(list.count("a[href='/perspektiven']"), 1);
    assert_eq!(list.count("a[href='/verlauf/auszubildende']"), 1, "{}", list.text_of("main"));
    assert_eq!(list.count("a[href='/verlauf/unternehmen']"), 0, "one wave has no course");
    let page = app.get("/perspektiven").await;
    assert_eq!(page.count("figure#gelingt, figure#wichtig"), 2, "{}", page.text_of("main"));
    // The same mean stands on the page of its own wave.
    let own = app.get("/ergebnisse/azubis-2026/abstand.csv").await;
    let compared = app.get("/perspektiven/gelingt.csv").await;
    let row = |text: &str| -> Vec<String> {
        let line =
            text.lines().find(|line| line.starts_with("Moderne Technik") || line.starts_with("\"Moderne Technik"));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.expect("the row").as_bytes());
        reader.records().next().expect("a record").expect("readable").iter().map(str::to_owned).collect()
    };
    assert_eq!(row(&own.text).len(), 6);
    assert_eq!(row(&compared.text).len(), 7, "item, two means, difference, interval, two n");
    let h1 = plain(&page.text_of("h1"));
    assert!(h1.starts_with("Blinder Fleck: „"), "called what it is, not the widest difference: {h1}");
    // Beside the planted gap apprentices are less content with how to get to work than firms believe.
    assert!(page.text_of("#befunde").contains("Blinder Fleck"), "{}", page.text_of("main"));
}

#[tokio::test]
async fn the_course_over_the_years_compares_first_and_last_and_says_if_a_wave_is_gone() {
    let mut app = demo().await;
    let page = app.get("/verlauf/auszubildende").await;
    let title = plain(&page.text_of("#erfuellung h3"));
    assert!(title.starts_with("Von 2024 bis 2026"), "{title}");
    assert_eq!(page.count("form.filters #von option, form.filters #bis option"), 6, "any two of three waves");
    let h1 = plain(&page.text_of("h1"));
    assert!(h1.starts_with("Am meisten verändert: „") || h1 == "Nichts hat sich sicher verändert", "{h1}");
    // The other way round is the same comparison, and none is compared with itself.
    let turned = app.get("/verlauf/auszubildende?von=azubis-2026&bis=azubis-2024").await;
    assert_eq!(turned.text_of("main h1"), page.text_of("main h1"));
    assert_eq!(turned.count("#von option[value=azubis-2024][selected]"), 1, "the earlier one first");
    let same = app.get("/verlauf/auszubildende?von=azubis-2025&bis=azubis-2025").await;
    let notice = plain(&same.text_of(".notice"));
    assert!(notice.contains("„azubis-2025“ lässt sich nicht mit sich selbst vergleichen."), "{notice}");
    assert_eq!(same.text_of("main h1"), page.text_of("main h1"), "what is shown in its place");
    let nowhere = app.get("/verlauf/auszubildende?von=azubis-1998&bis=azubis-1999&lang=en").await;
    let notice = nowhere.text_of(".notice");
    assert!(notice.contains("azubis-1998") && notice.contains("azubis-1999"), "each of them: {notice}");
    let gone = app.get("/verlauf/auszubildende?von=azubis-1999").await;
    assert_eq!(gone.status, StatusCode::OK);
    assert!(gone.text_of(".notice").contains("azubis-1999"), "{}", gone.text_of("main"));
    assert!(gone.count("figure") > 2, "the rest of the page stands");
    assert_eq!(app.get("/verlauf/gibt-es-nicht").await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/verlauf/unternehmen").await.status, StatusCode::NOT_FOUND);
    app.sign_in().await;
    let left = app.post("/intern/wellen/azubis-2025/zuruecknehmen", &[]).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER);
    let left = app.get("/verlauf/auszubildende").await;
    assert_eq!(left.count("form.filters"), 0, "of two waves there is nothing to choose");
    assert!(!left.text.contains("azubis-2025"), "what is not public is not compared");
    // A link to it from before says that it is gone, and nothing else.
    let before = app.get("/verlauf/auszubildende?von=azubis-2026&bis=azubis-2025").await;
    let notice = plain(&before.text_of(".notice"));
    assert!(notice.contains("„azubis-2025“ ist nicht (mehr)") && !notice.contains("mit sich selbst"), "{notice}");
}

/// The cells of every table of the page but the first of each line and the heads, with the names of line and column.
fn told_on(page: &crate::app::Reply) -> Vec<[String; 4]> {
    let html = page.html();
    let select = |selector: &str| scraper::Selector::parse(selector).expect("selector");
    let text = |element: scraper::ElementRef| element.text().collect::<String>().trim().to_owned();
    let mut told = Vec::new();
    for figure in html.select(&select("main figure")) {
        let id = figure.value().attr("id").expect("an id").to_owned();
        let head: Vec<String> = figure.select(&select("thead th")).map(text).collect();
        for line in figure.select(&select("tbody tr")) {
            let cells: Vec<String> = line.select(&select("th, td")).map(text).collect();
            for (cell, column) in cells.iter().zip(&head).skip(1) {
                told.push([id.clone(), cells[0].clone(), column.clone(), cell.clone()]);
            }
        }
    }
    assert!(told.len() > 100, "{} cells", told.len());
    told
}

/// Whoever loads the data of a page gets its figures, in numbers that agree with the words, and no others.
#[tokio::test]
async fn the_open_data_say_what_the_page_says_and_nothing_else() {
    const SCORES: [&str; 3] = ["kennzahlen", "rangfolge", "angebote"];
    let mut app = demo().await;
    for address in ["/ergebnisse/azubis-2026", "/ergebnisse/unternehmen-2026", "/ergebnisse/azubis-2026?lang=en"] {
        let page = app.get(address).await;
        assert_eq!(page.count("#daten li a[download]"), 5, "{address}");
        let (wave, language) = address.split_once('?').unwrap_or((address, ""));
        let file = app.get(&format!("{wave}/daten/csv?{language}")).await;
        let mut records = csv::Reader::from_reader(file.text.as_bytes());
        let records: Vec<csv::StringRecord> = records.records().map(|record| record.expect("readable")).collect();
        let original = |at: usize, record: &csv::StringRecord| exports::original(&record[at]);
        let of_figures = records.iter().filter(|record| !SCORES.contains(&&record[0]));
        let mut said: Vec<[String; 4]> = of_figures.map(|record| [0, 2, 3, 4].map(|at| original(at, record))).collect();
        let mut shown = told_on(&page);
        said.sort();
        shown.sort();
        assert_eq!(said, shown, "{address}");
        for record in &records {
            let (shown, reading) = (plain(&original(4, record)), &record[5]);
            let has_number = !record[6].is_empty() || !record[7].is_empty();
            assert_eq!(has_number, !["hidden", "absent", "words"].contains(&reading), "{record:?}");
            assert_eq!(reading == "hidden", shown == "•", "{record:?}");
            assert_eq!(&record[9] == "percent", shown.contains('%'), "{record:?}");
            if reading == "exact" {
                let digits = |text: &str| text.chars().filter(|c| ('1'..='9').contains(c)).collect::<String>();
                assert_eq!(digits(&record[6]), digits(&shown), "{record:?}");
            }
        }
    }
    for (format, magic) in
        [("xlsx", "PK"), ("parquet", "PAR1"), ("csv-excel", "\u{feff}figure;"), ("codebook", "column,")]
    {
        let file = app.get(&format!("/ergebnisse/azubis-2026/daten/{format}")).await;
        assert!(file.text.starts_with(magic), "{format}");
    }
    for unknown in ["sav", "r", "ddi", "pdf"] {
        let refused = app.get(&format!("/ergebnisse/azubis-2026/daten/{unknown}")).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{unknown}");
    }
}

/// Two links put into one: it answered 400 and led to the start page.
#[tokio::test]
async fn of_a_parameter_that_comes_twice_the_last_one_holds() {
    let mut app = demo().await;
    let twice = app.get("/ergebnisse/azubis-2026?ansicht=a&ansicht=divergierend").await;
    assert_eq!(twice.status, StatusCode::OK);
    assert_eq!(twice.text_of("main"), app.get("/ergebnisse/azubis-2026?ansicht=divergierend").await.text_of("main"));
    for other in ["/perspektiven?von=a&von=b", "/angebote?q=a&q=b"] {
        assert_eq!(app.get(other).await.status, StatusCode::OK, "{other}");
    }
}

/// Everybody was told that anybody could have answered, also of waves that only those with an invitation could answer.
#[tokio::test]
async fn the_method_says_who_could_answer() {
    let mut app = demo().await;
    let method = |page: &crate::app::Reply| plain(&page.text_of("#methode"));
    let page = app.get("/ergebnisse/beispiel-echte-daten").await;
    assert!(method(&page).contains("anderswo erhoben"), "{}", method(&page));
    assert!(!method(&page).contains("Jeder konnte mit dem Link"), "{}", method(&page));
    for wave in ["azubis-2026", "unternehmen-2026"] {
        let running = app.state.running(wave).await.expect("a wave");
        let page = app.get(&format!("/ergebnisse/{wave}")).await;
        let is_open = running.wave.access == store::Access::Open;
        assert_eq!(method(&page).contains("nicht repräsentativ"), is_open, "{}", method(&page));
        assert!(method(&page).contains("nicht gewichtet"), "{}", method(&page));
        let english = app.get(&format!("/ergebnisse/{wave}?lang=en")).await;
        assert_eq!(method(&english).contains("not representative"), is_open, "{}", method(&english));
        assert!(method(&english).contains("not weighted"), "{}", method(&english));
    }
    // The files for staff say the same.
    app.sign_in().await;
    let file = app.get("/intern/wellen/beispiel-echte-daten/antworten/ddi").await.text;
    assert!(file.contains("Anderswo erhoben") && !file.contains("Offener Link"), "{file}");
}
