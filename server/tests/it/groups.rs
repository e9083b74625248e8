//! Results by groups of respondents: what is stored, what is shown, and what an attacker makes of it.

use axum::http::StatusCode;
use disclosure::{Axis, Distribution};
use server::{
    breakdown::{Breakdown, Breakdowns},
    seed,
};

use crate::{
    app::TestApp,
    attacker::{Answer, Attacker},
    results::plain,
};

const FIRMS: &str = "/ergebnisse/unternehmen-2026/gruppen";

async fn demo() -> TestApp {
    let app = TestApp::new().await;
    seed::seed(&app.state.store, &app.state.clock, |_| {}).await.expect("seeded");
    app.state.forget();
    app
}

async fn stored(app: &TestApp, slug: &str) -> Breakdown {
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
