//! Impressum, Datenschutz, Barrierefreiheit: text filled from the settings, as headings, paragraphs and lists.

use leptos::prelude::*;

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
                .map(|(at, line)| view! { {(at > 0).then(|| view! { <br/> })} {line} })
                .collect();
            view! { <p>{lines}</p> }.into_any()
        }
        Block::List(items) => {
            let items: Vec<_> = items.into_iter().map(|item| view! { <li>{item}</li> }).collect();
            view! { <ul>{items}</ul> }.into_any()
        }
    }
}
