//! A field above a long list: what is typed there shortens the list, and a line below says to how many.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement, HtmlInputElement, HtmlSelectElement};

use super::{all, element, first, listen, status};

/// Lines of the list that stand open while one searches.
const LINES: u32 = 6;

pub(super) fn search(form: &HtmlFormElement) {
    for around in all(form, "[data-search]") {
        let select = first(&around, "select").and_then(|select| select.dyn_into::<HtmlSelectElement>().ok());
        let label = around.get_attribute("data-search").unwrap_or_default();
        let Some((select, input)) = select.and_then(|select| Some((select.clone(), field(&select, &label)?))) else {
            continue;
        };
        let (found, line) = (around.get_attribute("data-found"), status(&around));
        let options = all(&select, "option");
        listen(&input.clone(), &["input"], move |_| {
            let words = folded(&input.value());
            let left = shorten(&select, &options, &words).to_string();
            let found = found.as_ref().filter(|_| !words.is_empty()).map(|found| found.replace("{n}", &left));
            if let Some(line) = &line {
                line.set_text_content(found.as_deref());
            }
        });
    }
}

fn field(select: &HtmlSelectElement, label: &str) -> Option<HtmlInputElement> {
    let input: HtmlInputElement = element("input", "input search")?.dyn_into().ok()?;
    input.set_type("search");
    input.set_placeholder(label);
    _ = input.set_attribute("aria-label", label);
    _ = input.set_attribute("aria-controls", &select.id());
    select.before_with_node_1(&input).ok()?;
    Some(input)
}

/// Only what holds the words, and how many that are; the chosen line stays, so that searching never takes an answer away.
fn shorten(select: &HtmlSelectElement, options: &[Element], words: &str) -> usize {
    let mut found = 0;
    let chosen = select.value();
    select.set_size(if words.is_empty() { 1 } else { LINES });
    for option in options {
        let value = option.get_attribute("value").unwrap_or_default();
        let fits = words.split(' ').all(|word| folded(&option.text_content().unwrap_or_default()).contains(word));
        found += usize::from(fits && !value.is_empty());
        if fits || value == chosen || value.is_empty() {
            _ = select.append_child(option);
        } else {
            option.remove();
        }
    }
    select.set_value(&chosen);
    found
}

/// As it is typed in a hurry: "Köchin" is found by "koch".
fn folded(text: &str) -> String {
    // Not `to_lowercase`: its tables are longer than the island.
    let plain = |c: char| match c {
        'ä' | 'Ä' => 'a',
        'ö' | 'Ö' => 'o',
        'ü' | 'Ü' => 'u',
        other => other.to_ascii_lowercase(),
    };
    text.trim().chars().map(plain).collect()
}
