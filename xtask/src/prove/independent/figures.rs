//! The numbers of a JSON object by their place, beside those that R wrote down for the same places.

use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

/// Differences count relative to R's value, absolutely where that is smaller than this: an error of a ten thousandth is
/// still compared to its third digit.
const SMALL: f64 = 1e-3;
const TOLERANCE: f64 = 1e-6;
/// How a procedure went, not what it found.
const COURSE: [&str; 3] = ["converged", "largest_error", "sweeps"];
/// The name of an estimate among the fields of an item: several may be of one column.
const ESTIMATES: [&str; 5] = ["mean", "total", "ratio", "median", "p"];

/// The place of a command that gave no figures.
const REFUSED: &str = "refused";

/// What is compared, in the words of the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Count,
    Estimate,
    Error,
    End,
    Test,
    Weight,
}

impl Kind {
    pub const ALL: [Self; 6] = [Self::Count, Self::Estimate, Self::Error, Self::End, Self::Test, Self::Weight];

    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "counts",
            Self::Estimate => "shares, means, totals, ratios and medians",
            Self::Error => "standard errors, degrees of freedom and design effects",
            Self::End => "ends of intervals",
            Self::Test => "figures of tests and of association",
            Self::Weight => "weights and what became of them",
        }
    }

    /// By the place of a value in the JSON of a command.
    fn of(place: &str) -> Self {
        let field = place.rsplit('/').next().unwrap_or(place);
        match field {
            _ if place.starts_with("cell_weights/") || place.starts_with("raking/") => Self::Weight,
            "n" | "count" => Self::Count,
            "mean" | "total" | "ratio" | "median" | "share" => Self::Estimate,
            "p" if place.starts_with("items/") => Self::Estimate,
            "lo" | "hi" | "0" | "1" => Self::End,
            "se" | "total_se" | "n_eff" | "df" | "deff_wo" | "deff_replace" | "kish_deff" | "kish_neff" => Self::Error,
            _ => Self::Test,
        }
    }
}

/// Numbers by command and place.
#[derive(Default)]
pub struct Values(BTreeMap<(usize, String), f64>);

impl Values {
    /// Lines of command, place and number, with tabs between.
    pub fn of_r(text: &str) -> Result<Self> {
        let read = |line: &str| {
            let mut parts = line.split('\t');
            let mut next = || parts.next().with_context(|| format!("\"{line}\" lacks a part"));
            let (command, place, value) = (next()?.parse()?, next()?.to_owned(), next()?.trim().parse()?);
            Ok(((command, place), value))
        };
        text.lines().map(read).collect::<Result<_>>().map(Self)
    }

    pub fn read_json(&mut self, command: usize, json: &Value) {
        self.read(command, "", json);
    }

    /// The command gave no figures.
    pub fn refuse(&mut self, command: usize) {
        self.0.insert((command, REFUSED.to_owned()), 1.0);
    }

    pub fn refused(&self) -> u64 {
        self.0.keys().filter(|(_, place)| place == REFUSED).count() as u64
    }

    fn read(&mut self, command: usize, place: &str, json: &Value) {
        let below = |name: &str| if place.is_empty() { name.to_owned() } else { format!("{place}/{name}") };
        match json {
            Value::Number(number) => {
                self.0.extend(number.as_f64().map(|number| ((command, place.to_owned()), number)));
            }
            Value::Object(fields) => {
                for (name, field) in fields.iter().filter(|(name, _)| is_compared(name, fields)) {
                    match field {
                        // Of everything named only the chosen method is a finding.
                        Value::String(text) if name == "method" => {
                            self.0.insert((command, below(&format!("method={text}"))), 1.0);
                        }
                        field => self.read(command, &below(name), field),
                    }
                }
            }
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.read(command, &below(&name_of(item, at)), item);
                }
            }
            Value::Null | Value::Bool(_) | Value::String(_) => {}
        }
    }
}

/// The p value of a permutation is left to chance.
fn is_compared(name: &str, fields: &Map<String, Value>) -> bool {
    let is_chance = name == "p" && fields.get("method").is_some_and(|method| method == "permutation");
    !is_chance && !COURSE.contains(&name)
}

/// The texts of an item, by the names of their fields, say which it is; else its number does.
fn name_of(item: &Value, at: usize) -> String {
    let texts: Vec<&str> = match item {
        Value::Object(fields) => {
            let estimate = ESTIMATES.into_iter().find(|name| fields.contains_key(*name));
            let in_order: BTreeMap<_, _> = fields.iter().collect();
            in_order.into_values().filter_map(Value::as_str).chain(estimate).collect()
        }
        Value::Array(parts) => parts.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if texts.is_empty() { at.to_string() } else { texts.join(" ") }
}

/// Ours beside R's.
#[derive(Default)]
pub struct Comparison {
    compared: BTreeMap<Kind, u64>,
    /// What differs, or is on one side only, in words.
    pub off: Vec<String>,
    pub largest: f64,
}

impl Comparison {
    pub fn of(ours: &Values, theirs: &Values) -> Self {
        let mut found = Self::default();
        let places: BTreeSet<_> = ours.0.keys().chain(theirs.0.keys()).collect();
        for place in places {
            match (ours.0.get(place), theirs.0.get(place)) {
                (Some(a), Some(b)) => found.compare(place, *a, *b),
                (a, b) => found.off.push(format!("{place:?}: ours {a:?}, R's {b:?}")),
            }
        }
        found
    }

    fn compare(&mut self, place: &(usize, String), ours: f64, theirs: f64) {
        let kind = Kind::of(&place.1);
        *self.compared.entry(kind).or_default() += 1;
        let difference = (ours - theirs).abs() / theirs.abs().max(SMALL);
        self.largest = self.largest.max(difference);
        let allowed = if kind == Kind::Count { 0.0 } else { TOLERANCE };
        if difference.is_nan() || difference > allowed {
            self.off.push(format!("{place:?}: ours {ours}, R's {theirs}"));
        }
    }

    pub fn compared(&self, kind: Kind) -> u64 {
        self.compared.get(&kind).copied().unwrap_or_default()
    }
}

impl AddAssign for Comparison {
    fn add_assign(&mut self, other: Self) {
        for (kind, times) in other.compared {
            *self.compared.entry(kind).or_default() += times;
        }
        self.off.extend(other.off);
        self.largest = self.largest.max(other.largest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn off(ours: &Value, theirs: &str) -> usize {
        let mut values = Values::default();
        values.read_json(1, ours);
        Comparison::of(&values, &Values::of_r(theirs).unwrap()).off.len()
    }

    #[test]
    fn a_value_is_off_when_it_differs_or_stands_alone() {
        let ours =
            json!({ "n": 7, "items": [{ "group": "a", "item": "y", "mean": 2.0, "se": 0.25, "ci95": [1.5, 2.5] }] });
        let theirs = "1\tn\t7\n1\titems/a y mean/mean\t2.0000001\n1\titems/a y mean/se\t0.25\n\
                      1\titems/a y mean/ci95/0\t1.5\n1\titems/a y mean/ci95/1\t2.5";
        assert_eq!(off(&ours, theirs), 0);
        assert_eq!(off(&ours, &theirs.replace("0.25", "0.2500004")), 1);
        assert_eq!(off(&ours, &theirs.replace("\t7", "\t7.0000001")), 1, "counts are equal or not");
        assert_eq!(off(&ours, &theirs.replace("ci95/1", "ci95/2")), 2, "one of each side");
        assert_eq!(off(&ours, &theirs.replace("2.5", "NaN")), 1);
    }

    #[test]
    fn methods_are_compared_and_chance_is_not() {
        let ours = json!({ "method": "permutation", "p": 0.31, "X2": 4.0, "raking": { "sweeps": 9 } });
        assert_eq!(off(&ours, "1\tmethod=permutation\t1\n1\tX2\t4"), 0);
        assert_eq!(off(&ours, "1\tmethod=fisher\t1\n1\tX2\t4"), 2);
    }
}
