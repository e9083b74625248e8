//! What of the counts may be told apart, and when: in the night, at the end of a wave, and from one look to the next.

use std::collections::BTreeMap;

use super::{Cell, Counts, Dimension, REST, SENT, Tally, pages, sent, values};

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

/// What is told apart no longer. Done to what staff have seen as well as to what was counted, so that the one can still be
/// held against the other.
pub struct Merging {
    names: BTreeMap<Dimension, BTreeMap<String, String>>,
    /// The pages of which the days are still told, if not of all.
    told: Option<[String; 2]>,
}

impl Merging {
    /// Of days before `today` (`YYYY-MM-DD`).
    pub fn nightly(counts: &Counts, k: u64, today: &str) -> Merging {
        let is_past = |cell: &Cell| cell.dimension == Dimension::Day && cell.value.as_str() < today;
        let past =
            counts.iter().filter(|(cell, _)| is_past(cell)).map(|(cell, tally)| (cell.clone(), *tally)).collect();
        Merging { names: [(Dimension::Day, periods(&past, k, false))].into(), told: None }
    }

    /// When nobody comes any more. Of the days stays only how many began and sent: how many of a day came to a page that
    /// not all are asked would, over all days, set the answers of those who were in an order of time.
    pub fn at_the_end(counts: &Counts, k: u64) -> Merging {
        let days = pages(counts, Dimension::Day, None);
        let first = days.into_iter().max_by_key(|(_, tally)| tally.reached).map(|(page, _)| page);
        let names = [
            (Dimension::Day, periods(counts, k, true)),
            (Dimension::Locale, rare(counts, Dimension::Locale, k)),
            (Dimension::Device, rare(counts, Dimension::Device, k)),
        ];
        Merging { names: names.into(), told: Some([first.unwrap_or_default(), SENT.to_owned()]) }
    }

    /// What is left of these counts.
    pub fn of(&self, counts: &Counts) -> Counts {
        let mut merged = Counts::new();
        for (cell, tally) in counts {
            let Some(tally) = self.left(cell, tally) else { continue };
            let name = self.names.get(&cell.dimension).and_then(|names| names.get(&cell.value));
            let cell = Cell { value: name.unwrap_or(&cell.value).clone(), ..cell.clone() };
            merged.entry(cell).or_default().add(&tally);
        }
        merged
    }

    fn left(&self, cell: &Cell, tally: &Tally) -> Option<Tally> {
        match &self.told {
            Some(told) if cell.dimension == Dimension::Day => {
                told.contains(&cell.page).then(|| Tally { reached: tally.reached, ..Tally::default() })
            }
            _ => Some(*tally),
        }
    }
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
