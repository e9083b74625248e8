//! What a phone loads until the first question can be answered, without script and with it.

use super::{Bench, Figure};
use crate::client::{Client, Encoding, path_of};
use crate::form::{Dice, Form};
use crate::server::Setup;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;

pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let setup = Setup::new(&bench.binary, &bench.data("demo"))?;
    let server = setup.demo()?;
    let start = path_of(&server.links()?.apprentice);
    let mut phone = Phone { client: Client::new(server.address, Encoding::Brotli), requests: 0, bytes: 0 };

    let page = phone.fetch(&start)?;
    let form = Form::read(&page).context("the start page has no form")?;
    let question = phone.send(&form)?;
    ensure!(Form::read(&question).is_some(), "the POST of the start page leads to no question");
    let assets: BTreeSet<_> = [assets(&page), assets(&question)].concat().into_iter().collect();
    let (scripts, plain): (Vec<_>, Vec<_>) = assets.into_iter().partition(|path| is_script(path));
    for path in plain {
        let text = phone.fetch(&path)?;
        // Style sheets ask for more: fonts, unless the page has preloaded them.
        for font in fonts(&text, &[page.as_str(), &question].concat()) {
            if !page.contains(&font) && !question.contains(&font) {
                phone.fetch(&font)?;
            }
        }
    }
    let first = [
        Figure::new("first question: requests", phone.requests as f64, "").at_most(6.0),
        Figure::new("first question: bytes with heads, br", phone.bytes as f64, "B").at_most(60_000.0),
    ];
    let before = phone.bytes;
    for path in &scripts {
        phone.fetch(path)?;
    }
    let script = Figure::new("script and wasm, deferred: bytes with heads, br", (phone.bytes - before) as f64, "B");
    server.stop()?;
    Ok(first.into_iter().chain([script.at_most(90_000.0)]).collect())
}

/// A browser with an empty cache that counts.
struct Phone {
    client: Client,
    requests: usize,
    bytes: usize,
}

impl Phone {
    fn fetch(&mut self, path: &str) -> Result<String> {
        let response = self.client.get(path)?;
        ensure!(response.status == 200, "{path} answers {}", response.status);
        self.requests += 1;
        self.bytes += response.wire;
        Ok(response.text())
    }

    /// The POST and the page it leads to.
    fn send(&mut self, form: &Form) -> Result<String> {
        let response = self.client.post(&form.action, &form.answered(&mut Dice::new(1), "", 1))?;
        self.requests += 1;
        self.bytes += response.wire;
        let location =
            response.location.with_context(|| format!("the start page's POST answers {}", response.status))?;
        self.fetch(&location)
    }
}

/// Every address under /pkg/ in a page or style sheet.
fn assets(text: &str) -> Vec<String> {
    let ends = |letter: char| !(letter.is_ascii_alphanumeric() || "._-".contains(letter));
    let names = text.split("/pkg/").skip(1).map(|rest| rest.split(ends).next().unwrap_or_default());
    names.filter(|name| !name.is_empty()).map(|name| format!("/pkg/{name}")).collect()
}

/// The fonts of a style sheet that a browser loads to show this text: those without a range, and those whose range has
/// one of its letters (CSS Fonts 4, 4.5).
fn fonts(css: &str, text: &str) -> Vec<String> {
    let letters: BTreeSet<u32> = text.chars().map(u32::from).collect();
    let is_needed = |face: &&str| match face.split("unicode-range:").nth(1) {
        None => true,
        Some(rest) => ranges(rest.split([';', '}']).next().unwrap_or_default())
            .any(|(first, last)| letters.range(first..=last).next().is_some()),
    };
    let faces = css.split("@font-face").skip(1).map(|face| face.split('}').next().unwrap_or_default());
    let needed = faces.filter(is_needed).flat_map(assets).filter(|path| path.ends_with(".woff2"));
    needed.collect::<BTreeSet<_>>().into_iter().collect()
}

/// "U+0400-045F, U+4??" as first and last letters.
fn ranges(list: &str) -> impl Iterator<Item = (u32, u32)> + '_ {
    list.split(',').filter_map(|range| {
        let range = range.trim().trim_start_matches(['U', 'u']).trim_start_matches('+');
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let number = |text: &str, filling: &str| u32::from_str_radix(&text.replace('?', filling), 16).ok();
        Some((number(first, "0")?, number(last, "F")?)).filter(|(first, last)| first <= last)
    })
}

fn is_script(path: &str) -> bool {
    path.ends_with(".js") || path.ends_with(".wasm")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_is_loaded_where_its_letters_are_shown() {
        let css = "@font-face{src:url(/pkg/a.woff2)}@font-face{src:url(/pkg/k.woff2);unicode-range:U+301,U+400-45F}\
                   @font-face{src:url(/pkg/l.woff2);unicode-range:u+1??}p{}";
        assert_eq!(fonts(css, "Grüße"), ["/pkg/a.woff2"]);
        assert_eq!(fonts(css, "мова"), ["/pkg/a.woff2", "/pkg/k.woff2"]);
        assert_eq!(fonts(css, "ışık"), ["/pkg/a.woff2", "/pkg/l.woff2"]);
    }

    #[test]
    fn assets_are_found_in_pages_scripts_and_styles() {
        let text = r#"<link href="/pkg/main.1a.css"><script>import init from '/pkg/hydrate.2b.js'</script>url(/pkg/a-3.4c.woff2)"#;
        assert_eq!(assets(text), ["/pkg/main.1a.css", "/pkg/hydrate.2b.js", "/pkg/a-3.4c.woff2"]);
        assert!(is_script("/pkg/x.wasm") && !is_script("/pkg/x.css"));
    }
}
