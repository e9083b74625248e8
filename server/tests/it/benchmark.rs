//! A firm beside others: what the page shows, what it falls back to, and what it says to a broken address.

use axum::http::StatusCode;
use domain::{
    meaning::Role,
    report::{Cell, Shape},
};
use sha2::{Digest, Sha256};
use store::{Imported, WaveState};

use crate::{
    app::{TODAY, TestApp},
    pictures::{assert_same_picture, offered},
    results::plain,
    seeded::demo,
    surfaces::read::{csv_sheet, sheets},
};

const PAGE: &str = "/ergebnisse/unternehmen-2026/vergleich";

#[tokio::test]
async fn a_firm_compares_itself_without_script_and_nothing_is_kept() {
    let mut app = demo().await;
    let results = app.get("/ergebnisse/unternehmen-2026").await;
    assert_eq!(results.count(&format!("main a[href='{PAGE}']")), 1);
    let empty = app.get(PAGE).await;
    assert_eq!(empty.status, StatusCode::OK);
    assert_eq!((empty.count("figure"), empty.count("form[method=get] fieldset")), (0, 12));
    assert_eq!(empty.count("select#gruppe optgroup"), 3, "{}", empty.text_of("form"));
    assert_eq!(empty.header("cache-control"), "no-store");
    let own = app.get(&format!("{PAGE}?gruppe=&w.weg=5&e.weg=1&e.technik=5")).await;
    let text = plain(&own.text_of("main"));
    assert_eq!(own.count("figure"), 2, "{text}");
    assert_eq!(own.count("select[name='e.weg'] option[value='1'][selected]"), 1);
    assert!(own.text_of("#vergleichsgruppe").contains("mit allen Betrieben"));
    let advice = plain(&own.text_of("#was-tun"));
    assert!(advice.contains("Gut erreichbarer Betrieb") && advice.contains("Ihr Wert 1,"), "{advice}");
    assert!(advice.contains("Auszubildende bewerten die Wichtigkeit"), "{advice}");
    assert!(!advice.contains("Moderne Technik"), "nothing is above the highest point: {advice}");
    let english = app.get(&format!("{PAGE}?e.weg=5&lang=en")).await;
    assert!(plain(&english.text_of("#was-tun")).contains("Keep doing what you do"), "{}", english.text_of("main"));
    // The apprentices' wave has no firms to compare.
    assert_eq!(app.get("/ergebnisse/azubis-2026/vergleich").await.status, StatusCode::NOT_FOUND);
    let apprentices = app.get("/ergebnisse/azubis-2026").await;
    assert_eq!(apprentices.count("main a[href$='/vergleich']"), 0);
}

/// The median of the page is that of the released counts, answer by answer.
#[tokio::test]
async fn the_median_is_that_of_the_counts_that_are_released_anyway() {
    let mut app = demo().await;
    let running = app.state.ended("unternehmen-2026").await.expect("a wave");
    let analysis = app.state.analysis(&running).await.expect("results");
    let mut compared = 0;
    for question in &analysis.results.get().questions {
        let Some(construct) = question.meaning.construct.clone() else { continue };
        if question.meaning.role != Some(Role::Fulfilment) {
            continue;
        }
        let Some(Shape::Rating(rating)) = question.distribution.shown().map(|found| &found.shape) else { continue };
        let each = rating.counts.iter().enumerate();
        let sorted: Vec<usize> = each.flat_map(|(at, count)| vec![at + 1; *count as usize]).collect();
        let middle = (sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2]) as f64 / 2.0;
        let page = app.get(&format!("{PAGE}?e.{construct}=3")).await;
        let table = plain(&page.text_of("figure"));
        let median = format!("{middle:.1}").replace('.', ",");
        assert!(table.contains(&format!("Median {median}.")), "{construct}: {median} in {table}");
        compared += 1;
    }
    assert!(compared > 6, "{compared}");
}

#[tokio::test]
async fn where_a_group_is_hidden_in_a_row_all_are_compared_with_all_firms_and_it_says_so() {
    let mut app = demo().await;
    let running = app.state.ended("unternehmen-2026").await.expect("a wave");
    let tables = app.state.breakdown(&running).await.expect("made").expect("groups");
    let tables = tables.get();
    let (mut hidden, mut told) = (0, 0);
    for (at, grouped) in tables.groupings.iter().enumerate() {
        for group in 0..grouped.groups.len() {
            let rows = tables.tables.iter().filter(|table| table.grouping == at);
            let mut rows = rows.filter(|table| table.name.contains("merkmale.weg"));
            let is_told = !rows.any(|table| !matches!(table.rows[group].distribution, Cell::Shown(_)));
            let all = tables.tables.iter().filter(|table| table.grouping == at && table.name.contains("merkmale.weg"));
            let is_told = is_told && all.count() == 2;
            let page = app.get(&format!("{PAGE}?gruppe={}~{group}&w.weg=3&e.weg=3", grouped.item)).await;
            let said = plain(&page.text_of("#vergleichsgruppe"));
            assert_eq!(said.contains("der Gruppe „") && !said.contains("allen Betrieben"), is_told, "{said}");
            if is_told { told += 1 } else { hidden += 1 }
        }
    }
    assert!(told > 0 && hidden > 0, "{told} groups are told of, {hidden} are not");
}

#[tokio::test]
async fn what_an_address_asks_for_in_vain_is_said_and_the_rest_stands() {
    let mut app = demo().await;
    let page =
        app.get(&format!("{PAGE}?gruppe=sternzeichen~1&e.weg=9&w.segelflug=3&e.technik=2&w.technik=%3Cb%3E")).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = plain(&page.text_of("main"));
    for said in ["„sternzeichen~1“", "„9“ ist kein Wert von 1 bis 5", "„w.segelflug“", "„<b>“"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(page.count("figure"), 1);
    assert_eq!(app.get("/ergebnisse/gibt-es-nicht/vergleich").await.status, StatusCode::NOT_FOUND);
}

/// Eight firms answered, three of them the only row: the page stands, names no figure and says why.
#[tokio::test]
async fn what_is_hidden_over_all_firms_is_compared_with_nothing() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let wave = app.open_template("unternehmen", "betriebe").await;
    let answers =
        [r#"{"branche":"bau","merkmale.weg.fulfilment":4}"#; 3].into_iter().chain([r#"{"branche":"bau"}"#; 5]);
    let imported = |answers: &str| Imported { kreis: None, answers: answers.into(), day: TODAY.into() };
    let answers: Vec<_> = answers.map(imported).collect();
    app.state.store.import_responses(wave.id, wave.version, answers).await.expect("imported");
    for (from, to) in [(WaveState::Open, WaveState::Closed), (WaveState::Closed, WaveState::Released)] {
        app.move_wave("betriebe", from, to).await;
    }
    let page = app.get("/ergebnisse/betriebe/vergleich?e.weg=2").await;
    let text = plain(&page.text_of("main"));
    assert_eq!(page.status, StatusCode::OK, "{text}");
    assert!(text.contains("Auch über alle Betriebe ist hier ausgeblendet"), "{text}");
    assert_eq!(page.count("figure, #was-tun"), 0, "{text}");
    assert!(!text.contains("Median 4"), "{text}");
}

/// Of forty firms only five rated one of two rows: that one is marked, and the other stands.
#[tokio::test]
async fn a_row_that_is_hidden_takes_no_other_row_with_it() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let wave = app.open_template("unternehmen", "betriebe").await;
    let answers = |at: usize| {
        let technology = if at < 5 { format!(r#","merkmale.technik.fulfilment":{}"#, at + 1) } else { String::new() };
        format!(r#"{{"branche":"bau","merkmale.weg.fulfilment":{}{technology}}}"#, at % 4 + 1)
    };
    let imported = |at| Imported { kreis: None, answers: answers(at), day: TODAY.into() };
    let answers: Vec<_> = (0..40).map(imported).collect();
    app.state.store.import_responses(wave.id, wave.version, answers).await.expect("imported");
    for (from, to) in [(WaveState::Open, WaveState::Closed), (WaveState::Closed, WaveState::Released)] {
        app.move_wave("betriebe", from, to).await;
    }
    let page = app.get("/ergebnisse/betriebe/vergleich?e.weg=2&e.technik=3").await;
    let figure = plain(&page.text_of("figure"));
    assert_eq!(page.count("figure"), 1, "{}", page.text_of("main"));
    assert_eq!(page.count("figure tbody tr"), 2);
    assert!(figure.contains("Moderne Technik") && figure.contains('•') && figure.contains("Median 2,5"), "{figure}");
}

/// What a firm has typed is in its picture: it can be taken along from the same address, and nothing of it stays in memory.
#[tokio::test]
async fn the_pictures_of_a_firm_are_files_and_are_not_kept() {
    let mut app = demo().await;
    let page = app.get(&format!("{PAGE}?w.weg=5&e.weg=1&e.technik=4&gruppe=")).await;
    let files = offered(&page);
    assert_eq!(files.len(), 2);
    for address in &files {
        assert!(address.starts_with(&format!("{PAGE}/vergleich-")), "{address}");
        let own = ["w.weg=5", "e.weg=1", "e.technik=4", "lang=de"].iter().all(|pair| address.contains(pair));
        assert!(own && !address.contains("gruppe"), "{address}");
        assert_same_picture(&mut app, address).await;
        let png = app.get(&address.replace(".svg", ".png")).await;
        assert_eq!(png.header("cache-control"), "no-store");
        let sheet = app.get(address).await.text;
        let again = app.state.pictures.of(Sha256::digest(&sheet).into(), || Err::<Vec<u8>, _>("not kept")).await;
        assert!(again.is_err(), "{address} was kept");
        let csv = csv_sheet("", &app.get(&address.replace(".svg", ".csv")).await.text, 3);
        let id = address.rsplit('/').next().and_then(|file| file.split('.').next()).expect("an id");
        let own = sheets(&page.text).into_iter().find(|sheet| sheet.id == id).expect("a table");
        assert_eq!((csv.head, csv.rows), (own.head, own.rows), "{address}");
    }
    for file in
        ["vergleich-wichtig.svg", "vergleich-wichtig.csv?w.weg=9", "vergleich-erfuellt.png?w.weg=4", "x.csv?w.weg=4"]
    {
        assert_eq!(app.get(&format!("{PAGE}/{file}")).await.status, StatusCode::NOT_FOUND, "{file}");
    }
}
