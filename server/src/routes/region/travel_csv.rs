//! Travel times as a table, out and in.

use app::inventory::{Outcome, ReportLine};
use axum::{
    extract::{Multipart, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Locale, OptionId, format,
    place::{Municipality, estimated_minutes},
};
use serde::Deserialize;
use store::{Correction, Travel, TravelMode};

use super::{
    entry,
    ways::{MODES, corrected, minutes},
};
use crate::{
    error::AppError,
    http::Visit,
    routes::{
        inventory::csv_file,
        upload::{Checked, Shown, Step, Subject, Upload},
    },
    session::Staff,
    sheet::{LineProblem, Row, Sheet},
    state::AppState,
};

/// What is read; the written file also holds names and the estimate, for the eye.
const HEADS: [&str; 4] = ["Von", "Nach", "Mittel", "Minuten"];
const WRITTEN: [&str; 7] = ["Von", "Von (Name)", "Nach", "Nach (Name)", "Mittel", "Schätzung", "Minuten"];
const LOCALE: Locale = Locale::DeSie;

const SUBJECT: Subject = Subject {
    title: "Fahrzeiten einlesen",
    lead: "Die Tabelle ändert nur die Wege, die darin stehen. Eine leere Minutenzahl heißt: Es gilt wieder die Schätzung.",
    trail: ("/intern/region/fahrzeiten", "Fahrzeiten"),
    action: "/intern/region/fahrzeiten/import",
    template: ("/intern/region/fahrzeiten.csv?alle=1", "Alle Wege mit Schätzung als CSV"),
    columns: &[
        ("Von, Nach", "Schlüssel oder Name einer Gemeinde. Jede Richtung ist ein eigener Weg."),
        ("Mittel", "„Auto“ oder „Bus und Bahn“."),
        ("Minuten", "Eine Zahl von 1 bis 600, oder leer."),
    ],
};

#[derive(Deserialize)]
pub struct Wanted {
    alle: Option<String>,
}

/// What was put right by hand, or every way.
pub async fn download(
    State(state): State<AppState>,
    _: Staff,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    let (places, travel) = (state.store.municipalities().await?, state.store.travel_minutes().await?);
    csv_file("fahrzeiten.csv", write(&places, &travel, wanted.alle.is_some()))
}

fn write(places: &[Municipality], travel: &[Travel], all: bool) -> Result<Vec<u8>, csv::Error> {
    let mut file = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    file.write_record(WRITTEN)?;
    let ways =
        places.iter().flat_map(|from| places.iter().map(move |to| (from, to))).filter(|(from, to)| from.ags != to.ags);
    for ((from, to), mode) in ways.flat_map(|way| MODES.map(|mode| (way, mode))) {
        let minutes = corrected(travel, &from.ags, &to.ags, mode);
        if minutes.is_none() && !all {
            continue;
        }
        let estimate = format::number(estimated_minutes(from, to), 0, LOCALE);
        let minutes = minutes.map(|minutes| format::shortest(minutes, LOCALE)).unwrap_or_default();
        let line = [from.ags.as_str(), &from.name, to.ags.as_str(), &to.name, mode_name(mode), &estimate, &minutes];
        file.write_record(line)?;
    }
    file.into_inner().map_err(|error| error.into_error().into())
}

fn mode_name(mode: TravelMode) -> &'static str {
    match mode {
        TravelMode::Car => "Auto",
        TravelMode::Transit => "Bus und Bahn",
    }
}

pub async fn choose(State(state): State<AppState>, visit: Visit, staff: Staff) -> Response {
    Shown::empty().page(&state, &visit, &staff, &SUBJECT)
}

pub async fn read(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    form: Multipart,
) -> Result<Response, AppError> {
    let upload = Upload::read(form).await?;
    let (places, travel) = (state.store.municipalities().await?, state.store.travel_minutes().await?);
    match upload.step(move |file| check(file, &places, &travel)).await? {
        Step::Show(shown) => Ok(shown.page(&state, &visit, &staff, &SUBJECT)),
        Step::Store(corrections) => {
            state.store.correct_travel(&corrections).await?;
            state.forget();
            let to = format!("/intern/region/fahrzeiten?erledigt=uebernommen-{}", corrections.len());
            Ok(Redirect::to(&to).into_response())
        }
    }
}

fn check(
    file: &[u8],
    places: &[Municipality],
    travel: &[Travel],
) -> Result<Vec<Checked<Correction>>, Vec<LineProblem>> {
    let mut sheet = Sheet::open(file).map_err(|problem| vec![problem])?;
    let mut problems = sheet.repeated_columns();
    let columns = HEADS.map(|head| {
        let column = sheet.column(head);
        if column.is_none() {
            problems.push(LineProblem::new(1, Some(head), "Diese Spalte fehlt."));
        }
        column.unwrap_or(usize::MAX)
    });
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut lines = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    while let Some(row) = sheet.next_row() {
        lines.push(match row {
            Err(problem) => faulty(problem.line, String::new(), vec![problem.message]),
            Ok(row) => match way(&row, &columns, places) {
                Err(problems) => faulty(row.line, row.cell(columns[0]).to_owned(), problems),
                Ok(way) if !seen.insert((way.origin.clone(), way.destination.clone(), way.mode)) => faulty(
                    row.line,
                    title(&way, places),
                    vec!["Dieser Weg steht schon in einer früheren Zeile.".to_owned()],
                ),
                Ok(way) => checked(row.line, way, places, travel),
            },
        });
    }
    if lines.is_empty() {
        return Err(vec![LineProblem::new(2, None, "Unter den Namen der Spalten steht kein Weg.")]);
    }
    Ok(lines)
}

fn faulty(line: u64, name: String, problems: Vec<String>) -> Checked<Correction> {
    let report = ReportLine { line, name, details: String::new(), outcome: Outcome::Faulty, problems };
    Checked { report, value: None }
}

fn way(row: &Row, columns: &[usize; 4], places: &[Municipality]) -> Result<Correction, Vec<String>> {
    let [from, to, mode, typed] = columns.map(|column| row.cell(column).trim());
    let mut problems = Vec::new();
    let origin = place(from, places).map_err(|text| problems.push(text)).ok();
    let destination = place(to, places).map_err(|text| problems.push(text)).ok();
    let mode = travel_mode(mode).map_err(|text| problems.push(text)).ok();
    let minutes = minutes(typed).map_err(|text| problems.push(format!("Minuten: {text}"))).ok();
    if origin.is_some() && origin == destination {
        problems.push("Von und Nach sind dieselbe Gemeinde.".to_owned());
    }
    match (origin, destination, mode, minutes) {
        (Some(origin), Some(destination), Some(mode), Some(minutes)) if problems.is_empty() => {
            Ok(Correction { origin, destination, mode, minutes })
        }
        _ => Err(problems),
    }
}

fn place(typed: &str, places: &[Municipality]) -> Result<OptionId, String> {
    let key = entry::key(typed).ok();
    let found = places.iter().find(|place| Some(&place.ags) == key.as_ref() || place.name == typed);
    found.map(|place| place.ags.clone()).ok_or_else(|| format!("„{typed}“ ist keine Gemeinde der Region."))
}

fn travel_mode(typed: &str) -> Result<TravelMode, String> {
    let named = MODES.into_iter().find(|mode| mode_name(*mode).eq_ignore_ascii_case(typed));
    named.or_else(|| TravelMode::parse(typed)).ok_or_else(|| format!("„{typed}“ ist weder „Auto“ noch „Bus und Bahn“."))
}

fn title(way: &Correction, places: &[Municipality]) -> String {
    let name = |ags: &OptionId| places.iter().find(|place| place.ags == *ags).map_or("", |place| place.name.as_str());
    format!("{} – {}, {}", name(&way.origin), name(&way.destination), mode_name(way.mode))
}

fn checked(line: u64, way: Correction, places: &[Municipality], travel: &[Travel]) -> Checked<Correction> {
    let stored = corrected(travel, &way.origin, &way.destination, way.mode);
    let text = |minutes: Option<f64>| match minutes {
        Some(minutes) => format!("{} Minuten", format::shortest(minutes, LOCALE)),
        None => "Schätzung".to_owned(),
    };
    let outcome = match stored {
        _ if stored == way.minutes => Outcome::Unchanged,
        None => Outcome::New,
        Some(_) => Outcome::Replaces,
    };
    let details = match outcome {
        Outcome::Replaces => format!("{}, bisher {}", text(way.minutes), text(stored)),
        _ => text(way.minutes),
    };
    let report = ReportLine { line, name: title(&way, places), details, outcome, problems: Vec::new() };
    Checked { report, value: (outcome != Outcome::Unchanged).then_some(way) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Vec<Municipality> {
        [("05774004", "Altenbeken", 51.76), ("05774012", "Borchen", 51.67)]
            .map(|(ags, name, lat)| Municipality {
                ags: OptionId::new(ags).expect("an AGS"),
                name: name.to_owned(),
                kreis: "Kreis Paderborn".to_owned(),
                lat,
                lon: 8.8,
            })
            .to_vec()
    }

    fn outcomes(text: &str, travel: &[Travel]) -> Vec<Outcome> {
        let lines = check(text.as_bytes(), &places(), travel).unwrap_or_else(|_| panic!("a good head"));
        lines.iter().map(|line| line.report.outcome).collect()
    }

    #[test]
    fn every_way_goes_out_and_comes_back_unchanged() {
        let [a, b] = [&places()[0], &places()[1]].map(|place| place.ags.clone());
        let travel = [Travel { origin: a, destination: b, mode: TravelMode::Car, minutes: 24.5 }];
        let all = String::from_utf8(write(&places(), &travel, true).expect("written")).expect("text");
        assert_eq!(outcomes(&all, &travel), [Outcome::Unchanged; 4]);
        let own = String::from_utf8(write(&places(), &travel, false).expect("written")).expect("text");
        assert_eq!(own.lines().count(), 2);
        // By hand: 0.09 degrees of latitude are 10.0 km, so 10 + 1.3 x 10.0 / 50 x 60 = 25.6 minutes.
        assert!(own.contains("Altenbeken;05774012;Borchen;Auto;26;24,5"), "{own}");
        assert_eq!(outcomes(&own, &[]), [Outcome::New]);
    }

    #[test]
    fn wrong_lines_are_told() {
        let text = "Von;Nach;Mittel;Minuten\nAltenbeken;Borchen;auto;20\nAltenbeken;5774012;car;21\n\
                    Altenbeken;Altenbeken;Auto;20\nBerlin;Borchen;Rad;viele\nBorchen;Altenbeken;transit;\n";
        let expected = [Outcome::New, Outcome::Faulty, Outcome::Faulty, Outcome::Faulty, Outcome::Unchanged];
        assert_eq!(outcomes(text, &[]), expected);
        assert!(check(b"Von;Nach\n", &places(), &[]).is_err_and(|problems| problems.len() == 2));
    }
}
