//! The legal pages: plain text in two languages, filled from the settings.

use app::home::Block;
use domain::Locale;

use crate::config::Organisation;

pub struct LegalText {
    pub title: String,
    pub blocks: Vec<Block>,
}

/// `demo`: what only the demo holds is named among the sources.
pub fn legal(name: &str, locale: Locale, organisation: &Organisation, demo: bool) -> Option<LegalText> {
    let (german, english) = match name {
        "impressum" => (include_str!("../texts/impressum.de.md"), include_str!("../texts/impressum.en.md")),
        "datenschutz" => (include_str!("../texts/datenschutz.de.md"), include_str!("../texts/datenschutz.en.md")),
        "barrierefreiheit" => {
            (include_str!("../texts/barrierefreiheit.de.md"), include_str!("../texts/barrierefreiheit.en.md"))
        }
        _ => return None,
    };
    let source = fill(&of_installation(if locale.is_german() { german } else { english }, demo), organisation);
    let blocks = blocks(&source);
    let title = blocks.iter().find_map(|block| match block {
        Block::Title(title) => Some(title.clone()),
        _ => None,
    });
    Some(LegalText { title: title?, blocks })
}

/// Without the lines that hold only in the demo, unless this is one.
fn of_installation(text: &str, demo: bool) -> String {
    let lines = text.split_inclusive('\n').filter(|line| demo || !line.contains(IN_DEMO));
    lines.collect::<String>().replace(IN_DEMO, "")
}

const IN_DEMO: &str = "{demo}";

fn fill(text: &str, organisation: &Organisation) -> String {
    let values = [
        ("{name}", &organisation.name),
        ("{address}", &organisation.address.join(", ")),
        ("{represented_by}", &organisation.represented_by),
        ("{email}", &organisation.email),
        ("{phone}", &organisation.phone),
        ("{register}", &organisation.register),
        ("{privacy_contact}", &organisation.privacy_contact),
        ("{accessibility_contact}", &organisation.accessibility_contact),
        ("{legal_basis}", &organisation.legal_basis),
        ("{complaint_authority}", &organisation.complaint_authority),
    ];
    values.iter().fold(text.to_owned(), |text, (placeholder, value)| text.replace(placeholder, value))
}

/// `# `, `## `, `- ` and paragraphs; anything else is text.
fn blocks(source: &str) -> Vec<Block> {
    source.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(block).collect()
}

fn block(part: &str) -> Block {
    let lines = || part.lines().map(|line| line.trim().to_owned());
    if let Some(heading) = part.strip_prefix("## ") {
        Block::Heading(heading.to_owned())
    } else if let Some(title) = part.strip_prefix("# ") {
        Block::Title(title.to_owned())
    } else if part.lines().all(|line| line.starts_with("- ")) {
        Block::List(lines().map(|line| line.trim_start_matches("- ").to_owned()).collect())
    } else {
        Block::Paragraph(lines().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(blocks: &[Block]) -> String {
        let lines = blocks.iter().flat_map(|block| match block {
            Block::Title(line) | Block::Heading(line) => vec![line.clone()],
            Block::Paragraph(lines) | Block::List(lines) => lines.clone(),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_page_is_filled_in_both_languages() {
        let organisation = Organisation { name: "Verein <b>".to_owned(), ..Organisation::default() };
        for name in ["impressum", "datenschutz", "barrierefreiheit"] {
            for locale in [Locale::DeSie, Locale::En] {
                let text = legal(name, locale, &organisation, false).expect("exists");
                let all = format!("{:?}", text.blocks);
                let source = fill(&text_of(&text.blocks), &organisation);
                assert!(!source.contains(['{', '}']), "{name} has an unfilled place: {all}");
                assert!(text.blocks.len() > 4, "{name} is too short");
            }
        }
        assert!(legal("passwd", Locale::En, &organisation, false).is_none());
    }

    /// It named the park in Perth, whose visitors have rated nothing here.
    #[test]
    fn a_real_installation_does_not_name_the_source_of_the_demo() {
        for locale in [Locale::DeSie, Locale::En] {
            let sources =
                |demo| text_of(&legal("impressum", locale, &Organisation::default(), demo).expect("exists").blocks);
            assert!(sources(true).contains("Simpson & Parker") && !sources(true).contains('{'));
            assert!(!sources(false).contains("Simpson") && sources(false).contains("GeoNames"));
        }
    }
}
