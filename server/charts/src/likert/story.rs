//! What a Likert chart says: title, description, table.

use domain::{Locale, figure::DataTable, format, guard::Guard, meaning::Role, report::Estimate};

use super::{Answer, Line, Points, Told, base};
use crate::{
    caption::{Caption, Story},
    missing::Reasons,
    words::{self, Absence, quote},
};

pub(super) fn tell(caption: &Caption, scale: &Points, lines: &[Line], locale: Locale) -> Story {
    let base = base(lines);
    let answered = lines.iter().filter_map(|line| line.answer.as_ref().ok());
    let reasons = Reasons::of(answered.map(|answer| &answer.missing), caption.smallest);
    let table = DataTable {
        head: head(scale, &reasons.heads(locale), locale),
        rows: lines.iter().map(|line| row(line, scale, &reasons, locale)).collect(),
    };
    let rated: Vec<Rated> =
        lines.iter().filter_map(|line| line.rated().map(|(best, n)| (line.label.as_str(), best, n))).collect();
    let answers = words::answers(base.0, locale);
    let (title, desc) = match rated.as_slice() {
        [] => uniform(lines, &answers, locale),
        [(_, best, _)] => single(best, &answers, scale, locale),
        [top, .., bottom] => (ranking(caption.role, *top, *bottom, locale), extremes(*top, *bottom, &answers, locale)),
    };
    Story { title, desc, base, table }
}

/// Label, share of the two best points, answers.
type Rated<'a> = (&'a str, &'a Estimate, u64);

fn ranking(role: Option<Role>, top: Rated, bottom: Rated, locale: Locale) -> String {
    let (first, last) = (quote(top.0, locale), quote(bottom.0, locale));
    let has_intervals = [top.2, bottom.2].into_iter().all(|n| Guard::of(n).bears_interval());
    match (has_intervals, top.1.lo <= bottom.1.hi, locale.is_german()) {
        (false, _, true) => return "Bei so wenigen Antworten ist keine Reihenfolge sicher".to_owned(),
        (false, _, false) => return "With so few answers no order is certain".to_owned(),
        (true, true, true) => {
            return format!("Kein sicherer Unterschied: Dass {first} vor {last} liegt, kann Zufall sein");
        }
        (true, true, false) => return format!("No certain difference: that {first} is ahead of {last} may be chance"),
        (true, false, _) => {}
    }
    match (role, locale.is_german()) {
        (Some(Role::Importance), true) => format!("{first} ist am wichtigsten, {last} am wenigsten wichtig"),
        (Some(Role::Importance), false) => format!("{first} matters most, {last} least"),
        (Some(Role::Fulfilment), true) => format!("{first} ist am besten erfüllt, {last} am wenigsten"),
        (Some(Role::Fulfilment), false) => format!("{first} is fulfilled best, {last} least"),
        (Some(Role::Urgency), true) => format!("{first} ist am dringendsten, {last} am wenigsten dringend"),
        (Some(Role::Urgency), false) => format!("{first} is most urgent, {last} least"),
        (Some(Role::Satisfaction), true) => {
            format!("Die Zufriedenheit ist bei {first} am größten, bei {last} am kleinsten")
        }
        (Some(Role::Satisfaction), false) => format!("Satisfaction is highest with {first}, lowest with {last}"),
        (_, true) => format!("{first} wird am besten bewertet, {last} am schlechtesten"),
        (_, false) => format!("{first} is rated best, {last} worst"),
    }
}

fn extremes(top: Rated, bottom: Rated, answers: &str, locale: Locale) -> String {
    let (first, last) = (quote(top.0, locale), quote(bottom.0, locale));
    let (most, least) = (words::share(top.1, locale), words::share(bottom.1, locale));
    match locale.is_german() {
        true => format!(
            "Den höchsten Anteil der zwei besten Antworten hat {first} mit {most}, den niedrigsten {last} mit {least}. \
             Grundlage: {answers} je Zeile."
        ),
        false => format!(
            "The two best answers are most frequent for {first} at {most} and least frequent for {last} at {least}. \
             Based on {answers} per row."
        ),
    }
}

fn single(best: &Estimate, answers: &str, scale: &Points, locale: Locale) -> (String, String) {
    let share = words::share(best, locale);
    let named: Vec<String> = scale.labels.iter().rev().take(2).map(|label| quote(label, locale)).collect();
    let or = if locale.is_german() { " oder " } else { " or " };
    let named = named.join(or);
    match locale.is_german() {
        true => (
            format!("{share} antworten {named}"),
            format!("Einen der zwei besten Punkte wählen {share}. Grundlage: {answers}."),
        ),
        false => (
            format!("{share} answer {named}"),
            format!("One of the two best points is chosen by {share}. Based on {answers}."),
        ),
    }
}

fn uniform(lines: &[Line], answers: &str, locale: Locale) -> (String, String) {
    let told = lines.iter().find_map(|line| match &line.answer {
        Ok(Answer { told: Told::Uniform { sentence, .. }, .. }) => Some(sentence.as_str()),
        _ => None,
    });
    let told = told.unwrap_or_default();
    match locale.is_german() {
        true => {
            ("Die Antworten sind nahezu einheitlich".to_owned(), format!("Es antworten {told}. Grundlage: {answers}."))
        }
        false => {
            ("The answers are nearly unanimous".to_owned(), format!("The answers are {told}. Based on {answers}."))
        }
    }
}

pub(super) fn head(scale: &Points, reasons: &[String], locale: Locale) -> Vec<String> {
    let german = locale.is_german();
    let mut head = vec![if german { "Merkmal" } else { "Item" }.to_owned()];
    head.extend(scale.labels.iter().cloned());
    head.push(if german { "zwei beste Punkte" } else { "two best points" }.to_owned());
    head.push(words::interval_head(locale).to_owned());
    head.push(if german { "Mittelwert" } else { "Mean" }.to_owned());
    head.push("n".to_owned());
    head.extend_from_slice(reasons);
    head
}

fn row(line: &Line, scale: &Points, reasons: &Reasons, locale: Locale) -> Vec<String> {
    let mut cells = vec![line.label.clone()];
    let blank = |sign: &str| vec![sign.to_owned(); scale.labels.len() + 3];
    let answer = match &line.answer {
        Ok(answer) => answer,
        Err(absence) => {
            cells.extend(blank(absence.sign()));
            cells.extend(vec![absence.sign().to_owned(); 1 + reasons.len()]);
            return cells;
        }
    };
    match &answer.told {
        Told::Rated { percents, best, mean, .. } => {
            cells.extend(percents.iter().map(|percent| format::percent_points(f64::from(*percent), 0, locale)));
            cells.push(words::share(best, locale));
            cells.push(words::interval(best, answer.n, locale));
            cells.push(format::number(mean.value, 2, locale));
        }
        // A scale has points, and no names.
        Told::Named { .. } => cells.extend(blank(Absence::Empty.sign())),
        Told::Uniform { sentence, .. } => {
            cells.extend(blank(Absence::Suppressed.sign()));
            // The one thing that may be told stands where the share of the best points would.
            cells[scale.labels.len() + 1].clone_from(sentence);
        }
    }
    cells.push(format::count(answer.n, locale));
    cells.extend(reasons.cells(&answer.missing, locale));
    cells
}
