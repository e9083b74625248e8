//! Rows that are weighed against each other: a tap gives a row the next place, a sum says how much is left.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlFormElement, HtmlInputElement, HtmlSelectElement};

use super::{all, first, listen, status, target};

pub(super) fn rank(form: &HtmlFormElement) {
    for group in all(form, "[data-ranking]") {
        let (Some(said), Some(none)) = (group.get_attribute("data-ranking"), group.get_attribute("data-none")) else {
            continue;
        };
        let Some(line) = status(&group) else { continue };
        _ = group.class_list().add_1("tapped");
        listen(&group.clone(), &["click"], move |event| {
            let row = target::<Element>(&event).and_then(|target| target.closest(".field").ok().flatten());
            let Some(row) = row.filter(|_| target::<HtmlSelectElement>(&event).is_none()) else { return };
            // The label would open the list.
            event.prevent_default();
            let Some(own) = select(&row) else { return };
            let place = tap(&group, &own);
            let label = first(&row, "label").and_then(|label| label.text_content()).unwrap_or_default();
            let place = if place == 0 { none.clone() } else { said.replace("{n}", &place.to_string()) };
            line.set_text_content(Some(&format!("{label}: {place}")));
        });
    }
}

fn select(row: &Element) -> Option<HtmlSelectElement> {
    first(row, "select")?.dyn_into().ok()
}

fn place(select: &HtmlSelectElement) -> usize {
    select.value().parse().unwrap_or(0)
}

/// The next place that is free; or, for a row that has one, none, and whoever stands behind it moves up.
fn tap(group: &Element, own: &HtmlSelectElement) -> usize {
    let selects: Vec<HtmlSelectElement> = all(group, ".field").iter().filter_map(select).collect();
    let before = place(own);
    let next = match before {
        0 => (1..).find(|free| selects.iter().all(|other| place(other) != *free)).unwrap_or(0),
        _ => 0,
    };
    own.set_value(&if next == 0 { String::new() } else { next.to_string() });
    for other in selects.iter().filter(|other| before > 0 && place(other) > before) {
        other.set_value(&(place(other) - 1).to_string());
    }
    if let Ok(change) = Event::new_with_event_init_dict("change", &bubbles()) {
        _ = own.dispatch_event(&change);
    }
    next
}

fn bubbles() -> web_sys::EventInit {
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    init
}

pub(super) fn add_up(form: &HtmlFormElement) {
    for group in all(form, "[data-sum]") {
        let total = group.get_attribute("data-sum").and_then(|total| total.parse::<i64>().ok());
        let (Some(total), Some(left)) = (total, group.get_attribute("data-left")) else { continue };
        let Some(line) = status(&group) else { continue };
        let rows = group.clone();
        let show = move || {
            let inputs = all(&rows, "input").into_iter().filter_map(|input| input.dyn_into::<HtmlInputElement>().ok());
            let sum: i64 = inputs.filter_map(|input| input.value().trim().parse::<i64>().ok()).sum();
            let text = left.replace("{n}", &(total - sum).to_string().replace('-', "−"));
            line.set_text_content(Some(&text));
        };
        show();
        listen(&group, &["input"], move |_| show());
    }
}
