use domain::{Answers, Questionnaire, Survey, flow, form};

use super::*;

const SURVEY: &str = r#"
slug = "probe"
audience = "firm"
k = 5
locales = ["en"]
title = { en = "Probe" }
intro = { en = "Intro" }
privacy = { en = "Privacy" }

[[section]]
title = { en = "Part" }

[[section.page]]
id = "seite"

[[section.page.item]]
id = "plaetze"
kind = "number"
text = { en = "Places" }
unit = { en = "places" }
min = -0.5
max = 500
decimals = 1

[[section.page.item]]
id = "name"
kind = "short_text"
required = true
text = { en = "Name" }
max_chars = 12

[[section.page.item]]
id = "mehr"
kind = "long_text"
text = { en = "More" }

[[section.page.item]]
id = "wahl"
kind = "multiple"
text = { en = "Choice" }
option = [{ id = "a", label = { en = "A" } }]
"#;

fn questionnaire() -> Questionnaire {
    Questionnaire::new(Survey::from_toml(SURVEY).unwrap()).unwrap()
}

#[test]
fn what_is_typed_gets_a_line() {
    let questionnaire = questionnaire();
    let answers = Answers::default();
    let step = &flow::steps(&questionnaire, &answers)[0];
    let fields = flow::fields(&questionnaire, &answers, step);
    let lines = excerpt(&fields).unwrap();
    assert_eq!(lines, "plaetze number -0.5 500 1\nname! short_text 12\nmehr long_text 2000");
    assert_eq!(excerpt(&fields[3..]), None);
    assert_eq!(watched("wahl single a\nplaetze number x 3 1\nplaetze\n"), []);
}

/// The excerpt must leave out nothing that a rule needs.
#[test]
fn the_browser_finds_what_the_server_finds() {
    let questionnaire = questionnaire();
    let answers = Answers::default();
    let step = &flow::steps(&questionnaire, &answers)[0];
    let lines = excerpt(&flow::fields(&questionnaire, &answers, step)).unwrap();
    let mut found = 0;
    for field in watched(&lines) {
        // Twelve letters where they are composed, as both sides do; more where each mark counts.
        let decomposed = "u\u{308}".repeat(12);
        let common = ["", " ", "12", "-0,5", "-0,6", "1,25", "501", "zwölf", "!no", "zu lang für zwölf", "\u{7}"];
        for typed in common.into_iter().chain([decomposed.as_str()]) {
            let pairs = [(field.name.clone(), typed.to_owned())];
            let reading = form::read(&flow::Path::new(&questionnaire, &answers), &answers, step, &pairs);
            let server = reading.problems.into_iter().next().map(|problem| problem.rule);
            let browser = form::read_typed(&field.shape, field.required, &[typed.to_owned()], form::composed).err();
            assert_eq!(browser, server, "{} {typed:?}", field.name);
            found += usize::from(browser.is_some());
        }
    }
    assert_eq!(found, 8);
}
