//! The tables beside the figures. Every number is formatted for the reader; suppressed, none and zero look different.

use domain::{
    Locale,
    figure::DataTable,
    format,
    offer::Offer,
    report::{Based, Bound, Cell, Estimate, GapItem, GapResult, NeedDetail, NeedsResult, Priority, Quadrant},
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

fn head(german: &[&str], english: &[&str], locale: Locale) -> Vec<String> {
    (if locale.is_german() { german } else { english }).iter().map(|text| (*text).to_owned()).collect()
}

pub fn needs(needs: &NeedsResult, locale: Locale) -> DataTable {
    let has_detail = needs.topics.iter().any(|topic| !matches!(topic.detail, Cell::Empty));
    let mut names = head(&["Thema", "Rang", "Anteil"], &["Topic", "Rank", "Share"], locale);
    if has_detail {
        names.extend(head(
            &["Dringlichkeit", "Zufriedenheit", "MWDS", "RDS", "Kein Angebot bekannt"],
            &["Urgency", "Satisfaction", "MWDS", "RDS", "Knows no offer"],
            locale,
        ));
    }
    let rows = needs.topics.iter().map(|topic| {
        let name = vocabulary::topic_label(&topic.topic, locale).to_owned();
        let mut row = vec![name, topic.rank.to_string(), share(&topic.share, locale)];
        if has_detail {
            row.extend(detail(&topic.detail, locale));
        }
        row
    });
    DataTable { head: names, rows: rows.collect() }
}

fn detail(detail: &Cell<NeedDetail>, locale: Locale) -> Vec<String> {
    let number = |decimals| move |based: &Based<f64>| format::number(based.value, decimals, locale);
    let mean = |based: &Based<Estimate>| format::number(based.value.value, 1, locale);
    let part = |show: &dyn Fn(&NeedDetail) -> String| cell(detail, |detail| show(detail));
    vec![
        part(&|detail| cell(&detail.urgency, mean)),
        part(&|detail| cell(&detail.satisfaction, mean)),
        part(&|detail| cell(&detail.mwds, number(2))),
        part(&|detail| cell(&detail.rds, number(0))),
        part(&|detail| cell(&detail.unaware, |based| share(&based.value, locale))),
    ]
}

/// Needs beside the active offers on the same topic.
pub fn offers(needs: &NeedsResult, offers: &[Offer], locale: Locale) -> DataTable {
    let rows = needs.topics.iter().map(|topic| {
        let matching: Vec<&Offer> = offers
            .iter()
            .filter(|offer| offer.topics.contains(&topic.topic) || offer.secondary_topics.contains(&topic.topic))
            .collect();
        let seats: u32 = matching.iter().filter_map(|offer| offer.seats).sum();
        let unknown = matching.iter().filter(|offer| offer.seats.is_none()).count();
        vec![
            vocabulary::topic_label(&topic.topic, locale).to_owned(),
            share(&topic.share, locale),
            matching.len().to_string(),
            format::number(f64::from(seats), 0, locale),
            unknown.to_string(),
        ]
    });
    DataTable {
        head: head(
            &["Thema", "Bedarf", "Angebote", "Plätze im Jahr", "davon Plätze unbekannt"],
            &["Topic", "Need", "Offers", "Places a year", "places unknown"],
            locale,
        ),
        rows: rows.collect(),
    }
}

/// The gap engine row by row, most pressing first (Borich 1980; Narine & Harder 2021; Martilla & James 1977).
pub fn gap(gap: &GapResult, telling: &Telling) -> DataTable {
    let locale = telling.locale;
    let mut items: Vec<&GapItem> = gap.items.iter().collect();
    items.sort_by_key(|item| item.rank_mwds);
    let mut rows: Vec<Vec<String>> = items.into_iter().map(|item| gap_row(item, telling)).collect();
    let columns = rows.first().map_or(1, Vec::len);
    rows.extend(gap.hidden.iter().map(|row| {
        let mut hidden = vec!["•".to_owned(); columns];
        hidden[0] = telling.row_label(row);
        hidden
    }));
    DataTable {
        head: head(
            &[
                "Merkmal",
                "Rang",
                "n",
                "Wichtigkeit",
                "Erfüllung",
                "Abstand",
                "95-%-Bereich",
                "Top 2: Abstand",
                "MWDS",
                "RDS",
                "Feld",
                "Einordnung",
            ],
            &[
                "Item",
                "Rank",
                "n",
                "Importance",
                "Fulfilment",
                "Gap",
                "95% interval",
                "Top 2: gap",
                "MWDS",
                "RDS",
                "Quadrant",
                "Class",
            ],
            locale,
        ),
        rows,
    }
}

fn gap_row(item: &GapItem, telling: &Telling) -> Vec<String> {
    let locale = telling.locale;
    let number = |value, decimals| format::number(value, decimals, locale);
    let to = if locale.is_german() { "bis" } else { "to" };
    vec![
        telling.row_label(&item.item),
        item.rank_mwds.to_string(),
        item.n.to_string(),
        number(item.importance.value, 2),
        number(item.fulfilment.value, 2),
        number(item.gap.value, 2),
        format!("{} {to} {}", number(item.gap.lo, 2), number(item.gap.hi, 2)),
        cell(&item.top2_gap, |gap| {
            let points = |share: f64| number(100.0 * share, 0);
            format!("{} ({} {to} {})", points(gap.value), points(gap.lo), points(gap.hi))
        }),
        number(item.mwds, 2),
        number(item.rds, 1),
        quadrant(item.quadrant, locale).to_owned(),
        priority(item.priority, locale).to_owned(),
    ]
}

fn quadrant(quadrant: Quadrant, locale: Locale) -> &'static str {
    match (quadrant, locale.is_german()) {
        (Quadrant::Concentrate, true) => "hier handeln",
        (Quadrant::KeepUp, true) => "weiter so",
        (Quadrant::LowPriority, true) => "nachrangig",
        (Quadrant::Overkill, true) => "mehr als nötig",
        (Quadrant::Concentrate, false) => "concentrate here",
        (Quadrant::KeepUp, false) => "keep up",
        (Quadrant::LowPriority, false) => "low priority",
        (Quadrant::Overkill, false) => "possible overkill",
    }
}

fn priority(priority: Priority, locale: Locale) -> &'static str {
    match (priority, locale.is_german()) {
        (Priority::Act, true) => "handeln",
        (Priority::Watch, true) => "beobachten",
        (Priority::Keep, true) => "halten",
        (Priority::Minor, true) => "nachrangig",
        (Priority::Uncertain, true) => "unsicher",
        (Priority::Act, false) => "act",
        (Priority::Watch, false) => "watch",
        (Priority::Keep, false) => "keep",
        (Priority::Minor, false) => "minor",
        (Priority::Uncertain, false) => "uncertain",
    }
}
