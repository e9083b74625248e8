//! Pages held against the release that they are drawn from: cell by cell, worked out once more from the released values.

use domain::{
    Key, Locale, Pass, format,
    report::{
        Bound, Cell, Distribution, Estimate, MissingCounts, OptionShare, QuestionResult, Rating, Results, Shape,
        UniformAnswer,
    },
};

use super::{
    draw::{Drawn, Kind, Question, TREES},
    read::Sheet,
};
use crate::results::plain;

pub const GERMAN: Locale = Locale::DeSie;
/// Below this many answers there is no interval.
pub const VERY_FEW: u64 = 10;
pub const INTERVAL: &str = "Unsicherheit (95 %)";
/// Heads what a reader must know of a row, where there is anything.
pub const NOTE: &str = "Hinweis";

/// What came out of holding pages against their release.
#[derive(Default)]
pub struct Held {
    pub cells: u64,
    /// Of which the release hides.
    pub hidden: u64,
    pub wrong: Vec<String>,
}

impl Held {
    pub fn cell(&mut self, place: &str, shown: Option<&str>, want: &str) {
        let want = plain(want);
        self.cells += 1;
        self.hidden += u64::from(want == "•");
        if shown != Some(want.as_str()) {
            self.wrong.push(format!("{place}: „{}“, released is „{want}“", shown.unwrap_or("nothing")));
        }
    }

    pub fn missing(&mut self, place: &str, what: &str) {
        self.wrong.push(format!("{place}: {what} is not there"));
    }
}

pub fn sign<T>(cell: &Cell<T>) -> Option<&'static str> {
    match cell {
        Cell::Shown(_) => None,
        Cell::Suppressed => Some("•"),
        Cell::Empty => Some("–"),
    }
}

pub fn percent(value: f64) -> String {
    format::percent(value, 0, GERMAN)
}

pub fn number(value: f64, decimals: usize) -> String {
    format::number(value, decimals, GERMAN)
}

pub fn share(estimate: &Estimate) -> String {
    match estimate.bound() {
        Bound::None => percent(estimate.value),
        Bound::AtMost => format!("≤ {}", percent(estimate.value)),
        Bound::AtLeast => format!("≥ {}", percent(estimate.value)),
    }
}

pub fn interval(estimate: &Estimate, n: u64) -> String {
    if estimate.bound() != Bound::None || n < VERY_FEW {
        return "–".to_owned();
    }
    range(percent(estimate.lo), percent(estimate.hi))
}

pub fn decimals(estimate: &Estimate, places: usize, n: u64) -> String {
    if n < VERY_FEW { "–".to_owned() } else { range(number(estimate.lo, places), number(estimate.hi, places)) }
}

fn range(low: String, high: String) -> String {
    if low == high { low } else { format!("{low} bis {high}") }
}

/// Whether a rating's mean is known to a point at best, or the share of its best points to thirty per cent.
pub fn is_vague(mean: &Estimate, best: &Estimate, n: u64) -> bool {
    let is_share_wide = best.bound() == Bound::None && best.hi - best.lo > 0.3;
    n >= VERY_FEW && (mean.hi - mean.lo > 1.0 || is_share_wide)
}

fn notes(told: &Distribution, k: u64) -> String {
    let Distribution { n, missing, shape } = told;
    let said = n + missing.dont_know + missing.not_applicable;
    let vague = matches!(shape, Shape::Rating(rating) if is_vague(&rating.mean, &rating.top2, *n));
    // Who are few are never told apart from those without an answer.
    let is_told = !(1..k).contains(&missing.not_asked);
    let notes = [
        (vague, "unscharf"),
        (5 * missing.dont_know > said, "Wissenslücke"),
        (is_told && 10 * missing.no_answer > said + missing.no_answer, "viele ohne Angabe"),
    ];
    let notes: Vec<&str> = notes.into_iter().filter(|(holds, _)| *holds).map(|(_, note)| note).collect();
    if notes.is_empty() { "–".to_owned() } else { notes.join(", ") }
}

/// "≥ 80 % „Stufe ahorn“ bis „Stufe birke“"
pub fn mostly(at_least: f64, low: &str, high: &str) -> String {
    format!("≥ {} {}", percent(at_least), range(format!("„{low}“"), format!("„{high}“")))
}

/// The points of a scale as pages order them, worst first.
pub fn scale(points: usize, falling: bool) -> Vec<String> {
    let mut labels: Vec<String> = TREES[..points].iter().map(|tree| format!("Stufe {tree}")).collect();
    if falling {
        labels.reverse();
    }
    labels
}

/// Whole per cents of counts that stand in the order of the scale, in the order of the page.
pub fn percents(counts: &[u64], falling: bool) -> Vec<String> {
    let n: u64 = counts.iter().sum();
    let mut shares: Vec<f64> = counts.iter().map(|count| *count as f64 / n as f64).collect();
    if falling {
        shares.reverse();
    }
    let whole = format::largest_remainder(&shares);
    whole.into_iter().map(|one| format::percent_points(f64::from(one), 0, GERMAN)).collect()
}

/// What is said of each option. Of a single choice all of which is told, whole per cents make a hundred.
fn of_options(told: &Distribution, options: &[OptionShare]) -> Vec<String> {
    let counts: Vec<u64> = options.iter().filter_map(|option| option.count.shown().copied()).collect();
    match &told.shape {
        Shape::Choice(_) if counts.len() == options.len() && counts.iter().sum::<u64>() == told.n => {
            percents(&counts, false)
        }
        _ => options.iter().map(|option| share(&option.share)).collect(),
    }
}

fn reason(missing: &MissingCounts, head: &str, k: u64) -> Option<String> {
    let count = match head {
        "weiß nicht" => missing.dont_know,
        "trifft nicht zu" => missing.not_applicable,
        "keine Angabe" => missing.no_answer,
        // Who are few are never told apart from those without an answer.
        "nicht gefragt" if !(1..k).contains(&missing.not_asked) => missing.not_asked,
        "nicht gefragt oder keine Angabe" => missing.not_asked + missing.no_answer,
        _ => return None,
    };
    Some(count.to_string())
}

/// The result page of a wave.
pub struct Page<'a> {
    pub drawn: &'a Drawn,
    pub results: &'a Results,
    pub sheets: &'a [Sheet],
    pub place: &'a str,
}

impl Page<'_> {
    pub fn hold(&self, held: &mut Held) {
        for question in &self.results.questions {
            self.question(question, held);
        }
        if self.results.gap != Cell::Empty {
            self.gap(held);
        }
        // A table that nothing was released for is as bad as one that is missing.
        let known = |sheet: &&Sheet| {
            ["abstand", "vorrang", "wichtig-und-erfuellt"].contains(&sheet.id.as_str())
                || self.results.questions.iter().any(|question| figure(&question.key) == sheet.id)
        };
        self.sheets.iter().filter(|sheet| !known(sheet)).for_each(|sheet| held.missing(self.place, &sheet.id));
    }

    fn question(&self, result: &QuestionResult, held: &mut Held) {
        let item = result.key.item.as_str();
        let found = self.sheets.iter().find(|sheet| sheet.id == figure(&result.key));
        let question = self.drawn.question(item);
        let background = self.drawn.backgrounds.iter().find(|background| background.id == item);
        let place = format!("{}: {}", self.place, result.key);
        let Some(sheet) = found else {
            // Of places only staff are told, and only where there are no Kreise to compare.
            let is_untold = background.is_some_and(|background| background.is_place);
            let is_empty = result.distribution == Cell::Empty;
            return if is_untold || is_empty {
            } else {
                held.missing(&place, "its table")
            };
        };
        match question.map(|question| (question, question.kind)) {
            Some((question, Kind::Battery { .. } | Kind::Paired { .. })) => {
                self.rated(result, question, sheet, &place, held)
            }
            Some((_, Kind::Recommendation)) => self.recommended(result, sheet, &place, held),
            Some((_, Kind::Number)) => self.counted(result, sheet, &place, held),
            _ => self.chosen(result, sheet, &place, held),
        }
    }

    /// Every cell of a row under its head.
    pub fn row(
        &self,
        sheet: &Sheet,
        row: &[String],
        place: &str,
        want: impl Fn(&str) -> Option<String>,
        held: &mut Held,
    ) {
        for (head, shown) in sheet.head.iter().zip(row).skip(1) {
            match want(head) {
                Some(want) => held.cell(&format!("{place}, {head}"), Some(shown), &want),
                None => held.missing(place, &format!("anything to be told as „{head}“")),
            }
        }
    }

    fn rated(&self, result: &QuestionResult, question: &Question, sheet: &Sheet, place: &str, held: &mut Held) {
        let label = result.key.row.as_ref().map(|row| format!("{} {row}", question.id)).unwrap_or_default();
        let Some(row) = sheet.row(&label).or_else(|| only_hidden(sheet)) else {
            return held.missing(place, "its row");
        };
        let Cell::Shown(told) = &result.distribution else {
            let sign = sign(&result.distribution).map(str::to_owned);
            return self.row(sheet, row, place, |_| sign.clone(), held);
        };
        let falling = matches!(question.kind, Kind::Battery { falling: true, .. });
        let points = sheet.head.len().min(match question.kind {
            Kind::Battery { points, .. } | Kind::Paired { points } => points,
            _ => 0,
        });
        let labels = scale(points, falling);
        let want = |head: &str| match &told.shape {
            _ if head == "n" => Some(told.n.to_string()),
            _ if head == NOTE => Some(notes(told, self.drawn.audience.k())),
            Shape::Rating(rating) => of_rating(rating, told.n, head, &labels).or_else(|| self.missing(told, head)),
            Shape::Uniform { answer: UniformAnswer::Points(low, high), at_least } => {
                let place = |point: u32| if falling { points - point as usize } else { point as usize - 1 };
                let (low, high) = (place(*low).min(place(*high)), place(*low).max(place(*high)));
                let sentence = mostly(*at_least, &labels[low], &labels[high]);
                match head {
                    "zwei beste Punkte" => Some(sentence),
                    "Mittelwert" | INTERVAL => Some("•".to_owned()),
                    head if head.starts_with("Stufe ") => Some("•".to_owned()),
                    head => self.missing(told, head),
                }
            }
            _ => None,
        };
        self.row(sheet, row, place, want, held);
    }

    fn missing(&self, told: &Distribution, head: &str) -> Option<String> {
        reason(&told.missing, head, self.drawn.audience.k())
    }

    /// The last rows of a table of answers say how many there are and why others gave none.
    fn chosen(&self, result: &QuestionResult, sheet: &Sheet, place: &str, held: &mut Held) {
        let Cell::Shown(told) = &result.distribution else {
            let sign = sign(&result.distribution).map(str::to_owned);
            return sheet.rows.iter().for_each(|row| self.row(sheet, row, place, |_| sign.clone(), held));
        };
        let shares: Vec<(String, String, String, String)> = match &told.shape {
            Shape::Choice(shares) | Shape::Choices(shares) => shares
                .iter()
                .zip(of_options(told, shares))
                .map(|(one, share)| {
                    let names: Vec<String> =
                        one.options.iter().map(|id| self.label(&result.key, id.as_str())).collect();
                    let count = one.count.shown().map_or_else(|| "•".to_owned(), u64::to_string);
                    (listed(&names), share, interval(&one.share, told.n), count)
                })
                .collect(),
            Shape::Uniform { answer: UniformAnswer::Option(id), at_least } => {
                let bound = share(&Estimate::at_least(*at_least));
                vec![(self.label(&result.key, id.as_str()), bound, "–".to_owned(), "•".to_owned())]
            }
            _ => return held.missing(place, "a shape for its table"),
        };
        for row in &sheet.rows {
            let own = shares.iter().find(|(names, ..)| *names == row[0]);
            let want = |head: &str| match (own, head) {
                (Some((_, share, ..)), "Anteil") => Some(share.clone()),
                (Some((_, _, interval, _)), INTERVAL) => Some(interval.clone()),
                (Some((.., count)), "Anzahl") => Some(count.clone()),
                (None, "Anzahl") if row[0] == "gültige Antworten (n)" => Some(told.n.to_string()),
                (None, "Anzahl") => self.missing(told, &row[0]),
                (None, "Anteil" | INTERVAL) => Some("–".to_owned()),
                _ => None,
            };
            self.row(sheet, row, &format!("{place}, {}", row[0]), want, held);
        }
        let absent = shares.iter().filter(|(names, ..)| sheet.row(names).is_none());
        absent.for_each(|(names, ..)| held.missing(place, names));
    }

    fn label(&self, key: &Key, id: &str) -> String {
        let background = self.drawn.backgrounds.iter().find(|background| background.id == key.item.as_str());
        let parts = background.map(|background| &background.options);
        let parts = parts.or_else(|| self.drawn.question(key.item.as_str()).map(|question| &question.parts));
        let found = parts.and_then(|parts| parts.iter().find(|(part, _)| part == id));
        found.map_or_else(|| id.to_owned(), |(_, label)| label.clone())
    }

    fn recommended(&self, result: &QuestionResult, sheet: &Sheet, place: &str, held: &mut Held) {
        let Cell::Shown(told) = &result.distribution else {
            let sign = sign(&result.distribution).map(str::to_owned);
            return sheet.rows.iter().for_each(|row| self.row(sheet, row, place, |_| sign.clone(), held));
        };
        for row in &sheet.rows {
            let want = match &told.shape {
                Shape::Recommendation { counts, score } => of_recommendation(counts, score, &row[0]),
                Shape::Uniform { answer: UniformAnswer::Points(low, high), at_least } => {
                    let points = range(low.to_string(), high.to_string());
                    (row[0] == points).then(|| format!("≥ {}", percent(*at_least)))
                }
                _ => None,
            };
            let n = (row[0] == "n").then(|| told.n.to_string());
            let want = want.or(n).or_else(|| self.missing(told, &row[0]));
            self.row(sheet, row, &format!("{place}, {}", row[0]), |_| want.clone(), held);
        }
    }

    fn counted(&self, result: &QuestionResult, sheet: &Sheet, place: &str, held: &mut Held) {
        let told = result.distribution.shown();
        let want = |head: &str| match (told, told.map(|told| &told.shape)) {
            (Some(told), Some(Shape::Number { mean, median, total, .. })) => match head {
                "Mittelwert" => Some(number(mean.value, 1)),
                INTERVAL => Some(decimals(mean, 1, told.n)),
                "Median" => Some(median.shown().map_or_else(|| "•".to_owned(), |median| number(*median, 1))),
                "Summe" => Some(format::shortest(*total, GERMAN)),
                "n" => Some(told.n.to_string()),
                NOTE => Some(notes(told, self.drawn.audience.k())),
                head => self.missing(told, head),
            },
            _ => sign(&result.distribution).map(str::to_owned),
        };
        sheet.rows.iter().for_each(|row| self.row(sheet, row, place, want, held));
    }
}

/// A figure without any row that may be told has one, named by its question.
pub fn only_hidden(sheet: &Sheet) -> Option<&[String]> {
    let [row] = &sheet.rows[..] else { return None };
    row[0].ends_with('?').then_some(row)
}

/// The figure that a question stands in.
pub fn figure(key: &Key) -> String {
    format!("f-{}{}", key.item, key.pass.map(|pass| format!("-{}", Pass::as_str(pass))).unwrap_or_default())
}

fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} und {last}", first.join(", ")),
    }
}

pub fn of_rating(rating: &Rating, n: u64, head: &str, labels: &[String]) -> Option<String> {
    match head {
        "zwei beste Punkte" => Some(share(&rating.top2)),
        INTERVAL => Some(interval(&rating.top2, n)),
        "Mittelwert" => Some(number(rating.mean.value, 2)),
        head => {
            let at = labels.iter().position(|label| label == head)?;
            percents(&rating.counts, rating.falling).get(at).cloned()
        }
    }
}

fn of_recommendation(counts: &[u64], score: &Estimate, row: &str) -> Option<String> {
    let whole: Vec<u64> = percents(counts, false).iter().filter_map(|one| digits(one)).collect();
    let sum = |points: std::ops::RangeInclusive<usize>| {
        format::percent_points(whole[points].iter().sum::<u64>() as f64, 0, GERMAN)
    };
    match row {
        "0 bis 6: Kritische" => Some(sum(0..=6)),
        "7 und 8: Unentschiedene" => Some(sum(7..=8)),
        "9 und 10: Empfehlende" => Some(sum(9..=10)),
        "Saldo in Punkten" => Some(format::signed(score.value, 0, GERMAN)),
        INTERVAL => Some(range(format::signed(score.lo, 0, GERMAN), format::signed(score.hi, 0, GERMAN))),
        point => point.parse::<usize>().ok().filter(|point| *point <= 10).map(|point| sum(point..=point)),
    }
}

pub fn digits(text: &str) -> Option<u64> {
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()
}
