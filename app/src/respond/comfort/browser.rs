//! What the island does in the browser.

mod cards;
mod choices;
mod entries;
mod rows;
mod search;
mod summary;

use domain::Locale;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{Document, Element, Event, HtmlFormElement, HtmlInputElement, MouseEvent, NodeList, Window};

use super::excerpt::watched;

pub fn attach(checks: Option<&str>, locale: Locale, advance: bool) {
    let Some(document) = document() else { return };
    let form = document.query_selector("main form.form").ok().flatten();
    let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else { return };
    cards::fold(&form);
    choices::count(&form, locale);
    entries::check(&form, checks.map(watched).unwrap_or_default(), locale);
    rows::rank(&form);
    rows::add_up(&form);
    search::search(&form);
    summary::settle(&form);
    go_on_after_a_choice(form, advance);
}

/// The next card or the next page, once a radio button was chosen.
fn go_on_after_a_choice(form: HtmlFormElement, advance: bool) {
    listen(&form.clone(), &["click"], move |event| {
        let Some(input) = target::<HtmlInputElement>(&event).filter(|input| input.type_() == "radio") else { return };
        // Arrow keys click too, but without a button behind it: choosing by keyboard never moves the page.
        let by_pointer = event.dyn_ref::<MouseEvent>().is_some_and(|click| click.detail() > 0);
        match input.closest("details.rating").ok().flatten() {
            Some(card) => cards::answered(&form, &card, &input, by_pointer),
            None if advance && by_pointer => cards::next_page_soon(&form),
            None => {}
        }
    });
}

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// A new element, not yet on the page.
fn element(name: &str, class: &str) -> Option<Element> {
    let element = document()?.create_element(name).ok()?;
    element.set_class_name(class);
    Some(element)
}

/// A line at the end of `within` that is read out when it changes.
fn status(within: &Element) -> Option<Element> {
    let line = element("p", "counter")?;
    _ = line.set_attribute("role", "status");
    within.append_child(&line).ok()?;
    Some(line)
}

fn all(within: &Element, selector: &str) -> Vec<Element> {
    let list: Result<NodeList, JsValue> = within.query_selector_all(selector);
    let Ok(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.item(at)?.dyn_into().ok()).collect()
}

fn first(within: &Element, selector: &str) -> Option<Element> {
    within.query_selector(selector).ok().flatten()
}

fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

/// What is done about a field that was left. A line that appears or goes while a button is pressed moves it away from
/// under the finger, and the press is lost: then the field waits for the click.
fn listen_between_presses(form: &HtmlFormElement, left: &'static str, mut handle: impl FnMut(Element) + 'static) {
    let (mut is_pressed, mut waiting) = (false, Vec::new());
    listen(form, &["pointerdown", "keydown", "click", left], move |event| match event.type_().as_str() {
        "pointerdown" => is_pressed = true,
        "keydown" => is_pressed = false,
        "click" => {
            is_pressed = false;
            waiting.drain(..).for_each(&mut handle);
        }
        _ if is_pressed => waiting.extend(target::<Element>(&event)),
        _ => target(&event).into_iter().for_each(&mut handle),
    });
}

fn listen(on: &Element, events: &[&str], handle: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(handle);
    for event in events {
        _ = on.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    }
    // Lives as long as the page.
    closure.forget();
}
