//! Needs against offers by place. For staff: the table holds persons and opens by Kreis.

mod lists;
mod maps;

use app::{
    inventory::group_label,
    results::{CoverageChoice, CoverageList, CoveragePage, coverage_page},
    ui::{Files, HeatCell, HeatRow},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use charts::Mode;
use domain::{
    Locale,
    disclosure::Released,
    figure::Figure,
    format,
    id::TopicId,
    meaning::TargetGroup,
    place::Municipality,
    report::{Cell, Coverage, CoverageLevels, CoverageResult, CoverageRow, Verdict},
    vocabulary,
};
use serde::Deserialize;

use super::results::{figure_file, period, rate, table_file};
use crate::{
    analysis::Analysis,
    config::Reach,
    error::AppError,
    http::{Query, Visit},
    page::{self, Head},
    session::Staff,
    state::{AppState, RunningWave},
    story::ResponseRate,
    verdicts,
};
use lists::{COVERED, FEW, GAPS};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Choice {
    gruppe: String,
    /// A Kreis to open; empty for the overview.
    kreis: String,
    /// The topic of the maps; empty for the one that is missing most.
    thema: String,
}

impl Choice {
    fn group(&self) -> TargetGroup {
        TargetGroup::parse(&self.gruppe).unwrap_or(TargetGroup::Apprentices)
    }
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Query(choice): Query<Choice>,
) -> Result<Response, AppError> {
    let running = state.ended(&slug).await?;
    let levels = state.coverage(&running).await?.ok_or(AppError::NotFound)?;
    let analysis = state.analysis(&running).await?;
    let offers = state.store.offers().await?;
    let view = View::new(&levels, &analysis.region, &choice, rate(&running, &analysis));
    let unused = levels.get().kreise.unused_offers.iter();
    let title_of = |id: &String| offers.iter().find(|offer| offer.id == *id).map(|offer| offer.title.clone());
    let lists = view.lists();
    let address = format!("/intern/wellen/{slug}/abdeckung");
    let topic = view.topic(&choice.thema);
    let figures = match topic {
        Some(at) => maps::maps(&state, &running, &view, at, Mode::Web).await?,
        None => Vec::new(),
    };
    let of_topic = topic.map(|at| maps::query(&levels.get().municipalities.rows[at])).unwrap_or_default();
    let files = |figure: &Figure| Files { stem: format!("{address}/{}", figure.id), query: of_topic.clone() };
    let query = query(&[("gruppe", view.group.as_str()), ("kreis", view.opened().map_or("", |_| view.kreis))]);
    let list = |table, name: &str| CoverageList { table, csv: format!("{address}/{name}.csv{query}") };
    let page = CoveragePage {
        title: running.wave.title.clone(),
        finding: view.finding(),
        back: format!("/intern/wellen/{slug}/ergebnisse"),
        maps: figures.into_iter().map(|figure| (files(&figure), figure)).collect(),
        missing: view.gone(&choice),
        low_rate: view.rate.and_then(|rate| rate.warning(Locale::DeSie)),
        withheld: verdicts::withheld(view.rate, Locale::DeSie),
        heat: Files { stem: format!("{address}/{}", maps::TABLE), query: query.clone() },
        gaps: list(lists.gaps, GAPS),
        covered: list(lists.covered, COVERED),
        few: list(lists.few, FEW),
        spare: view.spare(),
        groups: view.groups(),
        areas: view.areas(),
        topics: view.topics(topic),
        places: view.places(),
        rows: view.rows(),
        unused: unused.filter_map(|id| Some((format!("/intern/angebote/{id}"), title_of(id)?))).collect(),
        cite: cite(&running, &analysis, &state.config.organisation.name),
        address,
        method: method(&state.config.reach, running.wave.cleared.as_deref()),
    };
    Ok(page::html(&state, &visit, Head::staff("Bedarf und Angebote", &staff.name), || coverage_page(page)))
}

/// A figure of the page, or one of its lists, as a file.
pub async fn file(
    State(state): State<AppState>,
    _: Staff,
    Path((slug, file)): Path<(String, String)>,
    Query(choice): Query<Choice>,
) -> Result<Response, AppError> {
    let running = state.ended(&slug).await?;
    let levels = state.coverage(&running).await?.ok_or(AppError::NotFound)?;
    let analysis = state.analysis(&running).await?;
    let view = View::new(&levels, &analysis.region, &choice, rate(&running, &analysis));
    if !view.gone(&choice).is_empty() {
        return Err(AppError::NotFound);
    }
    let table = file.strip_suffix(".csv").and_then(|name| view.lists().named(name));
    if let Some(table) = table {
        let about = format!("{}: {}", running.wave.title, group_label(view.group, Locale::DeSie));
        let cite = cite(&running, &analysis, &state.config.organisation.name);
        return table_file(&file, &[&about, &cite], &table);
    }
    let topic = view.topic(&choice.thema).ok_or(AppError::NotFound)?;
    let mut figures = maps::maps(&state, &running, &view, topic, Mode::Print).await?;
    figures.extend(maps::table(&state, &running, &view));
    figure_file(&state, figures, &file).await
}

/// What stands behind the address of a file: the pairs that say something.
fn query(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = pairs.iter().filter(|(_, value)| !value.is_empty()).collect();
    serde_urlencoded::to_string(pairs).map(|pairs| format!("?{pairs}")).unwrap_or_default()
}

/// n, response rate, field dates, source.
fn cite(running: &RunningWave, analysis: &Analysis, source: &str) -> String {
    let n = analysis.results.get().respondents.shown();
    let n = n.map(|n| format!("n\u{a0}=\u{a0}{} Betriebe", format::count(*n, Locale::DeSie)));
    let rate = rate(running, analysis).map(|rate| rate.short(Locale::DeSie));
    let source = format!("Quelle: {source}");
    let parts = [n.unwrap_or_default(), rate.unwrap_or_default(), period(&running.wave, Locale::DeSie), source];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// `cleared`: the day on which the answers were deleted, and the coverage kept as it was.
fn method(reach: &Reach, cleared: Option<&str>) -> String {
    let number = |value| format::shortest(value, Locale::DeSie);
    let day = cleared.map_or_else(|| "heute".to_owned(), |day| format!("am {}", format::date(day, Locale::DeSie)));
    format!(
        "Bedarf: Personen im Jahr in den Betrieben, die geantwortet haben. Angebote: {day} gültig und in den zwölf \
         Monaten davor geprüft. Bis {} Minuten Weg zählt ein Angebot voll, bis {} Minuten immer weniger; ein \
         Online-Angebot zählt überall mit {}. Gerechnet wird nur mit Zahlen, die gezeigt werden dürfen: Was vom Bedarf \
         eines Kreises ausgeblendet ist, zählt in seinen ausgeblendeten Gemeinden zu gleichen Teilen.",
        number(reach.full_minutes),
        number(reach.zero_minutes),
        format::percent(reach.online, 0, Locale::DeSie),
    )
}

/// The part of the two levels that was asked for.
struct View<'a> {
    released: &'a Released<CoverageLevels>,
    levels: &'a CoverageLevels,
    region: &'a [Municipality],
    group: TargetGroup,
    kreis: &'a str,
    /// Too low, and nothing that is a sum of persons is told.
    rate: Option<ResponseRate>,
}

impl<'a> View<'a> {
    fn new(
        released: &'a Released<CoverageLevels>,
        region: &'a [Municipality],
        choice: &'a Choice,
        rate: Option<ResponseRate>,
    ) -> View<'a> {
        View { released, levels: released.get(), region, group: choice.group(), kreis: &choice.kreis, rate }
    }

    fn is_told(&self) -> bool {
        !self.rate.is_some_and(ResponseRate::is_low)
    }

    fn opened(&self) -> Option<usize> {
        self.levels.kreise.places.iter().position(|kreis| kreis == self.kreis)
    }

    fn level(&self) -> &'a CoverageResult {
        if self.opened().is_some() { &self.levels.municipalities } else { &self.levels.kreise }
    }

    /// Columns of the level that are shown.
    fn columns(&self) -> Vec<usize> {
        match self.opened() {
            None => (0..self.levels.kreise.places.len()).collect(),
            Some(kreis) => {
                let all = self.levels.kreis_of.iter().enumerate();
                all.filter(|(_, of)| **of == Some(kreis)).map(|(column, _)| column).collect()
            }
        }
    }

    fn rows_of_group(&self) -> impl Iterator<Item = &'a CoverageRow> {
        let group = self.group;
        self.level().rows.iter().filter(move |row| row.group == group)
    }

    /// The same where sums of persons are told.
    fn told_rows(&self) -> impl Iterator<Item = &'a CoverageRow> {
        let is_told = self.is_told();
        self.rows_of_group().filter(move |_| is_told)
    }

    /// The row of the topic that was asked for; else of the one that is certainly missing most, else of the first one.
    fn topic(&self, wanted: &str) -> Option<usize> {
        let position =
            |topic: &TopicId| self.level().rows.iter().position(|row| row.group == self.group && row.topic == *topic);
        let rows = || self.rows_of_group().map(|row| &row.topic);
        let wanted = rows().find(|topic| topic.as_str() == wanted);
        let default = || {
            let shown = self.shown();
            let certain = shown.iter().find(|(.., coverage)| coverage.verdict == Verdict::UnmetCertain);
            certain.or(shown.first()).map(|(row, ..)| &row.topic).or_else(|| rows().next())
        };
        wanted.or_else(default).and_then(position)
    }

    /// What an address asks for and is not there.
    fn gone(&self, choice: &Choice) -> Vec<String> {
        let is_asked = |wanted: &str, is_there: bool| !wanted.is_empty() && !is_there;
        let topic = choice.thema.as_str();
        [
            is_asked(&choice.gruppe, TargetGroup::parse(&choice.gruppe).is_some())
                .then(|| verdicts::gone_group(&choice.gruppe, group_label(self.group, Locale::DeSie))),
            is_asked(self.kreis, self.opened().is_some()).then(|| verdicts::gone_kreis(self.kreis)),
            is_asked(topic, self.rows_of_group().any(|row| row.topic.as_str() == topic))
                .then(|| verdicts::gone_topic(topic)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn topics(&self, here: Option<usize>) -> Vec<CoverageChoice> {
        let here = here.map(|at| &self.level().rows[at].topic);
        let choice = |row: &CoverageRow| CoverageChoice {
            value: row.topic.to_string(),
            label: vocabulary::topic_label(&row.topic, Locale::DeSie).to_owned(),
            here: here == Some(&row.topic),
        };
        self.rows_of_group().map(choice).collect()
    }

    fn groups(&self) -> Vec<CoverageChoice> {
        let choice = |group: TargetGroup| CoverageChoice {
            value: group.as_str().to_owned(),
            label: group_label(group, Locale::DeSie).to_owned(),
            here: group == self.group,
        };
        TargetGroup::ALL.into_iter().map(choice).collect()
    }

    fn areas(&self) -> Vec<CoverageChoice> {
        let all =
            CoverageChoice { value: String::new(), label: "Alle Kreise".to_owned(), here: self.opened().is_none() };
        let kreise = self.levels.kreise.places.iter().map(|kreis| CoverageChoice {
            value: kreis.clone(),
            label: kreis.clone(),
            here: kreis == self.kreis,
        });
        std::iter::once(all).chain(kreise).collect()
    }

    fn place(&self, column: usize) -> String {
        let place = &self.level().places[column];
        let known = self.region.iter().find(|municipality| municipality.ags.as_str() == place);
        known.map_or_else(|| place.clone(), |municipality| municipality.name.clone())
    }

    fn places(&self) -> Vec<String> {
        self.columns().into_iter().map(|column| self.place(column)).collect()
    }

    fn rows(&self) -> Vec<HeatRow> {
        let columns = self.columns();
        self.told_rows()
            .map(|row| HeatRow {
                label: vocabulary::topic_label(&row.topic, Locale::DeSie).to_owned(),
                cells: columns.iter().map(|column| heat(&row.cells[*column])).collect(),
            })
            .collect()
    }

    /// Every cell that is shown, most persons without an offer first.
    fn shown(&self) -> Vec<(&'a CoverageRow, usize, &'a Coverage)> {
        let columns = self.columns();
        let mut shown: Vec<_> = self
            .told_rows()
            .flat_map(|row| columns.iter().filter_map(move |column| Some((row, *column, row.cells[*column].shown()?))))
            .collect();
        shown.sort_by(|a, b| b.2.unmet.value.total_cmp(&a.2.unmet.value));
        shown
    }

    /// Where most persons are certainly without an offer, as a sentence; only what is certain heads a page.
    fn finding(&self) -> String {
        let shown = self.shown();
        let certain = |verdict: Verdict| shown.iter().filter(move |(.., coverage)| coverage.verdict == verdict);
        if let Some((row, column, coverage)) = certain(Verdict::UnmetCertain).next() {
            let topic = vocabulary::topic_label(&row.topic, Locale::DeSie);
            return verdicts::most_missing(topic, &self.place(*column), coverage);
        }
        match (shown.len(), certain(Verdict::CoveredCertain).count()) {
            _ if !self.is_told() => verdicts::TOO_LOW.to_owned(),
            (0, _) => verdicts::NOTHING.to_owned(),
            (all, covered) if all == covered => verdicts::ALL_COVERED.to_owned(),
            _ => verdicts::NOTHING_CERTAIN.to_owned(),
        }
    }
}

/// The number of persons without an offer, coloured by how much of the need is covered.
fn heat(cell: &Cell<Coverage>) -> HeatCell {
    match cell {
        Cell::Shown(coverage) => {
            HeatCell::share(coverage.coverage, format::count(verdicts::rounded(coverage.unmet.value), Locale::DeSie))
        }
        Cell::Suppressed => HeatCell::Suppressed,
        Cell::Empty => HeatCell::Empty,
    }
}
