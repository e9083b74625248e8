//! What the columns of the answer table mean: one line per column and code.

use std::{collections::BTreeMap, io::Write};

use domain::{History, ItemKind, Locale, Part, Survey, maxdiff::Design, survey::Choice};

use store::Access;

use super::{Column, Content, Dialect, ExportError, FIRM_COLUMN, Gap, columns, derived, inert};

const HEAD: [&str; 9] = ["column", "question", "kind", "code", "label", "missing", "meaning", "versions", "earlier"];

/// Writes it in the survey's first language. `missing` is 1 where the code stands for a missing answer; `versions` are
/// those that asked for the column or offered the code, `earlier` is how they put it where it was put otherwise.
pub fn write<W: Write>(history: &History, access: Access, dialect: Dialect, to: W) -> Result<(), ExportError> {
    let survey = history.survey();
    let locale = survey.locales.first().copied().unwrap_or(Locale::DeSie);
    let past: Vec<Past> = history.versions().map(|(number, survey)| Past::of(number, survey, locale)).collect();
    let mut writer = dialect.writer(to)?;
    writer.write_record(HEAD)?;
    if access.asks_for_names() {
        let label =
            "nur mit Einwilligung des Betriebs; leer, wo ohne Namen geantwortet oder der Name weggenommen wurde";
        writer.write_record([FIRM_COLUMN, "Betrieb", "firm", "", label, "0", "", "", ""])?;
    }
    for column in columns(survey) {
        let question = question(survey, &column, locale);
        let kind = kind(&column);
        let meaning = meaning(survey, &column)?;
        let asked = told(&past, &question, |past| past.questions.get(&column.name));
        for (code, label) in codes(&column, locale) {
            let offered = told(&past, &label, |past| past.labels.get(&(column.name.clone(), code.clone())));
            let earlier = [asked.1.as_str(), offered.1.as_str()].into_iter().filter(|said| !said.is_empty());
            let earlier = inert(&earlier.collect::<Vec<_>>().join("; "));
            let (question, label) = (inert(&question), inert(&label));
            let line = [&column.name, &question, kind, &code, &label, "0", &meaning, &offered.0, &earlier];
            writer.write_record(line)?;
        }
        for gap in Gap::ALL {
            let code = gap.code(&column.content).to_string();
            let question = inert(&question);
            let line = [&column.name, &question, kind, &code, gap.label(), "1", &meaning, &asked.0, ""];
            writer.write_record(line)?;
        }
    }
    for column in derived::of_wave(history) {
        let (question, kind, label) = column.described(locale);
        let kept = told(&past, &question, |past| past.derived.get(&column.name));
        let (question, label, earlier) = (inert(&question), inert(&label), inert(&kept.1));
        writer.write_record([&column.name, &question, kind, "", &label, "0", "", &kept.0, &earlier])?;
    }
    writer.flush()?;
    Ok(())
}

/// How one version put things.
struct Past {
    number: i64,
    /// By the name of the column.
    questions: BTreeMap<String, String>,
    /// By the name of the column and the code.
    labels: BTreeMap<(String, String), String>,
    /// Of what nobody answered, by the name of the column.
    derived: BTreeMap<String, String>,
}

impl Past {
    fn of(number: i64, survey: &Survey, locale: Locale) -> Past {
        let derived = derived::derived(survey).into_iter().map(|column| {
            let (question, ..) = column.described(locale);
            (column.name, question)
        });
        let (questions, labels) = (BTreeMap::new(), BTreeMap::new());
        let mut past = Past { number, questions, labels, derived: derived.collect() };
        for column in columns(survey) {
            past.questions.insert(column.name.clone(), question(survey, &column, locale));
            let labels = codes(&column, locale).into_iter();
            past.labels.extend(labels.map(|(code, label)| ((column.name.clone(), code), label)));
        }
        past
    }
}

/// The versions that had it, "1, 2, 4", and those that put it otherwise than now, each with its words: "Version 1: …".
fn told<'p>(past: &'p [Past], now: &str, words: impl Fn(&'p Past) -> Option<&'p String>) -> (String, String) {
    let had: Vec<(i64, &String)> = past.iter().filter_map(|past| Some((past.number, words(past)?))).collect();
    let numbers: Vec<String> = had.iter().map(|(number, _)| number.to_string()).collect();
    let otherwise = had.iter().filter(|(_, words)| *words != now);
    let otherwise: Vec<String> = otherwise.map(|(number, words)| format!("Version {number}: {words}")).collect();
    (numbers.join(", "), otherwise.join("; "))
}

/// "Wie wichtig ist dir das? – Gutes Betriebsklima", on a repeated page with what it is about.
fn question(survey: &Survey, column: &Column, locale: Locale) -> String {
    let mut parts = Vec::new();
    parts.extend(survey.instance_label(&column.key, locale));
    parts.push(survey.question_text(&column.key, locale));
    // A comment is about the item as a whole, a row or a block is a part of it.
    let is_part = column.key.row.is_some() || column.key.is_comment();
    match &column.content {
        Content::Ticked { option, .. } => parts.push(option.label.get(locale).to_owned()),
        _ => parts.extend(is_part.then(|| survey.label(&column.key, locale))),
    }
    parts.join(" – ")
}

/// The annotation, as in the definition: "role=importance construct=betriebsklima scale=wichtigkeit
/// direction=high_is_good".
fn meaning(survey: &Survey, column: &Column) -> Result<String, ExportError> {
    let choices = survey.choices(column.item).iter();
    let row = column.key.row.as_ref().and_then(|row| choices.clone().find(|choice| choice.id == *row));
    let own = match &column.content {
        Content::Ticked { option, .. } => Some(*option),
        _ => row,
    };
    let meaning = column.item.meaning.narrowed(own.map(|choice| &choice.meaning));
    let mut fields = serde_json::to_value(meaning)?;
    if let Content::Rating(scale) = &column.content {
        fields["scale"] = serde_json::to_value(&scale.id)?;
        fields["direction"] = serde_json::to_value(scale.direction)?;
    }
    let word = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let fields = fields.as_object().into_iter().flatten().map(|(name, value)| format!("{name}={}", word(value)));
    Ok(fields.collect::<Vec<_>>().join(" "))
}

fn kind(column: &Column) -> &'static str {
    match (&column.item.kind, &column.content) {
        (_, Content::Text) if matches!(column.key.part, Some(Part::Words | Part::Comment)) => "text",
        (ItemKind::Municipality { .. }, _) => "municipality",
        (ItemKind::Occupation { .. }, _) => "occupation",
        (ItemKind::Top { .. }, _) => "top",
        (ItemKind::Ranking { .. }, _) => "rank",
        (ItemKind::ConstantSum { .. }, _) => "share_of_sum",
        (ItemKind::Kano { .. }, _) => "kano",
        (ItemKind::BestWorst { .. }, Content::Dealt(_)) => "version",
        (ItemKind::BestWorst { .. }, _) => "best_worst",
        (ItemKind::Date { .. }, _) => "date",
        (ItemKind::Month { .. }, _) => "month",
        (_, Content::Choice(_)) => "single",
        (_, Content::Ticked { .. }) => "multiple",
        (_, Content::Rating(_)) => "rating",
        (_, Content::Recommendation) => "recommendation",
        (_, Content::Number { .. }) => "number",
        (_, Content::Dealt(_)) => "version",
        (_, Content::Text) => "text",
    }
}

/// The codes of valid answers; what is not coded (numbers, texts) is described in one line without a code.
fn codes(column: &Column, locale: Locale) -> Vec<(String, String)> {
    let labelled = |choice: &Choice| (choice.id.to_string(), choice.label.get(locale).to_owned());
    match &column.content {
        Content::Choice(options) => options.iter().map(labelled).collect(),
        Content::Ticked { .. } => vec![("0".into(), "nicht gewählt".into()), ("1".into(), "gewählt".into())],
        Content::Rating(scale) => {
            let labels = scale.labels.iter().zip(1..);
            labels.map(|(label, point): (_, u32)| (point.to_string(), label.get(locale).to_owned())).collect()
        }
        Content::Recommendation => {
            (0..=10).map(|point: u32| (point.to_string(), end_label(column, point, locale))).collect()
        }
        Content::Number { .. } => vec![(String::new(), unit(column, locale))],
        Content::Dealt(design) => (1..=design.versions()).map(|version| blocks(column, design, version)).collect(),
        Content::Text if matches!(column.item.kind, ItemKind::Date { .. }) && column.key.part.is_none() => {
            vec![(String::new(), "Tag (JJJJ-MM-TT)".into())]
        }
        Content::Text if matches!(column.item.kind, ItemKind::Month { .. }) && column.key.part.is_none() => {
            vec![(String::new(), "Monat (JJJJ-MM)".into())]
        }
        Content::Text => vec![(String::new(), "freier Text".into())],
    }
}

/// Which rows stood in which block of this version: "1: a, b, c; 2: …".
fn blocks(column: &Column, design: &Design, version: usize) -> (String, String) {
    let ItemKind::BestWorst { rows, .. } = &column.item.kind else { return Default::default() };
    let row = |at: &usize| rows.get(*at).map_or("", |row| row.id.as_str());
    let block = |(number, block): (usize, &Vec<usize>)| {
        format!("{}: {}", number + 1, block.iter().map(row).collect::<Vec<_>>().join(", "))
    };
    let blocks: Vec<String> = design.blocks(version).iter().enumerate().map(block).collect();
    (version.to_string(), blocks.join("; "))
}

fn end_label(column: &Column, point: u32, locale: Locale) -> String {
    let ItemKind::Recommendation { low, high } = &column.item.kind else { return String::new() };
    match point {
        0 => low.get(locale).to_owned(),
        10 => high.get(locale).to_owned(),
        _ => String::new(),
    }
}

fn unit(column: &Column, locale: Locale) -> String {
    match &column.item.kind {
        ItemKind::Number { unit, .. } | ItemKind::ConstantSum { unit, .. } if !unit.is_empty() => {
            format!("Zahl ({})", unit.get(locale))
        }
        ItemKind::Ranking { .. } => "Platz (1 = erster)".to_owned(),
        _ => "Zahl".to_owned(),
    }
}
