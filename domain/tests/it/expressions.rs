//! The examples of `docs/expressions.md` come to what stands there.

use domain::{
    Answers, Key,
    expression::{self, Computed, Context},
};
use proptest::{prelude::*, sample};

const DOCUMENT: &str = include_str!("../../../docs/expressions.md");

/// The blocks of examples: a line of answers, then a line for each expression.
fn blocks() -> impl Iterator<Item = &'static str> {
    DOCUMENT.split("```beispiel\n").skip(1).map(|rest| rest.split("```").next().expect("an end"))
}

/// `a = 5, b = "!dk"`; the values are those of a stored document.
fn answers(line: &str) -> Answers {
    let mut answers = Answers::default();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=').expect("name = value");
        let mut values = serde_json::Deserializer::from_str(after).into_iter::<domain::Value>();
        let value = values.next().expect("a value").expect("a readable value");
        let key: Key = name.trim().parse().expect("a key");
        answers.set(key, value);
        rest = after[values.byte_offset()..].trim_start_matches([',', ' ']);
    }
    answers
}

fn outcome(source: &str, answers: &Answers, is_truth: bool) -> String {
    let context = Context { answers, instance: None };
    if is_truth {
        let condition = expression::parse(source).unwrap_or_else(|error| panic!("{source}: {error}"));
        return if condition.eval(&context) { "ja" } else { "nein" }.to_owned();
    }
    let value = expression::parse_value(source).unwrap_or_else(|error| panic!("{source}: {error}"));
    match value.value(&context) {
        None => "nichts".to_owned(),
        Some(Computed::Number(number)) => number.to_string(),
        Some(Computed::Word(word)) => word.to_owned(),
        Some(Computed::Day(day)) => day.iso(),
    }
}

#[test]
fn every_example_comes_to_what_is_written_behind_it() {
    let mut examples = 0;
    for block in blocks() {
        let mut lines = block.lines();
        let answers = answers(lines.next().expect("answers"));
        for line in lines {
            let (source, expected) = line.split_once('→').expect("an arrow");
            let expected = expected.trim();
            let found = outcome(source.trim(), &answers, matches!(expected, "ja" | "nein"));
            assert_eq!(found, expected, "{source}");
            examples += 1;
        }
    }
    assert!(examples >= 35, "only {examples} examples");
}

#[test]
fn every_function_is_described_and_has_an_example() {
    for name in ["answered", "selected", "count", "sum", "min", "max", "round", "length", "date", "days", "today", "if"]
    {
        assert!(DOCUMENT.contains(&format!("**{name}(")), "{name} is not described");
        assert!(blocks().any(|block| block.contains(&format!("{name}("))), "{name} has no example");
    }
}

#[test]
fn the_survey_of_the_document_can_be_read() {
    let toml: Vec<&str> =
        DOCUMENT.split("```toml\n").skip(1).map(|rest| rest.split("```").next().expect("an end")).collect();
    assert_eq!(toml.len(), 2);
    let page = "[[section]]\ntitle.de-sie = 'T'\n[[section.page]]\nid = 'p'\n";
    let item = |id: &str, more: &str| {
        format!("[[section.page.item]]\nid = '{id}'\nkind = 'number'\nmin = 0\nmax = 9\ntext.de-sie = 'Q?'\n{more}\n")
    };
    let single = |id: &str, option: &str| {
        format!(
            "[[section.page.item]]\nid = '{id}'\nkind = 'single'\ntext.de-sie = 'Q?'\noption = [{{id='{option}', \
             label.de-sie='A'}}, {{id='x', label.de-sie='X'}}]\n"
        )
    };
    let source = [
        "slug = 's'\naudience = 'other'\nk = 5\nlocales = ['de-sie']\ntitle.de-sie = 'T'\nintro.de-sie = 'I'\nprivacy.de-sie = 'P'\n",
        toml[0],
        page,
        "title.de-sie = 'P'\n",
        &item("gewerblich", ""),
        &item("kaufmaennisch", ""),
        &single("bildet_aus", "nein"),
        &single("branche", "bau"),
        "[[section.page]]\nid = 'q'\ntitle.de-sie = 'Q'\n",
        &item("angeboten", ""),
        &item("besetzt", toml[1]),
    ]
    .concat();
    let survey = domain::Survey::from_toml(&source).unwrap_or_else(|errors| panic!("{errors:?}\n{source}"));
    let findings = domain::publish::inspect(&survey);
    assert!(findings.is_empty(), "{findings:?}");
}

/// Conditions over the numbers a to d, their sums included.
fn condition() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        sample::select(vec!["a", "b", "c", "d", "a + b", "c * d", "a / d", "-b", "round(a / 3, 1)", "if(a > 1, b, c)"])
            .prop_map(str::to_owned),
        (-3i32..4).prop_map(|number| number.to_string()),
    ];
    let sign = sample::select(vec!["==", "!=", "<", "<=", ">", ">="]);
    let comparison = (value.clone(), sign, value).prop_map(|(left, sign, right)| format!("{left} {sign} {right}"));
    comparison.prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|inner| format!("not ({inner})")),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| format!("({left}) and ({right})")),
            (inner.clone(), inner).prop_map(|(left, right)| format!("({left}) or ({right})")),
        ]
    })
}

fn numbers() -> impl Strategy<Value = [Option<i32>; 4]> {
    proptest::array::uniform4(proptest::option::of(-3i32..4))
}

fn some(numbers: [Option<i32>; 4]) -> Answers {
    let mut answers = Answers::default();
    for (name, number) in ["a", "b", "c", "d"].into_iter().zip(numbers) {
        if let Some(number) = number {
            answers.set(name.parse().expect("a key"), domain::Value::Number(f64::from(number)));
        }
    }
    answers
}

proptest! {
    /// Once a constraint is broken no further answer mends it, and as a condition it does not hold.
    #[test]
    fn what_is_refuted_stays_so(source in condition(), known in numbers(), more in numbers()) {
        // "if" takes what is missing for not holding, as every condition does.
        prop_assume!(!source.contains("if("));
        let condition = expression::parse(&source).expect("a condition");
        let now = some(known);
        let context = Context { answers: &now, instance: None };
        if condition.is_refuted(&context) {
            prop_assert!(!condition.eval(&context), "{source}");
            let later = some(std::array::from_fn(|at| known[at].or(more[at])));
            let context = Context { answers: &later, instance: None };
            prop_assert!(condition.is_refuted(&context), "{source}: {now:?} {later:?}");
        }
    }

    /// With every answer there the two ways to judge are one.
    #[test]
    fn with_nothing_missing_a_condition_holds_or_is_refuted(source in condition(), numbers in proptest::array::uniform4(1i32..4)) {
        let condition = expression::parse(&source).expect("a condition");
        let answers = some(numbers.map(Some));
        let context = Context { answers: &answers, instance: None };
        prop_assert_eq!(condition.eval(&context), !condition.is_refuted(&context), "{}", source);
    }
}
