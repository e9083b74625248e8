//! How many texts name a theme: counted again, and attacked by whoever knows the rule.

use std::collections::BTreeSet;

use domain::{
    Key, OptionId, Survey,
    disclosure::{Decision, OpenQuestion, Released, Rule, ThemeCounts, release, release_texts},
    meaning::Audience,
    open_answers,
    report::{Bound, Cell, OptionShare, Results, Shape},
    template,
};
use proptest::{collection, prelude::*};

type Themes = BTreeSet<OptionId>;

fn frame() -> Vec<OptionId> {
    ["geld", "zeit", "weg", "anderes-thema"].into_iter().map(|id| OptionId::new(id).expect("an id")).collect()
}

fn results() -> Released<Results> {
    let nothing =
        Results { respondents: Cell::Shown(400), questions: Vec::new(), gap: Cell::Empty, needs: Cell::Empty };
    release(nothing, &rule())
}

fn rule() -> Rule {
    Rule::new(Audience::Firm, 5)
}

fn coded(themes: &[Themes]) -> Vec<Decision> {
    themes.iter().map(|themes| Decision::Release { text: "…".to_owned(), themes: Some(themes.clone()) }).collect()
}

fn place(decisions: Vec<Decision>) -> Option<OpenQuestion> {
    let key: Key = "wunsch".parse().expect("a key");
    release_texts(vec![(key, decisions)], &frame(), &results(), &rule()).get().first().cloned()
}

fn released(themes: &[Themes]) -> ThemeCounts {
    place(coded(themes)).expect("texts").themes.expect("counted")
}

fn named(counts: &ThemeCounts) -> (u64, Vec<OptionShare>) {
    let Cell::Shown(found) = &counts.named.distribution else { panic!("no distribution") };
    let Shape::Choices(shares) = &found.shape else { panic!("no choices") };
    (found.n, shares.clone())
}

/// Texts with the places of their themes in the frame; each theme is rarer or more frequent than the others by chance.
fn texts() -> impl Strategy<Value = Vec<Themes>> {
    let often = collection::vec(0.0..1.0_f64, frame().len());
    (often, collection::vec(collection::vec(0.0..1.0_f64, frame().len()), 10..40)).prop_map(|(often, texts)| {
        let of = |draws: Vec<f64>| {
            let hit = frame().into_iter().zip(&often).zip(draws).filter(|((_, often), draw)| draw < *often);
            hit.map(|((theme, _), _)| theme).collect()
        };
        texts.into_iter().map(of).collect()
    })
}

/// The same texts, of which `count` name the theme: the first ones after `turn`.
fn with(texts: &[Themes], theme: &OptionId, count: usize, turn: usize) -> Vec<Themes> {
    let mut others: Vec<Themes> = texts.to_vec();
    for (at, themes) in others.iter_mut().enumerate() {
        themes.remove(theme);
        if (at + turn) % texts.len() < count {
            themes.insert(theme.clone());
        }
    }
    others
}

proptest! {
    #[test]
    fn what_is_shown_is_what_can_be_counted_and_at_least_k_on_either_side(texts in texts()) {
        let (k, all) = (5, texts.len());
        let counts = released(&texts);
        let (n, shares) = named(&counts);
        prop_assert_eq!(n, all as u64);
        for theme in frame() {
            let mut named_by = 0;
            for themes in &texts {
                if themes.contains(&theme) {
                    named_by += 1;
                }
            }
            let share = shares.iter().find(|share| share.options == [theme.clone()]);
            prop_assert_eq!(counts.rare.contains(&theme), named_by < k);
            prop_assert_eq!(share.is_none(), named_by < k);
            let Some(share) = share else { continue };
            if all - named_by < k {
                prop_assert_eq!(&share.count, &Cell::Suppressed);
                prop_assert_eq!(share.share.bound(), Bound::AtLeast);
                prop_assert!(share.share.value <= (all - k + 1) as f64 / all as f64);
            } else {
                prop_assert_eq!(&share.count, &Cell::Shown(named_by as u64));
                prop_assert!((share.share.value - named_by as f64 / all as f64).abs() < 1e-12);
            }
        }
    }

    /// Whoever knows everything about the other themes and the rule is left with every number that the rule hides.
    #[test]
    fn the_release_is_the_same_whatever_a_hidden_number_is(texts in texts(), turn in 0..40_usize) {
        let (k, all) = (5, texts.len());
        let counts = released(&texts);
        let (_, shares) = named(&counts);
        let clipped = shares.iter().filter(|share| share.count == Cell::Suppressed).map(|share| &share.options[0]);
        let few = counts.rare.iter().flat_map(|theme| (0..k).map(move |count| (theme, count)));
        let many = clipped.flat_map(|theme| (all - k + 1..=all).map(move |count| (theme, count)));
        for (theme, count) in few.chain(many) {
            prop_assert_eq!(&released(&with(&texts, theme, count, turn)), &counts, "{} {}", theme, count);
        }
    }

    /// Texts that were kept back add nothing, so nothing of them is left when what can be read is taken away.
    #[test]
    fn what_was_kept_back_changes_nothing(texts in texts(), kept_back in 1..30_usize) {
        let mut decisions = coded(&texts);
        decisions.extend(vec![Decision::KeepBack; kept_back]);
        prop_assert_eq!(place(decisions).and_then(|place| place.themes), Some(released(&texts)));
    }
}

/// The attack can succeed: the number of texts with a theme at all would tell a hidden one.
#[test]
fn how_many_name_any_theme_would_give_a_hidden_one_away() {
    let [money, time] = [0, 1].map(|at| Themes::from([frame()[at].clone()]));
    let texts = |few| [vec![money.clone(); 12], vec![time.clone(); few], vec![Themes::new(); 10 - few]].concat();
    let naive = |texts: &[Themes]| texts.iter().filter(|themes| !themes.is_empty()).count();
    assert_eq!(released(&texts(1)), released(&texts(4)));
    assert_ne!(naive(&texts(1)), naive(&texts(4)), "less the 12 that are shown: 1 and 4");
}

#[test]
fn nothing_is_counted_before_every_text_is_decided_on_and_has_its_themes() {
    let texts = vec![Themes::from([frame()[0].clone()]); 12];
    let counted = |more: Vec<Decision>| place([coded(&texts), more].concat()).expect("texts").themes.is_some();
    assert!(counted(Vec::new()));
    assert!(counted(vec![Decision::KeepBack; 3]));
    assert!(!counted(vec![Decision::Waiting]));
    assert!(!counted(vec![Decision::Release { text: "…".to_owned(), themes: None }]));
    let nine = [coded(&texts[..9]), vec![Decision::KeepBack; 3]].concat();
    assert!(place(nine).expect("texts").themes.is_none(), "fewer than ten can be read");
}

#[test]
fn the_frame_is_what_the_survey_is_about() {
    let survey = |id: &str| {
        let template = template::all().iter().find(|template| template.id == id).expect("a template");
        Survey::from_toml(template.source).expect("readable")
    };
    for template in template::all() {
        let themes = open_answers::themes(&survey(template.id));
        assert_eq!(themes.last().map(OptionId::as_str), Some(open_answers::OTHER), "{}", template.id);
        assert!(themes.len() > 3, "{}", template.id);
    }
    let plain = Survey::from_toml(include_str!("../conditions.toml")).expect("readable");
    let all = domain::vocabulary::topics().len() + domain::vocabulary::constructs().len() + 1;
    assert_eq!(open_answers::themes(&plain).len(), all, "a survey without any has the whole vocabulary");
}
