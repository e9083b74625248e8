//! Impressum, Datenschutz, Barrierefreiheit: text filled from the settings, as headings, paragraphs and lists.

use leptos::prelude::*;

use crate::ui::mailto;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Title(String),
    Heading(String),
    Paragraph(Vec<String>),
    List(Vec<String>),
}

/// Lines of a paragraph stand below each other, as in an address.
pub fn legal_page(blocks: Vec<Block>) -> impl IntoView {
    let blocks: Vec<_> = blocks.into_iter().map(block).collect();
    view! { <article class="flow prose">{blocks}</article> }
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Title(text) => view! { <h1>{text}</h1> }.into_any(),
        Block::Heading(text) => view! { <h2>{text}</h2> }.into_any(),
        Block::Paragraph(lines) => {
            let lines: Vec<_> = lines
                .into_iter()
                .enumerate()
                .map(|(at, line)| view! { {(at > 0).then(|| view! { <br/> })} {linked(&line)} })
                .collect();
            view! { <p>{lines}</p> }.into_any()
        }
        Block::List(items) => {
            let items: Vec<_> = items.into_iter().map(|item| view! { <li>{linked(&item)}</li> }).collect();
            view! { <ul>{items}</ul> }.into_any()
        }
    }
}

/// Text in which mail addresses, web addresses and telephone numbers can be tapped.
fn linked(text: &str) -> Vec<AnyView> {
    if let Some((label, number)) = telephone(text) {
        let href = format!("tel:{}", number.replace([' ', '-', '/', '\u{a0}'], ""));
        return vec![view! { {label.to_owned()} " " <a href=href>{number.to_owned()}</a> }.into_any()];
    }
    text.split_inclusive(' ').map(word).collect()
}

/// "Telefon: 05251 12345"
fn telephone(text: &str) -> Option<(&str, &str)> {
    let at = text.find(": ")?;
    let (label, number) = (&text[..=at], text[at + 2..].trim());
    let is_number = number.len() > 4 && number.chars().all(|c| c.is_ascii_digit() || "+ -/\u{a0}".contains(c));
    (is_number && (label.starts_with("Tel") || label.starts_with("Phone"))).then_some((label, number))
}

fn word(word: &str) -> AnyView {
    let bare = word.trim_end();
    let address = bare.trim_matches(['.', ',', ';', '(', ')', '<', '>']);
    let href = match address {
        _ if address.starts_with("www.") => format!("https://{address}"),
        _ if address.starts_with("https://") => address.to_owned(),
        _ if address.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')) => {
            mailto(address)
        }
        _ => return view! { {word.to_owned()} }.into_any(),
    };
    let (before, after) = word.split_once(address).unwrap_or_default();
    view! { {before.to_owned()} <a href=href>{address.to_owned()}</a> {after.to_owned()} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        linked(text).into_iter().map(|part| part.to_html()).collect()
    }

    #[test]
    fn addresses_and_numbers_can_be_tapped() {
        assert!(html("Schreiben Sie an post@example.org.").contains("href=\"mailto:post@example.org\""));
        assert!(html("Beschwerde: www.ldi.nrw.de").contains("href=\"https://www.ldi.nrw.de\""));
        assert!(html("Telefon: 05251 12-345").contains("href=\"tel:0525112345\""));
        assert!(!html("Stand: 23. November 2026, k ist 5.").contains("<a"));
    }
}
