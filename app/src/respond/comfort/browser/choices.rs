//! Boxes to tick: "none of these" unticks the rest and the other way round; a top three counts, and stops at three.

use domain::Locale;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement, HtmlInputElement};

use super::{all, listen, status, target};
use crate::ui::words::spoken;

pub(super) fn count(form: &HtmlFormElement, locale: Locale) {
    for group in all(form, "[data-choices]") {
        let exclusive = group.get_attribute("data-exclusive").unwrap_or_default();
        let max = group.get_attribute("data-max").and_then(|max| max.parse::<usize>().ok());
        let counter = max.and_then(|max| Counter::new(&group, max, locale));
        listen(&group.clone(), &["change"], move |event| {
            let Some(changed) = target::<HtmlInputElement>(&event) else { return };
            let boxes = boxes(&group);
            if changed.checked() {
                untick_excluded(&boxes, &changed, &exclusive);
            }
            let is_too_many = max.is_some_and(|max| ticked(&boxes) > max);
            if is_too_many {
                changed.set_checked(false);
            }
            if let Some(counter) = &counter {
                counter.show(ticked(&boxes), is_too_many);
            }
        });
    }
}

fn boxes(group: &Element) -> Vec<HtmlInputElement> {
    all(group, "input[type=checkbox]").into_iter().filter_map(|input| input.dyn_into().ok()).collect()
}

fn ticked(boxes: &[HtmlInputElement]) -> usize {
    boxes.iter().filter(|input| input.checked()).count()
}

fn untick_excluded(boxes: &[HtmlInputElement], changed: &HtmlInputElement, exclusive: &str) {
    let excludes = |input: &HtmlInputElement| exclusive.split(' ').any(|value| value == input.value());
    for other in boxes.iter().filter(|other| *other != changed) {
        if excludes(changed) || excludes(other) {
            other.set_checked(false);
        }
    }
}

/// "2 von 3 gewählt", said politely.
struct Counter {
    line: Element,
    of_max: String,
    untick_first: &'static str,
}

impl Counter {
    fn new(group: &Element, max: usize, locale: Locale) -> Option<Counter> {
        let line = status(group)?;
        let words = spoken(locale);
        let of_max = words.chosen_of.replace("{n}", &max.to_string());
        let counter = Counter { line, of_max, untick_first: words.untick_first };
        counter.show(ticked(&boxes(group)), false);
        Some(counter)
    }

    /// One too many was taken back: the line says why.
    fn show(&self, chosen: usize, is_too_many: bool) {
        let why = if is_too_many { format!(". {}", self.untick_first) } else { String::new() };
        self.line.set_text_content(Some(&format!("{chosen} {}{why}", self.of_max)));
    }
}
