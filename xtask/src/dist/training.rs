//! A survey's day in small: people answer, staff and the public look at everything, tables are taken home.

use crate::client::{Client, Encoding, path_of};
use crate::office::Office;
use crate::respondent::Respondent;
use crate::server::Setup;
use anyhow::{Context, Result, ensure};
use scraper::{Html, Selector};
use serde::Deserialize;
use std::collections::{BTreeSet, VecDeque};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Of each audience, in each encoding.
const RESPONDENTS: u64 = 40;
/// Enough for every page of the demo region once.
const PAGES: usize = 600;
const ANSWERS: &str = "20000";
const FORMATS: [&str; 4] = ["csv", "csv-excel", "xlsx", "sav"];

/// Lets the binary do what it is for, with what it stores below `folder`.
pub fn a_day(binary: &Path, folder: &Path) -> Result<()> {
    let scratch = tempfile::tempdir_in(folder)?;
    answers_and_pages(&Setup::new(binary, &scratch.path().join("demo"))?)?;
    many_answers(&Setup::new(binary, &scratch.path().join("many"))?)
}

fn answers_and_pages(setup: &Setup) -> Result<()> {
    let server = setup.demo()?;
    let links = server.links()?.clone();
    for encoding in [Encoding::Gzip, Encoding::Identity] {
        for seed in 0..RESPONDENTS {
            for start in [&links.apprentice, &links.firm] {
                Respondent::new(server.address, encoding, start, seed).whole_way()?;
            }
        }
    }
    let mut visitor = Client::new(server.address, Encoding::Gzip);
    walk(&mut visitor, &["/", &path_of(&links.results), &path_of(&links.real_data)])?;
    walk(Office::of(&server)?.client(), &["/intern"])?;
    server.stop()
}

/// Every page that links lead to from here, each once.
fn walk(client: &mut Client, starts: &[&str]) -> Result<()> {
    let mut known: BTreeSet<String> = starts.iter().map(|start| (*start).to_owned()).collect();
    let mut ahead: VecDeque<String> = known.iter().cloned().collect();
    while let Some(path) = ahead.pop_front() {
        let page = client.get(&path)?;
        ensure!(page.status < 500, "{path} answers {}", page.status);
        let inner = links(&page.text()).into_iter().chain(page.location).filter(|link| leads_on(link));
        for link in inner {
            if known.len() < PAGES && known.insert(link.clone()) {
                ahead.push_back(link);
            }
        }
    }
    Ok(())
}

fn links(html: &str) -> Vec<String> {
    let anchors = Selector::parse("a[href]").expect("a selector that is fixed");
    let page = Html::parse_document(html);
    let targets = page.select(&anchors).filter_map(|link| link.value().attr("href"));
    targets.map(|target| target.split('#').next().unwrap_or_default().to_owned()).collect()
}

/// Pages of this site; its search and filters have more combinations than a day has minutes.
fn leads_on(link: &str) -> bool {
    link.starts_with('/') && !link.starts_with("//") && link.matches('&').count() < 2
}

/// What `import synthetic --json` prints.
#[derive(Deserialize)]
struct Filled {
    results: String,
}

/// One large survey: its result page, and its answers in every format.
fn many_answers(setup: &Setup) -> Result<()> {
    fs::create_dir_all(&setup.data)?;
    let filled = setup.text(&["import", "synthetic", "--answers", ANSWERS, "--seed", "1", "--json"])?;
    let filled: Filled =
        serde_json::from_str(&filled).context("`import synthetic --json` must name its result page")?;
    let server = setup.serve()?;
    let mut client = Client::new(server.address, Encoding::Gzip);
    for _ in 0..3 {
        ensure!(client.get(&path_of(&filled.results))?.status == 200, "the result page does not answer");
    }
    server.stop()?;
    for format in FORMATS {
        let mut export = Command::new(&setup.binary);
        export.args(["export", "responses", "--wave", "synthetic", "--format", format, "--data"]).arg(&setup.data);
        let status = export.arg("--output").arg(setup.data.join("export")).status()?;
        ensure!(status.success(), "the export as {format} failed");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_stays_on_the_site_and_out_of_its_filters() {
        let html = r#"<a href="/ergebnisse/a#b">x</a><a href="https://example.org/">y</a><a href="//z">z</a>
            <a href="/a?b=1&c=2&d=3">f</a><a>n</a>"#;
        let found: Vec<_> = links(html).into_iter().filter(|link| leads_on(link)).collect();
        assert_eq!(found, ["/ergebnisse/a"]);
    }
}
