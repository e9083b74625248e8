//! How many places on a topic can be reached from each municipality. Offers are public and nobody's answers, so nothing
//! has to be released.

use domain::{
    Locale,
    figure::{DataTable, Figure},
    format,
    offer::Supply,
    place::Municipality,
};

use super::{Fill, map, places, tile};
use crate::{
    Look,
    caption::{Base, Caption, Story},
    ink::Ink,
    text,
    words::{self, Absence, quote},
};

/// Few, more, many: as many places to each as there are, as far as equal numbers allow.
const INKS: [Ink; 3] = [Ink::Ramp3, Ink::Ramp4, Ink::Ramp5];

/// `found`: what can be reached from each municipality of the region. `minutes`: how far away that may be.
pub fn seats_map(
    caption: &Caption,
    topic: &str,
    minutes: f64,
    found: &[(Municipality, Supply)],
    look: &Look,
) -> Figure {
    let locale = look.locale;
    if found.is_empty() {
        return caption.absent(look, Absence::Empty, head(locale));
    }
    let classes = Classes::of(found.iter().map(|(_, supply)| supply.seats));
    let table = DataTable {
        head: head(locale),
        rows: found.iter().map(|(place, supply)| line(place, supply, locale)).collect(),
    };
    let (title, desc) = (title(topic, minutes, found, locale), desc(found, locale));
    let tiles = found.iter().map(|(place, supply)| tile(place, classes.fill(supply), figure(supply, locale)));
    let map = map(tiles.collect(), classes.labels(locale), others(locale).to_vec(), locale);
    caption.figure(look, Story { title, desc, base: Base(None), table }, |width| map.picture(width))
}

/// The numbers of a class, smallest and largest.
struct Classes(Vec<(u32, u32)>);

impl Classes {
    fn of(seats: impl Iterator<Item = u32>) -> Classes {
        let mut some: Vec<u32> = seats.filter(|seats| *seats > 0).collect();
        some.sort_unstable();
        let mut classes: Vec<(u32, u32)> = Vec::new();
        let mut from = 0;
        for third in 1..=INKS.len() {
            let until = some.len() * third / INKS.len();
            // Equal numbers are in one class.
            let until = (until..some.len()).find(|at| *at == 0 || some[*at] != some[at - 1]).unwrap_or(some.len());
            if until > from {
                classes.push((some[from], some[until - 1]));
                from = until;
            }
        }
        Classes(classes)
    }

    /// With few classes the outer inks.
    fn ink(&self, class: usize) -> Ink {
        let last = INKS.len() - 1;
        match self.0.len() {
            0 | 1 => INKS[1],
            classes => INKS[class * last / (classes - 1)],
        }
    }

    fn fill(&self, supply: &Supply) -> Fill {
        let class = self.0.iter().position(|(_, most)| supply.seats <= *most);
        match (supply.seats, supply.unknown, class) {
            (1.., _, Some(class)) => Fill::Class(self.ink(class)),
            (_, 1.., _) => Fill::Unknown,
            _ => Fill::Zero,
        }
    }

    fn labels(&self, locale: Locale) -> Vec<(Fill, String)> {
        let number = |seats: &u32| format::count(u64::from(*seats), locale);
        let label = |(class, (least, most)): (usize, &(u32, u32))| {
            let range = words::range(&number(least), &number(most), locale);
            let unit = match (class, *most, locale.is_german()) {
                (1.., ..) => "",
                (_, 1, true) => " Platz",
                (_, _, true) => " Plätze",
                (_, 1, false) => " place",
                (_, _, false) => " places",
            };
            (Fill::Class(self.ink(class)), format!("{range}{unit}"))
        };
        self.0.iter().enumerate().map(label).collect()
    }
}

fn others(locale: Locale) -> [(Fill, &'static str); 2] {
    match locale.is_german() {
        true => [(Fill::Zero, "kein Platz erreichbar"), (Fill::Unknown, "? Angebot da, Platzzahl unbekannt")],
        false => [(Fill::Zero, "no place within reach"), (Fill::Unknown, "? an offer, its places unknown")],
    }
}

/// "12", "≥ 12" where some offers do not say, "?" where none does.
fn figure(supply: &Supply, locale: Locale) -> String {
    let seats = format::count(u64::from(supply.seats), locale);
    match (supply.seats, supply.unknown) {
        (0, 1..) => "?".to_owned(),
        (_, 1..) => format!("≥\u{a0}{seats}"),
        _ => seats,
    }
}

fn title(topic: &str, minutes: f64, found: &[(Municipality, Supply)], locale: Locale) -> String {
    let (topic, minutes) = (quote(&text::clean(topic), locale), format::shortest(minutes, locale));
    let is_none = |supply: &Supply| supply.seats == 0 && supply.unknown == 0;
    let none: Vec<&str> =
        found.iter().filter(|(_, supply)| is_none(supply)).map(|(place, _)| place.name.as_str()).collect();
    let by_seats = |pick: fn(&Supply) -> u32| found.iter().map(move |(_, supply)| pick(supply));
    let (least, most) = (
        by_seats(|supply| supply.seats).min().unwrap_or_default(),
        by_seats(|supply| supply.seats).max().unwrap_or_default(),
    );
    let lowest: Vec<&str> =
        found.iter().filter(|(_, supply)| supply.seats == least).map(|(place, _)| place.name.as_str()).collect();
    let (lowest, count) = (places(&lowest, locale), format::count(u64::from(least), locale));
    match (none.len(), least, locale.is_german()) {
        (all, _, true) if all == found.len() => {
            format!("Für {topic} ist nirgends ein Platz in {minutes} Minuten erreichbar")
        }
        (all, _, false) if all == found.len() => format!("No place for {topic} is within {minutes} minutes anywhere"),
        (1.., _, true) => {
            format!("In {} ist kein Platz für {topic} in {minutes} Minuten erreichbar", places(&none, locale))
        }
        (1.., _, false) => format!("In {} no place for {topic} is within {minutes} minutes", places(&none, locale)),
        (_, 0, true) => {
            format!("Angebote für {topic} sind überall erreichbar, ihre Platzzahl ist nicht überall bekannt")
        }
        (_, 0, false) => {
            format!("Offers for {topic} are within reach everywhere, their places are not known everywhere")
        }
        (_, _, true) if least == most => format!("Für {topic} sind überall gleich viele Plätze erreichbar: {count}"),
        (_, _, false) if least == most => {
            format!("The same number of places for {topic} is within reach everywhere: {count}")
        }
        (_, _, true) => format!("Plätze für {topic} sind überall erreichbar, am wenigsten in {lowest} ({count})"),
        (_, _, false) => format!("Places for {topic} are within reach everywhere, fewest in {lowest} ({count})"),
    }
}

fn desc(found: &[(Municipality, Supply)], locale: Locale) -> String {
    let by_seats = |(_, supply): &&(Municipality, Supply)| supply.seats;
    let told = |found: Option<&(Municipality, Supply)>| {
        found.map(|(place, supply)| (text::clean(&place.name), figure(supply, locale)))
    };
    // Where no offer says how many, there may be many.
    let known = || found.iter().filter(|(_, supply)| supply.seats > 0 || supply.unknown == 0);
    let is_partly = known().count() < found.len();
    let (Some((low, least)), Some((high, most))) =
        (told(known().min_by_key(by_seats)), told(known().rev().max_by_key(by_seats)))
    else {
        let nowhere = [
            "Wie viele Plätze erreichbar sind, ist nirgends bekannt.",
            "How many places are within reach is known nowhere.",
        ];
        return nowhere[usize::from(!locale.is_german())].to_owned();
    };
    let told = match (least == most, locale.is_german()) {
        (true, true) if is_partly => format!("Wo die Platzzahl bekannt ist, sind im Jahr {least} Plätze erreichbar."),
        (true, false) if is_partly => format!("Where their number is known, {least} places a year are within reach."),
        (true, true) => format!("Erreichbare Plätze im Jahr sind es überall {least}."),
        (true, false) => format!("The places within reach a year are {least} everywhere."),
        (false, true) => format!(
            "Am wenigsten Plätze im Jahr sind von {low} aus erreichbar ({least}), am meisten von {high} aus ({most})."
        ),
        (false, false) => {
            format!("The fewest places a year are within reach of {low} ({least}), the most of {high} ({most}).")
        }
    };
    match (is_partly && least != most, locale.is_german()) {
        (false, _) => told,
        (true, true) => format!("{told} Nicht überall ist die Platzzahl bekannt."),
        (true, false) => format!("{told} The number of places is not known everywhere."),
    }
}

fn head(locale: Locale) -> Vec<String> {
    let words = match locale.is_german() {
        true => ["Gemeinde", "Kreis", "erreichbare Plätze", "erreichbare Angebote", "davon ohne Platzzahl"],
        false => ["Municipality", "Kreis", "places within reach", "offers within reach", "of these without a number"],
    };
    words.map(str::to_owned).to_vec()
}

fn line(place: &Municipality, supply: &Supply, locale: Locale) -> Vec<String> {
    vec![
        text::clean(&place.name),
        text::clean(&place.kreis),
        figure(supply, locale),
        format::count(supply.offers as u64, locale),
        format::count(supply.unknown as u64, locale),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_hold_a_third_each_and_equal_numbers_together() {
        let classes = |seats: &[u32]| Classes::of(seats.iter().copied()).0;
        assert_eq!(classes(&[0, 0]), []);
        assert_eq!(classes(&[0, 6, 6]), [(6, 6)]);
        assert_eq!(classes(&[6, 12]), [(6, 6), (12, 12)]);
        assert_eq!(classes(&[1, 2, 3, 4, 5, 6, 0]), [(1, 2), (3, 4), (5, 6)]);
        assert_eq!(classes(&[4, 4, 4, 4, 4, 9]), [(4, 4), (9, 9)]);
    }
}
