//! What must hold for everything, not only for the examples.

use domain::{
    Answers, ItemId, ItemKind, Key, Locale, Missing, OptionId, Part, Pass, Questionnaire, Survey, Value, calendar,
    check, expression,
    flow::{self, Path, Step},
    form, format, template,
};
use proptest::{collection, option, prelude::*, sample};

fn id() -> impl Strategy<Value = String> {
    "[a-z0-9][a-z0-9_-]{0,11}"
}

fn part() -> impl Strategy<Value = Part> {
    let words =
        [Part::Best, Part::Worst, Part::Functional, Part::Dysfunctional, Part::Words, Part::Comment, Part::Consent];
    // A column is never called like one of the words.
    let column = id().prop_map(|id| Part::Column(OptionId::new(&format!("s-{id}")).expect("valid")));
    prop_oneof![sample::select(words.to_vec()), column]
}

fn key() -> impl Strategy<Value = Key> {
    let pass = sample::select(vec![Pass::Importance, Pass::Fulfilment]);
    let row = option::of((id(), option::of(pass)));
    (id(), row, option::of(part()), option::of(id())).prop_map(|(item, row, part, instance)| Key {
        item: ItemId::new(&item).expect("valid"),
        row: row.as_ref().map(|(row, _)| OptionId::new(row).expect("valid")),
        pass: row.and_then(|(_, pass)| pass),
        part,
        instance: instance.map(|instance| OptionId::new(&instance).expect("valid")),
    })
}

fn value() -> impl Strategy<Value = Value> {
    let option_id = || id().prop_map(|id| OptionId::new(&id).expect("valid"));
    prop_oneof![
        option_id().prop_map(Value::Choice),
        collection::vec(option_id(), 0..4).prop_map(Value::Choices),
        (-1_000_000_000i64..1_000_000_000).prop_map(|n| Value::Number(n as f64 / 100.0)),
        ".{0,20}".prop_map(Value::Text),
        sample::select(vec![Missing::NotApplicable, Missing::DontKnow, Missing::NoAnswer]).prop_map(Value::Missing),
    ]
}

/// A survey with every kind of condition, repetition and item.
fn questionnaires() -> &'static [Questionnaire] {
    static ALL: std::sync::LazyLock<Vec<Questionnaire>> = std::sync::LazyLock::new(|| {
        let sources = template::all().iter().map(|template| template.source);
        let read = |source| Survey::from_toml(source).expect("readable");
        sources
            .chain([include_str!("../conditions.toml"), include_str!("../kinds.toml")])
            .map(|source| Questionnaire::new(read(source)).expect("sound"))
            .collect()
    });
    &ALL
}

/// Walks the questionnaire and fills in what `draws` says, mostly valid answers, some nonsense, some nothing.
fn answered(questionnaire: &Questionnaire, draws: &[u32]) -> Answers {
    let mut answers = Answers::default();
    let mut draws = draws.iter().copied().cycle();
    let mut step = Path::new(questionnaire, &answers).first().cloned();
    while let Some(current) = step {
        for field in flow::fields(questionnaire, &answers, &current) {
            let (draw, choice) = (draws.next().unwrap_or(0), draws.next().unwrap_or(0) as usize);
            let options = field.shape.options();
            let value = match &field.shape {
                _ if draw % 7 == 0 => continue,
                _ if draw % 11 == 0 => Value::Number(f64::from(draw) - 50.5),
                _ if draw % 13 == 0 => Value::Choice(OptionId::new("nonsense").expect("valid")),
                flow::FieldShape::Single { .. } => Value::Choice(options[choice % options.len()].id.clone()),
                flow::FieldShape::Municipality { .. } | flow::FieldShape::Occupation { .. } => continue,
                flow::FieldShape::Date { min, .. } => Value::Text(min.to_string()),
                flow::FieldShape::Month { min, .. } => Value::Text(min.to_string()),
                flow::FieldShape::Address => Value::Text("name@beispiel.de".to_owned()),
                flow::FieldShape::Dealt { .. } => continue,
                flow::FieldShape::Multiple { .. } | flow::FieldShape::Top { .. } => {
                    let ticked = options.iter().enumerate().filter(|(bit, _)| choice >> (bit % 16) & 1 == 1);
                    Value::Choices(ticked.map(|(_, option)| option.id.clone()).collect())
                }
                flow::FieldShape::ShortText { .. } | flow::FieldShape::LongText { .. } => Value::Text("ja".to_owned()),
                flow::FieldShape::Information => continue,
                _ => Value::Number((choice % 6) as f64),
            };
            answers.set(field.key, value);
        }
        step = flow::next(questionnaire, &answers, &current);
    }
    answers
}

fn draws() -> impl Strategy<Value = Vec<u32>> {
    collection::vec(0u32..100_000, 40..80)
}

proptest! {
    // A failure prints its smallest input, which becomes an oracle case; nothing is written beside the sources.
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn keys_are_read_back(key in key()) {
        prop_assert_eq!(key.to_string().parse::<Key>(), Ok(key.clone()));
        let json = serde_json::to_string(&key).expect("json");
        prop_assert_eq!(serde_json::from_str::<Key>(&json).expect("read back"), key);
    }

    #[test]
    fn answers_are_read_back(pairs in collection::btree_map(key(), value(), 0..12)) {
        let answers = Answers(pairs);
        let json = serde_json::to_string(&answers).expect("json");
        prop_assert_eq!(serde_json::from_str::<Answers>(&json).expect("read back"), answers);
    }

    #[test]
    fn days_are_read_back_and_keep_their_order(a in (1800u16..2201, 1u8..13, 1u8..32), b in (1800u16..2201, 1u8..13, 1u8..32)) {
        let day = |(year, month, day)| calendar::Day::new(year, month, day);
        if let (Some(a), Some(b)) = (day(a), day(b)) {
            prop_assert_eq!(a.to_string().parse::<calendar::Day>(), Ok(a));
            prop_assert_eq!(a.month().to_string().parse::<calendar::Month>(), Ok(a.month()));
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
        }
    }

    #[test]
    fn reading_dates_never_panics(parts in collection::vec("[0-9a-z.äß-]{0,6}", 0..5), one in ".{0,12}") {
        let (min, max) = (calendar::Day::new(1900, 1, 1).expect("a day"), calendar::Day::new(2100, 1, 1).expect("a day"));
        for typed in [parts, vec![one]] {
            let read = form::read_field(&flow::FieldShape::Date { min, max }, false, &typed);
            if let Ok(Some(Value::Text(text))) = read {
                prop_assert!(text.parse::<calendar::Day>().is_ok_and(|day| day >= min && day <= max));
            }
        }
    }

    #[test]
    fn a_text_is_composed_once_and_for_all(
        text in "\\PC{0,60}|[aou\u{300}-\u{310}\u{327}\u{1100}-\u{1112}\u{1161}-\u{1175}\u{200e}\u{202e}\u{0}\r\n ]{0,40}",
    ) {
        let read = |text: String| form::read_field(&flow::FieldShape::LongText { max_chars: 500 }, false, &[text]);
        if let Ok(Some(Value::Text(once))) = read(text) {
            prop_assert_eq!(&form::composed(&once), &once);
            prop_assert_eq!(read(once.clone()), Ok(Some(Value::Text(once))));
        }
    }

    #[test]
    fn steps_are_read_back(page in id(), instance in option::of(id()), pass in 0..3, chunk in option::of(1u8..)) {
        let step = Step {
            page: page.parse().expect("valid"),
            instance: instance.map(|id| id.parse().expect("valid")),
            pass: [None, Some(Pass::Importance), Some(Pass::Fulfilment)][pass as usize],
            chunk,
        };
        prop_assert_eq!(Step::parse(&step.slug()), Some(step));
    }

    #[test]
    fn slugs_read_as_they_are_written(slug in "[a-z0-9@.+-]{0,16}") {
        if let Some(step) = Step::parse(&slug) {
            prop_assert_eq!(step.slug(), slug);
        }
    }

    #[test]
    fn whole_per_cents_sum_to_100(values in collection::vec(0.0f64..1e6, 1..30)) {
        let shares = format::largest_remainder(&values);
        let total: f64 = values.iter().sum();
        prop_assert_eq!(shares.iter().sum::<u32>(), if total > 0.0 { 100 } else { 0 });
        for (share, value) in shares.iter().zip(&values) {
            prop_assert!((f64::from(*share) - value / total * 100.0).abs() < 1.0 + 1e-6 || total == 0.0);
        }
    }

    #[test]
    fn numbers_are_read_as_they_are_printed(scaled in -100_000_000_000i64..100_000_000_000, decimals in 0u32..5, locale in prop::sample::select(Locale::ALL.to_vec())) {
        let number = scaled as f64 / 10f64.powi(decimals as i32);
        let printed = format::number(number, decimals as usize, locale);
        let read = form::number(&printed, decimals).expect("own writing");
        prop_assert!((read - number).abs() <= 1e-9 * number.abs(), "{} {} {}", printed, read, number);
        let percent = format::percent_points(number, decimals as usize, locale);
        for printed in [printed, format::signed(number, decimals as usize, locale), percent] {
            prop_assert_eq!(format::read(&printed, locale), Some(number), "{}", printed);
        }
    }

    /// What a field shows when its page comes back, in whichever language, is the answer it was drawn from.
    #[test]
    fn numbers_come_back_into_their_field_unchanged(scaled in -100_000_000i64..100_000_000, decimals in 0u32..3, locale in prop::sample::select(Locale::ALL.to_vec())) {
        let number = scaled as f64 / 10f64.powi(decimals as i32);
        prop_assert_eq!(form::number(&format::typed(number, locale), decimals), Ok(number));
    }

    #[test]
    fn numbers_are_read_as_the_standard_library_reads_them(whole in 0u64..1_000_000_000, fraction in 0u32..1_000_000, more in "[0-9]{0,30}") {
        let typed = format!("{whole}.{fraction:06}");
        prop_assert_eq!(form::number(&typed, 6), Ok(typed.parse().expect("a number")));
        let typed = typed + &more;
        let (read, nearest): (f64, f64) = (form::number(&typed, 6).expect("a number"), typed.parse().expect("a number"));
        prop_assert!((read - nearest).abs() <= 4.0 * f64::EPSILON * nearest, "{} {} {}", typed, read, nearest);
    }

    #[test]
    fn reading_numbers_never_panics(text in ".{0,16}", digits in "[0-9., −+'-]{0,16}", decimals in 0u32..7) {
        let _ = form::number(&text, decimals);
        let _ = form::number(&digits, decimals);
    }

    #[test]
    fn reading_conditions_never_panics_and_errors_lie_within(text in ".{0,40}", words in collection::vec(
        sample::select(vec!["a", "and", "or", "not", "(", ")", "==", "<", "\"x\"", "3", "contains", "answered", "ä", "\n", "-", "a.b",
            "+", "*", "/", ",", "sum(", "count(", "if(", "round(", "days(", "date(", "today()", "length(", "selected(", "\"2026-09-01\""]), 0..16)) {
        for (source, parse) in [(&text, expression::parse as fn(&str) -> _), (&words.join(" "), expression::parse), (&words.join(""), expression::parse_value)] {
            if let Err(error) = parse(source) {
                prop_assert!(error.offset <= source.len() && source.is_char_boundary(error.offset));
                prop_assert!(error.line >= 1 && error.column >= 1 && !error.message.is_empty());
            }
        }
    }

    #[test]
    fn reading_a_definition_never_panics(start in 0usize..8000, length in 0usize..40, junk in ".{0,12}") {
        for template in template::all() {
            let mut source: Vec<char> = template.source.chars().collect();
            let start = start.min(source.len());
            let end = (start + length).min(source.len());
            source.splice(start..end, junk.chars());
            if let Err(errors) = Survey::from_toml(&String::from_iter(source)) {
                prop_assert!(!errors.is_empty() && errors.iter().all(|error| error.line >= 1 && error.column >= 1));
            }
        }
    }

    #[test]
    fn every_path_ends_and_back_undoes_next(draws in draws()) {
        for questionnaire in questionnaires() {
            let answers = answered(questionnaire, &draws);
            let steps = flow::steps(questionnaire, &answers);
            prop_assert!(!steps.is_empty());
            prop_assert_eq!(flow::previous(questionnaire, &answers, &steps[0]), None);
            prop_assert_eq!(flow::next(questionnaire, &answers, &steps[steps.len() - 1]), None);
            for pair in steps.windows(2) {
                prop_assert_eq!(flow::next(questionnaire, &answers, &pair[0]), Some(pair[1].clone()));
                prop_assert_eq!(flow::previous(questionnaire, &answers, &pair[1]), Some(pair[0].clone()));
            }
            let distinct: std::collections::BTreeSet<_> = steps.iter().map(Step::slug).collect();
            prop_assert_eq!(distinct.len(), steps.len());
            for step in &steps {
                let fields = flow::fields(questionnaire, &answers, step);
                prop_assert!(!fields.is_empty());
                // What is weighed against each other stays together, however many rows it has.
                let is_cut = |item: &ItemKind| !matches!(item, ItemKind::Ranking { .. } | ItemKind::ConstantSum { .. });
                let rows = fields.iter().filter(|field| field.row.is_some() && is_cut(&field.item.kind));
                let rows: std::collections::BTreeSet<_> = rows.map(|field| (&field.key.item, &field.key.row)).collect();
                prop_assert!(rows.len() <= flow::MAX_ROWS);
            }
        }
    }

    #[test]
    fn each_field_stands_on_one_step(draws in draws()) {
        for questionnaire in questionnaires() {
            let answers = answered(questionnaire, &draws);
            let path = Path::new(questionnaire, &answers);
            let keys: Vec<Key> = path.steps().flat_map(|step| path.fields(step)).map(|field| field.key).collect();
            let distinct: std::collections::BTreeSet<_> = keys.iter().collect();
            prop_assert_eq!(distinct.len(), keys.len());
        }
    }

    #[test]
    fn completing_twice_changes_nothing_and_keeps_the_path(draws in draws()) {
        for questionnaire in questionnaires() {
            let answers = answered(questionnaire, &draws);
            let complete = check::complete(questionnaire, &answers);
            prop_assert_eq!(&check::complete(questionnaire, &complete), &complete);
            prop_assert_eq!(flow::steps(questionnaire, &complete), flow::steps(questionnaire, &answers));
            for (key, value) in &complete.0 {
                let item = questionnaire.item(&key.item).expect("asked");
                let is_filled_in = match item.kind {
                    ItemKind::ConstantSum { .. } => *value == Value::Number(0.0),
                    // The set of blocks that stands for "none was dealt".
                    ItemKind::BestWorst { .. } => *value == Value::Number(1.0),
                    _ => false,
                };
                let is_open = *value == Value::Missing(Missing::NoAnswer);
                prop_assert!(answers.get(key).is_some() || is_open || is_filled_in, "{} {:?}", key, value);
                prop_assert!(!matches!(item.kind, ItemKind::Contact { .. }), "an address among the answers");
            }
        }
    }

    #[test]
    fn reading_a_form_never_panics_and_keeps_what_was_typed(
        draws in draws(),
        pairs in collection::vec((prop_oneof![".{0,12}", key().prop_map(|key| key.to_string())], ".{0,12}"), 0..8),
        entries in collection::vec(prop_oneof![Just("1".to_owned()), Just("ja".to_owned()), Just("!no".to_owned()), ".{0,30}"], 1..10),
    ) {
        for questionnaire in questionnaires() {
            let before = answered(questionnaire, &draws);
            for step in flow::steps(questionnaire, &before) {
                let mut pairs = pairs.clone();
                let fields = flow::fields(questionnaire, &before, &step);
                let typed = entries.iter().cycle();
                pairs.extend(fields.iter().zip(typed).map(|(field, text)| (field.key.to_string(), text.clone())));
                let reading = form::read(&Path::new(questionnaire, &before), &before, &step, &pairs);
                for (name, text) in pairs.iter().filter(|(name, _)| !name.starts_with('_')) {
                    prop_assert!(reading.typed[name].contains(text));
                }
                // Nothing that breaks a rule is among the answers.
                let unread: Vec<_> = reading.problems.iter().map(|problem| &problem.key).collect();
                let path = Path::new(questionnaire, &reading.answers);
                for problem in check::check(&path, &reading.answers, &step) {
                    let is_open = matches!(problem.rule, check::Rule::Required(_)) || problem.rule.is_soft();
                    let is_open = is_open || problem.rule.is_joint();
                    prop_assert!(is_open, "{:?} {:?}", problem, unread);
                }
                let keys: std::collections::BTreeSet<_> =
                    reading.all_problems(&path, &step).into_iter().map(|p| p.key.to_string()).collect();
                prop_assert_eq!(keys.len(), reading.all_problems(&path, &step).len());
            }
        }
    }

    #[test]
    fn rows_change_places_but_stay_on_their_step(draws in draws(), seed in any::<u64>()) {
        for questionnaire in questionnaires() {
            let answers = answered(questionnaire, &draws);
            for step in flow::steps(questionnaire, &answers) {
                let fields = flow::fields(questionnaire, &answers, &step);
                let mut rotated = fields.clone();
                flow::shuffle(questionnaire, &step, &mut rotated, seed);
                let sorted = |fields: &[flow::Field]| {
                    let mut keys: Vec<Key> = fields.iter().map(|field| field.key.clone()).collect();
                    keys.sort();
                    keys
                };
                prop_assert_eq!(sorted(&fields), sorted(&rotated));
                for (was, is) in fields.iter().zip(&rotated) {
                    prop_assert_eq!(&was.item.id, &is.item.id);
                }
            }
        }
    }
}

#[test]
fn seeds_lead_to_different_orders_and_both_passes_to_the_same() {
    let questionnaire = questionnaires().iter().find(|q| q.slug.as_str() == "auszubildende").expect("template");
    let order = |slug: &str, seed| {
        let mut fields = flow::fields(questionnaire, &Answers::default(), &Step::parse(slug).expect("step"));
        flow::shuffle(questionnaire, &Step::parse(slug).expect("step"), &mut fields, seed);
        fields.into_iter().filter_map(|field| field.key.row).collect::<Vec<_>>()
    };
    let orders: std::collections::BTreeSet<_> = (0..50).map(|seed| order("merkmale.importance.1", seed)).collect();
    assert!(orders.len() > 40, "{} orders of 50 seeds", orders.len());
    for seed in 0..10 {
        assert_eq!(order("merkmale.importance.1", seed), order("merkmale.fulfilment.1", seed));
    }
}
