//! One topic by municipality: how much of the need is covered, as far as it may be told, and what can be reached, which is
//! about offers alone.

use analytics::coverage::goes_by_transit;
use app::inventory::group_label;
use charts::{Caption, Look, Mode};
use domain::{
    Locale,
    disclosure::{Released, Rule},
    figure::Figure,
    format,
    meaning::TargetGroup,
    report::{CoverageLevels, CoverageRow},
    vocabulary,
};

use crate::{
    error::AppError,
    state::{AppState, RunningWave},
};

const LOCALE: Locale = Locale::DeSie;

/// What stands behind the address of a file of these maps.
pub fn query(row: &CoverageRow) -> String {
    let pairs = [("gruppe", row.group.as_str()), ("thema", row.topic.as_str())];
    serde_urlencoded::to_string(pairs).map(|pairs| format!("?{pairs}")).unwrap_or_default()
}

/// `at`: the row of the topic and the target group.
pub async fn maps(
    state: &AppState,
    running: &RunningWave,
    levels: &Released<CoverageLevels>,
    at: usize,
    mode: Mode,
) -> Result<Vec<Figure>, AppError> {
    let look = Look { locale: LOCALE, mode };
    let row = levels.part(|levels| &levels.municipalities.rows[at]);
    let (topic, group) = (row.get().topic.clone(), row.get().group);
    let (region, found) = (state.region().await?, state.within_reach(&topic, group).await?);
    let minutes = state.access().half_minutes();
    let topic = vocabulary::topic_label(&topic, LOCALE);
    let columns = &levels.get().municipalities.places;
    Ok(vec![
        charts::coverage_map(&covered(state, running, group), topic, &region, columns, row, &look),
        charts::seats_map(&seats(state, minutes, group), topic, minutes, &found, &look),
    ])
}

fn covered(state: &AppState, running: &RunningWave, group: TargetGroup) -> Caption {
    let wave = &running.wave;
    Caption {
        id: "karte-gedeckt".to_owned(),
        question: format!("{}: Wie viel des genannten Bedarfs decken Angebote in Reichweite?", label(group)),
        unit: "Anteil der Personen in Prozent".to_owned(),
        population: "Betriebe".to_owned(),
        single: "Betrieb".to_owned(),
        rate: String::new(),
        field: wave.opened.clone().zip(wave.closed.clone()),
        source: state.config.organisation.name.clone(),
        role: None,
        smallest: Rule::of(running.history.survey()).k(),
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
