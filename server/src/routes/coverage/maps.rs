//! One topic by municipality: how much of the need is covered, as far as it may be told, and what can be reached, which is
//! about offers alone. And the table of all topics as a picture.

use analytics::coverage::goes_by_transit;
use app::inventory::group_label;
use charts::{Caption, Look, Mode, Part};
use domain::{
    Locale, disclosure::Rule, figure::Figure, format, id::TopicId, meaning::TargetGroup, report::CoverageRow,
    vocabulary,
};

use super::View;
use crate::{
    error::AppError,
    state::{AppState, RunningWave},
};

const LOCALE: Locale = Locale::DeSie;

/// The coverage of all topics as a table of colours.
pub const TABLE: &str = "ohne-angebot";

/// What stands behind the address of a file of these maps.
pub fn query(row: &CoverageRow) -> String {
    super::query(&[("gruppe", row.group.as_str()), ("thema", row.topic.as_str())])
}

/// `at`: the row of the topic and the target group. Of whom too few have answered only what can be reached is told.
pub async fn maps(
    state: &AppState,
    running: &RunningWave,
    view: &View<'_>,
    at: usize,
    mode: Mode,
) -> Result<Vec<Figure>, AppError> {
    let look = Look { locale: LOCALE, mode };
    let row = view.released.part(|levels| &levels.municipalities.rows[at]);
    let (topic, group) = (row.get().topic.clone(), row.get().group);
    let found = state.within_reach(&topic, group).await?;
    let minutes = state.access().half_minutes();
    let topic = vocabulary::topic_label(&topic, LOCALE);
    let columns = &view.levels.municipalities.places;
    let map = || charts::coverage_map(&covered(state, running, view), topic, view.region, columns, row, &look);
    let mut maps: Vec<Figure> = view.is_told().then(map).into_iter().collect();
    maps.push(charts::seats_map(&seats(state, minutes, group), topic, minutes, &found, &look));
    Ok(maps)
}

/// The table of the page as a picture. `None` where it has no rows.
pub fn table(state: &AppState, running: &RunningWave, view: &View) -> Option<Figure> {
    let all = view.level().rows.iter().enumerate();
    let rows: Vec<usize> = all.filter(|(_, row)| row.group == view.group).map(|(at, _)| at).collect();
    let columns: Vec<(usize, String)> = view.columns().into_iter().map(|column| (column, view.place(column))).collect();
    let caption = Caption {
        id: TABLE.to_owned(),
        question: format!("{}: Personen im Jahr, die in Reichweite kein Angebot finden", label(view.group)),
        unit: "Farbe: Anteil des Bedarfs, den Angebote decken".to_owned(),
        ..covered(state, running, view)
    };
    let level = view.released.part(|levels| match view.opened() {
        Some(_) => &levels.municipalities,
        None => &levels.kreise,
    });
    let topic = |topic: &TopicId| vocabulary::topic_label(topic, LOCALE).to_owned();
    let part = Part { rows: &rows, columns: &columns };
    let look = Look { locale: LOCALE, mode: Mode::Print };
    let is_there = view.is_told() && !rows.is_empty();
    is_there.then(|| charts::coverage_table(&caption, &view.finding(), level, &part, &topic, &look))
}

fn covered(state: &AppState, running: &RunningWave, view: &View) -> Caption {
    let wave = &running.wave;
    Caption {
        id: "karte-gedeckt".to_owned(),
        question: format!("{}: Wie viel des genannten Bedarfs decken Angebote in Reichweite?", label(view.group)),
        unit: "Anteil der Personen in Prozent".to_owned(),
        population: "Betriebe".to_owned(),
        single: "Betrieb".to_owned(),
        rate: view.rate.map_or_else(String::new, |rate| rate.short(LOCALE)),
        field: wave.opened.clone().zip(wave.closed.clone()),
        source: state.config.organisation.name.clone(),
        smallest: Rule::of(running.history.survey()).k(),
        ..Caption::default()
    }
}

fn seats(state: &AppState, minutes: f64, group: TargetGroup) -> Caption {
    let way = if goes_by_transit(group) { "mit Bus und Bahn" } else { "mit dem Auto" };
    let online = if state.access().online >= 0.5 { "Online-Angebote und solche" } else { "Angebote" };
    let today = format::date(&state.clock.today(), LOCALE);
    Caption {
        id: "karte-plaetze".to_owned(),
        question: format!(
            "{}: Plätze im Jahr, die {way} in höchstens {} Minuten erreichbar sind; {online}, die in die Orte kommen, \
             zählen überall",
            label(group),
            format::shortest(minutes, LOCALE),
        ),
        source: format!("Verzeichnis der Angebote am {today}, {}", state.config.organisation.name),
        ..Caption::default()
    }
}

fn label(group: TargetGroup) -> &'static str {
    group_label(group, LOCALE)
}
