//! The pages that set released figures side by side: a firm beside others, and two waves.

use axum::http::StatusCode;
use disclosure::Distribution;
use domain::{
    Locale, Pass, format,
    meaning::Role,
    report::{Cell, QuestionResult, Rating, Results, Shape, UniformAnswer},
    vocabulary,
};
use server::breakdown::Breakdown;

use super::{
    draw::Drawn,
    hold::{Held, number, only_hidden},
    hold_groups::{Stored, name},
    read::sheets,
};
use crate::app::TestApp;

/// A wave and what was released of it.
pub struct Side<'a> {
    pub slug: &'a str,
    pub drawn: &'a Drawn,
    pub results: &'a Results,
    pub breakdown: Option<&'a Breakdown>,
}

impl Side<'_> {
    fn rated(&self) -> impl Iterator<Item = (&QuestionResult, Role)> {
        let role = |question: &&QuestionResult| question.meaning.role;
        let both = |role: &Role| matches!(role, Role::Importance | Role::Fulfilment);
        self.results.questions.iter().filter_map(move |question| Some((question, role(&question).filter(both)?)))
    }

    fn find(&self, construct: &str, role: Role) -> Option<&QuestionResult> {
        let is_it = |(question, own): &(&QuestionResult, Role)| {
            *own == role && question.meaning.construct.as_ref().is_some_and(|own| own.as_str() == construct)
        };
        self.rated().find(is_it).map(|(question, _)| question)
    }
}

fn rating(question: &QuestionResult) -> Option<(&Rating, u64)> {
    match &question.distribution {
        Cell::Shown(told) => match &told.shape {
            Shape::Rating(rating) => Some((rating, told.n)),
            _ => None,
        },
        _ => None,
    }
}

/// A firm beside all others, and beside each group: quartiles of nothing but released counts. Gives the pages looked at.
pub async fn beside_others(app: &mut TestApp, side: &Side<'_>, held: &mut Held) -> u64 {
    let rows: Vec<(&QuestionResult, Role)> = side.rated().collect();
    let address = format!("/ergebnisse/{}/vergleich", side.slug);
    if rows.is_empty() {
        assert_eq!(app.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
        return 1;
    }
    let own: Vec<String> = rows.iter().map(|(row, role)| format!("{}=3", field(row, *role))).collect();
    let mut pages = 0;
    let groupings = side.breakdown.map_or(&[][..], |breakdown| &breakdown.groupings);
    let groups = groupings.iter().enumerate().flat_map(|(at, grouped)| {
        (0..grouped.groups.len()).map(move |group| Some((at, format!("{}~{group}", grouped.item), group)))
    });
    for group in std::iter::once(None).chain(groups) {
        let peers = group.as_ref().map_or("", |(_, name, _)| name.as_str());
        let page = app.get(&format!("{address}?gruppe={peers}&{}", own.join("&"))).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        pages += 1;
        let counts = |row: &QuestionResult| {
            let (at, _, group) = group.as_ref()?;
            let breakdown = side.breakdown?;
            let key = row.key.to_string();
            let item = breakdown.items.iter().find(|item| name(&item.aspect) == key)?;
            Stored { drawn: side.drawn, breakdown }.cells(item, *at).get(*group).cloned()
        };
        // Of k others at least: whoever asks may be one of those who answered.
        let are_enough = |n: u64| n > side.drawn.audience.k();
        let is_told = |row: &QuestionResult| matches!(counts(row), Some(Distribution::Counts { n, .. } | Distribution::Mostly { n, .. }) if are_enough(n));
        // Where a group is hidden in one row, all rows are compared with all firms.
        let is_narrow = group.is_some() && rows.iter().all(|(row, _)| is_told(row));
        for sheet in sheets(&page.text).iter().filter(|sheet| sheet.id.starts_with("vergleich-")) {
            for (row, _) in rows
                .iter()
                .filter(|(row, _)| (row.key.pass == Some(Pass::Importance)) == (sheet.id == "vergleich-wichtig"))
            {
                let label = row.key.row.as_ref().map(|part| format!("{} {part}", row.key.item)).unwrap_or_default();
                let quartiles = if is_narrow { counts(row).and_then(|told| of_group(&told)) } else { of_all(row) };
                let want = quartiles.filter(|(_, n)| are_enough(*n)).map(|([lower, median, upper], n)| {
                    [number(lower, 1), number(median, 1), number(upper, 1), n.to_string()]
                });
                let want = want.unwrap_or_else(|| ["•"; 4].map(str::to_owned));
                // Where nothing is told at all there is one row, named by the question.
                let Some(found) = sheet.row(&label).or_else(|| only_hidden(sheet)) else {
                    held.missing(&sheet.id, &label);
                    continue;
                };
                for (shown, want) in found[2..].iter().zip(&want) {
                    held.cell(&format!("{address}?gruppe={peers}: {label}"), Some(shown), want);
                }
            }
        }
    }
    pages
}

fn field(row: &QuestionResult, role: Role) -> String {
    let construct = row.meaning.construct.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{}.{construct}", if role == Role::Importance { "w" } else { "e" })
}

fn of_all(row: &QuestionResult) -> Option<([f64; 3], u64)> {
    let told = row.distribution.shown()?;
    match &told.shape {
        Shape::Rating(rating) => Some((quartiles(&rating.counts), told.n)),
        Shape::Uniform { answer: UniformAnswer::Points(low, high), at_least } if low == high && *at_least > 0.75 => {
            Some(([f64::from(*low); 3], told.n))
        }
        _ => None,
    }
}

fn of_group(told: &Distribution) -> Option<([f64; 3], u64)> {
    match told {
        Distribution::Counts { n, counts, .. } => Some((quartiles(counts), *n)),
        Distribution::Mostly { n, category, at_least, .. } if *at_least > 0.75 => {
            Some(([(category + 1) as f64; 3], *n))
        }
        _ => None,
    }
}

/// Answer by answer: the mean of the two beside a quarter, where it falls between two.
fn quartiles(counts: &[u64]) -> [f64; 3] {
    let each = counts.iter().zip(1..).flat_map(|(count, point)| vec![f64::from(point); *count as usize]);
    let sorted: Vec<f64> = each.collect();
    [1, 2, 3].map(|quarter| {
        let (at, between) = (sorted.len() * quarter / 4, (sorted.len() * quarter).is_multiple_of(4));
        if between { f64::midpoint(sorted[at - 1], sorted[at]) } else { sorted[at] }
    })
}

/// Fewer answers in one of two waves are not compared.
const FEWEST: u64 = 10;

/// Two waves side by side: means of both, as each of them shows them.
pub async fn side_by_side(app: &mut TestApp, address: &str, sides: [&Side<'_>; 2], held: &mut Held) {
    let page = app.get(address).await;
    let shared = |role| {
        let constructs = sides[1].rated().filter(move |(_, own)| *own == role);
        let both = move |construct: &str| {
            let of = |side: &Side| {
                let told = side.find(construct, role).and_then(rating).filter(|(_, n)| *n >= FEWEST);
                told.map(|(rating, n)| (rating.mean.value, n))
            };
            of(sides[0]).zip(of(sides[1]))
        };
        constructs.filter_map(move |(question, _)| {
            let construct = question.meaning.construct.as_ref()?;
            let label = vocabulary::construct(construct)?.label.get(Locale::DeSie).to_owned();
            Some((label, both(construct.as_str())))
        })
    };
    let found = sheets(&page.text);
    if address.starts_with("/verlauf/") {
        super::courses::over_both(app, address, &found, sides, held).await;
    }
    for (id, role) in [("wichtig", Role::Importance), ("gelingt", Role::Fulfilment)] {
        let rows: Vec<_> = shared(role).collect();
        let sheet = found.iter().find(|sheet| sheet.id == id);
        for (label, pair) in rows {
            let row = sheet.and_then(|sheet| sheet.row(&label));
            let place = format!("{address}: {id}, {label}");
            match (pair, row) {
                (Some(((a, n), (b, m))), Some(row)) => {
                    let want = [number(a, 2), number(b, 2), format::signed(b - a, 2, Locale::DeSie)];
                    want.iter().zip(&row[1..]).for_each(|(want, shown)| held.cell(&place, Some(shown), want));
                    held.cell(&place, row.get(5).map(String::as_str), &n.to_string());
                    held.cell(&place, row.get(6).map(String::as_str), &m.to_string());
                }
                (None, None) => {}
                (Some(_), None) => held.missing(&place, "its row"),
                (None, Some(_)) => held.wrong.push(format!("{place} is told, and hidden in one of the waves")),
            }
        }
        if let Some(sheet) = sheet {
            let file = app.get(&address.replace('?', &format!("/{id}.csv?"))).await;
            let of_file = super::read::csv_sheet(id, &file.text, 3);
            if of_file != *sheet {
                held.wrong.push(format!("{address}: {id}.csv is not the table of its page"));
            }
        }
    }
}
