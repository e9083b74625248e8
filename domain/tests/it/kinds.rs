//! Designs of best-worst items, the Kano table, the list of occupations, addresses.

use std::collections::BTreeSet;

use domain::{
    Answers, Key, Locale, Questionnaire, Survey, Value, check, flow,
    kano::{self, Category, Counts},
    maxdiff::{BLOCKS_MAX, Design, Plan, VERSIONS},
    publish, vocabulary,
};

#[test]
fn every_design_shows_each_item_equally_often_and_pairs_evenly() {
    let mut spread = [0; 4];
    for items in 4..=30 {
        for block_size in 3..=5 {
            let Some(plan) = Plan::new(items, block_size).filter(|plan| plan.blocks <= BLOCKS_MAX) else { continue };
            for versions in VERSIONS {
                let design = Design::new(plan, versions);
                let balance = design.balance();
                let what = format!("{items} items in blocks of {block_size}, {versions} versions: {balance:?}");
                assert_eq!(balance.appearances, (plan.appearances, plan.appearances), "{what}");
                assert!(balance.is_regular && balance.is_balanced(), "{what}");
                assert_eq!(design.versions(), versions);
                assert!((1..=versions).all(|version| design.blocks(version).len() == plan.blocks), "{what}");
                let (least, most) = balance.pairs;
                assert!(most - least <= 3, "{what}");
                spread[most - least] += 1;
            }
        }
    }
    // What was found; a search that finds less was made worse.
    assert!(spread[3] <= 4 && spread[0] + spread[1] > spread[2], "{spread:?}");
}

/// A balanced incomplete block design exists for these numbers (Cochran & Cox 1957, plan 11.x): 7 items in 7 blocks of
/// 4 show each pair twice, 13 in 13 blocks of 4 once. The search finds the first; the second is near enough.
#[test]
fn where_a_balanced_incomplete_block_design_exists_the_search_comes_close() {
    let pairs = |items, size| Design::new(Plan::new(items, size).expect("a plan"), 1).balance().pairs;
    assert_eq!(pairs(7, 4), (2, 2));
    let (least, most) = pairs(13, 4);
    assert!(most - least <= 2, "{least} to {most}");
}

#[test]
fn a_design_is_the_same_every_time_and_its_checker_can_fail() {
    let plan = Plan::new(8, 4).expect("a plan");
    assert_eq!((plan.appearances, plan.blocks), (2, 4));
    assert_eq!(Design::new(plan, 4), Design::new(plan, 4));
    assert_eq!(Plan::new(4, 4), None);
    let with = |change: fn(&mut Plan)| {
        let mut design = Design::new(plan, 2);
        change(&mut design.plan);
        design.balance().is_balanced()
    };
    assert!(with(|_| {}));
    // Counted as if there were one item more, which then never comes up; and as if blocks were larger.
    assert!(!with(|plan| plan.items = 9));
    assert!(!with(|plan| plan.block_size = 5));
}

fn kinds() -> Questionnaire {
    Questionnaire::new(Survey::from_toml(include_str!("../kinds.toml")).expect("readable")).expect("sound")
}

#[test]
fn versions_are_dealt_out_by_the_seed_and_kept() {
    let questionnaire = kinds();
    let key = Key::item(&"wahl".parse().expect("id"));
    let mut dealt = [0; 4];
    for seed in 0..600 {
        let answers = flow::begun(&questionnaire, seed, "2026-11-23");
        let Some(Value::Number(version)) = answers.get(&key) else { panic!("nothing dealt") };
        dealt[*version as usize] += 1;
        assert_eq!(check::complete(&questionnaire, &answers).get(&key), answers.get(&key));
    }
    assert_eq!(dealt[0], 0);
    assert!(dealt[1..].iter().all(|count| (150..250).contains(count)), "{dealt:?}");
}

#[test]
fn two_answers_make_a_category() {
    let id = |text: &str| text.parse().expect("id");
    let of = |functional: &str, dysfunctional: &str| Category::of(&id(functional), &id(dysfunctional));
    assert_eq!(kano::answers().len(), 5);
    assert_eq!(of("like", "dislike"), Some(Category::OneDimensional));
    assert_eq!(of("like", "neutral"), Some(Category::Attractive));
    assert_eq!(of("must-be", "dislike"), Some(Category::MustBe));
    assert_eq!(of("neutral", "live-with"), Some(Category::Indifferent));
    assert_eq!(of("dislike", "like"), Some(Category::Reverse));
    assert_eq!(of("like", "like"), Some(Category::Questionable));
    assert_eq!(of("dislike", "dislike"), Some(Category::Questionable));
    assert_eq!(of("like", "other"), None);
    // A tie goes to what hurts most when it is missing.
    let tie = Counts([3.0, 3.0, 3.0, 1.0, 0.0, 0.0]);
    assert_eq!(tie.category(), Some(Category::MustBe));
    assert_eq!(Counts::default().category(), None);
    assert_eq!(Counts::default().better(), None);
}

#[test]
fn every_occupation_has_a_name_and_an_id_of_its_own() {
    let occupations = vocabulary::occupations();
    let source = include_str!("../../vocabulary/occupations.toml");
    assert!(source.contains(&format!("Completeness: {} occupations", occupations.len())), "{}", occupations.len());
    let ids: BTreeSet<_> = occupations.iter().map(|occupation| &occupation.id).collect();
    let names: BTreeSet<_> = occupations.iter().map(|occupation| &occupation.name).collect();
    assert_eq!((ids.len(), names.len()), (occupations.len(), occupations.len()));
    assert!(occupations.iter().all(|occupation| !occupation.name.bytes().any(|b| b.is_ascii_digit())), "a code");
}

#[test]
fn freezing_fills_in_the_occupations_by_name() {
    let survey = Survey::from_toml(include_str!("../kinds.toml")).expect("readable");
    let frozen = publish::freeze(survey, &[]);
    let item = frozen.item(&"beruf".parse().expect("id")).expect("item");
    let names: Vec<&str> = frozen.choices(item).iter().map(|choice| choice.label.get(Locale::En)).collect();
    assert_eq!(names.len(), vocabulary::occupations().len());
    assert!(names[0].starts_with("Änderungsschneider"), "{}", names[0]);
    assert!(names.last().is_some_and(|last| last.starts_with("Zweirad")), "{names:?}");
}

#[test]
fn an_address_leaves_apart_from_the_answers_and_only_with_its_tick() {
    let questionnaire = kinds();
    let answers = |entries: &[(&str, Value)]| {
        let pairs = entries.iter().map(|(key, value)| (key.parse().expect("key"), value.clone()));
        Answers(pairs.chain([("tag".parse().expect("key"), Value::Text("2026-05-24".to_owned()))]).collect())
    };
    let address = ("kontakt", Value::Text("name@beispiel.de".to_owned()));
    let tick = ("kontakt:consent", Value::Number(1.0));
    let both = answers(&[address.clone(), tick.clone()]);
    let handed_over = check::contacts(&questionnaire, &both);
    assert_eq!(handed_over.len(), 1);
    assert_eq!(handed_over[0].address, "name@beispiel.de");
    let stored = serde_json::to_string(&check::complete(&questionnaire, &both)).expect("json");
    assert!(!stored.contains("kontakt") && !stored.contains('@'), "{stored}");
    assert_eq!(check::contacts(&questionnaire, &answers(&[address])), []);
    assert_eq!(check::contacts(&questionnaire, &answers(std::slice::from_ref(&tick))), []);
    let bad = ("kontakt", Value::Text("name@beispiel.de\nBcc: alle@beispiel.de".to_owned()));
    assert_eq!(check::contacts(&questionnaire, &answers(&[bad, tick])), []);
}
