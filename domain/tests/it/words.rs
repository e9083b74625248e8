//! Labels, numbers and dates as people read them.

use domain::{
    Key, Locale, Questionnaire, Survey,
    flow::{self, FieldShape, Step},
    format,
    label::Wording,
    place::Municipality,
    publish, template,
};

fn survey() -> Survey {
    Survey::from_toml(include_str!("../conditions.toml")).expect("readable")
}

fn key(text: &str) -> Key {
    text.parse().expect("a key")
}

#[test]
fn labels_name_the_row_and_texts_the_pass_and_the_option() {
    let survey = survey();
    let cases = [
        ("art", "Art?", "Art?"),
        ("urteil.r1.importance@t3", "R1", "Wichtig für T3?"),
        ("urteil.r1.fulfilment@t3", "R1", "Erfüllt bei T3?"),
        ("warum@t4", "Warum T4?", "Warum T4?"),
        ("warum@t9", "Warum t9?", "Warum t9?"),
        ("urteil.r9.importance@t3", "urteil.r9.importance@t3", "Wichtig für T3?"),
        ("fremd.x", "fremd.x", "fremd.x"),
    ];
    for (name, label, text) in cases {
        assert_eq!(survey.label(&key(name), Locale::DeSie), label);
        assert_eq!(survey.question_text(&key(name), Locale::DeSie), text);
    }
    let page = survey.page(&"tiefer".parse().expect("id")).expect("page");
    assert_eq!(survey.page_title(page, Some(&"t3".parse().expect("id")), Locale::En), "Mehr zu T3");
}

#[test]
fn a_top_item_lends_its_labels_from_where_its_options_come() {
    let survey = survey();
    let item = survey.item(&"rang".parse().expect("id")).expect("item");
    assert_eq!(survey.option_label(item, &"t2".parse().expect("id"), Locale::DeSie), "T2");
    assert_eq!(survey.option_label(item, &"t7".parse().expect("id"), Locale::DeSie), "t7");
}

#[test]
fn one_is_said_in_the_singular() {
    let firms = Survey::from_toml(template::find("unternehmen").expect("template").source).expect("readable");
    let places = &firms.item(&"plaetze_angeboten".parse().expect("id")).expect("item").kind;
    assert_eq!(places.unit_of(1.0, Locale::DeSie), "Platz");
    assert_eq!(places.unit_of(2.0, Locale::DeSie), "Plätze");
    assert_eq!(places.unit_of(1.0, Locale::En), "place");
    assert_eq!(places.unit_of(0.0, Locale::En), "places");
}

#[test]
fn numbers_in_both_languages() {
    let de = Locale::DeDu;
    assert_eq!(format::number(1234567.891, 1, de), "1.234.567,9");
    assert_eq!(format::number(1234567.891, 1, Locale::En), "1,234,567.9");
    assert_eq!(format::number(-0.04, 1, de), "0,0");
    assert_eq!(format::number(-12.5, 1, de), "−12,5");
    assert_eq!(format::number(999.0, 0, de), "999");
    assert_eq!(format::number(f64::NAN, 1, de), "–");
    assert_eq!(format::percent(0.125, 1, de), "12,5\u{202f}%");
    assert_eq!(format::percent(0.125, 1, Locale::En), "12.5%");
    // Halves, exact ones and those whose nearest double is a hair less, as people round them.
    assert_eq!(
        [0.625, 0.005, 0.045].map(|share| format::percent(share, 0, de)),
        ["63\u{202f}%", "1\u{202f}%", "5\u{202f}%"]
    );
    for (count, n) in (1..=400_u32).flat_map(|n| (0..=n).map(move |count| (count, n))) {
        let (share, whole) = (f64::from(count) / f64::from(n), (200 * count + n) / (2 * n));
        assert_eq!(format::percent(share, 0, Locale::En), format!("{whole}%"), "{count} of {n}");
        assert_eq!(format::whole_percent(share), whole, "{count} of {n}");
    }
    assert_eq!([2.675, -1.005, 2.674_999].map(|mean| format::number(mean, 2, de)), ["2,68", "−1,01", "2,67"]);
    assert_eq!(format::percent_points(33.4, 0, de), "33\u{202f}%");
    assert_eq!(format::about_minutes(1, de), "etwa eine Minute");
    assert_eq!(format::about_minutes(4, Locale::En), "about 4 minutes");
    let times = [1, 12, 18, 60].map(|months| format::months(months, de).replace('\u{a0}', " "));
    assert_eq!(times, ["einen Monat", "ein Jahr", "18 Monate", "5 Jahre"]);
    assert_eq!(format::months(24, Locale::Uk), "2\u{a0}роки");
    assert_eq!(format::signed(0.4, 1, de), "+0,4");
    assert_eq!(format::signed(-0.4, 1, de), "−0,4");
    assert_eq!(format::signed(0.01, 1, de), "0,0");
    assert_eq!(format::count(25_000, Locale::En), "25,000");
    assert_eq!(format::shortest(2.50, de), "2,5");
    assert_eq!(format::shortest(500.0, de), "500");
}

#[test]
fn dates_in_both_languages() {
    assert_eq!(format::date("2026-11-03", Locale::DeSie), "3.\u{a0}November\u{a0}2026");
    assert_eq!(format::date("2026-03-23", Locale::En), "23\u{a0}March\u{a0}2026");
    for strange in ["", "2026", "2026-13-01", "2026-00-10", "26-1-1", "gestern"] {
        assert_eq!(format::date(strange, Locale::DeSie), strange);
    }
}

/// Reference case L01 (methods.md): the displayed integers sum to 100.
#[test]
fn the_largest_remainders_get_what_is_left() {
    assert_eq!(format::largest_remainder(&[1.0, 1.0, 1.0]), [34, 33, 33]);
    assert_eq!(format::largest_remainder(&[12.5, 37.5, 50.0]), [13, 37, 50]);
    assert_eq!(format::largest_remainder(&[1.0; 7]), [15, 15, 14, 14, 14, 14, 14]);
    assert_eq!(format::largest_remainder(&[0.0, 0.0]), [0, 0]);
    assert_eq!(format::largest_remainder(&[3.0, f64::NAN, -1.0]), [100, 0, 0]);
    assert!(format::largest_remainder(&[]).is_empty());
}

#[test]
fn freezing_fills_in_the_municipalities_by_name() {
    let source = include_str!("../conditions.toml").replace("kind = \"recommendation\"", "kind = \"municipality\"");
    let source = source.replace("low.de-sie = \"nein\"\nhigh.de-sie = \"ja\"\n", "");
    let survey = Survey::from_toml(&source).expect("readable");
    let place = |ags: &str, name: &str| Municipality {
        ags: ags.parse().expect("id"),
        name: name.to_owned(),
        kreis: "Höxter".to_owned(),
        lat: 51.0,
        lon: 9.0,
    };
    let places = [place("05762032", "Steinheim"), place("05762020", "Höxter"), place("05770000", "Hövelhof")];
    let questionnaire = Questionnaire::new(publish::freeze(survey.clone(), &places)).expect("sound");
    let step = Step::parse("ende").expect("step");
    let fields = flow::fields(&questionnaire, &domain::Answers::default(), &step);
    let FieldShape::Municipality { options } = &fields[0].shape else { panic!("{:?}", fields[0].shape) };
    let names: Vec<&str> = options.iter().map(|option| option.label.get(Locale::DeDu)).collect();
    assert_eq!(names, ["Hövelhof", "Höxter", "Steinheim"]);
    // Before, the question is there for the preview, without a list.
    let draft = Questionnaire::new(survey).expect("sound");
    assert_eq!(flow::fields(&draft, &domain::Answers::default(), &step).len(), 1);
}

#[test]
fn a_locale_reads_back_from_its_name_and_nothing_else_is_one() {
    for locale in Locale::ALL {
        assert_eq!(Locale::parse(locale.as_str()), Some(locale));
        let json = serde_json::to_string(&locale).expect("json");
        assert_eq!(json, format!("\"{}\"", locale.as_str()));
        assert_eq!(serde_json::from_str::<Locale>(&json).expect("read back"), locale);
    }
    for strange in ["", "de", "DE-SIE", "fr", "tr ", "ar-SY"] {
        assert_eq!(Locale::parse(strange), None, "{strange}");
    }
}

#[test]
fn every_german_is_read_aloud_as_german_and_arabic_runs_from_the_right() {
    let langs = Locale::ALL.map(Locale::lang);
    assert_eq!(langs, ["de", "de", "en", "de", "tr", "uk", "ar"]);
    for locale in Locale::ALL {
        assert_eq!(locale.dir(), if locale == Locale::Ar { "rtl" } else { "ltr" });
        assert_eq!(locale.public().lang(), if locale.lang() == "de" { "de" } else { "en" });
        assert!(!locale.endonym().is_empty() && !locale.german_name().is_empty());
    }
}

#[test]
fn a_text_is_looked_for_near_its_language_and_found_wherever_it_is() {
    let text =
        |locales: &[Locale]| domain::Text(locales.iter().map(|locale| (*locale, locale.as_str().to_owned())).collect());
    use Locale::{Ar, DeDu, DeEinfach, DeSie, En, Tr, Uk};
    assert_eq!(text(&[DeSie, En, Tr]).get(Tr), "tr");
    assert_eq!(text(&[DeSie, En]).get(Uk), "en");
    assert_eq!(text(&[DeDu]).get(Ar), "de-du");
    assert_eq!(text(&[DeDu, DeSie, En]).get(DeEinfach), "de-sie");
    assert_eq!(text(&[DeEinfach, En]).get(DeDu), "de-einfach");
    assert_eq!(text(&[Tr]).get(DeSie), "tr");
    assert_eq!(text(&[]).get(En), "");
}

#[test]
fn numbers_and_dates_of_the_other_languages() {
    let all = |show: fn(Locale) -> String| [Locale::DeEinfach, Locale::Tr, Locale::Uk, Locale::Ar].map(show);
    assert_eq!(
        all(|locale| format::number(-1234.5, 1, locale)),
        ["−1.234,5", "−1.234,5", "−1\u{a0}234,5", "\u{200e}−1,234.5"]
    );
    assert_eq!(all(|locale| format::percent(0.5, 0, locale)), ["50\u{202f}%", "%50", "50\u{202f}%", "50%"]);
    assert_eq!(
        all(|locale| format::date("2026-11-03", locale).replace('\u{a0}', " ")),
        ["3. November 2026", "3 Kasım 2026", "3 листопада 2026 р.", "3 نوفمبر 2026"]
    );
    assert_eq!(
        all(|locale| format::month("2026-11", locale).replace('\u{a0}', " ")),
        ["November 2026", "Kasım 2026", "листопад 2026", "نوفمبر 2026"]
    );
    assert_eq!(
        all(|locale| format::about_minutes(3, locale).replace('\u{a0}', " ")),
        ["etwa 3 Minuten", "yaklaşık 3 dakika", "приблизно 3 хвилини", "حوالي 3 دقائق"]
    );
    let progress = flow::Progress { part: (1, 2), question: Some((3, 7)) };
    assert_eq!(all(|locale| format::minute("2026-11-03T14:05", locale)).map(|text| text.contains("14:05")), [true; 4]);
    let said = [Locale::DeEinfach, Locale::Tr, Locale::Uk, Locale::Ar].map(|locale| progress.words(locale));
    assert_eq!(said, ["Schritt 3 von 7", "Adım 3 / 7", "Крок 3 з 7", "الخطوة 3 من 7"]);
}

/// What a rule says is in the script of its language, has no place left unfilled, and differs from its neighbours.
#[test]
fn every_rule_is_told_in_every_language() {
    use domain::check::{Ask, Prompt, Rule};
    let day = |text: &str| text.parse().expect("day");
    let month = |text: &str| text.parse().expect("month");
    let asks = [
        Ask::Choose,
        Ask::ChooseSeveral,
        Ask::Rate,
        Ask::ChoosePlace,
        Ask::EnterNumber,
        Ask::EnterText,
        Ask::EnterDay,
        Ask::EnterMonth,
        Ask::GivePlace,
        Ask::ChooseOccupation,
        Ask::EnterAddress,
    ];
    let mut rules: Vec<Rule> = asks.map(Rule::Required).to_vec();
    rules.extend(asks.map(|ask| Rule::SoftPrompt(Prompt::Unanswered(ask))));
    rules.extend([
        Rule::SoftPrompt(Prompt::Fewer { chosen: 1, max: 3 }),
        Rule::SoftPrompt(Prompt::Words),
        Rule::SoftPrompt(Prompt::MoreThanWhole { part: 5.0, whole: 4.0 }),
        Rule::NotAnOption,
        Rule::TooMany { max: 1 },
        Rule::TooMany { max: 3 },
        Rule::ExclusiveWithOthers,
        Rule::NotANumber,
        Rule::NotWhole,
        Rule::TooManyDecimals { decimals: 1 },
        Rule::TooManyDecimals { decimals: 2 },
        Rule::OutOfBounds { min: 0.0, max: 1000.0 },
        Rule::TooLong { max: 2000, actual: 2005 },
        Rule::NotADay,
        Rule::NoSuchDay,
        Rule::NotAMonth,
        Rule::OutsideDays { min: day("2026-01-01"), max: day("2026-12-31") },
        Rule::OutsideMonths { min: month("2026-01"), max: month("2026-12") },
        Rule::NoSuchPlace { places: 4 },
        Rule::PlaceTaken { place: 2 },
        Rule::PlaceLeftOut { place: 2 },
        Rule::WrongSum { total: 100, over: 20 },
        Rule::WrongSum { total: 100, over: -20 },
        Rule::BestIsWorst,
        Rule::NotAnAddress,
        Rule::ConsentMissing,
        Rule::AddressMissing,
        Rule::PageChanged,
    ]);
    for rule in &rules {
        for locale in Locale::ALL {
            let said = rule.message(locale);
            assert!(said.ends_with('.') && !said.contains('{'), "{locale:?}: {said}");
            let is_arabic = said.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c));
            let is_cyrillic = said.chars().any(|c| ('\u{400}'..'\u{500}').contains(&c));
            assert_eq!((is_arabic, is_cyrillic), (locale == Locale::Ar, locale == Locale::Uk), "{said}");
        }
    }
}

/// "1 fehlen noch"
#[test]
fn a_single_one_that_is_missing_is_told_in_the_singular() {
    let missing = |over, locale| domain::check::Rule::WrongSum { total: 1_000, over }.message(locale);
    assert_eq!(missing(-1, Locale::DeSie), "1 fehlt noch: Verteilen Sie genau 1.000.");
    assert_eq!(missing(-1, Locale::DeDu), "1 fehlt noch: Verteile genau 1.000.");
    assert_eq!(missing(-20, Locale::DeSie), "20 fehlen noch: Verteilen Sie genau 1.000.");
}

/// "länger als 2000 Zeichen"
#[test]
fn large_numbers_in_what_is_said_of_a_survey_are_grouped() {
    let long = format!("a == {}", "1".repeat(3_000));
    let said = domain::expression::parse(&long).expect_err("too long").to_string();
    assert!(said.contains("länger als 2.000 Zeichen"), "{said}");
}

/// A matrix, a page repeated for an option and an answer in a text: each shows a label that names an answer itself.
#[test]
fn a_label_that_names_an_answer_holds_it_wherever_it_stands() {
    let source = r#"
slug = "worte"
audience = "firm"
k = 5
locales = ["de-sie"]
title.de-sie = "T"
intro.de-sie = "I"
privacy.de-sie = "P"
length_reason = "x"
[[section]]
title.de-sie = "S"
[[section.page]]
id = "ort"
[[section.page.item]]
id = "ort"
kind = "short_text"
max_chars = 40
text.de-sie = "Wo?"
[[section.page]]
id = "wege"
[[section.page.item]]
id = "wege"
kind = "multiple"
text.de-sie = "Wie kommt man hin?"
option = [{ id = "bus", label.de-sie = "Bus nach {ort|dort}" }, { id = "rad", label.de-sie = "Rad nach {ort|dort}" }]
[[section.page]]
id = "je"
title.de-sie = "Zum Weg {option}"
repeat = "wege"
[[section.page.item]]
id = "dauer"
kind = "number"
min = 0
max = 90
text.de-sie = "Wie lange dauert {option}?"
[[section.page]]
id = "zahlen"
[[section.page.item]]
id = "zahlen"
kind = "matrix"
text.de-sie = "Genommen: {wege|nichts}?"
column = [{ id = "tage", label.de-sie = "Tage", min = 0, max = 9 }]
row = [{ id = "hin", label.de-sie = "Hin nach {ort|dort}" }, { id = "her", label.de-sie = "Her von {ort|dort}" }]
"#;
    let questionnaire = Questionnaire::new(Survey::from_toml(source).expect("readable")).expect("sound");
    let findings = publish::inspect(&questionnaire);
    assert!(findings.iter().all(|finding| finding.severity != publish::Severity::Error), "{findings:?}");
    let said = |ort: &str| {
        let document = format!(r#"{{"ort": {ort}, "wege": ["bus", "rad"]}}"#);
        let answers = serde_json::from_str(&document).expect("answers");
        let path = flow::Path::new(&questionnaire, &answers);
        let wording = Wording::new(&path, Locale::DeSie);
        let page = questionnaire.page(&"je".parse().expect("id")).expect("page");
        let title = wording.page_title(page, Some(&"bus".parse().expect("id")));
        let (label, text) = (wording.label(&key("zahlen.her:tage")), wording.question_text(&key("zahlen")));
        [title, wording.question_text(&key("dauer@rad")), label, text]
    };
    assert_eq!(
        said(r#"{"t": "Suhl"}"#),
        [
            "Zum Weg Bus nach Suhl",
            "Wie lange dauert Rad nach Suhl?",
            "Her von Suhl: Tage",
            "Genommen: Bus nach Suhl und Rad nach Suhl?"
        ]
    );
    assert_eq!(said(r#""!no""#)[2..], ["Her von dort: Tage", "Genommen: Bus nach dort und Rad nach dort?"]);
}

/// It is refused at publishing; a preview draws it all the same.
#[test]
fn a_label_that_names_its_own_answer_comes_to_an_end() {
    let source = include_str!("../chance.toml").replace("label.de-sie = \"A\"", "label.de-sie = \"A {themen|x}\"");
    let questionnaire = Questionnaire::new(Survey::from_toml(&source).expect("readable")).expect("sound");
    assert!(publish::inspect(&questionnaire).iter().any(|finding| finding.severity == publish::Severity::Error));
    let answers = serde_json::from_str(r#"{"themen": ["a"]}"#).expect("answers");
    let path = flow::Path::new(&questionnaire, &answers);
    let item = questionnaire.item(&"themen".parse().expect("id")).expect("item");
    let label = Wording::new(&path, Locale::DeSie).option_label(item, &"a".parse().expect("id"), None);
    assert_eq!(label, "A A A A x");
}
