//! What becomes of figures over two waves: the numbers of both, as each of them tells them.

use domain::{
    OptionId, format,
    report::{Cell, Distribution, QuestionResult, Shape},
};

use super::{
    compare::Side,
    hold::{GERMAN, Held, number, percent, sign},
    read::{Sheet, csv_sheet},
};
use crate::app::TestApp;

/// One figure in one wave: as it reads, how exactly its change is told, its value in the unit of the change, and of how
/// many answers it is.
struct Told {
    text: String,
    places: usize,
    value: f64,
    n: u64,
}

/// Fewer answers in a wave are not tested.
const TESTED: u64 = 30;

/// `found`: the tables of the page at `address`.
pub async fn over_both(app: &mut TestApp, address: &str, found: &[Sheet], sides: [&Side<'_>; 2], held: &mut Held) {
    for question in &sides[1].results.questions {
        let key = &question.key;
        if key.pass.is_some() || sides[1].drawn.backgrounds.iter().any(|background| key.item.as_str() == background.id)
        {
            continue;
        }
        let id = format!("verlauf-{}", key.item);
        let sheet = found.iter().find(|sheet| sheet.id == id);
        let waves = sides.map(|side| side.results.questions.iter().find(|other| other.key == *key));
        for (label, option) in rows(question, &waves) {
            let place = format!("{address}: {id}, {label}");
            let told = waves.map(|wave| wave.map_or(Cell::Empty, |wave| read(&wave.distribution, option.as_ref())));
            let row = sheet.and_then(|sheet| sheet.row(&label));
            match (told.iter().all(|cell| cell.shown().is_some()), row) {
                (true, Some(row)) => hold(&place, row, &told, held),
                (true, None) => held.missing(&place, "its row"),
                (false, Some(_)) => held.wrong.push(format!("{place} is told, and hidden in one of the waves")),
                (false, None) => {}
            }
        }
        if let Some(sheet) = sheet {
            let file = app.get(&address.replace('?', &format!("/{id}.csv?"))).await;
            if csv_sheet(&id, &file.text, 3) != *sheet {
                held.wrong.push(format!("{address}: {id}.csv is not the table of its page"));
            }
        }
    }
}

fn hold(place: &str, row: &[String], told: &[Cell<Told>; 2], held: &mut Held) {
    let both: Vec<&Told> = told.iter().filter_map(Cell::shown).collect();
    for (at, told) in both.iter().enumerate() {
        held.cell(place, row.get(1 + at).map(String::as_str), &told.text);
        held.cell(place, row.get(6 + at).map(String::as_str), &format::count(told.n, GERMAN));
    }
    let change = format::signed(both[1].value - both[0].value, both[0].places, GERMAN);
    // Where nobody differs from anybody there is no test either, and no change is told.
    if row[3] != "–" || both.iter().any(|told| told.n < TESTED) {
        let is_tested = both.iter().all(|told| told.n >= TESTED);
        held.cell(place, Some(row[3].as_str()), if is_tested { &change } else { "–" });
    }
}

/// What may be followed of a question, with the name of its row: as it was drawn.
fn rows(question: &QuestionResult, waves: &[Option<&QuestionResult>; 2]) -> Vec<(String, Option<OptionId>)> {
    let item = &question.key.item;
    let mut rows: Vec<(String, Option<OptionId>)> = Vec::new();
    for told in waves.iter().flatten().filter_map(|wave| wave.distribution.shown()) {
        let here: Vec<(String, Option<OptionId>)> = match &told.shape {
            Shape::Choice(options) | Shape::Choices(options) => {
                let ids = options.iter().flat_map(|share| &share.options);
                ids.map(|id| (format!("{item} {id}"), Some(id.clone()))).collect()
            }
            Shape::Rating(_) => {
                let row = question.key.row.as_ref().map(ToString::to_string).unwrap_or_default();
                vec![(format!("{item} {row}"), None)]
            }
            Shape::Recommendation { .. } => vec![("Weiterempfehlung".to_owned(), None)],
            _ => Vec::new(),
        };
        here.into_iter().for_each(|row| {
            if !rows.contains(&row) {
                rows.push(row);
            }
        });
    }
    rows
}

fn read(distribution: &Cell<Distribution>, option: Option<&OptionId>) -> Cell<Told> {
    let told = match distribution {
        Cell::Shown(told) => told,
        hidden => return if sign(hidden) == Some("•") { Cell::Suppressed } else { Cell::Empty },
    };
    let n = told.n;
    match (&told.shape, option) {
        (Shape::Rating(rating), None) => {
            let value = rating.mean.value;
            Cell::Shown(Told { text: number(value, 2), places: 2, value, n })
        }
        (Shape::Recommendation { score, .. }, None) => {
            let value = score.value;
            Cell::Shown(Told { text: format::signed(value, 0, GERMAN), places: 1, value, n })
        }
        (Shape::Choice(options) | Shape::Choices(options), Some(option)) => {
            let alone = options.iter().find(|share| share.options == [option.clone()] && share.count.shown().is_some());
            alone.map_or(Cell::Suppressed, |share| {
                let value = share.share.value;
                Cell::Shown(Told { text: percent(value), places: 1, value: 100.0 * value, n })
            })
        }
        _ => Cell::Suppressed,
    }
}
