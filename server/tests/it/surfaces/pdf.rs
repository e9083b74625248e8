//! The report of a wave beside its page.

use axum::http::StatusCode;

use super::{field::Wave, hold::Held, read::sheets};
use crate::{
    app::TestApp,
    report::{letters, previewed, release, second, squeezed},
};

/// Has a report made, released by somebody else, and read by anybody. Gives how many.
pub async fn hold(app: &mut TestApp, wave: &Wave, held: &mut Held) -> u64 {
    let internal = format!("/intern/wellen/{}", wave.slug);
    let mut other = second(app).await;
    previewed(app, &internal).await;
    let theirs = other.get(&format!("{internal}/bericht")).await;
    let released = release(&mut other, &internal, &theirs).await;
    assert_eq!(released.status, StatusCode::SEE_OTHER, "{}", released.text_of("main"));
    let mut anybody = app.clone();
    anybody.forget_cookies();
    for (language, query) in [("de", ""), ("en", "?lang=en")] {
        let file = anybody.get(&format!("/ergebnisse/{}/bericht/{language}.pdf", wave.slug)).await;
        assert_eq!(file.status, StatusCode::OK);
        let text = letters(&file.bytes);
        let page = anybody.get(&format!("/ergebnisse/{}{query}", wave.slug)).await;
        let mut signs = 0;
        for sheet in sheets(&page.text) {
            for row in &sheet.rows {
                signs += row.iter().flat_map(|cell| cell.chars()).filter(|c| *c == '•').count();
                held.cells += row.len() as u64;
                if !stands_in(&text, row) {
                    held.wrong.push(format!("{}: „{}“ is not in the report", wave.slug, row.join(" | ")));
                }
            }
        }
        let in_report = text.chars().filter(|c| *c == '•').count();
        if in_report < signs {
            held.wrong.push(format!("{}: {signs} cells are hidden, {in_report} in the report", wave.slug));
        }
    }
    2
}

/// Between two cells of a line there is no room for a figure more.
const BETWEEN: usize = 2;

/// Whether the cells of a line stand in a text one after the other.
fn stands_in(text: &str, row: &[String]) -> bool {
    let cells: Vec<String> = row.iter().map(|cell| squeezed(cell)).collect();
    let Some((label, cells)) = cells.split_first() else { return true };
    text.match_indices(label.as_str()).any(|(at, _)| {
        let mut rest = &text[at + label.len()..];
        cells.iter().all(|cell| {
            let found = rest.find(cell.as_str()).filter(|found| *found <= BETWEEN);
            rest = found.map_or("", |found| &rest[found + cell.len()..]);
            found.is_some()
        })
    })
}

#[test]
fn a_line_with_another_figure_does_not_stand_in_a_text() {
    let row = ["Mut", "4", "12 %"].map(str::to_owned);
    assert!(stands_in("MutundWut512%Mut412%", &row));
    assert!(!stands_in("Mut•12%", &row) && !stands_in("Mut471112%", &row));
}
