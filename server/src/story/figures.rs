//! One figure per question: the chart that fits its kind.

use charts::{Caption, Order};
use domain::{
    Item, ItemKind, Key, Part, Pass,
    disclosure::Released,
    figure::Figure,
    format,
    kano::Category,
    meaning::{Audience, Role},
    report::{Cell, QuestionResult, Shape},
    vocabulary,
};

use super::Telling;

pub fn caption(telling: &Telling, id: &str, question: String, unit: &str, role: Option<Role>) -> Caption {
    Caption {
        id: id.to_owned(),
        question,
        unit: unit.to_owned(),
        population: telling.population().to_owned(),
        single: String::new(),
        rate: telling.rate.map_or_else(String::new, |rate| rate.short(telling.locale)),
        no_sums: telling.rate.and_then(|rate| rate.no_sums(telling.locale)).unwrap_or_default(),
        field: telling.field.clone(),
        source: telling.source.clone(),
        role,
        smallest: telling.smallest,
    }
}

pub fn share_of(telling: &Telling) -> String {
    match (telling.survey.audience, telling.locale.is_german()) {
        (Audience::Firm, true) => "Anteil der Betriebe in Prozent".to_owned(),
        (Audience::Apprentice, true) => "Anteil der Auszubildenden in Prozent".to_owned(),
        (Audience::Other, true) => "Anteil der Befragten in Prozent".to_owned(),
        (_, false) => format!("Share of {} in per cent", telling.population()),
    }
}

pub fn needs(telling: &Telling) -> Figure {
    let item = telling.survey.items().find(|item| item.meaning.role == Some(Role::Need));
    let question =
        item.map_or_else(String::new, |item| telling.survey.question_text(&Key::item(&item.id), telling.locale));
    let caption = caption(telling, "bedarf", question, &share_of(telling), Some(Role::Need));
    let label = |topic: &domain::id::TopicId| vocabulary::topic_label(topic, telling.locale).to_owned();
    let asked = telling.results.get().questions.iter().position(|question| question.meaning.role == Some(Role::Need));
    let asked = asked.map(|at| telling.results.part(|results| &results.questions[at]));
    charts::needs(&caption, telling.results.part(|results| &results.needs), asked, &label, &telling.look())
}

/// The questions behind the gap, each once: rows may come from several paired batteries, or from two single ones.
fn paired_question(telling: &Telling) -> String {
    let mut texts: Vec<String> = Vec::new();
    for question in &telling.results.get().questions {
        if matches!(question.meaning.role, Some(Role::Importance | Role::Fulfilment)) {
            let text = telling.survey.question_text(&general(&question.key), telling.locale);
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    texts.join(" ")
}

pub fn dumbbell(telling: &Telling) -> Figure {
    let unit = if telling.locale.is_german() { "Mittelwerte" } else { "Means" };
    let caption = caption(telling, "abstand", paired_question(telling), unit, None);
    charts::dumbbell(
        &caption,
        telling.results.part(|results| &results.gap),
        &|row| telling.row_label(row),
        &telling.look(),
    )
}

pub fn ipa(telling: &Telling) -> Figure {
    let unit = if telling.locale.is_german() { "Mittelwerte" } else { "Means" };
    let caption = caption(telling, "vorrang", paired_question(telling), unit, None);
    let label = |row: &str| telling.row_label(row);
    charts::ipa(&caption, telling.results.part(|results| &results.gap), &label, telling.cross_hair, &telling.look())
}

/// One figure per item: the rows of a battery stand together in one, and so do the ratings and numbers of a repeated
/// page. Its choices and recommendations get one for each option it was repeated for. What describes the respondents
/// comes apart from what they were asked.
pub fn questions(telling: &Telling) -> (Vec<Figure>, Vec<Figure>) {
    let results = telling.results.get();
    let mut groups: Vec<(&Key, Vec<usize>)> = Vec::new();
    for (at, question) in results.questions.iter().enumerate() {
        let key = &question.key;
        let apart = is_drawn_apart(telling, &key.item);
        let is_same = |first: &Key| {
            first.item == key.item
                && first.pass == key.pass
                && first.part == key.part
                && (!apart || first.instance == key.instance)
        };
        match groups.iter_mut().find(|(first, _)| is_same(first)) {
            Some((_, rows)) => rows.push(at),
            None => groups.push((key, vec![at])),
        }
    }
    // The needs have a figure of their own.
    let has_needs = results.needs.shown().is_some();
    let role = |key: &Key| telling.survey.item(&key.item).and_then(|item| item.meaning.role);
    groups.retain(|(key, _)| !(has_needs && role(key) == Some(Role::Need)));
    let (background, asked): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|(key, _)| role(key) == Some(Role::Background));
    let figures = |groups: Vec<(&Key, Vec<usize>)>| {
        groups.into_iter().filter_map(|(key, rows)| question(telling, key, &rows)).collect()
    };
    (figures(asked), figures(background))
}

fn is_drawn_apart(telling: &Telling, item: &domain::ItemId) -> bool {
    let kind = telling.survey.item(item).map(|item| &item.kind);
    let in_rows = matches!(
        kind,
        Some(
            ItemKind::Battery { .. }
                | ItemKind::Paired { .. }
                | ItemKind::Ranking { .. }
                | ItemKind::ConstantSum { .. }
                | ItemKind::Matrix { .. }
                | ItemKind::Number { .. }
        )
    );
    !in_rows
}

fn question(telling: &Telling, key: &Key, rows: &[usize]) -> Option<Figure> {
    let item = telling.survey.item(&key.item)?;
    let released: Vec<Released<&QuestionResult>> =
        rows.iter().map(|at| telling.results.part(|results| &results.questions[*at])).collect();
    let about = key.instance.as_ref().filter(|_| is_drawn_apart(telling, &key.item));
    let part = key.part.as_ref().map(Part::as_str);
    let id = [Some(item.id.as_str()), key.pass.map(Pass::as_str), part, about.map(|about| about.as_str())];
    let id = std::iter::once("f").chain(id.into_iter().flatten()).collect::<Vec<_>>().join("-");
    let text = match about.and_then(|_| telling.survey.instance_label(key, telling.locale)) {
        Some(about) => format!("{about}: {}", telling.survey.question_text(key, telling.locale)),
        None => wording(telling, key),
    };
    let role = match key.pass {
        Some(Pass::Importance) => Some(Role::Importance),
        Some(Pass::Fulfilment) => Some(Role::Fulfilment),
        None => item.meaning.role,
    };
    let caption = |unit: &str| caption(telling, &id, text.clone(), unit, role);
    match &item.kind {
        // Nobody has read it yet.
        _ if matches!(key.part, Some(Part::Words | Part::Comment)) => None,
        // Where results are broken down by Kreis, its municipalities would tell who is in a small one.
        ItemKind::Municipality { .. } if telling.public || is_grouping(telling, item) => None,
        ItemKind::Ranking { .. } => {
            let unit = if telling.locale.is_german() { "mittlerer Platz" } else { "mean place" };
            Some(charts::ranking(&caption(unit), &released, &|key| row_label(telling, key), &telling.look()))
        }
        ItemKind::ConstantSum { unit, .. } => {
            let unit = unit.get(telling.locale);
            Some(charts::summary(&caption(unit), &released, &|key| row_label(telling, key), &telling.look()))
        }
        ItemKind::Matrix { columns, .. } => {
            let column = columns.iter().find(|column| key.part == Some(Part::Column(column.id.clone())))?;
            let unit = column.label.get(telling.locale);
            let label = |key: &Key| row_label(telling, &Key { part: None, ..key.clone() });
            Some(charts::summary(&caption(unit), &released, &label, &telling.look()))
        }
        ItemKind::BestWorst { best, worst, .. } => {
            let label = |option: &domain::OptionId| telling.survey.option_label(item, option, telling.locale);
            let ends = [best, worst].map(|text| text.get(telling.locale));
            let unit = if telling.locale.is_german() {
                "in Prozent der Male, die es gezeigt wurde"
            } else {
                "in per cent of the times it was shown"
            };
            let caption = caption(&format!("„{}“ {unit}", ends[0]));
            Some(charts::best_worst(&caption, released.first()?.clone(), &label, ends, &telling.look()))
        }
        ItemKind::Kano { .. } => {
            let label = |option: &domain::OptionId| {
                let category = Category::parse(option.as_str());
                category.map_or_else(|| option.to_string(), |category| category.label(telling.locale).to_owned())
            };
            Some(charts::bars(
                &caption(&share_of(telling)),
                released.first()?.clone(),
                &label,
                Order::ByShare,
                &telling.look(),
            ))
        }
        ItemKind::Date { .. } | ItemKind::Month { .. } => {
            let label = |period: &domain::OptionId| format::month(period.as_str(), telling.locale);
            Some(charts::bars(
                &caption(&share_of(telling)),
                released.first()?.clone(),
                &label,
                Order::AsAsked,
                &telling.look(),
            ))
        }
        ItemKind::Battery { .. } | ItemKind::Paired { .. } => {
            let scale = scale(telling, item, key.pass)?;
            let label = |key: &Key| row_label(telling, key);
            let unit = share_of(telling);
            Some(charts::likert(&caption(&unit), scale, &released, &label, telling.arrangement, &telling.look()))
        }
        ItemKind::Number { unit, .. } => {
            let label = |key: &Key| row_label(telling, key);
            Some(charts::summary(&caption(unit.get(telling.locale)), &released, &label, &telling.look()))
        }
        // How many know no offer for a topic stands in the table of needs.
        _ if key.instance.is_some() && item.meaning.role == Some(Role::Awareness) => None,
        ItemKind::Recommendation { .. } => {
            Some(charts::recommendation(&caption(&share_of(telling)), released.first()?.clone(), &telling.look()))
        }
        ItemKind::Single { .. }
        | ItemKind::Multiple { .. }
        | ItemKind::Top { .. }
        | ItemKind::Municipality { .. }
        | ItemKind::Occupation { .. } => {
            let label = |option: &domain::OptionId| telling.survey.option_label(item, option, telling.locale);
            let order = match (&item.kind, item.meaning.role) {
                (ItemKind::Single { .. }, Some(Role::Background)) => Order::AsAsked,
                _ => Order::ByShare,
            };
            Some(charts::bars(&caption(&share_of(telling)), released.first()?.clone(), &label, order, &telling.look()))
        }
        // Free text is counted, not drawn; nobody has read it yet.
        ItemKind::ShortText { .. } | ItemKind::LongText { .. } | ItemKind::Contact { .. } | ItemKind::Information => {
            None
        }
    }
    .filter(|_| rows.iter().any(|at| is_told_of(&telling.results.get().questions[*at])))
}

fn is_grouping(telling: &Telling, item: &Item) -> bool {
    telling.survey.groupings.iter().any(|grouping| grouping.id == item.id)
}

/// Texts are read, not counted. A topic that nobody chose has no questions; another question without an answer that
/// counts, as where all say "weiß nicht", is told to have none.
fn is_told_of(question: &QuestionResult) -> bool {
    match &question.distribution {
        Cell::Empty => question.key.instance.is_none(),
        Cell::Suppressed => true,
        Cell::Shown(distribution) => !matches!(distribution.shape, Shape::Text),
    }
}

/// The question as it was read: numbers often follow a sentence that asks for all of them.
fn wording(telling: &Telling, key: &Key) -> String {
    let text = telling.survey.question_text(&general(key), telling.locale);
    let mut pages = telling.survey.sections.iter().flat_map(|section| &section.pages);
    let lead = pages.find_map(|page| {
        let at = page.items.iter().position(|item| item.id == key.item)?;
        let is_number = |item: &&Item| matches!(item.kind, ItemKind::Number { .. });
        let before = page.items[..at].iter().rev().find(|item| !is_number(item))?;
        let asks = is_number(&&page.items[at]) && matches!(before.kind, ItemKind::Information);
        asks.then(|| before.text.get(telling.locale).to_owned())
    });
    lead.map_or_else(|| text.clone(), |lead| format!("{lead} {text}"))
}

/// The question without the topic it was repeated for.
pub fn general(key: &Key) -> Key {
    Key { row: None, part: None, instance: None, ..key.clone() }
}

pub fn scale<'a>(telling: &Telling<'a>, item: &'a Item, pass: Option<Pass>) -> Option<&'a domain::survey::Scale> {
    match (&item.kind, pass) {
        (ItemKind::Battery { scale, .. }, _) => telling.survey.scale(scale),
        (ItemKind::Paired { fulfilment_scale, .. }, Some(Pass::Fulfilment)) => telling.survey.scale(fulfilment_scale),
        (ItemKind::Paired { importance_scale, .. }, _) => telling.survey.scale(importance_scale),
        _ => None,
    }
}

/// What a row of a figure or table is about: on a repeated page the option it was asked for, in a battery the row, in a
/// repeated battery of several rows both.
pub fn row_label(telling: &Telling, key: &Key) -> String {
    let survey = telling.survey;
    let row = || survey.label(key, telling.locale);
    let has_rows = key.row.is_some() && survey.item(&key.item).is_some_and(|item| survey.choices(item).len() > 1);
    match survey.instance_label(key, telling.locale) {
        Some(about) if has_rows => format!("{about}: {}", row()),
        Some(about) => about,
        None => row(),
    }
}
