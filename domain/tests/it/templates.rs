//! The questionnaires and words that come with the program.

use domain::{
    Answers, Questionnaire, Survey, flow, length,
    publish::{self, Severity},
    template, vocabulary,
};

fn survey(id: &str) -> Survey {
    let template = template::find(id).expect("template");
    Survey::from_toml(template.source).unwrap_or_else(|errors| panic!("{id}: {errors:#?}"))
}

#[test]
fn every_template_may_be_published() {
    for template in template::all() {
        let findings = publish::inspect(&survey(template.id));
        let errors: Vec<String> =
            findings.iter().filter(|f| f.severity == Severity::Error).map(ToString::to_string).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", template.id);
        let questionnaire = Questionnaire::new(survey(template.id)).expect("sound");
        assert!(!flow::steps(&questionnaire, &Answers::default()).is_empty());
    }
}

#[test]
fn apprentices_are_done_in_five_minutes_and_45_taps() {
    let survey = survey("auszubildende");
    let length = length::minutes(&survey);
    assert!(length.minutes <= 5.0, "{length:?}");
    assert!(length::taps(&survey) <= 45, "{} taps", length::taps(&survey));
}

#[test]
fn a_frozen_template_is_read_back_from_its_json() {
    for template in template::all() {
        let survey = survey(template.id);
        let json = serde_json::to_string(&survey).expect("json");
        assert_eq!(serde_json::from_str::<Survey>(&json).expect("read back"), survey, "{}", template.id);
    }
}

#[test]
fn the_vocabulary_is_complete_in_german_and_english_and_has_no_id_twice() {
    let topics = vocabulary::topics();
    let constructs = vocabulary::constructs();
    assert!(topics.len() >= 9 && constructs.len() >= 12, "{} topics, {} constructs", topics.len(), constructs.len());
    let texts = topics.iter().map(|t| &t.label).chain(constructs.iter().map(|c| &c.label));
    for text in texts {
        assert!(text.has(domain::Locale::DeSie) && text.has(domain::Locale::En), "{text:?}");
    }
    let ids = || topics.iter().map(|t| t.id.as_str()).chain(constructs.iter().map(|c| c.id.as_str()));
    let distinct: std::collections::BTreeSet<_> = topics.iter().map(|t| &t.id).collect();
    assert_eq!(distinct.len(), topics.len());
    let distinct: std::collections::BTreeSet<_> = constructs.iter().map(|c| &c.id).collect();
    assert_eq!(distinct.len(), constructs.len());
    assert!(ids().all(|id| !id.is_empty()));
}
