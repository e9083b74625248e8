//! Every chart on sample figures.

use domain::report::{Cell, Estimate, Shape, UniformAnswer};

use crate::{Apart, Arrangement, Blocks, Caption, CrossHair, DayCount, Figure, Look, Measure, Order, samples::*};

pub(crate) fn figures(look: &Look) -> Vec<Figure> {
    let battery = battery();
    let number = |row: usize, mean: f64, half: f64, median: f64| {
        let shape = Shape::Number {
            mean: estimate(mean, half),
            median: Cell::Shown(median),
            total: mean * 180.0,
            dominated: false,
        };
        question(row, distribution(180, 0, shape))
    };
    let persons = vec![number(0, 12.4, 2.3, 8.0), number(1, 3.2, 0.6, 2.0), question(2, Cell::Suppressed)];
    let passes = choice(&[12, 9, 15, 61, 30], 127);
    let score =
        Shape::Recommendation { counts: vec![8, 3, 6, 9, 14, 31, 40, 77, 96, 88, 71], score: estimate(10.8, 7.4) };
    let uniform = Shape::Uniform { answer: UniformAnswer::Points(4, 5), at_least: 0.9 };
    let mut mixed = battery[..3].to_vec();
    mixed.push(question(3, distribution(41, 2, uniform)));
    mixed.push(question(4, Cell::Empty));
    let mut bounded = choice(&[4, 3, 1], 8);
    if let Shape::Choice(options) = &mut bounded {
        options[2].share = Estimate::at_most(0.25);
        options[2].count = Cell::Suppressed;
        options[1].options.push(option(3));
    }
    let days: Vec<DayCount> = (0..40u32)
        .filter(|day| day % 7 < 5)
        .map(|day| DayCount { day: crate::date::iso(20_576 + i64::from(day)), count: u64::from((day * 37 + 11) % 29) })
        .collect();
    let measure = Measure {
        subject: "Wohnen und Mobilität".to_owned(),
        share: Some("zwei beste Punkte".to_owned()),
        groups: "Kreis".to_owned(),
        has_mean: true,
    };
    let mut names = scale();
    names.labels = (0..7).map(|place| domain::Text::same(&topic_label(&format!("o{place}")))).collect();
    let named = [
        question(0, distribution(127, 0, choice(&[31, 26, 9, 15, 22, 14, 10], 127))),
        question(1, distribution(40, 0, choice(&[4, 12, 8, 0, 3, 6, 7], 40))),
        question(2, Cell::Suppressed),
        question(3, distribution(41, 2, Shape::Uniform { answer: UniformAnswer::Points(2, 2), at_least: 0.9 })),
    ];
    let blocks = Blocks { name: "Kreis".to_owned(), title: "Kein sicherer Unterschied".to_owned() };
    let plain = |key: &domain::Key| factor(key);
    let options = |id: &domain::OptionId| topic_label(id.as_str());
    vec![
        crate::likert::plain(&caption("likert"), &scale(), &battery, &plain, Arrangement::Full, look),
        crate::likert::plain(&caption("diverging"), &scale(), &battery, &plain, Arrangement::Diverging, look),
        crate::likert::plain(&caption("mixed"), &scale(), &mixed, &plain, Arrangement::Full, look),
        crate::likert::groups::plain(&caption("groups"), &scale(), &mixed, &plain, (&measure, Apart::Certain), look),
        crate::likert::crossed::plain(
            &caption("crossed"),
            &scale(),
            &[("Kreis Höxter", mixed.iter().collect()), ("Kreis Minden-Lübbecke", battery[..3].iter().collect())],
            &plain,
            (&measure, &blocks),
            look,
        ),
        crate::likert::groups::plain(
            &caption("named"),
            &names,
            &named,
            &plain,
            (&Measure { share: None, has_mean: false, ..measure.clone() }, Apart::Certain),
            look,
        ),
        crate::bars::plain(
            &caption("bars"),
            &question(0, distribution(412, 12, choice(&[250, 231, 140, 96, 60, 31, 9, 4], 412))),
            &options,
            Order::ByShare,
            look,
        ),
        crate::bars::plain(
            &caption("ordinal"),
            &question(0, distribution(127, 0, passes)),
            &options,
            Order::AsAsked,
            look,
        ),
        crate::bars::plain(&caption("few"), &question(0, distribution(8, 0, bounded)), &options, Order::ByShare, look),
        crate::bars::plain(
            &caption("vague"),
            &question(0, distribution(24, 0, choice(&[11, 8, 5], 24))),
            &options,
            Order::ByShare,
            look,
        ),
        crate::recommendation::plain(&caption("recommendation"), &question(0, distribution(443, 0, score)), look),
        crate::summary::plain(
            &Caption { unit: "Personen pro Jahr".to_owned(), ..caption("summary") },
            &persons,
            &plain,
            look,
        ),
        crate::dumbbell::plain(&caption("dumbbell"), &Cell::Shown(factors()), &factor_by_id, look),
        crate::ipa::plain(&caption("ipa"), &Cell::Shown(factors()), &factor_by_id, CrossHair::DataMeans, look),
        crate::ipa::plain(
            &caption("perth"),
            &Cell::Shown(perth()),
            &|item| format!("Merkmal {item}"),
            CrossHair::DataMeans,
            look,
        ),
        crate::ipa::plain(
            &caption("centre"),
            &Cell::Shown(perth()),
            &|item| format!("Merkmal {item}"),
            CrossHair::ScaleCentre,
            look,
        ),
        crate::needs::plain(
            &caption("needs"),
            &Cell::Shown(topics()),
            Default::default(),
            &|topic| topic_label(topic.as_str()),
            look,
        ),
        super::choices::places(look),
        super::choices::best_and_worst(look),
        super::choices::themes_of_texts(look),
        super::choices::two_audiences(look),
        super::choices::a_firm_among_others(look),
        super::courses::of_three_waves(look),
        super::maps::coverage_of_the_region(look),
        super::maps::coverage_as_table(look),
        super::maps::seats_of_the_region(look),
        crate::returns(&caption("returns"), &days, look),
        crate::returns(&caption("first-days"), &days[..4], look),
        crate::needs::plain(
            &caption("hidden"),
            &Cell::Suppressed,
            Default::default(),
            &|topic| topic.to_string(),
            look,
        ),
        crate::bars::plain(&caption("empty"), &question(0, Cell::Empty), &options, Order::ByShare, look),
    ]
}
