//! The tables beside the figures. Every number is formatted for the reader; suppressed, none and zero look different.

use domain::{
    Locale,
    figure::DataTable,
    format,
    guard::Guard,
    offer::{Offer, Supply},
    report::{Based, Bound, Cell, Estimate, GapItem, GapResult, NeedDetail, NeedsResult, RankInterval, TopicNeed},
    vocabulary,
};

use super::Telling;

/// "•" hides a figure behind which too few stand; "–" is where there is none.
fn cell<T>(cell: &Cell<T>, show: impl FnOnce(&T) -> String) -> String {
    match cell {
        Cell::Shown(value) => show(value),
        Cell::Suppressed => "•".to_owned(),
        Cell::Empty => "–".to_owned(),
    }
}

fn share(estimate: &Estimate, locale: Locale) -> String {
    let percent = format::percent(estimate.value, 0, locale);
    match estimate.bound() {
        Bound::None => percent,
        Bound::AtMost => format!("≤ {percent}"),
        Bound::AtLeast => format!("≥ {percent}"),
    }
}

/// "3 (2–6)": the rank, and between which it lies in 95 of 100 samples.
fn rank(rank: u32, interval: Option<RankInterval>) -> String {
    match interval {
        Some(RankInterval { lo, hi }) if lo < hi => format!("{rank} ({lo}–{hi})"),
        _ => rank.to_string(),
    }
}

fn head(german: &[&str], english: &[&str], locale: Locale) -> Vec<String> {
    (if locale.is_german() { german } else { english }).iter().map(|text| (*text).to_owned()).collect()
}

/// How the needs rank by urgency against satisfaction; nothing where urgency was not asked.
pub fn needs(needs: &NeedsResult, locale: Locale) -> DataTable {
    let mut topics: Vec<&TopicNeed> = needs.topics.iter().collect();
    if topics.iter().all(|topic| topic.detail == Cell::Empty) {
        return DataTable::default();
    }
    topics.sort_by_key(|topic| topic.rank);
    let score = |decimals| move |based: &Based<f64>| format::number(based.value, decimals, locale);
    let rows = topics.into_iter().map(|topic| {
        let part = |show: &dyn Fn(&NeedDetail) -> String| cell(&topic.detail, |detail| show(detail));
        vec![
            vocabulary::topic_label(&topic.topic, locale).to_owned(),
            rank(topic.rank, topic.rank_interval),
            part(&|detail| cell(&detail.mwds, score(2))),
            part(&|detail| cell(&detail.rds, score(0))),
        ]
    });
    DataTable {
        head: head(&["Thema", "Rang nach MWDS", "MWDS", "RDS"], &["Topic", "Rank by MWDS", "MWDS", "RDS"], locale),
        rows: rows.collect(),
    }
}

/// Needs beside the active offers on the same topic, most frequent first.
pub fn offers(needs: &NeedsResult, offers: &[Offer], locale: Locale) -> DataTable {
    let mut topics: Vec<&TopicNeed> = needs.topics.iter().collect();
    topics.sort_by(|a, b| b.share.value.total_cmp(&a.share.value).then(a.rank.cmp(&b.rank)));
    let count = |value: usize| format::count(value as u64, locale);
    let rows = topics.into_iter().map(|topic| {
        let supply = Supply::of(&topic.topic, offers);
        vec![
            vocabulary::topic_label(&topic.topic, locale).to_owned(),
            share(&topic.share, locale),
            count(supply.offers),
            count(supply.seats as usize),
            count(supply.unknown),
        ]
    });
    DataTable {
        head: head(
            &["Thema", "Bedarf", "Angebote", "Plätze im Jahr", "Angebote ohne Platzzahl"],
            &["Topic", "Need", "Offers", "Places a year", "Offers without places"],
            locale,
        ),
        rows: rows.collect(),
    }
}

/// The gap engine row by row, in the order and with the numbers of the charts (Borich 1980; Narine & Harder 2021; Martilla & James 1977).
pub fn gap(gap: &GapResult, telling: &Telling) -> DataTable {
    let locale = telling.locale;
    let items = gap.by_gap().into_iter().zip(1..);
    let mut rows: Vec<Vec<String>> = items.map(|(item, number)| gap_row((gap, item), number, telling)).collect();
    let columns = rows.first().map_or(1, Vec::len);
    rows.extend(gap.hidden.iter().map(|row| {
        let mut hidden = vec!["•".to_owned(); columns];
        hidden[0] = telling.row_label(row);
        hidden
    }));
    let names = head(
        &[
            "Merkmal",
            "Nummer",
            "n",
            "Wichtigkeit",
            "Erfüllung",
            "Abstand",
            "Unsicherheit (95\u{202f}%)",
            "Top 2: Abstand",
            "MWDS",
            "Rang nach MWDS",
            "RDS",
            "Rang nach RDS",
            "Feld",
            "Einordnung",
        ],
        &[
            "Item",
            "Number",
            "n",
            "Importance",
            "Fulfilment",
            "Gap",
            "Uncertainty (95%)",
            "Top 2: gap",
            "MWDS",
            "Rank by MWDS",
            "RDS",
            "Rank by RDS",
            "Field",
            "Class",
        ],
        locale,
    );
    DataTable { head: names, rows }
}

/// So far apart the two ranks are no longer the same finding (methods.md §6.3).
const RANKS_APART: u32 = 3;

/// Says so where it is far from the rank by MWDS.
fn rank_by_rds(item: &GapItem, locale: Locale) -> String {
    match (item.rank_rds.abs_diff(item.rank_mwds) > RANKS_APART, locale.is_german()) {
        (false, _) => item.rank_rds.to_string(),
        (true, true) => format!("{} (weicht ab)", item.rank_rds),
        (true, false) => format!("{} (differs)", item.rank_rds),
    }
}

fn gap_row((gap, item): (&GapResult, &GapItem), number_in_chart: usize, telling: &Telling) -> Vec<String> {
    let locale = telling.locale;
    let number = |value, decimals| format::number(value, decimals, locale);
    let to = if locale.is_german() { "bis" } else { "to" };
    // Of very few answers there is no interval, neither here nor in the charts.
    let has_interval = Guard::of(item.n).bears_interval();
    let interval = match has_interval {
        true => format!("{} {to} {}", number(item.gap.lo, 2), number(item.gap.hi, 2)),
        false => "–".to_owned(),
    };
    let top2 = |gap: &Estimate| {
        let points = |share: f64| number(100.0 * share, 0);
        match has_interval {
            true => format!("{} ({} {to} {})", points(gap.value), points(gap.lo), points(gap.hi)),
            false => points(gap.value),
        }
    };
    vec![
        telling.row_label(&item.item),
        number_in_chart.to_string(),
        format::count(item.n, locale),
        number(item.importance.value, 2),
        number(item.fulfilment.value, 2),
        number(item.gap.value, 2),
        interval,
        cell(&item.top2_gap, top2),
        number(item.mwds, 2),
        rank(item.rank_mwds, item.rank_interval),
        number(item.rds, 1),
        rank_by_rds(item, locale),
        charts::field_name(gap.field(item, telling.cross_hair), locale).to_owned(),
        charts::class_name(item.class(), locale).to_owned(),
    ]
}
