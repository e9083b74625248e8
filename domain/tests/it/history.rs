//! The versions of a survey as one, and answers that go on from one version to the next.

use domain::{
    Answers, History, Key, Questionnaire, Survey, Value,
    carry::carry,
    history::Break,
    locale::Locale,
    place::Municipality,
    publish::{self, change::Judgement},
    survey::{Choice, ItemKind, Level},
    template,
};

use crate::changed::{SOURCE, changes, edited, survey, worst};

#[test]
fn the_stricter_promise_holds_for_all_answers() {
    let history = History::new(vec![
        (1, edited("retention_months = 24", "retention_months = 12")),
        (2, survey(SOURCE)),
        (3, edited("level = \"uncoupled\"", "level = \"named\"")),
    ]);
    let history = history.expect("versions");
    let protection = history.survey().protection.as_ref().expect("settled");
    assert_eq!((protection.retention_months, protection.level), (12, Level::Uncoupled));
}

/// Blocks name their rows by where they stand, so rows of a version that nobody answered must not come among them.
#[test]
fn blocks_stay_as_they_were_asked() {
    let newer = survey(template::find("alle-fragearten").expect("a template").source);
    let mut older = newer.clone();
    let pages = older.sections.iter_mut().flat_map(|section| &mut section.pages);
    for item in pages.flat_map(|page| &mut page.items) {
        if let ItemKind::BestWorst { rows, .. } = &mut item.kind {
            rows.insert(0, Choice { id: "rad".parse().expect("id"), ..rows[0].clone() });
        }
    }
    let history = History::new(vec![(1, older), (2, newer.clone())]).expect("versions");
    let rows = |survey: &Survey| -> Vec<String> {
        let item = survey.items().find(|item| matches!(item.kind, ItemKind::BestWorst { .. })).expect("blocks");
        survey.choices(item).iter().map(|row| row.id.to_string()).collect()
    };
    assert_eq!(rows(history.survey()), rows(&newer));
}

#[test]
fn the_versions_of_a_wave_are_one_survey() {
    let first = survey(SOURCE);
    let second = edited(
        "[[section.page]]\nid = \"noten\"\n[[section.page.item]]\nid = \"noten\"\nkind = \"battery\"\nscale = \"note\"",
        "[[section.page]]\nid = \"noten\"\n[[section.page.item]]\nid = \"noten_2\"\nkind = \"battery\"\nscale = \"note\"",
    );
    // The scale may change: the question that was answered on it is gone.
    let mut second = publish::forked(&second, &"noten".parse().expect("id"), &"noten_2".parse().expect("id"));
    second.scales[0].labels.remove(1);
    assert!(worst(&changes(&first, &second)) < Judgement::Refused, "{:#?}", changes(&first, &second));
    let history = History::new(vec![(2, second.clone()), (1, first.clone())]).expect("versions");
    let merged = history.survey();
    assert!(publish::structure(merged).is_empty(), "{:?}", publish::structure(merged));
    let ids: Vec<&str> = merged.items().map(|item| item.id.as_str()).collect();
    let place = |id: &str| ids.iter().position(|other| *other == id).expect("there");
    assert_eq!(ids.len(), 9, "{ids:?}");
    assert!(place("noten").abs_diff(place("noten_2")) == 1, "{ids:?}");
    let points = |id: &str| match &merged.item(&id.parse().expect("id")).expect("there").kind {
        ItemKind::Battery { scale, .. } => merged.scale(scale).expect("there").labels.len(),
        _ => 0,
    };
    assert_eq!((points("noten"), points("noten_2")), (3, 2), "each on the scale it was answered on");
    let breaks = history.breaks(Locale::DeSie);
    assert!(breaks.contains(&Break::Since { item: "noten_2".parse().expect("id"), version: 2 }), "{breaks:?}");
    assert!(breaks.contains(&Break::Until { item: "noten".parse().expect("id"), version: 1 }), "{breaks:?}");
}

#[test]
fn wordings_are_told_with_the_version_they_came_with() {
    let history = History::new(vec![
        (1, survey(SOURCE)),
        (2, survey(SOURCE)),
        (3, edited("Noch etwas?", "Noch etwas, das fehlt?")),
    ]);
    let history = history.expect("versions");
    let key = Key::item(&"mehr".parse().expect("id"));
    let wordings = history.wordings(&key, Locale::DeSie);
    assert_eq!(wordings, [(1, "Noch etwas?".to_owned()), (3, "Noch etwas, das fehlt?".to_owned())]);
    assert_eq!(history.breaks(Locale::DeSie).len(), 1);
    assert!(History::new(Vec::new()).is_none());
}

fn questionnaire(survey: Survey) -> Questionnaire {
    Questionnaire::new(survey).expect("sound")
}

fn answers(json: &str) -> Answers {
    serde_json::from_str(json).expect("answers")
}

#[test]
fn answers_go_on_under_the_next_version() {
    let given = answers(r#"{"branche":"bau","themen":["digital","sprache"],"eile@digital":40,"noten.weg":3}"#);
    let same = carry(&given, &questionnaire(survey(SOURCE)), Locale::DeSie);
    // Language courses are for care alone, whichever version it is: an answer that is off the list stays as it was.
    assert_eq!((same.answers, same.asks_again), (given.clone(), false));

    let narrower = carry(&given, &questionnaire(edited("max = 52", "max = 12")), Locale::DeSie);
    assert!(narrower.asks_again);
    assert_eq!(narrower.unread["eile@digital"], ["40"], "as it was typed");
    assert!(narrower.answers.get(&"eile@digital".parse().expect("a key")).is_none());
    assert_eq!(narrower.answers.0.len(), 3, "the rest stays: {:?}", narrower.answers);

    let gone = edited("{ id = \"digital\"", "{ id = \"technik\"");
    let gone = carry(&given, &questionnaire(gone), Locale::DeSie);
    assert!(gone.asks_again);
    assert_eq!(gone.unread.get("themen"), None, "nothing on offer is left of it");

    let worked_out =
        SOURCE.replacen("id = \"mehr\"", "id = \"mehr_2\"", 1).replacen("id = \"bauwesen\"", "id = \"mehr\"", 1);
    let mut said = given.clone();
    said.set("mehr".parse().expect("a key"), Value::Text("Ja".to_owned()));
    let worked_out = carry(&said, &questionnaire(survey(&worked_out)), Locale::DeSie);
    assert_eq!(worked_out.answers, given, "what is worked out is not answered");

    let without = survey(&SOURCE.replace("id = \"eile\"\nkind", "id = \"eile_2\"\nkind"));
    let without = carry(&given, &questionnaire(without), Locale::DeSie);
    assert_eq!((without.answers, without.asks_again), (given, false), "a question that is gone may come back");
}

/// The public pages name what was not the same all the time, and never a place.
#[test]
fn a_longer_list_of_municipalities_is_no_break() {
    let source = template::find("alle-fragearten").expect("a template").source;
    let place = |ags: &str, name: &str| {
        let (name, kreis, ags) = (name.to_owned(), "Kreis Höxter".to_owned(), ags.parse().expect("a key"));
        Municipality { ags, name, kreis, lat: 51.7, lon: 9.3 }
    };
    let region = [place("05762020", "Höxter"), place("05762004", "Beverungen")];
    let (older, newer) = (publish::freeze(survey(source), &region[..1]), publish::freeze(survey(source), &region));
    let history = History::new(vec![(1, older), (2, newer)]).expect("versions");
    assert_eq!(history.breaks(Locale::DeSie), []);
}
