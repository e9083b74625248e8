//! Figures of a survey recomputed by hand.

use analytics::{gap, results};
use domain::{
    Answers, Survey,
    meaning::{Role, TargetGroup},
    report::{Cell, Distribution, Estimate, NeedDetail, Rating, Results, Shape, TopicNeed},
};
use serde_json::{Value, json};

use crate::fixture::{answers, assert_close, frame_of, perth, probe, rows};

fn results_of(documents: &[Answers]) -> Results {
    results(&frame_of(&probe(), documents), &probe()).unwrap()
}

fn distribution<'a>(results: &'a Results, key: &str) -> &'a Distribution {
    let question = results.questions.iter().find(|question| question.key.to_string() == key).unwrap();
    question.distribution.shown().unwrap_or_else(|| panic!("{key} has no answers"))
}

fn rating<'a>(results: &'a Results, key: &str) -> &'a Rating {
    match &distribution(results, key).shape {
        Shape::Rating(rating) => rating,
        other => panic!("{key}: {other:?}"),
    }
}

#[test]
fn a_rating_by_hand() {
    // 5 5 4 4 5 3 4 5 2 4: mean 4.1, squared deviations 3.24 + 0.04 + 1.21 + 4.41 = 8.9, sd = √(8.9 / 9).
    let ratings = [5, 5, 4, 4, 5, 3, 4, 5, 2, 4];
    let mut documents: Vec<Answers> =
        ratings.iter().map(|rating| answers(&[("merkmale.klima.importance", json!(rating))])).collect();
    documents.extend(["!dk", "!dk", "!na", "!no"].map(|code| answers(&[("merkmale.klima.importance", json!(code))])));
    documents.push(Answers::default());
    let results = results_of(&documents);
    let Distribution { n, missing, .. } = distribution(&results, "merkmale.klima.importance");
    assert_eq!((*n, missing.dont_know, missing.not_applicable, missing.no_answer, missing.not_asked), (10, 2, 1, 1, 1));
    let rating = rating(&results, "merkmale.klima.importance");
    let sd = (8.9_f64 / 9.0).sqrt();
    assert_eq!(rating.counts, [0, 1, 1, 4, 4]);
    assert_close(rating.sd, sd, 1e-12, "sd");
    assert_close(rating.mean.value, 4.1, 1e-12, "mean");
    // t(0.975, 9) = 2.262157 (any table).
    assert_close(rating.mean.hi, 4.1 + 2.262_157 * sd / 10.0_f64.sqrt(), 1e-6, "upper end of the t interval");
    assert_eq!((rating.top2.value, rating.bottom2.value), (0.8, 0.1));
    // Wilson, 8 of 10 (R: binom::binom.wilson(8, 10)): 0.4901625, 0.9433178.
    assert_close(rating.top2.lo, 0.490_162_5, 1e-6, "Wilson");
    assert_close(rating.top2.hi, 0.943_317_8, 1e-6, "Wilson");
}

#[test]
fn a_mean_near_the_end_stays_on_the_scale() {
    let documents: Vec<Answers> =
        [5, 5, 5, 4].iter().map(|rating| answers(&[("merkmale.klima.importance", json!(rating))])).collect();
    assert_eq!(rating(&results_of(&documents), "merkmale.klima.importance").mean.hi, 5.0);
}

#[test]
fn numbers_by_hand() {
    let number = |values: &[f64]| {
        let documents: Vec<Answers> = values.iter().map(|value| answers(&[("plaetze", json!(value))])).collect();
        distribution(&results_of(&documents), "plaetze").shape.clone()
    };
    // 1 to 12: mean 6.5, sd √13, t(0.975, 11) = 2.200985.
    let values: Vec<f64> = (1..=12).map(f64::from).collect();
    let Shape::Number { mean, median, total, dominated } = number(&values) else { panic!() };
    assert_eq!((mean.value, median, total, dominated), (6.5, Cell::Shown(6.5), 78.0, false));
    assert_close(mean.hi, 6.5 + 2.200_985 * 13.0_f64.sqrt() / 12.0_f64.sqrt(), 1e-6, "t interval");
    // p%-rule with p = 15: 100 + 10 + 14 others of 1; 14 < 15, so the second largest knows the largest within 15 %.
    let mut giant = vec![100.0, 10.0];
    giant.extend([1.0; 14]);
    assert!(matches!(number(&giant), Shape::Number { dominated: true, .. }));
    giant.push(1.0);
    assert!(matches!(number(&giant), Shape::Number { dominated: false, .. }), "15 is not less than 15");
    let Shape::Number { median, .. } = number(&[1.0, 2.0, 9.0]) else { panic!() };
    assert_eq!(median, Cell::Suppressed, "a median of three answers is one of them");
}

#[test]
fn several_options_and_a_recommendation() {
    let documents = [
        answers(&[("vorrang", json!(["klima", "weg"])), ("empfehlung", json!(10))]),
        answers(&[("vorrang", json!(["klima"])), ("empfehlung", json!(6))]),
        answers(&[("vorrang", json!([])), ("empfehlung", json!(9))]),
    ];
    let results = results_of(&documents);
    let vorrang = distribution(&results, "vorrang");
    assert_eq!((vorrang.n, vorrang.missing.no_answer), (2, 1), "nothing ticked is no answer");
    let Shape::Choices(shares) = &vorrang.shape else { panic!() };
    assert_eq!(shares.iter().map(|share| share.share.value).collect::<Vec<_>>(), [1.0, 0.0, 0.5]);
    let Shape::Recommendation { score, .. } = &distribution(&results, "empfehlung").shape else { panic!() };
    assert_close(score.value, 100.0 / 3.0, 1e-12, "two promoters, one detractor");
}

/// The real answers of G03 on their way through documents, frame and results give what the engine gives directly.
/// The 22 rows of the real answers as a survey, and a document per respondent.
fn real_answers() -> (Survey, Vec<Answers>) {
    let mut survey = serde_json::to_value(probe()).unwrap();
    let merkmale: Vec<Value> = (1..=22).map(|at| json!({"id": format!("m{at}"), "label": {}})).collect();
    survey["section"][1]["page"][0]["item"][0]["row"] = json!(merkmale);
    let survey: Survey = serde_json::from_value(survey).unwrap();
    let key = |item: usize, pass: &str| format!("merkmale.m{item}.{pass}");
    let documents = rows(&perth());
    let documents = documents
        .iter()
        .map(|row| {
            let rating = |prefix: &str, item: usize| json!(row[&format!("{prefix}_{item}")].parse::<u8>().unwrap());
            let pairs: Vec<(String, Value)> = (1..=22)
                .flat_map(|at| [(key(at, "importance"), rating("imp", at)), (key(at, "fulfilment"), rating("sat", at))])
                .collect();
            answers(&pairs.iter().map(|(key, value)| (key.as_str(), value.clone())).collect::<Vec<_>>())
        })
        .collect();
    (survey, documents)
}

#[test]
fn real_answers_through_a_survey() {
    let (respondents, (survey, documents)) = (rows(&perth()), real_answers());
    let results = results(&frame_of(&survey, &documents), &survey).unwrap();
    let mut gap = results.gap.shown().unwrap().clone();
    gap.items.iter_mut().for_each(|item| item.rank_interval = None);
    let pairs: Vec<gap::Pair> = (1..=22)
        .map(|at| {
            let mut joint = gap::Joint::new(1, 5);
            for row in &respondents {
                let rating = |prefix: &str| row[&format!("{prefix}_{at}")].parse().unwrap();
                joint.add(rating("imp"), rating("sat"), 1);
            }
            gap::Pair { item: format!("merkmale.m{at}"), construct: None, joint }
        })
        .collect();
    assert_eq!(gap, gap::items(&pairs));
    let first = rating(&results, "merkmale.m1.importance");
    assert_close(first.mean.value, 4.180_662, 1e-6, "imp_mean of item 1 in G03");
}

/// Against R, which draws respondents one by one, 20,000 times:
/// `b <- replicate(20000, {r <- sample(n, n, TRUE); i <- colMeans(imp[r,]); rank(-i * (i - colMeans(sat[r,])))})` and
/// `apply(b, 1, quantile, c(.025, .975), type = 1)`; below, of the same answers four times over.
#[test]
fn ranks_lie_between_those_of_a_bootstrap_in_r() {
    let lo = [7, 17, 14, 14, 3, 10, 14, 22, 2, 1, 2, 11, 15, 11, 2, 1, 11, 15, 14, 14, 5, 2];
    let hi = [9, 21, 20, 21, 9, 10, 20, 22, 8, 2, 6, 13, 21, 13, 7, 8, 13, 21, 20, 19, 9, 7];
    let (survey, mut documents) = real_answers();
    let check = |documents: &[Answers], lo: [i64; 22], hi: [i64; 22]| {
        let results = results(&frame_of(&survey, documents), &survey).unwrap();
        for (at, item) in results.gap.shown().unwrap().items.iter().enumerate() {
            let found = item.rank_interval.unwrap();
            let apart = [i64::from(found.lo) - lo[at], i64::from(found.hi) - hi[at]];
            assert!(
                apart.iter().all(|ranks| ranks.abs() <= 1),
                "{}: {found:?} for {} to {}",
                item.item,
                lo[at],
                hi[at]
            );
            assert!((found.lo..=found.hi).contains(&item.rank_mwds));
        }
    };
    check(&documents, lo, hi);
    // More respondents than units: random groups of them.
    documents = [&documents[..]; 4].concat();
    let lo = [8, 19, 14, 15, 5, 10, 14, 22, 2, 1, 2, 12, 17, 11, 2, 2, 12, 17, 14, 14, 7, 2];
    let hi = [9, 21, 18, 20, 8, 10, 18, 22, 7, 1, 5, 13, 21, 11, 7, 6, 13, 21, 19, 17, 8, 6];
    check(&documents, lo, hi);
    // Too few for an interval.
    let results = results(&frame_of(&survey, &documents[..8]), &survey).unwrap();
    assert!(results.gap.shown().unwrap().items.iter().all(|item| item.rank_interval.is_none()));
}

#[test]
fn rows_that_could_not_be_shown_stay_out_of_the_family() {
    let documents: Vec<Answers> = (0..8)
        .map(|at| {
            let mut pairs = vec![
                ("merkmale.klima.importance", json!(3 + at % 3)),
                ("merkmale.klima.fulfilment", json!(2 + at % 2)),
                ("merkmale.weg.importance", json!(5)),
                ("merkmale.weg.fulfilment", json!(1 + at % 4)),
            ];
            if at < 4 {
                pairs.extend([("merkmale.lohn.importance", json!(4)), ("merkmale.lohn.fulfilment", json!(at + 1))]);
            }
            answers(&pairs)
        })
        .collect();
    let results = results_of(&documents);
    let gap = results.gap.shown().unwrap();
    assert_eq!(gap.hidden, ["merkmale.lohn", "merkmale.weg"], "four pairs; importance the same for all");
    assert_eq!(gap.items.len(), 1);
    assert_eq!(gap.grand_mean_importance, gap.items[0].importance.value);
    assert_eq!(gap.items[0].construct.as_ref().unwrap().as_str(), "klima");
}

#[test]
fn a_reversed_row_counts_the_other_way_round() {
    let documents: Vec<Answers> = [(5, 5), (4, 4), (5, 4), (3, 5), (4, 5), (5, 3)]
        .iter()
        .map(|(i, p)| answers(&[("merkmale.weg.importance", json!(i)), ("merkmale.weg.fulfilment", json!(p))]))
        .collect();
    let results = results_of(&documents);
    let item = &results.gap.shown().unwrap().items[0];
    // Fulfilment 5 4 4 5 5 3 turned is 1 2 2 1 1 3, mean 10 / 6.
    assert_close(item.importance.value, 26.0 / 6.0, 1e-12, "importance is not reversed");
    assert_close(item.fulfilment.value, 10.0 / 6.0, 1e-12, "fulfilment is");
}

#[test]
fn mean_and_best_and_worst_shares_turn_with_the_scale_and_with_the_row() {
    let mut survey = probe();
    survey.scales[2].direction = domain::survey::Direction::HighIsBad;
    // Schulnoten 1 1 2 2 3 5: four of six on the two best, one on the two worst; turned 5 5 4 4 3 1, mean 22 / 6.
    let noten: Vec<Answers> =
        [1, 1, 2, 2, 3, 5].iter().map(|point| answers(&[("noten.schule", json!(point))])).collect();
    let figures = |survey: &Survey, key: &str, documents: &[Answers]| {
        let results = results(&frame_of(survey, documents), survey).unwrap();
        let Rating { counts, mean, top2, bottom2, .. } = rating(&results, key).clone();
        (counts, (mean.value * 6.0).round(), (top2.value * 6.0).round(), (bottom2.value * 6.0).round())
    };
    assert_eq!(figures(&survey, "noten.schule", &noten), (vec![2, 2, 1, 0, 1], 22.0, 4.0, 1.0));
    survey.scales[2].direction = domain::survey::Direction::HighIsGood;
    assert_eq!(figures(&survey, "noten.schule", &noten), (vec![2, 2, 1, 0, 1], 14.0, 1.0, 4.0));
    // The same ratings as fulfilment of a reversed row are turned, as importance they are not.
    let weg = |pass: &str| -> Vec<Answers> {
        let key = format!("merkmale.weg.{pass}");
        [1, 1, 2, 2, 3, 5].iter().map(|point| answers(&[(key.as_str(), json!(point))])).collect()
    };
    let fulfilment = figures(&survey, "merkmale.weg.fulfilment", &weg("fulfilment"));
    assert_eq!(fulfilment, (vec![2, 2, 1, 0, 1], 22.0, 4.0, 1.0));
    let importance = figures(&survey, "merkmale.weg.importance", &weg("importance"));
    assert_eq!(importance, (vec![2, 2, 1, 0, 1], 14.0, 1.0, 4.0));
}

#[test]
fn dissatisfaction_on_a_falling_scale_counts_the_bad_end() {
    let mut survey = probe();
    survey.scales[1].direction = domain::survey::Direction::HighIsBad;
    // Satisfaction of the six with "ki" is 1 2 3 1 2 3: as grades four of them are content and none is not.
    let results = results(&frame_of(&survey, &firms()), &survey).unwrap();
    let needs = results.needs.shown().unwrap();
    let ki = needs.topics.iter().find(|topic| topic.topic.as_str() == "ki").unwrap();
    let NeedDetail { satisfaction, satisfaction_bottom2, .. } = ki.detail.shown().unwrap();
    assert_eq!(satisfaction.shown().map(|based| based.value.value), Some(4.0));
    assert_eq!(satisfaction_bottom2.shown().map(|based| based.value.value), Some(0.0));
}

/// Ten firms: six need "ki" (urgent, badly served), five "deutsch", none "excel"; two need nothing.
fn firms() -> Vec<Answers> {
    let firm = |at: u32| {
        let mut pairs: Vec<(&str, Value)> = Vec::new();
        let (ki, deutsch) = (at < 6, (3..8).contains(&at));
        let topics: Vec<&str> = [(ki, "ki"), (deutsch, "deutsch"), (!ki && !deutsch, "keins")]
            .iter()
            .filter(|t| t.0)
            .map(|t| t.1)
            .collect();
        pairs.push(("themen", json!(topics)));
        if ki {
            pairs.extend([
                ("azubis@ki", json!(at)),
                ("dringend.thema@ki", json!(5 - at % 2)),
                ("zufrieden.angebote@ki", json!(1 + at % 3)),
                ("kennt@ki", json!(if at < 4 { "nein" } else { "ja" })),
                ("hindernis@ki", json!(if at == 0 { vec!["zeit", "kosten"] } else { vec!["kosten"] })),
            ]);
        }
        if deutsch {
            pairs.extend([
                ("azubis@deutsch", json!(2)),
                ("dringend.thema@deutsch", json!(2 + at % 2)),
                ("zufrieden.angebote@deutsch", json!(4)),
                ("kennt@deutsch", json!("!dk")),
            ]);
        }
        answers(&pairs)
    };
    (0..10).map(firm).collect()
}

#[test]
fn needs_by_hand() {
    let results = results_of(&firms());
    let needs = results.needs.shown().unwrap();
    assert_eq!(needs.n, 10);
    let names: Vec<(&str, u32)> = needs.topics.iter().map(|topic| (topic.topic.as_str(), topic.rank)).collect();
    assert_eq!(names, [("ki", 1), ("deutsch", 2), ("tabellen", 3)], "excel stands for the topic it is annotated with");
    let TopicNeed { count, share, detail, .. } = &needs.topics[0];
    assert_eq!((count, share.value), (&Cell::Shown(6), 0.6));
    let NeedDetail { persons, urgency, satisfaction, mwds, rds, unaware, barriers, urgency_top2, .. } =
        detail.shown().unwrap();
    let figure = |cell: &Cell<domain::report::Based<Estimate>>| cell.shown().map(|based| (based.n, based.value.value));
    assert_eq!(persons[0].0, TargetGroup::Apprentices);
    assert_eq!(persons[0].1.shown().map(|based| (based.n, based.value)), Some((6, 15.0)), "0 + 1 + 2 + 3 + 4 + 5");
    assert_eq!(persons[1], (TargetGroup::Trainers, Cell::Empty));
    // Urgency 5 4 5 4 5 4, satisfaction 1 2 3 1 2 3: means 4.5 and 2, MWDS 4.5 · 2.5, all six below: RDS -100.
    assert_eq!(
        (figure(urgency), figure(satisfaction), figure(urgency_top2)),
        (Some((6, 4.5)), Some((6, 2.0)), Some((6, 1.0)))
    );
    assert_close(mwds.shown().unwrap().value, 11.25, 1e-12, "MWDS");
    assert_close(rds.shown().unwrap().value, -100.0, 1e-12, "RDS");
    assert_eq!(figure(unaware).map(|(n, share)| (n, (share * 6.0).round())), Some((6, 4.0)));
    let barriers = barriers.shown().unwrap();
    let named: Vec<(&str, f64)> =
        barriers.value.iter().map(|(id, share)| (id.as_str(), (share.value * 6.0).round())).collect();
    assert_eq!(named, [("kosten", 6.0), ("zeit", 1.0)], "most frequent first");
}

#[test]
fn too_few_scores_do_not_decide_the_rank() {
    let mut documents = firms();
    // Four firms with the largest gap there can be: fewer than k = 5.
    for document in documents.iter_mut().take(4) {
        let more = answers(&[
            ("themen", json!(["ki", "excel"])),
            ("dringend.thema@excel", json!(5)),
            ("zufrieden.angebote@excel", json!(1)),
        ]);
        document.0.extend(more.0);
    }
    let results = results_of(&documents);
    let needs = results.needs.shown().unwrap();
    let last = needs.topics.last().unwrap();
    assert_eq!((last.topic.as_str(), last.rank), ("tabellen", 3));
}

#[test]
fn without_the_annotation_there_is_nothing_to_compute() {
    let mut survey = probe();
    let is_kept = |item: &domain::Item| matches!(item.meaning.role, Some(Role::Background));
    survey.sections.iter_mut().flat_map(|section| &mut section.pages).for_each(|page| page.items.retain(is_kept));
    let results = results(&frame_of(&survey, &[]), &survey).unwrap();
    assert_eq!((results.gap, results.needs, results.respondents), (Cell::Empty, Cell::Empty, Cell::Shown(0)));
    assert!(results.questions.iter().all(|question| question.distribution == Cell::Empty));
}
