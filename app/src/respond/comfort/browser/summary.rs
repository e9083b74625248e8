//! What stands at the top of the page goes line by line, as its fields are answered.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement};

use super::{all, first, listen_between_presses};

pub(super) fn settle(form: &HtmlFormElement) {
    let Some(summary) = first(form, ".problems") else { return };
    let around = form.clone();
    listen_between_presses(form, "change", move |control| {
        let name = control.get_attribute("name").unwrap_or_default();
        if !is_answered(&around, &control, &name) {
            return;
        }
        for line in all(&summary, "li") {
            settle_line(&line, &name);
        }
        if first(&summary, "li").is_none() {
            summary.remove();
        }
    });
}

fn is_answered(form: &Element, control: &Element, name: &str) -> bool {
    if control.has_attribute("aria-invalid") {
        return false;
    }
    if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        return match input.type_().as_str() {
            "radio" | "checkbox" => first(form, &format!("input[name=\"{name}\"]:checked")).is_some(),
            _ => !input.value().trim().is_empty(),
        };
    }
    match control.dyn_ref::<HtmlTextAreaElement>() {
        Some(text) => !text.value().trim().is_empty(),
        None => first(control, "option:checked:not([value=\"\"])").is_some(),
    }
}

/// Leads to the next field that is open, and counts down.
fn settle_line(line: &Element, name: &str) {
    let names = line.get_attribute("data-names").unwrap_or_default();
    let left: Vec<&str> = names.split(' ').filter(|other| *other != name).collect();
    let Some(next) = left.first() else { return line.remove() };
    let Some(link) = first(line, "a") else { return };
    _ = line.set_attribute("data-names", &left.join(" "));
    _ = link.set_attribute("href", &format!("#{next}"));
    if names.len() == left.join(" ").len() {
        return;
    }
    let text = match line.get_attribute("data-last").filter(|_| left.len() == 1) {
        Some(last) => last,
        None => counted_down(&link.text_content().unwrap_or_default(), left.len()),
    };
    link.set_text_content(Some(&text));
}

/// "6 Aussagen sind noch offen." begins with how many.
fn counted_down(text: &str, left: usize) -> String {
    format!("{left}{}", text.trim_start_matches(|c: char| c.is_ascii_digit()))
}
