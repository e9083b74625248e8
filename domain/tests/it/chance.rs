//! Orders of chance: the same for one response on every page, another for others, and nothing depends on them.

use std::collections::BTreeSet;

use domain::{
    Answers, Key, Questionnaire, Survey, Value, check,
    flow::{self, Path, Step},
    publish,
};

fn questionnaire() -> Questionnaire {
    let survey = Survey::from_toml(include_str!("../chance.toml")).expect("readable");
    assert!(publish::inspect(&survey).is_empty(), "{:?}", publish::inspect(&survey));
    Questionnaire::new(survey).expect("sound")
}

fn begun(questionnaire: &Questionnaire, seed: u64, answers: &[(&str, Value)]) -> Answers {
    let mut begun = flow::begun(questionnaire, seed, "2026-11-23");
    answers.iter().for_each(|(key, value)| begun.set(key.parse().expect("a key"), value.clone()));
    begun
}

fn slugs(questionnaire: &Questionnaire, answers: &Answers) -> Vec<String> {
    Path::new(questionnaire, answers).steps().map(Step::slug).collect()
}

#[test]
fn pages_of_a_section_come_in_every_order_and_the_others_stay() {
    let questionnaire = questionnaire();
    let mut middles = BTreeSet::new();
    for seed in 0..256 {
        let answers = begun(&questionnaire, seed, &[("eins", Value::Number(2.0)), ("zwei", Value::Number(3.0))]);
        let slugs = slugs(&questionnaire, &answers);
        assert_eq!((slugs[0].as_str(), slugs[4].as_str(), slugs.len()), ("themen", "danach", 5), "{slugs:?}");
        let path = Path::new(&questionnaire, &answers);
        for pair in path.steps().collect::<Vec<_>>().windows(2) {
            assert_eq!((path.next(pair[0]), path.previous(pair[1])), (Some(pair[1]), Some(pair[0])));
        }
        middles.insert(slugs[1..4].to_vec());
    }
    assert_eq!(middles.len(), 6);
}

#[test]
fn a_step_that_has_left_a_mixed_path_goes_on_where_it_stood() {
    let questionnaire = questionnaire();
    let gone = Step::parse("eins").expect("a step");
    for seed in 0..64 {
        let all = slugs(&questionnaire, &begun(&questionnaire, seed, &[]));
        let ticked = Value::Choices(vec!["a".parse().expect("id")]);
        let answers = begun(&questionnaire, seed, &[("themen", ticked)]);
        let at = all.iter().position(|slug| slug == "eins").expect("asked before");
        let left: Vec<String> = all.iter().filter(|slug| *slug != "eins").cloned().collect();
        let path = Path::new(&questionnaire, &answers);
        assert_eq!(path.next(&gone).map(Step::slug), left.get(at).cloned(), "{all:?}");
        assert_eq!(path.previous(&gone).map(Step::slug), at.checked_sub(1).map(|at| left[at].clone()), "{all:?}");
    }
}

#[test]
fn options_and_items_change_places_and_what_belongs_last_or_first_stays_there() {
    let questionnaire = questionnaire();
    let mut options = BTreeSet::new();
    let mut items = BTreeSet::new();
    for seed in 0..256 {
        let answers = begun(&questionnaire, seed, &[]);
        let arranged = |slug: &str| {
            let step = Step::parse(slug).expect("a step");
            let mut fields = flow::fields(&questionnaire, &answers, &step);
            flow::shuffle(&questionnaire, &step, &mut fields, flow::order_of(&answers).expect("an order"));
            fields
        };
        let shown: Vec<String> =
            arranged("themen")[0].shape.options().iter().map(|option| option.id.to_string()).collect();
        assert_eq!((shown.len(), shown[4].as_str()), (5, "keins"));
        options.insert(shown);
        let shown: Vec<String> = arranged("drei").iter().map(|field| field.key.to_string()).collect();
        assert_eq!(shown[0], "vorweg");
        let between = shown.iter().position(|key| key == "zwischen").expect("shown");
        assert_eq!(shown[between + 1], "drei-c", "{shown:?}");
        items.insert(shown);
    }
    assert_eq!((options.len(), items.len()), (24, 6));
}

#[test]
fn the_order_is_kept_with_the_response_and_can_be_told_from_it() {
    let questionnaire = questionnaire();
    let given = [("eins", Value::Number(2.0)), ("zwei", Value::Number(3.0))];
    let answers = begun(&questionnaire, 1_000_003, &given);
    let complete = check::complete(&questionnaire, &answers);
    let order = flow::order_of(&complete).expect("kept");
    assert_eq!(order, 1_000_003 % 256);
    assert_eq!(serde_json::to_value(&complete).expect("json")["order"], order);
    let orders = questionnaire.orders(&complete);
    let of = |name: &str| orders.iter().find(|(known, _)| known == name).map(|(_, ids)| ids.clone()).expect(name);
    let path: Vec<String> = Path::new(&questionnaire, &answers).steps().map(|step| step.page.to_string()).collect();
    assert_eq!(of("section.eins"), path[1..4]);
    assert_eq!(of("item.themen")[4], "keins");
    assert_eq!(of("page.drei").len(), 3);
    // Rows of batteries too, where an order is kept at all.
    assert_eq!(of("item.urteil").len(), 3);
    // What a browser makes up is no order.
    for made_up in [Value::Number(256.0), Value::Number(-1.0), Value::Text("3".into())] {
        assert_eq!(flow::order_of(&begun(&questionnaire, 1, &[("order", made_up)])), None);
    }
}

/// Stored numbers are read by the program of later years: they mean then what they mean now.
#[test]
fn an_order_is_drawn_as_it_always_was() {
    let given = ["urteil.x", "urteil.y", "urteil.z", "drei-a", "drei-b", "drei-c"].map(|key| (key, Value::Number(1.0)));
    let questionnaire = questionnaire();
    let orders = questionnaire.orders(&begun(&questionnaire, 7, &given));
    let joined: Vec<String> = orders.iter().map(|(name, ids)| format!("{name}: {}", ids.join(" "))).collect();
    assert_eq!(joined, PINNED);
}

const PINNED: [&str; 4] = [
    "item.themen: d c b a keins",
    "section.eins: zwei eins drei",
    "page.drei: drei-b drei-a drei-c",
    "item.urteil: z y x",
];

#[test]
fn a_survey_without_orders_keeps_none() {
    let survey: String = include_str!("../shown.toml").split("# Eight rows").take(1).collect();
    let questionnaire = Questionnaire::new(Survey::from_toml(&survey).expect("readable")).expect("sound");
    assert_eq!(flow::begun(&questionnaire, 5, "2026-11-23"), Answers::default());
}

#[test]
fn pages_in_an_order_of_chance_cannot_read_each_other() {
    let source = include_str!("../chance.toml").replace(
        "id = \"zwei\"\n\n[[section.page.item]]",
        "id = \"zwei\"\ncondition = \"eins > 3\"\n\n[[section.page.item]]",
    );
    let findings = publish::inspect(&Survey::from_toml(&source).expect("readable"));
    let found: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("im selben Abschnitt, dessen Seiten in zufälliger Reihenfolge"), "{found:?}");
}

#[test]
fn an_answer_in_a_text_is_one_harmless_line() {
    let source = include_str!("../chance.toml").replace("{zwei|nichts}", "{drei-a|nichts}");
    let survey = Survey::from_toml(&source).expect("readable");
    let questionnaire = Questionnaire::new(survey).expect("sound");
    let key: Key = "urteil.x".parse().expect("a key");
    let said = |typed: &str| {
        let answers = begun(&questionnaire, 1, &[("drei-a", Value::Text(typed.to_owned()))]);
        domain::label::Wording::new(&Path::new(&questionnaire, &answers), domain::Locale::DeSie).question_text(&key)
    };
    assert_eq!(said("</title><script>alert(1)</script>"), "Urteil über </title><script>alert(1)</script>?");
    // An answer that names another is no text of the survey.
    assert_eq!(said("{zwei}{{"), "Urteil über {zwei}{{?");
    assert_eq!(said("a\u{202e}b\nc"), "Urteil über ab c?");
    assert!(said(&format!("Z{}", "\u{301}".repeat(10_000))).chars().count() < 30);
    assert!(said(&"x".repeat(2_000)).chars().count() < 120);
    assert_eq!(said("\u{202e}"), "Urteil über nichts?");
}
