//! What a comparison says first: the sentence over its pictures, made of the same differences.

use domain::{Locale, disclosure::Released, format, id::ConstructId, meaning::Role, report::Difference};

use super::Sides;
use crate::words::quote;

/// A blind spot where there is one, called so: it need not be the widest difference. Else the widest certain one of
/// either role, in words that say which; else that none is certain. `is_blind_spot` knows what the second group acts on.
pub fn headline(
    found: Released<&[Difference]>,
    sides: &Sides,
    is_blind_spot: &dyn Fn(&Difference) -> bool,
    label: &dyn Fn(&ConstructId) -> String,
    locale: Locale,
) -> String {
    plain(found.get(), sides, is_blind_spot, label, locale)
}

pub(crate) fn plain(
    found: &[Difference],
    sides: &Sides,
    is_blind_spot: &dyn Fn(&Difference) -> bool,
    label: &dyn Fn(&ConstructId) -> String,
    locale: Locale,
) -> String {
    let mut certain: Vec<&Difference> = found.iter().filter(|found| found.is_certain()).collect();
    certain.sort_by(|a, b| b.by_weight(a));
    let name = |found: &Difference| quote(&label(&found.construct), locale);
    let german = locale.is_german();
    match (sides, certain.iter().find(|found| is_blind_spot(found)), certain.first()) {
        (Sides::Audiences { first, second }, Some(blind), _) => {
            let spot = if german { "Blinder Fleck" } else { "Blind spot" };
            format!("{spot}: {}. {}", name(blind), both_give(blind, [first, second], locale))
        }
        (Sides::Audiences { first, second }, None, Some(widest)) => {
            let subject = subject(widest.role, &name(widest), locale);
            let apart = if german { "Am weitesten auseinander" } else { "Furthest apart" };
            format!("{apart}: {subject}. {}", both_give(widest, [first, second], locale))
        }
        (Sides::Years { first, second }, _, Some(widest)) => changed(widest, &name(widest), [first, second], locale),
        (Sides::Audiences { .. }, None, None) if german => "Kein Unterschied ist sicher".to_owned(),
        (Sides::Audiences { .. }, None, None) => "No difference is certain".to_owned(),
        (Sides::Years { .. }, _, None) if german => "Nichts hat sich sicher verändert".to_owned(),
        (Sides::Years { .. }, _, None) => "Nothing has certainly changed".to_owned(),
    }
}

fn subject(role: Role, name: &str, locale: Locale) -> String {
    match (role, locale.is_german()) {
        (Role::Importance, true) => format!("wie wichtig {name} ist"),
        (Role::Importance, false) => format!("how much {name} matters"),
        (_, true) => format!("wie gut {name} gelingt"),
        (_, false) => format!("how well {name} works"),
    }
}

/// "Betriebe geben sich 3,9 Punkte, Auszubildende geben 3,3."
fn both_give(found: &Difference, [firms, apprentices]: [&String; 2], locale: Locale) -> String {
    let [first, second] = means(found, locale);
    match (found.role, locale.is_german()) {
        (Role::Importance, true) => format!("{firms} vermuten {first}\u{a0}Punkte, {apprentices} geben {second}."),
        (_, true) => format!("{firms} geben sich {first}\u{a0}Punkte, {apprentices} geben {second}."),
        (Role::Importance, false) => {
            format!("{} expect {first} points, {apprentices} give {second}.", capitalised(firms))
        }
        (_, false) => format!("{} give themselves {first} points, {apprentices} give {second}.", capitalised(firms)),
    }
}

fn changed(found: &Difference, name: &str, [earlier, later]: [&String; 2], locale: Locale) -> String {
    let [first, second] = means(found, locale);
    let has_risen = found.difference.value > 0.0;
    let how = match (found.role, has_risen, locale.is_german()) {
        (Role::Importance, true, true) => "ist wichtiger geworden",
        (Role::Importance, false, true) => "ist weniger wichtig geworden",
        (_, true, true) => "gelingt besser",
        (_, false, true) => "gelingt schlechter",
        (Role::Importance, true, false) => "matters more",
        (Role::Importance, false, false) => "matters less",
        (_, true, false) => "works better",
        (_, false, false) => "works less well",
    };
    match locale.is_german() {
        true => format!("Am meisten verändert: {name} {how}, {earlier} noch {first}\u{a0}Punkte, {later} {second}."),
        false => format!("Changed most: {name} {how}, {first} points in {earlier}, {second} in {later}."),
    }
}

fn means(found: &Difference, locale: Locale) -> [String; 2] {
    [&found.first, &found.second].map(|mean| format::number(mean.value, 1, locale))
}

/// At the start of a sentence.
fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
