//! A firm's comparison as PDF: that it says what its page says, and what a broken address gets in its place.

use axum::http::StatusCode;
use store::{Imported, WaveState};

use crate::{
    app::{Reply, TODAY, TestApp},
    report::{letters, squeezed},
    results::plain,
    seeded::demo,
};

const WAVE: &str = "/ergebnisse/unternehmen-2026";

fn texts(page: &Reply, selector: &str) -> Vec<String> {
    let selector = scraper::Selector::parse(selector).expect("selector");
    page.html().select(&selector).map(|part| part.text().collect()).collect()
}

fn address(page: &Reply) -> String {
    let selector = scraper::Selector::parse("a#als-pdf").expect("selector");
    let html = page.html();
    let link = html.select(&selector).next().unwrap_or_else(|| panic!("no link in {}", page.text_of("main")));
    link.value().attr("href").expect("an address").to_owned()
}

/// Everything the page says beside its form: sentences, the rows of its tables as they stand, method.
fn said_on(page: &Reply) -> Vec<String> {
    let sentences = "main h1, main .eyebrow, main figure h2, main figure .subtitle, main figcaption, #vergleichsgruppe, \
                     #was-tun li, #methode p";
    let rows = texts(page, "main figure tr");
    assert!(rows.len() > 4, "{rows:?}");
    // Whose it is stands on a line of its own.
    let cite = texts(page, "main > .cite").concat();
    let facts = cite.split(" · ").map(str::to_owned);
    texts(page, sentences).into_iter().chain(rows).chain(facts).filter(|said| !said.trim().is_empty()).collect()
}

#[tokio::test]
async fn the_pdf_of_a_firm_says_what_its_page_says() {
    let mut app = demo().await;
    let own = "w.weg=5&e.weg=1&e.technik=5&w.technik=2&e.ausbilder=3";
    for (query, language) in
        [(own.to_owned(), "de"), (format!("{own}&lang=en"), "en"), (format!("gruppe=branche~1&{own}&lang=de"), "de")]
    {
        let page = app.get(&format!("{WAVE}/vergleich?{query}")).await;
        let to = address(&page);
        let file = app.get(&to).await;
        assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "application/pdf"), "{to}");
        assert_eq!(file.header("cache-control"), "no-store");
        let name = format!("attachment; filename=\"vergleich-unternehmen-2026-{language}.pdf\"");
        assert_eq!(file.header("content-disposition"), name);
        let text = letters(&file.bytes);
        for said in said_on(&page) {
            assert!(text.contains(&squeezed(&said)), "„{said}“ is on the page and not in {to}: {text}");
        }
        let cited = if language == "de" { "So zitieren Sie" } else { "Cite as" };
        assert!(text.contains(&squeezed(cited)) && text.contains("erfundeneAntworten") == (language == "de"), "{text}");
    }
}

/// For looking at: `REPORTS=FOLDER cargo test -p server --test it firm_report` writes them, with few values and with all.
#[tokio::test]
async fn reports_of_firms_are_made_for_looking_at() {
    let Some(folder) = std::env::var_os("REPORTS").map(std::path::PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut app = demo().await;
    let form = app.get(&format!("{WAVE}/vergleich")).await;
    let lists = scraper::Selector::parse("select[name*='.']").expect("selector");
    let all: Vec<String> =
        form.html().select(&lists).filter_map(|list| list.attr("name").map(|name| format!("{name}=3"))).collect();
    let few = "e.weg=1&w.weg=5&e.technik=2&e.ausbilder=3&e.betriebsklima=4";
    for (name, query) in [
        ("few-de", few.to_owned()),
        ("few-en", format!("{few}&lang=en")),
        ("group-de", format!("gruppe=branche~1&{few}")),
        ("all-de", all.join("&")),
    ] {
        let file = app.get(&format!("{WAVE}/vergleich.pdf?{query}")).await;
        assert_eq!(file.status, StatusCode::OK, "{name}: {}", file.text_of("main"));
        std::fs::write(folder.join(format!("{name}.pdf")), &file.bytes).expect("written");
    }
}

/// The address is what somebody has typed or was sent.
#[tokio::test]
async fn a_broken_address_leads_to_the_page_which_says_why_there_is_no_pdf() {
    let mut app = demo().await;
    let broken = [
        ("", ""),
        ("?", ""),
        ("?gruppe=branche~1", ""),
        ("?e.weg=9", "„9“ ist kein Wert von 1 bis 5"),
        ("?e.weg=4&e.technik=%3Cb%3E", "„<b>“"),
        ("?gruppe=sternzeichen~1&e.weg=3", "„sternzeichen~1“"),
        ("?w.segelflug=3&e.weg=3", "„w.segelflug“"),
        ("?%ff=%ff&e.weg=%ff", "kein Wert von 1 bis 5"),
        ("?e.weg=99999999999999999999", "kein Wert von 1 bis 5"),
    ];
    for (query, said) in broken {
        let page = app.get(&format!("{WAVE}/vergleich.pdf{query}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        let text = plain(&page.text_of("main"));
        assert!(text.contains("Ein PDF gibt es erst, wenn") && text.contains(said), "{query}: {text}");
        assert_eq!(page.count("form[method=get][action$='/vergleich']"), 1, "{query}");
    }
    for nowhere in ["/ergebnisse/azubis-2026/vergleich.pdf?e.weg=3", "/ergebnisse/gibt-es-nicht/vergleich.pdf?e.weg=3"]
    {
        assert_eq!(app.get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}

/// Eight firms answered, three of them the only row.
#[tokio::test]
async fn what_the_page_hides_is_in_no_pdf() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let wave = app.open_template("unternehmen", "betriebe").await;
    let answers =
        [r#"{"branche":"bau","merkmale.weg.fulfilment":4}"#; 3].into_iter().chain([r#"{"branche":"bau"}"#; 5]);
    let imported = |answers: &str| Imported { kreis: None, answers: answers.into(), day: TODAY.into() };
    let answers: Vec<_> = answers.map(imported).collect();
    app.state.store.import_responses(wave.id, wave.version, answers).await.expect("imported");
    let address = "/ergebnisse/betriebe/vergleich.pdf?e.weg=2";
    assert_eq!(app.get(address).await.status, StatusCode::NOT_FOUND, "it runs");
    for (from, to) in [(WaveState::Open, WaveState::Closed), (WaveState::Closed, WaveState::Released)] {
        app.move_wave("betriebe", from, to).await;
    }
    let page = app.get(address).await;
    let text = plain(&page.text_of("main"));
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
    assert!(text.contains("Auch über alle Betriebe ist hier ausgeblendet"), "{text}");
    assert_eq!(page.count("a#als-pdf"), 0, "{text}");
}
