//! Large and hostile survey files are read and inspected in time that grows with their length, not faster.

use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

use domain::{
    Questionnaire, Survey, definition,
    publish::{self, Severity},
};

const HEAD: &str = "slug = 's'\naudience = 'other'\nk = 5\nlocales = ['en']\ntitle.en = 'T'\nintro.en = 'I'\n\
                    privacy.en = 'P'\nlength_reason = 'A test.'\n[[section]]\ntitle.en = 'S'\n";

/// Pages with a single choice each; the condition of a page by its number.
fn pages(count: usize, condition: impl Fn(usize) -> Option<String>) -> String {
    let mut source = HEAD.to_owned();
    for number in 0..count {
        let condition = condition(number).map(|text| format!("condition = '{text}'\n")).unwrap_or_default();
        _ = write!(
            source,
            "[[section.page]]\nid = 'p{number}'\n{condition}[[section.page.item]]\nid = 'i{number}'\nkind = 'single'\n\
             text.en = 'Q?'\noption = [{{id='a', label.en='A'}}, {{id='b', label.en='B'}}]\n"
        );
    }
    source
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    (work(), start.elapsed())
}

#[test]
fn tens_of_thousands_of_unknown_keys_are_told_by_the_first_fifty() {
    let keys: String = (0..55_000).map(|number| format!("k{number}=1\n")).collect();
    let (errors, time) = timed(|| Survey::from_toml(&keys).expect_err("no survey"));
    assert_eq!(errors.len(), 51);
    let last = &errors[50];
    assert!(last.message.starts_with("… und ") && last.message.ends_with(" weitere Stellen."), "{last}");
    assert!(time < Duration::from_secs(5), "{time:?}");
}

#[test]
fn a_file_that_cannot_be_a_survey_is_refused_by_its_size() {
    let source = format!("# {}\n", "x".repeat(definition::SIZE_MAX));
    let errors = Survey::from_toml(&source).expect_err("too large");
    assert_eq!(errors.len(), 1);
    assert!(errors[0].message.contains("höchstens 512 KB"), "{}", errors[0]);
}

#[test]
fn long_chains_of_conditions_are_inspected_at_once() {
    let previous = |number: usize| format!("i{} == \"a\" or i{} == \"b\"", number - 1, number - 2);
    let (findings, time) = timed(|| {
        let survey = Survey::from_toml(&pages(600, |number| (number > 1).then(|| previous(number)))).expect("readable");
        let findings = publish::inspect(&survey);
        Questionnaire::new(survey).expect("sound");
        findings
    });
    assert!(findings.iter().all(|finding| finding.severity != Severity::Error), "{findings:?}");
    assert!(time < Duration::from_secs(3), "{time:?}");
}

#[test]
fn conditions_that_cannot_be_decided_in_time_claim_nothing() {
    // Every page asks for exactly the pattern of all before it, which no search of bounded length can refute.
    let parity = |number: usize| {
        let terms: Vec<String> = (0..number.min(25)).map(|at| format!("(i{at} == \"a\" or i{at} == \"b\")")).collect();
        format!("{} and i0 == \"a\" and i0 == \"b\"", terms.join(" and "))
    };
    let source = pages(60, |number| (number > 30).then(|| parity(number)));
    let survey = Survey::from_toml(&source).expect("readable");
    let (_, time) = timed(|| publish::inspect(&survey));
    assert!(time < Duration::from_secs(5), "{time:?}");
}

#[test]
fn what_is_unreachable_at_the_end_of_a_long_chain_is_still_found() {
    let condition = |number: usize| match number {
        0 => None,
        599 => Some("i598 == \"a\" and i598 == \"b\"".to_owned()),
        _ => Some(format!("i{} == \"a\"", number - 1)),
    };
    let findings = publish::inspect(&Survey::from_toml(&pages(600, condition)).expect("readable"));
    let errors: Vec<String> =
        findings.iter().filter(|finding| finding.severity == Severity::Error).map(ToString::to_string).collect();
    assert_eq!(errors, ["Seite „p599“: Diese Seite wird nie gezeigt: ihre Bedingung ist nie erfüllt."]);
}

#[test]
fn a_circle_through_hundreds_of_pages_is_found() {
    let source = pages(400, |number| Some(format!("i{} == \"a\"", (number + 399) % 400)));
    let (findings, time) = timed(|| publish::inspect(&Survey::from_toml(&source).expect("readable")));
    assert!(findings.iter().any(|finding| finding.message.contains("drehen sich im Kreis")));
    assert!(time < Duration::from_secs(3), "{time:?}");
}
