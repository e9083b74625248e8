//! Where people stop: page by page, by language, by device and over time. In bands, and only what k people stand behind.

use std::{collections::BTreeMap, sync::Arc};

use app::waves::{StopsPage, stops_page};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    Locale, Pass, Survey,
    figure::DataTable,
    flow::Step,
    format,
    paradata::{Counts, Dimension, Median, REST, Tally, median, pages, people, sent, stopping_page, values},
};
use serde::Deserialize;

use super::band;
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    paradata::{CHECK, SENT},
    session::Staff,
    state::AppState,
};

/// A median of fewer would be close to a single time.
const TIMES: u64 = 10;
/// Below this many people a share tells how many they are.
const SHARED: u64 = 20;
const NOTHING: &str = "–";
/// Seconds to which a median is rounded.
const STEP: f64 = 5.0;

#[derive(Deserialize)]
pub struct Wanted {
    /// The last day of a period.
    zeit: Option<String>,
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let counts = state.paradata.of(&state.store, &running).await?;
    let told = Told { survey: running.questionnaire.survey(), counts, k: running.k() };
    let periods = if running.wave.settled { Vec::new() } else { told.told_periods() };
    let chosen = wanted.zeit.filter(|zeit| periods.contains(&zeit.as_str()));
    let is_chosen = |day: &str| chosen.as_deref() == Some(day);
    let choice = periods.iter().map(|&day| (day.to_owned(), until(day), is_chosen(day))).collect();
    let view = StopsPage {
        slug: running.wave.slug.clone(),
        title: running.wave.title.clone(),
        runs: running.wave.takes_answers(),
        k: told.k,
        finding: told.stopping().map(|stopping| stopping.finding()),
        pages: told.pages_table(Dimension::Locale, None),
        locales: told.by(Dimension::Locale, locale_name),
        devices: told.by(Dimension::Device, device_name),
        periods: told.periods(),
        choice,
        period: chosen.as_deref().and_then(|day| told.pages_table(Dimension::Day, Some(day))),
    };
    let head = Head::staff("Wo Leute aufhören", &staff.name);
    Ok(page::html(&state, &visit, head, || stops_page(view)))
}

fn locale_name(locale: &str) -> String {
    match Locale::parse(locale) {
        Some(locale) => locale.endonym_among(&Locale::ALL).to_owned(),
        None if locale == REST => "übrige".to_owned(),
        None => locale.to_owned(),
    }
}

fn device_name(device: &str) -> String {
    match device {
        "phone" => "Telefon",
        "other" => "Rechner oder Tablet",
        REST => "übrige",
        _ => "unbekannt",
    }
    .to_owned()
}

/// What may be told of the counts of a wave.
pub struct Told<'a> {
    pub survey: &'a Survey,
    pub counts: Arc<Counts>,
    pub k: u64,
}

/// Where a step stands on its page.
type Within = (Option<Pass>, Option<u8>, Option<String>);

/// The page where most stop.
pub struct Stopping {
    pub label: String,
    pub share: String,
}

impl Stopping {
    fn finding(&self) -> String {
        format!("Die meisten hören bei „{}“ auf: {} derer, die dorthin kommen", self.label, self.share)
    }
}

impl Told<'_> {
    pub fn stopping(&self) -> Option<Stopping> {
        let pages = self.of(Dimension::Locale, None);
        let page = stopping_page(&pages, self.k)?;
        Some(Stopping { label: self.label(page), share: share(pages.get(page)?, self.k) })
    }

    /// Everybody who has begun and everybody who has sent, in bands; none below k.
    pub fn begun_and_sent(&self) -> Option<(String, String)> {
        let pages = self.of(Dimension::Locale, None);
        let (begun, sent) = (people(&pages), sent(&pages));
        (begun >= self.k).then(|| (band(begun, self.k), band(sent, self.k)))
    }

    fn of(&self, dimension: Dimension, value: Option<&str>) -> BTreeMap<String, Tally> {
        pages(&self.counts, dimension, value)
    }

    /// The pages in the order of the survey; those it does not have any more come before the last ones.
    fn in_order<'p>(&self, pages: &'p BTreeMap<String, Tally>) -> Vec<(&'p str, &'p Tally)> {
        let mut shown: Vec<(&str, &Tally)> =
            pages.iter().filter(|(page, _)| *page != SENT).map(|(page, tally)| (page.as_str(), tally)).collect();
        shown.sort_by_cached_key(|(page, _)| self.place(page));
        shown
    }

    fn place(&self, page: &str) -> (usize, Option<Within>) {
        let at = |step: &Step| self.survey.pages().position(|page| page.id == step.page);
        match Step::parse(page).filter(|_| page != CHECK).and_then(|step| Some((at(&step)?, step))) {
            Some((at, step)) => (at, Some((step.pass, step.chunk, step.instance.map(|id| id.to_string())))),
            None if page == CHECK => (usize::MAX, None),
            None => (usize::MAX - 1, None),
        }
    }

    fn label(&self, page: &str) -> String {
        if page == CHECK {
            return "Antworten prüfen".to_owned();
        }
        let known = Step::parse(page).and_then(|step| Some((self.survey.page(&step.page)?.clone(), step)));
        let Some((found, step)) = known else { return page.to_owned() };
        let locale = self.survey.locales.first().copied().unwrap_or(Locale::DeSie);
        let mut label = self.survey.page_title(&found, step.instance.as_ref(), locale);
        if let (true, Some(item)) = (label.is_empty(), found.items.first()) {
            item.text.get(locale).clone_into(&mut label);
        }
        match step.pass {
            Some(Pass::Importance) => label.push_str(" (Wichtigkeit)"),
            Some(Pass::Fulfilment) => label.push_str(" (Erfüllung)"),
            None => {}
        }
        if let Some(chunk) = step.chunk {
            label = format!("{label}, Teil\u{a0}{chunk}");
        }
        label
    }

    fn pages_table(&self, dimension: Dimension, value: Option<&str>) -> Option<DataTable> {
        let pages = self.of(dimension, value);
        let row = |(page, tally): (&str, &Tally)| {
            let mut row = vec![self.label(page), band(tally.reached, self.k)];
            row.extend(if tally.reached < self.k {
                vec![NOTHING.to_owned(); 4]
            } else {
                let few = |count: u64| if count < self.k { NOTHING.to_owned() } else { band(count, self.k) };
                vec![few(tally.stopped()), share(tally, self.k), time(tally, self.k), few(tally.edits)]
            });
            row
        };
        let head = ["Seite", "Gekommen", "Geblieben", "Anteil", "Zeit", "Geändert"];
        (people(&pages) >= self.k).then(|| DataTable {
            head: head.map(str::to_owned).to_vec(),
            rows: self.in_order(&pages).into_iter().map(row).collect(),
        })
    }

    /// Share and time of each page beside each other; values that fewer than k people stand behind are left out.
    fn by(&self, dimension: Dimension, name: fn(&str) -> String) -> Option<DataTable> {
        let columns: Vec<(&str, BTreeMap<String, Tally>)> = values(&self.counts, dimension)
            .into_iter()
            .map(|value| (value, self.of(dimension, Some(value))))
            .filter(|(_, pages)| people(pages) >= self.k)
            .collect();
        let all = self.of(dimension, None);
        let cell = |pages: &BTreeMap<String, Tally>, page: &str| match pages.get(page) {
            Some(tally) if tally.reached >= self.k => format!("{} · {}", share(tally, self.k), time(tally, self.k)),
            _ => NOTHING.to_owned(),
        };
        let row = |(page, _): (&str, &Tally)| {
            let cells = columns.iter().map(|(_, pages)| cell(pages, page));
            [self.label(page)].into_iter().chain(cells).collect()
        };
        let head = ["Seite".to_owned()].into_iter().chain(columns.iter().map(|(value, _)| name(value))).collect();
        (!columns.is_empty()).then(|| DataTable { head, rows: self.in_order(&all).into_iter().map(row).collect() })
    }

    /// In which at least k have sent.
    fn told_periods(&self) -> Vec<&str> {
        let days = values(&self.counts, Dimension::Day).into_iter();
        days.filter(|&day| sent(&self.of(Dimension::Day, Some(day))) >= self.k).collect()
    }

    fn periods(&self) -> Option<DataTable> {
        let days = self.told_periods().into_iter();
        let rows: Vec<Vec<String>> = days
            .map(|day| (day, self.of(Dimension::Day, Some(day))))
            .map(|(day, pages)| vec![until(day), band(people(&pages), self.k), band(sent(&pages), self.k)])
            .collect();
        let head = ["Zeitraum", "Angefangen", "Abgesendet"].map(str::to_owned).to_vec();
        (!rows.is_empty()).then_some(DataTable { head, rows })
    }
}

fn until(day: &str) -> String {
    format!("bis {}", format::date(day, Locale::DeSie))
}

/// Of those who came, in steps of five per cent; nothing where it would tell how many they are, and not all where all but
/// one did the same: that one would know of each of the others.
fn share(tally: &Tally, k: u64) -> String {
    if tally.reached < SHARED.max(k) || tally.stopped() < k {
        return NOTHING.to_owned();
    }
    let steps = (tally.stop_share() * 20.0).round();
    match steps {
        0.0 => format!("unter {}", format::percent(0.05, 0, Locale::DeSie)),
        steps if steps >= 20.0 || tally.reached - tally.stopped() < 2 => {
            format!("über {}", format::percent(0.95, 0, Locale::DeSie))
        }
        steps => format::percent(steps / 20.0, 0, Locale::DeSie),
    }
}

fn time(tally: &Tally, k: u64) -> String {
    if tally.dwell.iter().sum::<u64>() < TIMES.max(k) {
        return NOTHING.to_owned();
    }
    match median(&tally.dwell) {
        Some(Median::Seconds(seconds)) if seconds < STEP => {
            format!("unter {}\u{a0}s", format::number(STEP, 0, Locale::DeSie))
        }
        Some(Median::Seconds(seconds)) => {
            format!("{}\u{a0}s", format::number((seconds / STEP).round() * STEP, 0, Locale::DeSie))
        }
        Some(Median::Longer(seconds)) => format!("> {}\u{a0}s", format::count(seconds, Locale::DeSie)),
        None => NOTHING.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const K: u64 = 5;

    #[test]
    fn a_share_does_not_tell_how_many_they_are() {
        let tally = |reached, done| Tally { reached, done, ..Tally::default() };
        assert_eq!(share(&tally(19, 10), K), NOTHING);
        assert_eq!(share(&tally(40, 36), K), NOTHING, "four people");
        assert_eq!(share(&tally(40, 35), K), "15\u{202f}%", "an eighth");
        assert_eq!(share(&tally(1_000, 990), K), "unter 5\u{202f}%");
        // Nobody learns of all others, and none of them of the only one who is not like them.
        for (reached, done) in [(40, 0), (40, 1), (20, 1), (1_000, 5)] {
            assert_eq!(share(&tally(reached, done), K), "über 95\u{202f}%", "{done} of {reached} went on");
        }
        assert_eq!(share(&tally(40, 2), K), "95\u{202f}%");
    }

    #[test]
    fn a_time_is_told_of_ten_and_more() {
        let tally = |dwell| Tally { dwell, ..Tally::default() };
        assert_eq!(time(&tally([0, 0, 9, 0, 0, 0, 0, 0]), K), NOTHING);
        assert_eq!(time(&tally([0, 0, 10, 0, 0, 0, 0, 0]), K), "10\u{a0}s");
        assert_eq!(time(&tally([0, 10, 0, 0, 0, 0, 0, 0]), K), "unter 5\u{a0}s");
        assert_eq!(time(&tally([0, 0, 0, 10, 0, 0, 0, 0]), K), "15\u{a0}s");
        assert_eq!(time(&tally([0, 0, 0, 0, 0, 0, 0, 12]), K), "> 300\u{a0}s");
    }

    #[test]
    fn pages_come_in_the_order_of_the_survey_and_under_their_words() {
        let source = domain::template::find("auszubildende").expect("template").source;
        let survey = Survey::from_toml(source).expect("readable");
        let ids: Vec<String> = survey.pages().map(|page| page.id.to_string()).collect();
        let told = Told { survey: &survey, counts: Arc::default(), k: K };
        let names = [SENT, CHECK, "fort", &ids[2], "merkmale.fulfilment.1", "merkmale.importance.2", &ids[0]];
        let pages = names.iter().map(|name| ((*name).to_owned(), Tally::reached())).collect();
        let shown: Vec<&str> = told.in_order(&pages).into_iter().map(|(page, _)| page).collect();
        let place = |name: &str| shown.iter().position(|page| *page == name).expect("shown");
        assert!(place(&ids[0]) < place(&ids[2]) && place("merkmale.importance.2") < place("merkmale.fulfilment.1"));
        assert_eq!(shown[shown.len() - 2..], ["fort", CHECK]);
        assert!(told.label("merkmale.importance.2").ends_with("(Wichtigkeit), Teil\u{a0}2"));
        assert_eq!((told.label("fort"), told.label(CHECK)), ("fort".to_owned(), "Antworten prüfen".to_owned()));
    }
}
