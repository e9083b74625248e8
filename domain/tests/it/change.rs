//! Changing a survey that has answers: what is refused, what is fine, and what a question under a new id takes along.

use domain::{
    History, ItemId, Survey, definition,
    locale::Locale,
    publish::{
        self,
        change::{Before, Judgement, compare},
    },
    survey::{Choice, ItemKind},
    template,
};
use proptest::prelude::*;

use crate::changed::{SOURCE, changes, edited, survey, worst};

#[test]
fn the_example_may_be_published() {
    let errors = publish::inspect(&survey(SOURCE));
    assert!(errors.iter().all(|finding| finding.severity != publish::Severity::Error), "{errors:?}");
}

#[test]
fn the_same_again_is_no_change() {
    for source in template::all().iter().map(|template| template.source).chain([SOURCE]) {
        let survey = survey(source);
        assert_eq!(changes(&survey, &survey), []);
    }
    assert_eq!(compare(&[], &survey(SOURCE)), [], "nothing was published before");
}

/// What is changed, and how that is judged once there are answers.
const CASES: [(&str, &str, Judgement); 51] = [
    ("Wie ist es bei Ihnen?", "Wie ist es bei Ihnen im Betrieb?", Judgement::Fine),
    ("de-sie = \"Bau\"", "de-sie = \"Bau und Ausbau\"", Judgement::Fine),
    ("de-sie = \"Wandel\"", "de-sie = \"Wandel im Betrieb\"", Judgement::Fine),
    (
        "{ id = \"geld\"",
        "{ id = \"klima\", label = { de-sie = \"Klima\", en = \"Mood\" } },\n    { id = \"geld\"",
        Judgement::Note,
    ),
    ("locales = [\"de-sie\", \"en\"]", "locales = [\"de-sie\"]", Judgement::Note),
    ("privacy = { de-sie = \"Anonym.\"", "privacy = { de-sie = \"Ganz anonym.\"", Judgement::Note),
    ("max = 52", "max = 104", Judgement::Note),
    ("max = 1\n", "max = 2\n", Judgement::Note),
    ("id = \"mehr\"\n", "id = \"mehr\"\nrequired = true\n", Judgement::Note),
    ("noten.weg >= 2 and branche", "noten.weg >= 3 and branche", Judgement::Note),
    (
        "    { id = \"pflege\"",
        "    { id = \"gast\", label = { de-sie = \"Gast\", en = \"Inn\" } },\n    { id = \"pflege\"",
        Judgement::Note,
    ),
    ("kind = \"long_text\"", "kind = \"short_text\"", Judgement::Note),
    ("k = 5", "k = 8", Judgement::Note),
    (
        "id = \"noten\"\nkind = \"battery\"",
        "id = \"noten\"\nmeaning = { role = \"importance\" }\nkind = \"battery\"",
        Judgement::Note,
    ),
    ("de-sie = \"Bau\"", "de-sie = \"Gastgewerbe\"", Judgement::Confirm),
    ("de-sie = \"Noch etwas?\"", "de-sie = \"Welche Bürozeiten haben Sie?\"", Judgement::Confirm),
    ("de-sie = \"Wochen\"", "de-sie = \"Tage\"", Judgement::Confirm),
    ("de-sie = \"gut\"", "de-sie = \"nicht gut\"", Judgement::Confirm),
    ("    { id = \"handel\", label = { de-sie = \"Handel\", en = \"Trade\" } },\n", "", Judgement::Refused),
    ("{ id = \"handel\"", "{ id = \"verkauf\"", Judgement::Refused),
    ("de-sie = \"Bau\", en = \"Construction\"", "de-sie = \"Handel\", en = \"Trade\"", Judgement::Refused),
    ("    { de-sie = \"mittel\", en = \"fair\" },\n", "", Judgement::Refused),
    ("id = \"note\"\n", "id = \"note\"\ndirection = \"high_is_bad\"\n", Judgement::Refused),
    ("de-sie = \"gut\", en = \"good\"", "de-sie = \"schlecht\", en = \"bad\"", Judgement::Refused),
    ("role = \"background\"", "role = \"barrier\"", Judgement::Refused),
    ("repeat = \"themen\"\n", "", Judgement::Refused),
    (
        "kind = \"long_text\"",
        "kind = \"recommendation\"\nlow.de-sie = \"nie\"\nhigh.de-sie = \"ja\"",
        Judgement::Refused,
    ),
    ("audience = \"firm\"", "audience = \"other\"", Judgement::Refused),
    ("    { id = \"geld\", label = { de-sie = \"Das Geld\", en = \"The pay\" } },\n", "", Judgement::Refused),
    // What is worked out.
    ("de-sie = \"Baubetrieb\"", "de-sie = \"Betrieb am Bau\"", Judgement::Fine),
    ("[[quota]]", "[[compute]]\nid = \"eins\"\nvalue = \"1\"\n[[quota]]", Judgement::Fine),
    ("store = true\n", "", Judgement::Note),
    ("id = \"bauwesen\"", "id = \"baugewerbe\"", Judgement::Note),
    ("branche == \"bau\", \"ja\"", "branche != \"bau\", \"ja\"", Judgement::Refused),
    ("id = \"bauwesen\"", "id = \"mehr\"", Judgement::Refused),
    // Rules.
    ("id = \"mehr\"\n", "id = \"mehr\"\nrequired_if = 'alle > 3'\n", Judgement::Note),
    ("davon <= 900", "davon <= 800", Judgement::Note),
    ("de-sie = \"Höchstens 900", "de-sie = \"Bitte höchstens 900", Judgement::Fine),
    (
        "id = \"alle\"\n",
        "id = \"alle\"\nconstraint = [{ must = \"alle > 1\", message = { de-sie = \"Mehr!\", en = \"More!\" } }]\n",
        Judgement::Note,
    ),
    ("({branche|jede Branche})", "({branche|jede})", Judgement::Fine),
    ("({branche|jede Branche})", "", Judgement::Fine),
    // Who is not asked.
    ("limit = 100", "limit = 50", Judgement::Note),
    ("condition = 'branche == \"bau\"'\nlimit", "condition = 'branche == \"handel\"'\nlimit", Judgement::Confirm),
    ("[[quota]]\nid = \"bau\"", "[[quota]]\nid = \"bauen\"", Judgement::Note),
    (
        "[[scale]]",
        "[[screen_out]]\nid = \"gross\"\ncondition = \"alle > 900\"\ntext = { de-sie = \"Zu groß.\" }\n[[scale]]",
        Judgement::Note,
    ),
    // Orders of chance.
    ("id = \"branche\" # wird", "order = \"random\"\nid = \"branche\" # wird", Judgement::Note),
    ("id = \"zahl\"\n", "id = \"zahl\"\norder = \"random\"\n", Judgement::Note),
    // Promises.
    ("retention_months = 24", "retention_months = 12", Judgement::Note),
    ("retention_months = 24", "retention_months = 36", Judgement::Refused),
    ("level = \"uncoupled\"", "level = \"named\"", Judgement::Refused),
    ("de-sie = \"Beratung\"", "de-sie = \"Werbung\"", Judgement::Note),
];

#[test]
fn each_change_is_judged_as_it_should_be() {
    let before = survey(SOURCE);
    for (from, to, judgement) in CASES {
        let after = edited(from, to);
        let found = changes(&before, &after);
        assert!(!found.is_empty(), "{from}");
        assert_eq!(worst(&found), judgement, "{from} -> {to}: {found:#?}");
        for change in &found {
            assert!(change.sentence().ends_with('.') && change.sentence().len() > 10, "{change:?}");
            assert_eq!(change.remedy().is_some(), change.judgement >= Judgement::Confirm, "{change:?}");
        }
        let nobody = compare(&[Before { survey: &before, answered: false }], &after);
        assert!(worst(&nobody) <= Judgement::Note, "nobody has answered: {nobody:#?}");
    }
}

/// The same for the kinds that ask for more than one thing: a line of the template, and what stands there instead.
const OF_KINDS: [(&str, &str, Judgement); 12] = [
    ("  { id = \"weg\", label = { de-sie = \"Kurzer Weg\"", "", Judgement::Refused),
    ("  { id = \"bus\", label = { de-sie = \"Bus und Bahn\"", "", Judgement::Refused),
    ("block_size = 4", "block_size = 5", Judgement::Refused),
    ("total = 100", "total = 10", Judgement::Refused),
    ("  { id = \"buero\"", "", Judgement::Refused),
    ("kind = \"date\"", "kind = \"date\"\ncomment = true", Judgement::Fine),
    ("min = \"2015-01-01\"", "min = \"2010-01-01\"", Judgement::Note),
    ("max = \"2035-12\"", "max = \"2040-12\"", Judgement::Note),
    ("  { id = \"besetzt\", min = 0", "", Judgement::Note),
    ("dysfunctional_text.de-sie", "dysfunctional_text.de-sie = \"Was essen Sie?\"", Judgement::Confirm),
    ("max = 2", "max = 1", Judgement::Note),
    ("comment = true", "comment = false", Judgement::Note),
];

#[test]
fn each_kind_of_question_is_looked_at() {
    let source = template::find("alle-fragearten").expect("a template").source;
    let before = survey(source);
    for (start, instead, judgement) in OF_KINDS {
        let line = source.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start}"));
        let after = survey(&source.replacen(&format!("{line}\n"), &format!("{instead}\n"), 1));
        let found = changes(&before, &after);
        assert_eq!(worst(&found), judgement, "{start}: {found:#?}");
        let history = History::new(vec![(1, before.clone()), (2, after.clone())]).expect("versions");
        for version in [&before, &after] {
            for item in version.items() {
                let one = history.survey().item(&item.id).expect("every question");
                let ids = |survey: &Survey, item| -> Vec<_> {
                    survey.choices(item).iter().map(|choice| choice.id.clone()).collect()
                };
                let all = ids(history.survey(), one);
                assert!(ids(version, item).iter().all(|id| all.contains(id)), "{start}: {}", item.id);
                assert!(one.comment >= item.comment);
                if let (ItemKind::Matrix { columns: all, .. }, ItemKind::Matrix { columns, .. }) =
                    (&one.kind, &item.kind)
                {
                    assert!(columns.iter().all(|column| all.iter().any(|other| other.id == column.id)));
                }
            }
        }
    }
    for item in before.items() {
        let new = publish::new_id(&item.id, [&before]);
        let forked = definition::forked(source, &item.id, &new).unwrap_or_else(|| panic!("{}", item.id));
        assert!(worst(&changes(&before, &survey(&forked))) < Judgement::Confirm, "{}", item.id);
    }
}

#[test]
fn k_is_not_lowered_below_what_was_promised() {
    let before = edited("k = 5", "k = 12");
    assert_eq!(worst(&changes(&before, &survey(SOURCE))), Judgement::Refused);
}

#[test]
fn a_question_that_comes_back_is_compared_with_what_it_was() {
    let first = survey(SOURCE);
    let without = edited(
        "[[section.page]]\nid = \"branche\"\n[[section.page.item]]\nid = \"branche\" # wird umbenannt",
        "[[section.page]]\nid = \"branche\"\n[[section.page.item]]\nid = \"zweig\"",
    );
    let again = edited("{ id = \"handel\"", "{ id = \"verkauf\"");
    let [one, two] = [&first, &without].map(|survey| Before { survey, answered: true });
    assert_eq!(worst(&compare(&[one, two], &again)), Judgement::Refused);
    assert!(compare(&[one, two], &first).iter().any(|change| change.sentence().contains("jetzt wieder")));
    // Published in between, and nobody came: the first answers still count.
    let nobody = Before { survey: &again, answered: false };
    assert_eq!(worst(&compare(&[one, nobody], &again)), Judgement::Refused);
}

#[test]
fn a_fork_takes_every_mention_along_and_nothing_else() {
    let (old, new) = (ItemId::new("branche").expect("id"), ItemId::new("branche_2").expect("id"));
    let forked = definition::forked(SOURCE, &old, &new).expect("forked");
    let expected = SOURCE
        .replace("id = \"branche\" # wird umbenannt", "id = \"branche_2\" # wird umbenannt")
        .replace("'branche != \"bau\" or answered(branche)'", "'branche_2 != \"bau\" or answered(branche_2)'")
        .replace("'''branche == \"pflege\"'''", "'branche_2 == \"pflege\"'")
        .replace("noten.weg >= 2 and branche", "noten.weg >= 2 and branche_2")
        .replace("if(branche ==", "if(branche_2 ==")
        .replace("condition = 'branche ==", "condition = 'branche_2 ==")
        .replace("or branche == \"pflege\"", "or branche_2 == \"pflege\"")
        .replace("{branche", "{branche_2");
    assert_eq!(forked, expected, "comments and the page's own name stay");
    for (id, mentions) in [("noten", 3), ("themen", 2), ("alle", 2)] {
        let (old, new) = (ItemId::new(id).expect("id"), ItemId::new(&format!("{id}_2")).expect("id"));
        let forked = definition::forked(SOURCE, &old, &new).expect("forked");
        assert_eq!(forked.matches(new.as_str()).count(), mentions, "{forked}");
        let found = changes(&survey(SOURCE), &survey(&forked));
        assert!(worst(&found) < Judgement::Confirm, "a fork alone breaks nothing: {found:#?}");
    }
}

/// Of a value that is kept, and is now worked out of another question.
#[test]
fn what_is_worked_out_of_a_forked_question_is_forked_too() {
    let id = |text: &str| ItemId::new(text).expect("id");
    let before = survey(SOURCE);
    let forked = definition::forked(SOURCE, &id("branche"), &id("branche_2")).expect("forked");
    let found = changes(&before, &survey(&forked));
    let refused: Vec<_> = found.iter().filter(|change| change.judgement == Judgement::Refused).collect();
    let [change] = refused.as_slice() else { panic!("{found:#?}") };
    assert_eq!((change.can_fork(), change.place().as_str()), (Some(&id("bauwesen")), "Berechneter Wert „bauwesen“"));
    let both = definition::forked(&forked, &id("bauwesen"), &id("bauwesen_2")).expect("forked");
    let found = changes(&before, &survey(&both));
    // The quota counts on under its own name: somebody has to say that this is meant.
    let open: Vec<_> = found.iter().filter(|change| change.judgement >= Judgement::Confirm).collect();
    assert_eq!(open.len(), 1, "{open:#?}");
    assert!(open[0].sentence().contains("Quote „bau“"), "{}", open[0].sentence());
    let history = History::new(vec![(1, before), (2, survey(&both))]).expect("versions");
    let computed: Vec<&str> = history.survey().computes.iter().map(|compute| compute.id.as_str()).collect();
    assert_eq!(computed, ["bauwesen_2", "bauwesen"], "both have a column");
    assert!(publish::structure(history.survey()).is_empty(), "{:?}", publish::structure(history.survey()));
}

/// A value that reads another changes with it.
#[test]
fn a_kept_value_that_reads_a_changed_one_is_refused() {
    let with = |first: &str| {
        let computes = format!(
            "[[compute]]\nid = \"halb\"\nvalue = \"{first}\"\n[[compute]]\nid = \"ganz\"\nvalue = \"halb * 2\"\nstore = true\n"
        );
        survey(&SOURCE.replacen("[[quota]]", &format!("{computes}[[quota]]"), 1))
    };
    let found = changes(&with("alle / 2"), &with("alle / 3"));
    let judged = |id: &str| {
        let about = found.iter().filter(|change| change.item.as_ref().is_some_and(|item| item.as_str() == id));
        about.map(|change| change.judgement).collect::<Vec<_>>()
    };
    assert_eq!((judged("halb"), judged("ganz")), (vec![Judgement::Note], vec![Judgement::Refused]), "{found:#?}");
    assert_eq!(changes(&with("alle / 2"), &with("alle/2")), []);
}

/// A column is of one thing: asked, or worked out.
#[test]
fn a_question_does_not_take_the_id_of_a_kept_value() {
    let before = survey(SOURCE);
    let asked = survey(&SOURCE.replacen("id = \"bauwesen\"", "id = \"anderes\"", 1).replacen(
        "id = \"mehr\"",
        "id = \"bauwesen\"",
        1,
    ));
    assert_eq!(worst(&changes(&before, &asked)), Judgement::Refused);
    // While nobody has answered it may; then the newest version says what it is.
    assert!(worst(&compare(&[Before { survey: &before, answered: false }], &asked)) <= Judgement::Note);
    for versions in [[&before, &asked], [&asked, &before]] {
        let history = History::new((1..).zip(versions.map(Survey::clone)).collect()).expect("versions");
        let merged = history.survey();
        let id = |id: &ItemId| id.as_str() == "bauwesen";
        let asked = merged.items().filter(|item| id(&item.id)).count();
        assert_eq!(asked + merged.computes.iter().filter(|compute| id(&compute.id)).count(), 1);
    }
}

#[test]
fn a_new_id_is_one_that_was_never_used() {
    let first = survey(SOURCE);
    let id = |text: &str| ItemId::new(text).expect("id");
    assert_eq!(publish::new_id(&id("branche"), [&first]), id("branche_2"));
    let second = publish::forked(&first, &id("branche"), &id("branche_2"));
    assert_eq!(publish::new_id(&id("branche"), [&first, &second]), id("branche_3"));
    assert_eq!(publish::new_id(&id("branche_2"), [&first, &second]), id("branche_3"));
    let long = id(&"a".repeat(48));
    assert_eq!(publish::new_id(&long, [&first]).as_str(), format!("{}_2", "a".repeat(46)));
}

/// What makes an answer mean what it means: where it is kept, and what its codes stand for.
fn coding(survey: &Survey) -> Vec<(String, String)> {
    let mut coding = Vec::new();
    for page in survey.pages() {
        for item in &page.items {
            let scale = |id| survey.scale(id).map(|scale| (scale.labels.len(), scale.direction));
            let kind = match &item.kind {
                ItemKind::Battery { scale: id, .. } => format!("battery {:?}", scale(id)),
                ItemKind::Number { .. } => "number".to_owned(),
                ItemKind::ShortText { .. } | ItemKind::LongText { .. } => "text".to_owned(),
                ItemKind::Single { .. } => "single".to_owned(),
                ItemKind::Multiple { .. } => "multiple".to_owned(),
                ItemKind::Top { .. } => "top".to_owned(),
                other => format!("{other:?}"),
            };
            let repeats = page.repeat.is_some();
            coding.push((item.id.to_string(), format!("{kind} {repeats}")));
            for choice in survey.choices(item) {
                coding.push((format!("{}.{}", item.id, choice.id), kind.clone()));
            }
        }
    }
    coding
}

/// One thing a person might do to a draft, at a place given by a number.
fn edit(survey: &mut Survey, what: u8, at: usize) {
    let labels = ["Bau", "Handel", "Etwas ganz anderes", "Digitalisierung"];
    let pages = survey.sections[0].pages.len();
    let page = &mut survey.sections[0].pages[at % pages];
    let items = page.items.len();
    let item = &mut page.items[at % items];
    let choices = |item: &mut domain::Item, change: &dyn Fn(&mut Vec<Choice>)| match &mut item.kind {
        ItemKind::Single { options } | ItemKind::Multiple { options, .. } => change(options),
        ItemKind::Battery { rows, .. } => change(rows),
        _ => {}
    };
    match what {
        0 => item.text = domain::Text::same(labels[at % 4]),
        1 => choices(item, &|choices| {
            let at = at % choices.len();
            if choices.len() > 1 {
                choices.remove(at);
            }
        }),
        2 => choices(item, &|choices| choices.reverse()),
        3 => choices(item, &|choices| {
            let place = at % choices.len();
            choices[place].label = domain::Text::same(labels[at % 4]);
        }),
        4 => choices(item, &|choices| {
            let new = Choice { id: "neu".parse().expect("id"), ..choices[0].clone() };
            if choices.iter().all(|choice| choice.id != new.id) {
                choices.push(new);
            }
        }),
        5 => item.required = !item.required,
        6 => item.id = ItemId::new(&format!("neu{at}")).expect("id"),
        7 => page.repeat = None,
        8 => survey.sections[0].pages.swap(at % pages, (at + 1) % pages),
        9 => item.kind = ItemKind::LongText { max_chars: 100 },
        10 => {
            survey.scales[0].labels.pop();
        }
        11 => survey.scales[0].labels.reverse(),
        _ => item.hint = domain::Text::same("Ein Hinweis."),
    }
}

fn edits() -> impl Strategy<Value = Vec<(u8, usize)>> {
    prop::collection::vec((0..13_u8, 0..40_usize), 0..5)
}

proptest! {
    #[test]
    fn what_is_not_refused_keeps_every_stored_answer_where_it_is(edits in edits()) {
        let before = survey(SOURCE);
        let mut after = before.clone();
        edits.iter().for_each(|(what, at)| edit(&mut after, *what, *at));
        let found = changes(&before, &after);
        if worst(&found) < Judgement::Refused {
            let (old, new) = (coding(&before), coding(&after));
            for (place, code) in &old {
                let known = new.iter().find(|(other, _)| other == place);
                prop_assert!(known.is_none_or(|(_, now)| now == code), "{place}: {code} became {known:?} {found:#?}");
                // Options stay on offer as long as their question is asked.
                let item = place.split('.').next().unwrap_or_default();
                let is_asked = after.items().any(|other| other.id.as_str() == item);
                let is_row = code.starts_with("battery");
                prop_assert!(known.is_some() || !is_asked || is_row, "{place} is gone {found:#?}");
            }
        }
        if worst(&found) == Judgement::Fine {
            let labels = |survey: &Survey| -> Vec<String> {
                survey.scales.iter().flat_map(|scale| &scale.labels).map(|text| text.get(Locale::En).to_owned()).collect()
            };
            prop_assert_eq!(labels(&before), labels(&after));
        }
        prop_assert_eq!(changes(&after, &after), []);
    }

    #[test]
    fn all_that_was_asked_is_in_the_one_survey(edits in prop::collection::vec(edits(), 1..5)) {
        let mut versions = vec![survey(SOURCE)];
        for edits in edits {
            let before: Vec<Before> = versions.iter().map(|survey| Before { survey, answered: true }).collect();
            let mut next = versions.last().expect("one").clone();
            edits.iter().for_each(|(what, at)| edit(&mut next, *what, *at));
            if worst(&compare(&before, &next)) < Judgement::Refused {
                versions.push(next);
            }
        }
        let numbered = (1..).zip(versions.iter().cloned()).collect();
        let history = History::new(numbered).expect("versions");
        let all = coding(history.survey());
        for version in &versions {
            for place in coding(version) {
                prop_assert!(all.contains(&place), "{place:?}");
            }
        }
        let ids: Vec<_> = history.survey().items().map(|item| &item.id).collect();
        let mut once = ids.clone();
        once.sort();
        once.dedup();
        prop_assert_eq!(once.len(), ids.len(), "each question once");
    }

    #[test]
    fn a_fork_keeps_everything_else_equal(at in 0..8_usize) {
        let before = survey(SOURCE);
        let old = before.items().nth(at).expect("there").id.clone();
        let new = publish::new_id(&old, [&before]);
        let forked = publish::forked(&before, &old, &new);
        prop_assert!(forked.items().all(|item| item.id != old));
        let written = definition::forked(SOURCE, &old, &new).map(|source| survey(&source));
        prop_assert_eq!(written.as_ref(), Some(&forked), "in its text as well");
        prop_assert_eq!(publish::forked(&forked, &new, &old), before, "and there is a way back");
        prop_assert!(publish::structure(&forked).is_empty(), "{:?}", publish::structure(&forked));
    }
}

/// Against the version before it is new; those who answered before that read something else there.
#[test]
fn a_row_that_comes_back_as_another_is_asked_about() {
    let row = "    { id = \"geld\", label = { de-sie = \"Das Geld\", en = \"The pay\" } },\n";
    let (first, without) = (survey(SOURCE), edited(row, ""));
    let before = [Before { survey: &first, answered: true }, Before { survey: &without, answered: true }];
    assert_eq!(worst(&compare(&before, &first)), Judgement::Note, "the same again");
    let other = edited(row, "    { id = \"geld\", label = { de-sie = \"Die Küche\", en = \"The kitchen\" } },\n");
    assert_eq!(worst(&compare(&before, &other)), Judgement::Confirm);
}

/// What has counted under a quota goes on counting when it comes back.
#[test]
fn a_quota_that_comes_back_with_another_condition_is_asked_about() {
    let (start, end) = (SOURCE.find("[[quota]]").expect("a quota"), SOURCE.find("[[section]]").expect("a section"));
    let (first, without) = (survey(SOURCE), edited(&SOURCE[start..end], ""));
    let before = [Before { survey: &first, answered: true }, Before { survey: &without, answered: true }];
    assert_eq!(worst(&compare(&before, &first)), Judgement::Note, "the same again");
    let other = edited("condition = 'branche == \"bau\"'\nlimit", "condition = 'branche == \"handel\"'\nlimit");
    assert_eq!(worst(&compare(&before, &other)), Judgement::Confirm);
}
