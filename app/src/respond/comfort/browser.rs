//! What the island does in the browser.

use std::rc::Rc;

use domain::{
    Answers, Locale, Survey,
    flow::{self, Questionnaire, Step},
    form,
};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Document, Element, Event, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, MouseEvent, NodeList};

/// Milliseconds between the tap and the next page: long enough to see the tick.
const ADVANCE_AFTER: i32 = 300;

pub fn attach(checks: Option<&str>, locale: Locale, advance: bool) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let form = document.query_selector("main form.form").ok().flatten();
    let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else { return };
    fold(&form);
    on_click(&form, advance);
    count_choices(&document, &form, locale);
    if let Some(check) = checks.and_then(|json| Check::new(json, locale)) {
        check_while_typing(&form, check);
    }
}

fn elements(list: Result<NodeList, wasm_bindgen::JsValue>) -> Vec<Element> {
    let Ok(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.item(at)?.dyn_into().ok()).collect()
}

fn listen(on: &Element, event: &str, handle: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(handle);
    _ = on.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    // Lives as long as the page.
    closure.forget();
}

/// Folds every card but the first that has no answer. With all answered, all stay folded.
fn fold(form: &HtmlFormElement) {
    let mut open = None;
    for card in elements(form.query_selector_all("details.rating")) {
        let answered = card.query_selector("input:checked").ok().flatten().is_some();
        let invalid = card.class_list().contains("invalid");
        if invalid || (!answered && open.is_none()) {
            open.get_or_insert(card);
        } else {
            _ = card.remove_attribute("open");
        }
    }
}

fn on_click(form: &HtmlFormElement, advance: bool) {
    let whole = form.clone();
    listen(form, "click", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = target.filter(|input| input.type_() == "radio") else { return };
        // Arrow keys click too, but without a button behind it: choosing by keyboard never moves the page.
        let by_pointer = event.dyn_ref::<MouseEvent>().is_some_and(|click| click.detail() > 0);
        match input.closest("details.rating").ok().flatten() {
            Some(card) => answered(&whole, &card, &input, by_pointer),
            None if advance && by_pointer => go_on_soon(&whole),
            None => {}
        }
    });
}

/// The card says what was given; after a tap it folds and the next open question comes up.
fn answered(form: &HtmlFormElement, card: &Element, input: &HtmlInputElement, by_pointer: bool) {
    let label = input.closest("label").ok().flatten().and_then(|label| label.text_content()).unwrap_or_default();
    if let Ok(Some(given)) = card.query_selector(".given") {
        given.set_text_content(Some(label.trim()));
    }
    if !by_pointer {
        return;
    }
    _ = card.remove_attribute("open");
    let cards = elements(form.query_selector_all("details.rating"));
    let after = cards.iter().skip_while(|other| *other != card).skip(1);
    let next = after.chain(cards.iter()).find(|other| matches!(other.query_selector("input:checked"), Ok(None)));
    let goal = match next {
        Some(next) => {
            _ = next.set_attribute("open", "");
            Some(next.clone())
        }
        None => form.query_selector(".actions").ok().flatten(),
    };
    if let Some(goal) = goal {
        bring_up(&goal);
    }
}

fn bring_up(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

fn go_on_soon(form: &HtmlFormElement) {
    let form = form.clone();
    let go_on = Closure::once_into_js(move || {
        let button = form.query_selector("button[value=next]").ok().flatten();
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            button.click();
        }
    });
    if let Some(window) = web_sys::window() {
        _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(go_on.unchecked_ref(), ADVANCE_AFTER);
    }
}

/// Ticking "none of these" unticks the rest and the other way round; a top three counts, and stops at three.
fn count_choices(document: &Document, form: &HtmlFormElement, locale: Locale) {
    for group in elements(form.query_selector_all("[data-choices]")) {
        let exclusive = group.get_attribute("data-exclusive").unwrap_or_default();
        let max: Option<usize> = group.get_attribute("data-max").and_then(|max| max.parse().ok());
        let counter = max.and_then(|max| counter(document, &group, max, locale));
        let whole = group.clone();
        listen(&group, "change", move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            let Some(changed) = target else { return };
            let boxes = boxes(&whole);
            if changed.checked() {
                untick_excluded(&boxes, &changed, &exclusive);
            }
            let ticked = boxes.iter().filter(|other| other.checked()).count();
            if max.is_some_and(|max| ticked > max) {
                changed.set_checked(false);
            }
            if let Some(show) = &counter {
                show(boxes.iter().filter(|other| other.checked()).count());
            }
        });
    }
}

fn boxes(group: &Element) -> Vec<HtmlInputElement> {
    elements(group.query_selector_all("input[type=checkbox]")).into_iter().filter_map(|input| input.dyn_into().ok()).collect()
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
fn counter(document: &Document, group: &Element, max: usize, locale: Locale) -> Option<Rc<dyn Fn(usize)>> {
    let line = document.create_element("p").ok()?;
    line.set_class_name("counter");
    _ = line.set_attribute("role", "status");
    group.append_child(&line).ok()?;
    let show = move |chosen: usize| {
        let text = if locale.is_german() { format!("{chosen} von {max} gewählt") } else { format!("{chosen} of {max} chosen") };
        line.set_text_content(Some(&text));
    };
    show(boxes(group).iter().filter(|input| input.checked()).count());
    Some(Rc::new(show))
}

/// The page's part of the survey, and the rules that the server applies too.
struct Check {
    questionnaire: Questionnaire,
    step: Step,
    locale: Locale,
}

impl Check {
    fn new(json: &str, locale: Locale) -> Option<Check> {
        let survey: Survey = serde_json::from_str(json).ok()?;
        let questionnaire = Questionnaire::published(survey).ok()?;
        let step = flow::steps(&questionnaire, &Answers::default()).into_iter().next()?;
        Some(Check { questionnaire, step, locale })
    }

    /// What is wrong with this one field as the form stands; being empty is not, yet.
    fn problem(&self, form: &HtmlFormElement, name: &str) -> Option<String> {
        let pairs = self.pairs(form)?;
        let reading = form::read(&self.questionnaire, &Answers::default(), &self.step, &pairs);
        let mine = reading.problems.into_iter().find(|problem| problem.key.to_string() == name)?;
        Some(mine.rule.message(self.locale))
    }

    fn pairs(&self, form: &HtmlFormElement) -> Option<Vec<(String, String)>> {
        let data = FormData::new_with_form(form).ok()?;
        let asked = flow::fields(&self.questionnaire, &Answers::default(), &self.step);
        let names = elements(form.query_selector_all("[name]")).into_iter().filter_map(|field| field.get_attribute("name"));
        let mut pairs: Vec<(String, String)> = Vec::new();
        for name in names {
            let bare = bare(&name).to_owned();
            let is_asked = asked.iter().any(|field| field.key.to_string() == bare);
            if !is_asked || pairs.iter().any(|(known, _)| *known == bare) {
                continue;
            }
            pairs.extend(data.get_all(&name).iter().filter_map(|value| Some((bare.clone(), value.as_string()?))));
        }
        Some(pairs)
    }
}

/// The excerpt knows nothing of repeated pages.
fn bare(name: &str) -> &str {
    name.split('@').next().unwrap_or(name)
}

fn check_while_typing(form: &HtmlFormElement, check: Check) {
    let whole = form.clone();
    listen(form, "focusout", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(field) = target.filter(|field| field.class_list().contains("input")) else { return };
        let name = field.get_attribute("name").unwrap_or_default();
        say(&field, &name, check.problem(&whole, bare(&name)));
    });
}

/// Shows, changes or takes away the line above a field, in the same words as the server would.
fn say(field: &Element, name: &str, problem: Option<String>) {
    let Some(around) = field.closest(".field").ok().flatten() else { return };
    let line = around.query_selector(".problem").ok().flatten();
    match (problem, line) {
        (None, line) => {
            line.inspect(Element::remove);
            _ = around.class_list().remove_1("invalid");
            _ = field.remove_attribute("aria-invalid");
        }
        (Some(text), Some(line)) => line.set_text_content(Some(&text)),
        (Some(text), None) => {
            let document = web_sys::window().and_then(|window| window.document());
            let Some(Ok(line)) = document.map(|document| document.create_element("span")) else { return };
            line.set_class_name("problem");
            line.set_id(&format!("{name}-problem"));
            line.set_text_content(Some(&text));
            let before = around.query_selector(".with-unit").ok().flatten().unwrap_or_else(|| field.clone());
            _ = before.before_with_node_1(&line);
            _ = around.class_list().add_1("invalid");
            _ = field.set_attribute("aria-invalid", "true");
            _ = field.set_attribute("aria-describedby", &format!("{name}-hint {name}-problem"));
        }
    }
}
