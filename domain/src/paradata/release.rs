//! What of the counts may be told apart, and when: in the night, at the end of a wave, and from one look to the next.

use std::collections::BTreeMap;

use super::{Cell, Counts, Dimension, REST, Tally, pages, sent, values};

/// Which day stands for which: days on which fewer than k have sent are put together with those that follow, under the
/// last of them, until there are k. If no more days come (`over`), what is left at the end joins what was before.
pub fn periods(counts: &Counts, k: u64, over: bool) -> BTreeMap<String, String> {
    let mut groups: Vec<(Vec<&str>, u64)> = Vec::new();
    for day in values(counts, Dimension::Day) {
        if groups.last().is_none_or(|(_, senders)| *senders >= k) {
            groups.push(Default::default());
        }
        let Some((days, senders)) = groups.last_mut() else { continue };
        days.push(day);
        *senders += sent(&pages(counts, Dimension::Day, Some(day)));
    }
    if over
        && groups.len() > 1
        && let Some((days, _)) = groups.pop_if(|(_, senders)| *senders < k)
        && let Some((before, _)) = groups.last_mut()
    {
        before.extend(days);
    }
    let named = groups.iter().filter_map(|(days, _)| Some((days, *days.last()?)));
    named.flat_map(|(days, name)| days.iter().map(move |day| ((*day).to_owned(), name.to_owned()))).collect()
}

/// As what languages or devices count in which fewer than k have sent: together as [`REST`], and if they are fewer than k
/// even so, as the one that most have used.
pub fn rare(counts: &Counts, dimension: Dimension, k: u64) -> BTreeMap<String, String> {
    let sizes: Vec<(&str, u64)> = values(counts, dimension)
        .into_iter()
        .map(|value| (value, sent(&pages(counts, dimension, Some(value)))))
        .collect();
    let (many, few): (Vec<_>, Vec<_>) = sizes.into_iter().partition(|(value, senders)| *senders >= k && *value != REST);
    let rest: u64 = few.iter().map(|(_, senders)| senders).sum();
    let name = match many.iter().max_by_key(|(_, senders)| *senders) {
        Some((largest, _)) if rest < k => *largest,
        _ => REST,
    };
    few.into_iter().map(|(value, _)| (value.to_owned(), name.to_owned())).collect()
}

/// With the days before `today` (`YYYY-MM-DD`) put together.
pub fn nightly(counts: &Counts, k: u64, today: &str) -> Counts {
    let is_past = |cell: &Cell| cell.dimension == Dimension::Day && cell.value.as_str() < today;
    let past = counts.iter().filter(|(cell, _)| is_past(cell)).map(|(cell, tally)| (cell.clone(), *tally)).collect();
    renamed(counts, Dimension::Day, &periods(&past, k, false))
}

/// What stays when no more people come. Of the days only how many began and sent: how many of a day came to a page that
/// not all are asked would, over all days, set the answers of those who were in an order of time.
pub fn settled(counts: &Counts, k: u64) -> Counts {
    let mut settled = renamed(counts, Dimension::Day, &periods(counts, k, true));
    for dimension in [Dimension::Locale, Dimension::Device] {
        settled = renamed(&settled, dimension, &rare(counts, dimension, k));
    }
    let days = pages(counts, Dimension::Day, None);
    let first = days.iter().max_by_key(|(_, tally)| tally.reached).map(|(page, _)| page.as_str());
    settled.retain(|cell, tally| {
        if cell.dimension == Dimension::Day {
            *tally = Tally { reached: tally.reached, ..Tally::default() };
        }
        cell.dimension != Dimension::Day || cell.page == super::SENT || Some(cell.page.as_str()) == first
    });
    settled
}

fn renamed(counts: &Counts, dimension: Dimension, names: &BTreeMap<String, String>) -> Counts {
    let mut renamed = Counts::new();
    for (cell, tally) in counts {
        let name = names.get(&cell.value).filter(|_| cell.dimension == dimension);
        let cell = Cell { value: name.unwrap_or(&cell.value).clone(), ..cell.clone() };
        renamed.entry(cell).or_default().add(tally);
    }
    renamed
}

/// What is shown of `now` to those who have seen `before`: each count as it was, until k more have come to that page. So
/// no two looks differ by a few people, and nothing is shown that fewer than k stand behind.
pub fn released(before: &Counts, now: &Counts, k: u64) -> Counts {
    let shown = now.iter().filter_map(|(cell, tally)| {
        let seen = before.get(cell).copied().unwrap_or_default();
        let is_new = tally.reached >= seen.reached + k;
        // What was put together or cut since is not shown as it was.
        let shown = if is_new { *tally } else { seen.at_most(tally) };
        (shown.reached > 0).then(|| (cell.clone(), shown))
    });
    shown.collect()
}
