//! What is typed is checked on leaving the field, and once something is wrong with it at every stroke. The rules are
//! the server's: both call [`form::read_typed`].

use std::rc::Rc;

use domain::{Locale, form};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, js_sys::JsString};

use super::{element, first, listen, listen_between_presses, target};
use crate::{respond::comfort::excerpt::Watched, ui::words::spoken};

pub(super) fn check(form: &HtmlFormElement, watched: Vec<Watched>, locale: Locale) {
    if watched.is_empty() {
        return;
    }
    let recheck = Rc::new(move |control: &Element| {
        let name = control.get_attribute("name").unwrap_or_default();
        if let Some(field) = watched.iter().find(|field| field.name == name) {
            recheck(field, control, locale);
        }
    });
    let at_once = Rc::clone(&recheck);
    listen_between_presses(form, "focusout", move |control| recheck(&control));
    listen(form, &["input"], move |event| {
        target::<Element>(&event).iter().filter(|control| control.has_attribute("aria-invalid")).for_each(&*at_once);
    });
}

fn recheck(field: &Watched, control: &Element, locale: Locale) {
    match form::read_typed(&field.shape, field.required, &[typed(control)], composed) {
        Err(rule) => {
            if let Some(message) = rule.typed_message(locale) {
                say(control, &field.name, &message, locale);
            }
        }
        // Being empty is no fault yet; where the server has said that it is one, that still stands.
        Ok(None) if field.required => {}
        Ok(_) => unsay(control, &field.name),
    }
}

fn typed(control: &Element) -> String {
    match control.dyn_ref::<HtmlInputElement>() {
        Some(input) => input.value(),
        None => control.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value).unwrap_or_default(),
    }
}

/// As [`form::composed`], whose tables would be a quarter of what is loaded.
fn composed(text: &str) -> String {
    JsString::from(text).normalize("NFC").into()
}

/// Shows or changes the line above a field, as the server would have drawn it.
fn say(control: &Element, name: &str, text: &str, locale: Locale) {
    let Some(around) = control.closest(".field").ok().flatten() else { return };
    let line = first(&around, ".problem").or_else(|| new_line(&around, control, name));
    let (Some(line), Some(before)) = (line, element("span", "visually-hidden")) else { return };
    line.set_text_content(Some(text));
    before.set_text_content(Some(&format!("{} ", spoken(locale).problem)));
    _ = line.prepend_with_node_1(&before);
    mark(&around, control, name, true);
}

fn new_line(around: &Element, control: &Element, name: &str) -> Option<Element> {
    let line = element("span", "problem")?;
    line.set_id(&format!("{name}-problem"));
    let below = first(around, ".with-unit").unwrap_or_else(|| control.clone());
    below.before_with_node_1(&line).ok()?;
    Some(line)
}

fn unsay(control: &Element, name: &str) {
    let Some(around) = control.closest(".field").ok().flatten() else { return };
    if let Some(line) = first(&around, ".problem") {
        line.remove();
        mark(&around, control, name, false);
    }
}

fn mark(around: &Element, control: &Element, name: &str, invalid: bool) {
    _ = around.class_list().toggle_with_force("invalid", invalid);
    let hint = first(around, ".hint").map(|_| format!("{name}-hint"));
    let problem = invalid.then(|| format!("{name}-problem"));
    let described = [hint, problem].into_iter().flatten().collect::<Vec<_>>().join(" ");
    set_or_remove(control, "aria-describedby", (!described.is_empty()).then_some(&described));
    set_or_remove(control, "aria-invalid", invalid.then_some("true"));
}

fn set_or_remove(control: &Element, attribute: &str, value: Option<&str>) {
    _ = match value {
        Some(value) => control.set_attribute(attribute, value),
        None => control.remove_attribute(attribute),
    };
}
