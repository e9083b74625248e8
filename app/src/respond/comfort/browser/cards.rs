//! One open question at a time: answered cards fold, the next one opens, a page of one question is left.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, HtmlElement, HtmlFormElement, HtmlInputElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{all, first, window};

/// Milliseconds between the tap and the next page: long enough to see the tick.
const ADVANCE_AFTER: i32 = 300;

/// Folds every card of a battery but the first without an answer and those with a problem. With all answered, all stay
/// folded.
pub(super) fn fold(form: &HtmlFormElement) {
    for battery in all(form, ".battery") {
        let mut is_one_open = false;
        for card in all(&battery, "details.rating") {
            let is_invalid = card.class_list().contains("invalid");
            if is_invalid || (!is_answered(&card) && !is_one_open) {
                is_one_open = true;
            } else {
                _ = card.remove_attribute("open");
            }
        }
    }
}

fn is_answered(card: &Element) -> bool {
    first(card, "input:checked").is_some()
}

/// The card says what was given; after a tap it folds and the next open question comes up.
pub(super) fn answered(form: &HtmlFormElement, card: &Element, input: &HtmlInputElement, by_pointer: bool) {
    let label = input.closest("label").ok().flatten().and_then(|label| label.text_content()).unwrap_or_default();
    if let Some(given) = first(card, ".given") {
        given.set_text_content(Some(label.trim()));
    }
    if !by_pointer {
        return;
    }
    _ = card.remove_attribute("open");
    let cards = all(form, "details.rating");
    let after = cards.iter().skip_while(|other| *other != card).skip(1);
    let goal = match after.chain(&cards).find(|other| !is_answered(other)) {
        Some(next) => {
            _ = next.set_attribute("open", "");
            Some(next.clone())
        }
        None => first(form, ".actions"),
    };
    if let Some(goal) = goal {
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        goal.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}

pub(super) fn next_page_soon(form: &HtmlFormElement) {
    let button = first(form, "button[value=next]").and_then(|button| button.dyn_into::<HtmlElement>().ok());
    let (Some(window), Some(button)) = (window(), button) else { return };
    let go_on = Closure::once_into_js(move || button.click());
    _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(go_on.unchecked_ref(), ADVANCE_AFTER);
}
