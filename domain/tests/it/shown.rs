//! In which order things are said to have been shown, against the pages as they were drawn.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Answers, Questionnaire, Survey, Value, check,
    flow::{self, Path},
    publish,
};

fn questionnaire() -> Questionnaire {
    let survey = Survey::from_toml(include_str!("../shown.toml")).expect("readable");
    let mut findings = publish::inspect(&survey);
    findings.retain(|finding| finding.severity == publish::Severity::Error);
    assert!(findings.is_empty(), "{findings:?}");
    Questionnaire::new(survey).expect("sound")
}

fn begun(questionnaire: &Questionnaire, seed: u64, ticked: &[&str]) -> Answers {
    let mut answers = flow::begun(questionnaire, seed, "2026-11-23");
    let ticked = ticked.iter().map(|id| id.parse().expect("an id")).collect();
    answers.set("felder".parse().expect("a key"), Value::Choices(ticked));
    answers
}

/// Rows and items one after another, as somebody who walks through sees them; of two passes the first.
fn seen(questionnaire: &Questionnaire, answers: &Answers) -> BTreeMap<String, Vec<String>> {
    let mut seen: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let path = Path::new(questionnaire, answers);
    for step in path.steps() {
        let mut fields = path.fields(step);
        flow::shuffle(questionnaire, step, &mut fields, flow::order_of(answers).expect("an order"));
        let at = step.instance.as_ref().map_or_else(String::new, |topic| format!("@{topic}"));
        for field in fields.iter().filter(|field| field.is_asked()) {
            let page = seen.entry(format!("page.{}{at}", step.page)).or_default();
            if !page.contains(&field.item.id.to_string()) {
                page.push(field.item.id.to_string());
            }
            let rows = seen.entry(format!("item.{}{at}", field.item.id)).or_default();
            rows.extend(field.row.map(|row| row.id.to_string()).filter(|row| !rows.contains(row)));
        }
    }
    seen
}

#[test]
fn what_is_recorded_is_what_was_shown() {
    let questionnaire = questionnaire();
    let recorded: BTreeSet<String> =
        questionnaire.orders(&Answers::default()).into_iter().map(|(name, _)| name).collect();
    let expected = [
        "item.doppelt@bau",
        "item.doppelt@it",
        "item.lang",
        "item.rang-gemischt",
        "item.summe-gemischt",
        "item.urteil",
        "page.gemischt",
    ];
    assert_eq!(recorded.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    for ticked in [&["bau"][..], &["it"], &["bau", "it"]] {
        for seed in 0..256 {
            let answers = begun(&questionnaire, seed, ticked);
            let mut seen = seen(&questionnaire, &answers);
            let stored = check::complete(&questionnaire, &answers);
            for (name, ids) in questionnaire.orders(&stored) {
                assert_eq!(ids, seen.remove(&name).unwrap_or_default(), "{name} of {ticked:?}, order {seed}");
            }
            // Everything else stands as in the survey.
            for (name, order) in [("rang", "x y z"), ("summe", "x y z"), ("zahlen", "x y z")] {
                assert_eq!(seen[&format!("item.{name}")].join(" "), order, "{name}, order {seed}");
            }
            assert_eq!(seen["page.reihen"], ["rang", "rang-gemischt", "summe", "summe-gemischt", "zahlen"]);
        }
    }
}

#[test]
fn rows_come_in_many_orders_and_stay_on_their_step() {
    let questionnaire = questionnaire();
    let mut all: BTreeMap<String, BTreeSet<Vec<String>>> = BTreeMap::new();
    for seed in 0..256 {
        let stored = check::complete(&questionnaire, &begun(&questionnaire, seed, &["it"]));
        for (name, ids) in questionnaire.orders(&stored) {
            all.entry(name).or_default().insert(ids);
        }
    }
    // Without "bau" eight rows are shown, four on each step.
    for order in &all["item.lang"] {
        let first: BTreeSet<&str> = order[..4].iter().map(String::as_str).collect();
        assert_eq!(first, BTreeSet::from(["a", "c", "d", "e"]), "{order:?}");
    }
    assert!(all["item.lang"].len() > 100);
    assert_eq!((all["item.rang-gemischt"].len(), all["item.summe-gemischt"].len()), (6, 6));
    // Two before the long battery, two behind it.
    assert_eq!(all["page.gemischt"].len(), 4);
    assert!(all["page.gemischt"].iter().all(|order| order[2] == "urteil"));
    assert_eq!(all["item.doppelt@bau"], BTreeSet::from([Vec::new()]), "it was not shown");
}

/// Rows of a battery change places whether the survey asks for it or not, so it is kept how (ux.md R2).
#[test]
fn a_battery_is_enough_for_an_order_to_be_kept() {
    let survey = Survey::from_toml(include_str!("../conditions.toml")).expect("readable");
    let questionnaire = Questionnaire::new(survey).expect("sound");
    let begun = flow::begun(&questionnaire, 261, "2026-11-23");
    assert_eq!(flow::order_of(&begun), Some(5));
    assert_eq!(flow::order_of(&check::complete(&questionnaire, &begun)), Some(5));
    // Answers from before that say nothing about it, and nothing is made up.
    let stored = check::complete(&questionnaire, &Answers::default());
    assert_eq!(flow::order_of(&stored), None);
    assert!(questionnaire.orders(&stored).iter().all(|(_, ids)| ids.is_empty()));
}

#[test]
fn an_order_that_nothing_would_follow_is_refused() {
    let source = include_str!("../shown.toml");
    for kind in ["kind = \"matrix\"", "kind = \"paired\""] {
        let asked = source.replace(kind, &format!("{kind}\norder = \"random\""));
        let findings = publish::inspect(&Survey::from_toml(&asked).expect("readable"));
        assert!(
            findings.iter().any(|finding| finding.message.contains("Eine zufällige Reihenfolge")),
            "{kind}: {findings:?}"
        );
    }
}
