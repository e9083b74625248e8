//! What the columns of a wave's answers mean, in the first language of its survey.

use std::collections::BTreeMap;

use domain::{History, ItemKind, Locale, Part, Survey, maxdiff::Design, survey::Choice};

use super::{
    Column, Content, DataFile, ExportError, FIRM_COLUMN, Fact, Form, Gap, Label, Missing, ResponseSet, VERSION_COLUMN,
    Variable, columns,
    derived::{self, Derived},
};

/// The whole description. `wave`: what is to be said of the wave (title, period, access), before what the survey says
/// itself. `has_firms`: whether firms could answer with their name. `made`: today, `YYYY-MM-DD`.
///
/// # Errors
/// When an annotation cannot be written as text.
pub fn describe(
    history: &History,
    has_firms: bool,
    stem: &str,
    made: &str,
    wave: Vec<Fact>,
) -> Result<DataFile, ExportError> {
    let survey = history.survey();
    let locale = survey.locales.first().copied().unwrap_or(Locale::DeSie);
    let past: Vec<Past> = history.versions().map(|(number, survey)| Past::of(number, survey, locale)).collect();
    let columns = columns(survey);
    let mut variables = Vec::new();
    if history.has_several() {
        variables.push(version(history));
    }
    if has_firms {
        variables.push(firm());
    }
    let before = variables.len();
    for column in &columns {
        variables.push(variable(survey, column, locale, &past)?);
    }
    variables.extend(derived::of_wave(history).iter().map(|column| of_derived(column, locale, &past)));
    Ok(DataFile {
        stem: stem.to_owned(),
        title: survey.title.get(locale).to_owned(),
        language: locale.lang(),
        is_german: true,
        made: made.to_owned(),
        rows: None,
        method: wave.into_iter().chain(method(survey, has_firms, locale)).collect(),
        variables,
        sets: sets(survey, &columns, before, locale),
    })
}

fn method(survey: &Survey, has_firms: bool, locale: Locale) -> Vec<Fact> {
    let said = |text: &domain::Text| text.get(locale).to_owned();
    let protection = survey.protection.as_ref();
    let bond = if has_firms {
        "Ein Betrieb steht nur bei einer Zeile, wenn er dem zugestimmt hat; sonst verbindet sie nichts mit einer Person."
    } else {
        "Nichts verbindet eine Zeile mit einer Person."
    };
    let facts = [
        ("Umfrage", said(&survey.title)),
        ("Einleitung", said(&survey.intro)),
        ("Zusage an die Befragten", said(&survey.privacy)),
        ("Zweck", protection.map_or_else(String::new, |protection| said(&protection.purpose))),
        ("Rechtsgrundlage", protection.map_or_else(String::new, |protection| protection.legal_basis.clone())),
        ("Erhoben", survey.fieldwork.as_ref().map_or_else(String::new, said)),
        ("Quelle", survey.source.as_ref().map_or_else(String::new, said)),
        (
            "Fehlende Antworten",
            "Codes von -6 bis -9 (trifft nicht zu, nicht gefragt, weiß nicht, keine Angabe); wo eine Zahl selbst so \
             klein sein kann, mit Nullen dahinter. Das Codebuch nennt sie für jede Spalte."
                .to_owned(),
        ),
        ("Reihenfolge", format!("Zufällig. Wer wann geantwortet hat, ist nicht gespeichert. {bond}")),
        (
            "Schutz",
            format!(
                "Einzelne Antworten, nicht zum Veröffentlichen bestimmt. Zahlen über weniger als {} Antworten dürfen \
                 nicht weitergegeben werden.",
                domain::disclosure::Rule::of(survey).k()
            ),
        ),
    ];
    facts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| Fact { name, value }).collect()
}

/// Which version of the survey a row answers.
fn version(history: &History) -> Variable {
    let label = |(number, _): (i64, &Survey)| Label {
        code: number.to_string(),
        text: format!("Version {number}"),
        ..Label::default()
    };
    Variable {
        name: VERSION_COLUMN.to_owned(),
        question: "Version der Umfrage".to_owned(),
        kind: "survey_version",
        form: Form::Points,
        labels: history.versions().map(label).collect(),
        uncoded: None,
        missing: Vec::new(),
        meaning: String::new(),
        versions: String::new(),
        earlier: String::new(),
    }
}

/// Whose answer a row is.
fn firm() -> Variable {
    let holds = "nur mit Einwilligung des Betriebs; leer, wo ohne Namen geantwortet oder der Name weggenommen wurde";
    Variable {
        name: FIRM_COLUMN.to_owned(),
        question: "Betrieb".to_owned(),
        kind: "firm",
        form: Form::Text,
        labels: Vec::new(),
        uncoded: Some(Label { text: holds.to_owned(), ..Label::default() }),
        missing: Vec::new(),
        meaning: String::new(),
        versions: String::new(),
        earlier: String::new(),
    }
}

fn variable(survey: &Survey, column: &Column, locale: Locale, past: &[Past]) -> Result<Variable, ExportError> {
    let question = question(survey, column, locale);
    let asked = told(past, &question, |past| past.questions.get(&column.name));
    let label = |(code, text): (String, String)| {
        let offered = told(past, &text, |past| past.labels.get(&(column.name.clone(), code.clone())));
        Label { code, text, versions: offered.0, earlier: offered.1 }
    };
    let (uncoded, labels): (Vec<_>, Vec<_>) =
        codes(column, locale).into_iter().map(label).partition(|label| label.code.is_empty());
    let missing = Gap::ALL.map(|gap| Missing { code: gap.code(&column.content), text: gap.label() });
    Ok(Variable {
        name: column.name.clone(),
        question,
        kind: kind(column),
        form: form(column),
        labels,
        uncoded: uncoded.into_iter().next(),
        missing: missing.into(),
        meaning: meaning(survey, column)?,
        versions: asked.0,
        earlier: asked.1,
    })
}

fn of_derived(column: &Derived, locale: Locale, past: &[Past]) -> Variable {
    let (question, kind, holds) = column.described(locale);
    let kept = told(past, &question, |past| past.derived.get(&column.name));
    let uncoded = Label { text: holds, versions: kept.0.clone(), ..Label::default() };
    Variable {
        name: column.name.clone(),
        question,
        kind,
        form: column.form(),
        labels: Vec::new(),
        uncoded: Some(uncoded),
        missing: Vec::new(),
        meaning: String::new(),
        versions: kept.0,
        earlier: kept.1,
    }
}

/// One set for each question with several answers, and for each repetition of its page.
fn sets(survey: &Survey, columns: &[Column], before: usize, locale: Locale) -> Vec<ResponseSet> {
    let mut sets: Vec<ResponseSet> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        if !matches!(column.content, Content::Ticked { .. }) {
            continue;
        }
        let (name, member) = (column.key.to_string(), before + at);
        match sets.last_mut().filter(|set| set.name == name) {
            Some(set) => set.members.push(member),
            None => {
                let about = survey.instance_label(&column.key, locale).map(|about| format!("{about} – "));
                let label = about.unwrap_or_default() + &survey.question_text(&column.key, locale);
                sets.push(ResponseSet { name, label, members: vec![member] });
            }
        }
    }
    sets
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

fn form(column: &Column) -> Form {
    match (&column.content, &column.item.kind) {
        (Content::Choice(_), _) => Form::Choice,
        (Content::Ticked { .. } | Content::Rating(_) | Content::Recommendation | Content::Dealt(_), _) => Form::Points,
        (Content::Number { decimals, .. }, _) => Form::Number { decimals: *decimals },
        (Content::Text, ItemKind::Date { .. }) if column.key.part.is_none() => Form::Day,
        (Content::Text, ItemKind::Month { .. }) if column.key.part.is_none() => Form::Month,
        (Content::Text, _) => Form::Text,
    }
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
