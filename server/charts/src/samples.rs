//! Figures for tests: plain, because only `disclosure` can make released ones.

use domain::{
    Locale, OptionId, Text,
    answer::{Key, Pass},
    id::{ItemId, ScaleId, TopicId},
    report::{
        Based, Cell, Distribution, Estimate, GapItem, GapResult, MissingCounts, NeedDetail, NeedsResult, OptionShare,
        Priority, Quadrant, QuestionResult, Rating, Shape, TopicNeed,
    },
    survey::{Direction, Scale},
};

use crate::{Caption, Look, Mode};

pub(crate) const LOOKS: [Look; 2] =
    [Look { locale: Locale::DeSie, mode: Mode::Web }, Look { locale: Locale::En, mode: Mode::Print }];

pub(crate) fn caption(id: &str) -> Caption {
    Caption {
        id: id.to_owned(),
        question: "Wie wichtig ist Ihnen das in der Ausbildung?".to_owned(),
        unit: "Anteile in Prozent".to_owned(),
        population: "Auszubildende".to_owned(),
        single: "Person".to_owned(),
        rate: String::new(),
        no_sums: String::new(),
        field: Some(("2027-05-03".to_owned(), "2027-06-14".to_owned())),
        source: "Befragung der Auszubildenden".to_owned(),
        role: Some(domain::meaning::Role::Importance),
        smallest: 5,
    }
}

pub(crate) const FACTORS: [&str; 12] = [
    "Übernahme nach der Ausbildung",
    "Vergütung",
    "Gutes Verhältnis zu den Ausbilderinnen und Ausbildern",
    "Abwechslungsreiche Aufgaben",
    "Verlässliche Arbeitszeiten",
    "Erreichbarkeit mit Bus und Bahn",
    "Unterstützung bei der Prüfungsvorbereitung",
    "Moderne Ausstattung",
    "Mitsprache",
    "Vereinbarkeit mit Familie, Ehrenamt und Freizeit",
    "Weiterbildungsmöglichkeiten",
    "Klima im Team",
];

pub(crate) fn scale() -> Scale {
    let labels = ["gar nicht wichtig", "eher nicht wichtig", "teils, teils", "eher wichtig", "sehr wichtig"];
    Scale {
        id: ScaleId::new("wichtig").expect("a valid name"),
        direction: Direction::HighIsGood,
        labels: labels.map(Text::same).to_vec(),
        dont_know: Some(Text::same("weiß nicht")),
        not_applicable: None,
    }
}

pub(crate) fn estimate(value: f64, half: f64) -> Estimate {
    Estimate { value, lo: value - half, hi: value + half }
}

/// A share of `n` with its Wilson interval (Wilson 1927).
pub(crate) fn share(count: u64, n: u64) -> Estimate {
    let (p, n, z) = (count as f64 / n as f64, n as f64, 1.959964);
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    Estimate { value: p, lo: (middle - half).max(0.0), hi: (middle + half).min(1.0) }
}

pub(crate) fn rating(counts: [u64; 5]) -> Rating {
    let n: u64 = counts.iter().sum();
    let mean = counts.iter().zip(1..).map(|(count, point)| *count as f64 * f64::from(point)).sum::<f64>() / n as f64;
    Rating {
        counts: counts.to_vec(),
        mean: estimate(mean, 0.1),
        sd: 1.0,
        falling: false,
        top2: share(counts[3] + counts[4], n),
        bottom2: share(counts[0] + counts[1], n),
    }
}

pub(crate) fn question(row: usize, distribution: Cell<Distribution>) -> QuestionResult {
    let key = Key {
        item: ItemId::new("merkmale").expect("a valid name"),
        row: Some(OptionId::new(&format!("r{row}")).expect("a valid name")),
        pass: Some(Pass::Importance),
        part: None,
        instance: None,
    };
    QuestionResult { key, meaning: Default::default(), distribution }
}

pub(crate) fn distribution(n: u64, dont_know: u64, shape: Shape) -> Cell<Distribution> {
    Cell::Shown(Distribution { n, missing: MissingCounts { dont_know, ..Default::default() }, shape })
}

/// The battery of all factors; one row hidden.
pub(crate) fn battery() -> Vec<QuestionResult> {
    (0..FACTORS.len())
        .map(|row| {
            if row == 8 {
                return question(row, Cell::Suppressed);
            }
            let r = row as u64;
            let counts = [9 + 5 * r, 14 + 9 * r, 40 + 6 * r, 130 - 4 * r, 199 - 15 * r];
            let n = counts.iter().sum();
            question(row, distribution(n, (r * 7) % 30, Shape::Rating(rating(counts))))
        })
        .collect()
}

pub(crate) fn factor(key: &Key) -> String {
    let place = key.row.as_ref().and_then(|row| row.as_str()[1..].parse::<usize>().ok());
    place.and_then(|place| FACTORS.get(place)).map_or_else(|| key.to_string(), ToString::to_string)
}

pub(crate) fn choice(counts: &[u64], n: u64) -> Shape {
    Shape::Choice(
        counts
            .iter()
            .enumerate()
            .map(|(place, count)| OptionShare {
                options: vec![option(place)],
                count: Cell::Shown(*count),
                share: share(*count, n),
            })
            .collect(),
    )
}

pub(crate) fn option(place: usize) -> OptionId {
    OptionId::new(&format!("o{place}")).expect("a valid name")
}

pub(crate) fn topic_label(id: &str) -> String {
    const TOPICS: [&str; 8] = [
        "Digitale Kompetenzen",
        "Prüfungsvorbereitung",
        "Deutsch für den Beruf",
        "Ausbildung der Ausbildenden",
        "Umgang mit psychischen Belastungen",
        "Gewinnung von Bewerberinnen und Bewerbern",
        "Konflikte und Kommunikation",
        "Nichts davon",
    ];
    let place = id[1..].parse::<usize>().unwrap_or_default();
    TOPICS[place % TOPICS.len()].to_owned()
}

pub(crate) fn gap_item(item: &str, importance: f64, fulfilment: f64, cross: (f64, f64)) -> GapItem {
    let quadrant = |x: f64, y: f64| match (importance >= y, fulfilment >= x) {
        (true, false) => Quadrant::Concentrate,
        (true, true) => Quadrant::KeepUp,
        (false, false) => Quadrant::LowPriority,
        (false, true) => Quadrant::Overkill,
    };
    GapItem {
        top2_gap: Cell::Suppressed,
        item: item.to_owned(),
        construct: None,
        n: 393,
        importance: estimate(importance, 0.09),
        fulfilment: estimate(fulfilment, 0.1),
        gap: estimate(importance - fulfilment, 0.12),
        gap_sd: 1.0,
        gap_se: 0.05,
        dz: importance - fulfilment,
        mwds: (importance - fulfilment) * importance,
        nr_pct: 40.0,
        tr_pct: 40.0,
        pr_pct: 20.0,
        rds: -20.0,
        top2_importance: 0.8,
        top2_fulfilment: 0.7,
        opportunity: 9.0,
        wilcoxon_z: 3.0,
        wilcoxon_p: 0.01,
        wilcoxon_p_bh: 0.02,
        rank_biserial: 0.3,
        quadrant: quadrant(cross.0, cross.1),
        quadrant_scale_mid: quadrant(3.0, 3.0),
        priority: match importance - fulfilment > 0.12 {
            true => Priority::Watch,
            false => Priority::Keep,
        },
        rank_mwds: 1,
        rank_interval: None,
        rank_rds: 1,
        rank_gap: 1,
        rank_opportunity: 1,
    }
}

/// The class of each row, from the corners of its box (methods.md §6.3).
fn classified(mut found: GapResult) -> GapResult {
    let mut scores: Vec<f64> = found.items.iter().map(|item| item.mwds).collect();
    scores.sort_by(|a, b| b.total_cmp(a));
    let pressing = scores[scores.len() / 4];
    let (importance, fulfilment) = (found.grand_mean_importance, found.grand_mean_fulfilment);
    for item in &mut found.items {
        let is_unsure = item.importance.lo < importance && item.importance.hi >= importance;
        let acts = item.mwds >= pressing || item.fulfilment.hi < fulfilment;
        if is_unsure {
            item.priority = Priority::Uncertain;
        } else if item.importance.lo >= importance && item.gap.lo > 0.0 && acts {
            item.priority = Priority::Act;
        }
    }
    found
}

/// Means of reference case G03 (Perth, 22 attributes).
pub(crate) fn perth() -> GapResult {
    const MEANS: [(f64, f64); 22] = [
        (4.180662, 3.900763),
        (3.21883, 3.760814),
        (3.363868, 3.755725),
        (3.155216, 3.625954),
        (3.659033, 3.188295),
        (4.114504, 4.020356),
        (3.277354, 3.681934),
        (2.569975, 3.648855),
        (3.806616, 3.295165),
        (4.249364, 3.600509),
        (4.386768, 3.890585),
        (3.600509, 3.727735),
        (3.21374, 3.704835),
        (3.366412, 3.407125),
        (4.363868, 3.89313),
        (3.592875, 3.015267),
        (3.636132, 3.768448),
        (3.330789, 3.804071),
        (2.834606, 3.323155),
        (3.272265, 3.653944),
        (4.264631, 3.913486),
        (4.379135, 3.905852),
    ];
    let mean = |pick: fn(&(f64, f64)) -> f64| MEANS.iter().map(pick).sum::<f64>() / MEANS.len() as f64;
    let cross = (mean(|m| m.1), mean(|m| m.0));
    classified(GapResult {
        scale_min: 1.0,
        scale_max: 5.0,
        grand_mean_importance: cross.1,
        grand_mean_fulfilment: cross.0,
        items: MEANS.iter().zip(1..).map(|(m, item)| gap_item(&item.to_string(), m.0, m.1, cross)).collect(),
        hidden: vec![],
    })
}

/// The twelve factors, one of them hidden.
pub(crate) fn factors() -> GapResult {
    const MEANS: [(f64, f64); 11] = [
        (4.6, 3.9),
        (4.4, 3.1),
        (4.5, 4.2),
        (4.1, 3.8),
        (3.9, 3.95),
        (3.7, 2.6),
        (4.2, 3.3),
        (3.4, 3.7),
        (3.6, 3.2),
        (3.8, 3.5),
        (4.55, 4.35),
    ];
    let cross = (3.6, 4.07);
    classified(GapResult {
        scale_min: 1.0,
        scale_max: 5.0,
        grand_mean_importance: cross.1,
        grand_mean_fulfilment: cross.0,
        items: MEANS.iter().zip(0..).map(|(m, item)| gap_item(&format!("r{item}"), m.0, m.1, cross)).collect(),
        hidden: vec!["r11".to_owned()],
    })
}

pub(crate) fn factor_by_id(id: &str) -> String {
    let place = id.trim_start_matches('r').parse::<usize>().unwrap_or_default();
    FACTORS[place % FACTORS.len()].to_owned()
}

pub(crate) fn topics() -> NeedsResult {
    let n = 186;
    let based = |value: f64| Cell::Shown(Based { n: 40, value: estimate(value, 0.2) });
    let topics = [98, 91, 77, 60, 52, 41, 12].into_iter().zip(0u32..).map(|(count, place)| TopicNeed {
        topic: TopicId::new(&format!("t{place}")).expect("a valid name"),
        rank: place + 1,
        rank_interval: None,
        count: if count < 20 { Cell::Suppressed } else { Cell::Shown(count) },
        share: if count < 20 { Estimate::at_most(0.1) } else { share(count, n) },
        detail: if count < 20 {
            Cell::Suppressed
        } else {
            Cell::Shown(NeedDetail {
                persons: vec![],
                urgency: based(4.2 - 0.2 * f64::from(place)),
                urgency_top2: based(0.7),
                satisfaction: based(2.4 + 0.1 * f64::from(place)),
                satisfaction_bottom2: based(0.4),
                mwds: Cell::Shown(Based { n: 40, value: 7.0 - f64::from(place) }),
                rds: Cell::Shown(Based { n: 40, value: 40.0 - f64::from(place) }),
                unaware: Cell::Empty,
                barriers: Cell::Empty,
            })
        },
    });
    NeedsResult { n, topics: topics.collect() }
}
