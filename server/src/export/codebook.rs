//! What the columns of the answer table mean: one line per column and code.

use std::io::Write;

use domain::{ItemKind, Locale, Part, Survey, maxdiff::Design, survey::Choice};

use super::{Column, Content, Dialect, ExportError, Gap, columns, derived, inert};

const HEAD: [&str; 7] = ["column", "question", "kind", "code", "label", "missing", "meaning"];

/// Writes it in the survey's first language. `missing` is 1 where the code stands for a missing answer.
pub fn write<W: Write>(survey: &Survey, dialect: Dialect, to: W) -> Result<(), ExportError> {
    let locale = survey.locales.first().copied().unwrap_or(Locale::DeSie);
    let mut writer = dialect.writer(to)?;
    writer.write_record(HEAD)?;
    for column in columns(survey) {
        let question = inert(&question(survey, &column, locale));
        let kind = kind(&column);
        let meaning = meaning(survey, &column)?;
        for (code, label) in codes(&column, locale) {
            writer.write_record([&column.name, &question, kind, &code, &inert(&label), "0", &meaning])?;
        }
        for gap in Gap::ALL {
            let code = gap.code(&column.content).to_string();
            writer.write_record([&column.name, &question, kind, &code, gap.label(), "1", &meaning])?;
        }
    }
    for column in derived(survey) {
        let (question, kind, label) = column.described(locale);
        writer.write_record([&column.name, &inert(&question), kind, "", &inert(&label), "0", ""])?;
    }
    writer.flush()?;
    Ok(())
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
