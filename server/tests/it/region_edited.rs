//! The region is edited after somebody has looked at a wave: what was told by place stays, or the difference would tell what
//! is hidden.

use axum::http::StatusCode;
use domain::{
    OptionId,
    meaning::TargetGroup,
    report::{Cell, CoverageRow, Shape},
};
use server::retention;
use store::{Correction, Imported, TravelMode, WaveState};

use crate::{
    app::{TODAY, TestApp},
    trap::{PAGE, ended},
};

/// Büren: its four firms that train are fewer than k.
const HIDDEN: &str = "05774016";

fn is_of_trainers(row: &&CoverageRow) -> bool {
    row.group == TargetGroup::Trainers
}

/// Trainers of the Kreis, and whether those of the hidden municipality are; 20, 6 and 4 were named in [`crate::trap`].
async fn trainers(app: &TestApp) -> (f64, bool) {
    let running = app.state.ended("bedarf").await.expect("a wave");
    let levels = app.state.coverage(&running).await.expect("told").expect("persons were asked for");
    let levels = levels.get();
    let kreis = levels.kreise.rows.iter().find(is_of_trainers).expect("a row");
    let of_places = levels.municipalities.rows.iter().find(is_of_trainers).expect("a row");
    let hidden = levels.municipalities.places.iter().position(|place| place == HIDDEN);
    let is_hidden = hidden.is_some_and(|at| of_places.cells[at] == Cell::Suppressed);
    (kreis.cells[0].shown().expect("told").demand.value, is_hidden)
}

/// Ways that go back to the estimate when a municipality goes would change what is in reach, which is told of offers.
async fn estimate_ways(app: &TestApp) {
    let ways = app.state.store.travel_minutes().await.expect("ways").into_iter();
    let back = |way: store::Travel| Correction {
        origin: way.origin,
        destination: way.destination,
        mode: way.mode,
        minutes: None,
    };
    app.state.store.correct_travel(&ways.map(back).collect::<Vec<_>>()).await.expect("estimated");
}

async fn remove(app: &mut TestApp) {
    let removed = app.post(&format!("/intern/region/{HIDDEN}/entfernen"), &[("name", "Büren")]).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.text);
}

async fn move_to_another_kreis(app: &mut TestApp, ags: &str) {
    let address = format!("/intern/region/{ags}");
    let form = app.get(&address).await;
    let value = |name: &str| form.attributes(&format!("input[name={name}]"), "value").remove(0);
    let [stand, name, lat, lon] = ["stand", "name", "lat", "lon"].map(value);
    let pairs = [("stand", &*stand), ("name", &*name), ("kreis", "Kreis Höxter"), ("lat", &*lat), ("lon", &*lon)];
    assert_eq!(app.post(&address, &pairs).await.status, StatusCode::SEE_OTHER);
}

/// Every view of needs and offers and the files of its map, but for the map of what can be reached today, which is about
/// offers alone.
async fn told_of_answers(app: &mut TestApp) -> Vec<String> {
    let mut told = Vec::new();
    for group in ["apprentices", "trainers"] {
        for kreis in ["", "Kreis+Paderborn"] {
            let page = app.get(&format!("{PAGE}?gruppe={group}&thema=digitalisierung&kreis={kreis}")).await;
            told.push(page.text_of("main").replace(&page.text_of("figure#karte-plaetze"), ""));
        }
        for file in ["karte-gedeckt.csv", "karte-gedeckt.svg"] {
            told.push(app.get(&format!("{PAGE}/{file}?gruppe={group}&thema=digitalisierung")).await.text);
        }
    }
    told
}

#[tokio::test]
async fn needs_by_place_stay_when_a_municipality_is_removed_or_moved() {
    for is_removed in [true, false] {
        let mut app = ended([&[1; 6], &[1; 4]]).await;
        estimate_ways(&app).await;
        let before = told_of_answers(&mut app).await;
        assert_eq!(trainers(&app).await, (30.0, true));

        if is_removed {
            remove(&mut app).await
        } else {
            move_to_another_kreis(&mut app, HIDDEN).await
        }
        let mut app = app.restarted();
        app.sign_in().await;
        let region = app.state.region().await.expect("the region");
        let place = region.iter().find(|place| place.ags.as_str() == HIDDEN);
        assert_eq!(place.map(|place| &*place.kreis), (!is_removed).then_some("Kreis Höxter"));
        for (view, (after, before)) in told_of_answers(&mut app).await.iter().zip(&before).enumerate() {
            let differs = after.lines().zip(before.lines()).find(|(after, before)| after != before);
            assert_eq!(differs, None, "view {view}, removed: {is_removed}");
            assert_eq!(after, before);
        }
        // With today's region the Kreis would have 26, and the four of Büren would be the difference.
        assert_eq!(trainers(&app).await, (30.0, true), "removed: {is_removed}");

        app.set_time("2028-01-10T10:00:00Z");
        app.sign_in().await;
        retention::turn(&app.state).await.expect("deleted");
        let mut app = app.restarted();
        app.sign_in().await;
        assert_eq!(trainers(&app).await, (30.0, true), "the answers are deleted, removed: {is_removed}");
        assert!(app.get(&format!("{PAGE}?kreis=Kreis+Paderborn")).await.text_of("main").contains("Büren"));
    }
}

/// The result page tells 30 trainers of all firms: beside 26 of the Kreis without Büren, its four would be what is left.
#[tokio::test]
async fn a_municipality_that_is_removed_before_the_first_look_is_not_what_is_left_of_all() {
    let mut app = ended([&[1; 6], &[1; 4]]).await;
    remove(&mut app).await;
    let running = app.state.ended("bedarf").await.expect("a wave");
    let levels = app.state.coverage(&running).await.expect("told").expect("persons were asked for");
    let kreis = levels.get().kreise.rows.iter().find(is_of_trainers).expect("a row");
    assert_eq!(kreis.cells, [Cell::Suppressed]);
    let analysis = app.state.analysis(&running).await.expect("results");
    let questions = &analysis.results.get().questions;
    let of_all = questions.iter().find(|question| question.key.to_string() == "ki_ausbilder").expect("a question");
    let told = of_all.distribution.shown().expect("else nothing would have to be hidden");
    assert!(matches!(told.shape, Shape::Number { total, .. } if total == 30.0), "{told:?}");
}

/// Ways of a municipality that was removed are estimated from where it was; those of the others stay as they were put right.
#[tokio::test]
async fn a_removed_municipality_moves_no_ways_of_the_others() {
    let mut app = ended([&[1; 6], &[1; 4]]).await;
    app.get(PAGE).await;
    remove(&mut app).await;
    let left = app.state.store.travel_minutes().await.expect("ways");
    assert!(left.iter().all(|way| way.origin.as_str() != HIDDEN && way.destination.as_str() != HIDDEN));
    let from_delbrueck = |way: &&store::Travel| way.origin.as_str() == "05774020" && way.mode == TravelMode::Car;
    assert_eq!(left.iter().filter(from_delbrueck).map(|way| way.minutes).fold(0.0, f64::max), 25.0);
    let mut app = app.restarted();
    app.sign_in().await;
    assert_eq!(trainers(&app).await, (30.0, true));
    assert_eq!(app.get(PAGE).await.status, StatusCode::OK);
}

/// Groups are made when somebody asks for them, by the Kreise of the first look: 8 of Paderborn and 8 of Büren are 16, as in
/// the needs by Kreis, wherever Büren belongs by then.
#[tokio::test]
async fn groups_by_kreis_are_those_of_the_first_look() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let wave = app.open_template("unternehmen", "betriebe").await;
    for (place, count) in [("05774032", 8), (HIDDEN, 8), ("05762020", 9)] {
        let place: OptionId = place.parse().expect("an AGS");
        let answers = format!(r#"{{"standort":"{place}","merkmale.weg.fulfilment":4}}"#);
        let answers = vec![Imported { kreis: None, answers, day: TODAY.into() }; count];
        app.state.store.import_responses(wave.id, wave.version, answers).await.expect("imported");
    }
    app.move_wave("betriebe", WaveState::Open, WaveState::Closed).await;
    app.sign_in().await;
    assert_eq!(app.get("/intern/wellen/betriebe/ergebnisse").await.status, StatusCode::OK);

    move_to_another_kreis(&mut app, HIDDEN).await;
    let mut app = app.restarted();
    app.sign_in().await;
    assert_eq!(app.get("/intern/wellen/betriebe/ergebnisse/gruppen").await.status, StatusCode::OK);
    let stored = crate::groups::stored(&app, "betriebe").await;
    let at = stored.groupings.iter().position(|grouped| grouped.item.as_str() == "standort").expect("by Kreis");
    let view = stored.respondents.views.iter().find(|view| view.by.len() == 1 && view.by[0].dimension == at);
    let sizes = &view.expect("told").cells;
    for (group, size) in stored.groupings[at].groups.iter().zip(sizes) {
        let expected = if group.kreise == ["Kreis Paderborn"] { 16 } else { 9 };
        assert_eq!(*size, disclosure::Shown::Value(expected), "{group:?}");
    }
}
