//! Results by groups of respondents: what is stored, what is shown, and what an attacker makes of it.

use axum::http::StatusCode;
use disclosure::{Axis, Distribution, Shown};
use domain::Locale;
use scraper::Selector;
use server::{
    breakdown::{Breakdown, Breakdowns},
    fieldwork,
};

use store::{Imported, WaveState};

use crate::{
    app::{Reply, TODAY, TestApp},
    attacker::{Answer, Attacker},
    results::plain,
    seeded::demo,
};

const FIRMS: &str = "/ergebnisse/unternehmen-2026/gruppen";

pub async fn stored(app: &TestApp, slug: &str) -> Breakdown {
    let wave = app.state.store.wave(slug).await.expect("read").expect("a wave");
    let document = app.state.store.breakdown(wave.id).await.expect("read").expect("made");
    serde_json::from_str(&document).expect("readable")
}

#[tokio::test]
async fn a_wave_is_compared_by_each_of_its_groupings_and_every_view_is_an_address() {
    let mut app = demo().await;
    let results = app.get("/ergebnisse/unternehmen-2026").await;
    assert_eq!(results.count(&format!("main a[href='{FIRMS}']")), 1);
    let page = app.get(FIRMS).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.count("select#nach option"), 3, "{}", page.text_of("main"));
    assert_eq!(page.count(".switches a[aria-current]"), 1);
    let text = plain(&page.text_of("main"));
    assert!(text.contains("Cramérs V") && text.contains("n = ") && text.contains("Kreis Höxter"), "{text}");
    // The region is told of by Kreis only.
    for place in ["Büren", "Warburg", "Brakel", "Delbrück", "Salzkotten"] {
        assert!(!text.contains(place), "{place}");
    }
    let chosen = app.get(&format!("{FIRMS}?frage=themen~digitalisierung&nach=groesse")).await;
    assert_eq!(
        chosen.count("option[value='themen~digitalisierung'][selected]"),
        1,
        "{}",
        chosen.text_of("form.filters")
    );
    assert_eq!(chosen.count("option[value=groesse][selected]"), 1);
    // The file has the numbers of the page.
    let csv = app.get(&format!("{FIRMS}/gruppen.csv?frage=themen~digitalisierung&nach=groesse")).await;
    assert!(plain(&csv.text).contains("10 bis 49"), "{}", csv.text);
    let picture = app.get(&format!("{FIRMS}/gruppen.svg?frage=themen~digitalisierung&nach=groesse")).await;
    assert!(picture.text.starts_with("<svg"));
    let english = app.get(&format!("{FIRMS}?nach=branche&lang=en")).await;
    assert!(plain(&english.text_of("#test")).contains("Cramér’s V"), "{}", english.text_of("#test"));
    // What an address asks for in vain is said, and the rest stands.
    let page = app.get(&format!("{FIRMS}?frage=themen~segelflug&nach=sternzeichen")).await;
    assert_eq!(page.status, StatusCode::OK);
    let notices = plain(&page.text_of("main"));
    assert!(notices.contains("„themen~segelflug“") && notices.contains("„sternzeichen“"), "{notices}");
    assert_eq!(page.count("figure"), 1);
    assert_eq!(app.get("/ergebnisse/gibt-es-nicht/gruppen").await.status, StatusCode::NOT_FOUND);
    let foreign = app.get("/ergebnisse/beispiel-echte-daten/gruppen").await;
    assert_eq!(foreign.count(".suppressed"), 1, "a survey without groupings has none");
}

/// security.md 5, no. 11, against the demo region: every hidden cell and every group that answered alike, by whoever
/// knows all cells that are told, the groups' sizes and the answers of all.
#[tokio::test]
async fn nothing_hidden_in_the_demo_region_can_be_worked_out_and_it_is_made_once() {
    let mut app = demo().await;
    for slug in ["unternehmen-2026", "azubis-2026"] {
        app.get(&format!("/ergebnisse/{slug}/gruppen")).await;
        let breakdown = stored(&app, slug).await;
        assert!(breakdown.items.len() > 20, "{}", breakdown.items.len());
        for item in &breakdown.items {
            let categories = item.release.categories.len() + 1;
            for (grouping, grouped) in breakdown.groupings.iter().enumerate() {
                let axis = Axis { dimension: grouping, level: 0 };
                let view = item.release.views.iter().find(|view| view.by == [axis]).expect("a view");
                let sizes = breakdown.respondents.view(&[axis]).expect("sizes");
                let mut attacker = Attacker::new(grouped.groups.len() * categories);
                let cell = |group: usize, category: usize| group * categories + category;
                let mut learn = |groups: std::ops::Range<usize>, told: &Distribution| {
                    let sum =
                        |category: usize| groups.clone().map(|group| (cell(group, category), 1)).collect::<Vec<_>>();
                    if let Distribution::Counts { missing, counts, .. } = told {
                        for (category, count) in counts.iter().chain([missing]).enumerate() {
                            attacker.learns(sum(category), *count as i64, *count as i64);
                        }
                    } else if let Distribution::Mostly { n, missing, category, at_least } = told {
                        let least = (*at_least * *n as f64 - 1e-9).ceil() as i64;
                        attacker.learns(sum(*category), least, *n as i64);
                        attacker.learns(sum(categories - 1), *missing as i64, *missing as i64);
                    }
                };
                learn(0..grouped.groups.len(), &item.release.total);
                view.cells.iter().enumerate().for_each(|(group, told)| learn(group..group + 1, told));
                for (group, size) in sizes.cells.iter().enumerate() {
                    let size = size.known().expect("groups of k or more are told") as i64;
                    attacker.learns((0..categories).map(|category| (cell(group, category), 1)).collect(), size, size);
                }
                for (group, told) in view.cells.iter().enumerate() {
                    let others: Vec<(usize, i64)> = match told {
                        // Two at least may have answered otherwise, for all that is known.
                        Distribution::Mostly { category, .. } => (0..categories - 1)
                            .filter(|other| other != category)
                            .map(|other| (cell(group, other), 1))
                            .collect(),
                        Distribution::Hidden => (0..categories - 1).map(|other| (cell(group, other), 1)).collect(),
                        Distribution::Counts { counts, .. } => {
                            assert!(counts.iter().filter(|count| **count > 0).count() > 1, "told though unanimous");
                            continue;
                        }
                        Distribution::None => continue,
                    };
                    let name = &item.release.name;
                    assert_eq!(attacker.is_possible(&others, 2, 1_000_000), Answer::Possible, "{name}, group {group}");
                }
            }
        }
    }
    // What was shown once stays: from then on the document is read, and nobody counts answers again.
    let running = app.state.ended("unternehmen-2026").await.expect("a wave");
    let wave = running.wave.id;
    let shown = app.state.breakdown(&running).await.expect("made").expect("groups");
    let first = app.state.store.breakdown(wave).await.expect("read").expect("stored");
    assert_eq!(app.state.store.keep_breakdown(wave, "2027-01-01", "{}").await.expect("kept"), first);
    let results = app.state.analysis(&running).await.expect("results").results.keep().expect("a document");
    let kept = store::KeptResults { day: "2027-01-01".to_owned(), results, coverage: None };
    app.state.store.clear_responses(wave, &kept).await.expect("answers deleted");
    app.state = app.state.changed(|parts| parts.breakdowns = Breakdowns::default());
    assert_eq!(app.state.breakdown(&running).await.expect("read").expect("groups"), shown);
}

/// A wave that nobody has looked at may still be opened again: groups fixed before would tell what came after from what
/// all the results say.
#[tokio::test]
async fn a_wave_that_is_opened_again_is_broken_down_with_all_its_answers() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let wave = app.open_template("unternehmen", "betriebe").await;
    let answers = |branch: &str, count: usize| {
        let answers = format!(r#"{{"branche":"{branch}","merkmale.weg.fulfilment":4}}"#);
        vec![Imported { kreis: None, answers, day: TODAY.into() }; count]
    };
    let first = [answers("bau", 8), answers("handel", 8)].concat();
    app.state.store.import_responses(wave.id, wave.version, first).await.expect("imported");
    app.move_wave("betriebe", WaveState::Open, WaveState::Closed).await;
    fieldwork::turn(&app.state).await.expect("settled");
    assert_eq!(app.state.store.breakdown(wave.id).await.expect("read"), None);
    let early = app.state.store.keep_breakdown(wave.id, TODAY, "{}").await;
    assert!(matches!(early, Err(store::Error::NotFound)), "{early:?}");
    app.move_wave("betriebe", WaveState::Closed, WaveState::Open).await;
    app.state.store.import_responses(wave.id, wave.version, answers("bau", 3)).await.expect("imported");
    app.move_wave("betriebe", WaveState::Open, WaveState::Closed).await;
    app.sign_in().await;
    assert_eq!(app.get("/intern/wellen/betriebe/ergebnisse/gruppen").await.status, StatusCode::OK);
    assert_eq!(stored(&app, "betriebe").await.respondents.respondents, Shown::Value(19));
}

/// The answers of a wave as they lie in the store.
async fn answers(app: &TestApp, slug: &str) -> Vec<serde_json::Value> {
    let wave = app.state.store.wave(slug).await.expect("read").expect("a wave");
    let mut documents = app.state.store.responses(wave.id).await.expect("responses");
    let mut answers = Vec::new();
    while let Some(batch) = documents.next().await.expect("a batch") {
        answers.extend(batch.iter().map(|line| serde_json::from_str(line).expect("JSON")));
    }
    answers
}

/// Of the cells of a cross table: the labels of both groups, and what stands behind them.
fn crossed(page: &Reply) -> Vec<[Vec<String>; 2]> {
    let [row, cell] = ["#kreuztabelle tbody tr", "th, td"].map(|css| Selector::parse(css).expect("selector"));
    let html = page.html();
    let text = |cell: scraper::ElementRef| plain(cell.text().collect::<String>().trim());
    let rows = html.select(&row).map(|row| row.select(&cell).map(text).collect::<Vec<_>>());
    rows.map(|cells| [cells[..2].to_vec(), cells[2..].to_vec()]).collect()
}

/// Every cell counted anew from the stored answers, by nothing but their JSON and the list of municipalities.
#[tokio::test]
async fn a_cross_table_says_what_the_stored_answers_say_and_hides_what_is_small() {
    let mut app = demo().await;
    let address = format!("{FIRMS}?frage=themen~digitalisierung&nach=standort&und=groesse");
    let page = app.get(&address).await;
    let table = crossed(&page);
    let stored = answers(&app, "unternehmen-2026").await;
    let region = app.state.store.municipalities().await.expect("read");
    let running = app.state.ended("unternehmen-2026").await.expect("a wave");
    let survey = running.history.survey();
    let size = survey.item(&"groesse".parse().expect("an id")).expect("asked");
    let kreis = |of: &serde_json::Value| {
        let own = region.iter().find(|place| of["standort"].as_str() == Some(place.ags.as_str()));
        own.map_or("keine Angabe".to_owned(), |place| place.kreis.clone())
    };
    let size = |of: &serde_json::Value| {
        let own = of["groesse"].as_str().filter(|code| !code.starts_with('!'));
        own.map_or("keine Angabe".to_owned(), |code| {
            plain(&survey.option_label(size, &code.parse().expect("an id"), Locale::DeSie))
        })
    };
    let (mut told, mut hidden, mut all) = (0, 0, 0);
    for [labels, cells] in &table {
        let is_one = |label: &str, own: &str| label.split(" oder ").any(|name| name == own);
        let own = stored.iter().filter(|of| is_one(&labels[0], &kreis(of)) && is_one(&labels[1], &size(of)));
        let own: Vec<&serde_json::Value> = own.collect();
        all += own.len();
        let ticked: Vec<bool> = own
            .iter()
            .filter_map(|of| of["themen"].as_array())
            .map(|topics| topics.iter().any(|topic| topic == "digitalisierung"))
            .collect();
        let (n, named) = (ticked.len(), ticked.iter().filter(|ticked| **ticked).count());
        let share = (100.0 * named as f64 / n as f64).round();
        match cells[0].as_str() {
            "•" => hidden += usize::from((1..5).contains(&n)),
            "–" => assert_eq!(n, 0, "{labels:?}"),
            bound if bound.starts_with('≥') => assert_eq!(cells[3], n.to_string(), "{labels:?}"),
            _ => {
                let shown = [format!("{} %", 100.0 - share), format!("{share} %"), n.to_string()];
                assert_eq!([&cells[0], &cells[1], &cells[3]], [&shown[0], &shown[1], &shown[2]], "{labels:?}");
                assert_eq!(cells[4], (own.len() - n).to_string(), "{labels:?}");
                assert!(n >= 5, "{labels:?} has {n}");
                told += 1;
            }
        }
        assert!(cells[0] == "•" || !(1..5).contains(&n), "{labels:?} tells of {n}");
    }
    assert_eq!(all, stored.len(), "everybody is in one cell");
    assert!(told > 4 && hidden > 0, "{told} told, {hidden} small: {table:?}");
    // The file is the table of the page, and the other way round it is the same table.
    let csv = app.get(&address.replace("/gruppen?", "/gruppen/kreuztabelle.csv?")).await;
    let lines = plain(&csv.text);
    assert!(table.iter().all(|[labels, _]| lines.contains(&labels[1])), "{lines}");
    let mut turned =
        crossed(&app.get(&format!("{FIRMS}?frage=themen~digitalisierung&nach=groesse&und=standort")).await);
    turned.iter_mut().for_each(|[labels, _]| labels.reverse());
    let sorted = |mut table: Vec<[Vec<String>; 2]>| {
        table.sort();
        table
    };
    assert_eq!(sorted(turned), sorted(table));
}

#[tokio::test]
async fn two_groupings_at_once_are_offered_where_the_survey_has_the_pair() {
    let mut app = demo().await;
    let page = app.get(FIRMS).await;
    assert_eq!(page.count("select#und option"), 2, "nothing, and the partner of Kreis");
    assert_eq!(page.count("select#und option[value=groesse]"), 1);
    assert!(plain(&page.text_of("#paare")).starts_with("Andere Paare gibt es hier nicht"));
    let alone = app.get(&format!("{FIRMS}?nach=branche")).await;
    assert_eq!(alone.count("select#und option"), 1, "a grouping without a partner");
    // An empty choice of the form is none.
    let none = app.get(&format!("{FIRMS}?nach=standort&und=")).await;
    assert_eq!((none.count("#gruppen"), none.count(".notice.warning")), (1, 0));
    let both = app.get(&format!("{FIRMS}?nach=standort&und=groesse")).await;
    assert_eq!((both.count("figure#kreuztabelle"), both.count("option[value=groesse][selected]")), (1, 1));
    let text = plain(&both.text_of("main"));
    assert!(text.contains("nach Kreis und Größe") && text.contains("Kreis Paderborn: "), "{text}");
    assert!(text.contains("ausgeblendet: zu wenige oder alle gleich"), "{text}");
    for file in ["kreuztabelle.svg", "kreuztabelle.png"] {
        let file = app.get(&format!("{FIRMS}/{file}?nach=standort&und=groesse")).await;
        assert_eq!(file.status, StatusCode::OK);
    }
    let english = app.get(&format!("{FIRMS}?nach=standort&und=groesse&lang=en")).await;
    assert!(plain(&english.text_of("main")).contains("by District and Size"), "{}", english.text_of("h1"));
    // A pair that is not there, in either way.
    for gone in ["nach=branche&und=groesse", "nach=standort&und=sternzeichen", "nach=standort&und=standort"] {
        let page = app.get(&format!("{FIRMS}?{gone}")).await;
        assert_eq!((page.status, page.count("figure#gruppen")), (StatusCode::OK, 1), "{gone}");
        assert!(plain(&page.text_of("main")).contains("zugleich, wie in dieser Adresse"), "{gone}");
        let file = app.get(&format!("{FIRMS}/kreuztabelle.csv?{gone}")).await;
        assert_eq!(file.status, StatusCode::NOT_FOUND, "{gone}");
    }
    let apprentices = app.get("/ergebnisse/azubis-2026/gruppen?nach=lehrjahr&und=gemeinde").await;
    assert_eq!(apprentices.count("figure#kreuztabelle"), 1);
}
