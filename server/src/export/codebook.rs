//! What the columns of the answer table mean: one line per column and code.

use std::io::Write;

use domain::{ItemKind, Locale, Survey, survey::Choice};

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
    match &column.content {
        Content::Ticked { option, .. } => parts.push(option.label.get(locale).to_owned()),
        _ => parts.extend(column.key.row.is_some().then(|| survey.label(&column.key, locale))),
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
        (ItemKind::Municipality { .. }, _) => "municipality",
        (ItemKind::Top { .. }, _) => "top",
        (_, Content::Choice(_)) => "single",
        (_, Content::Ticked { .. }) => "multiple",
        (_, Content::Rating(_)) => "rating",
        (_, Content::Recommendation) => "recommendation",
        (_, Content::Number { .. }) => "number",
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
        Content::Text => vec![(String::new(), "freier Text".into())],
    }
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
        ItemKind::Number { unit, .. } if !unit.is_empty() => format!("Zahl ({})", unit.get(locale)),
        _ => "Zahl".to_owned(),
    }
}
