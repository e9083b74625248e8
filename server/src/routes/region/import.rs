//! The list of municipalities as a table, out and in.

use app::{
    inventory::{Outcome, ReportLine},
    region::MunicipalityForm,
};
use axum::{
    extract::{Multipart, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::place::Municipality;

use super::entry;
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

/// Field, and what the column may be called.
const HEADS: [(&str, [&str; 2]); 5] = [
    ("ags", ["Schlüssel", "ags"]),
    ("name", ["Gemeinde", "name"]),
    ("kreis", ["Kreis", "kreis"]),
    ("lat", ["Breite", "lat"]),
    ("lon", ["Länge", "lon"]),
];

const SUBJECT: Subject = Subject {
    title: "Gemeinden einlesen",
    lead: "Die Tabelle ergänzt und ändert die Liste. Gemeinden, die nicht darin stehen, bleiben; entfernt wird nur einzeln.",
    trail: ("/intern/region", "Region"),
    action: "/intern/region/import",
    template: ("/intern/region/gemeinden.csv", "Die jetzige Liste als CSV"),
    columns: &[
        ("Schlüssel", "Amtlicher Gemeindeschlüssel (AGS), acht Ziffern. Er erkennt eine Gemeinde wieder."),
        ("Gemeinde, Kreis", "Die Namen, so wie sie überall erscheinen."),
        ("Breite, Länge", "Lage des Hauptorts in Grad, zum Beispiel 51,719 und 8,757."),
    ],
};

pub async fn choose(State(state): State<AppState>, visit: Visit, staff: Staff) -> Response {
    Shown::empty().page(&state, &visit, &staff, &SUBJECT)
}

pub async fn download(State(state): State<AppState>, _: Staff) -> Result<Response, AppError> {
    csv_file("gemeinden.csv", write(&state.store.municipalities().await?))
}

fn write(places: &[Municipality]) -> Result<Vec<u8>, csv::Error> {
    let mut file = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    file.write_record(HEADS.map(|(_, [german, _])| german))?;
    for place in places {
        let MunicipalityForm { ags, name, kreis, lat, lon } = MunicipalityForm::of(place);
        file.write_record([ags, name, kreis, lat, lon])?;
    }
    file.into_inner().map_err(|error| error.into_error().into())
}

pub async fn read(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    form: Multipart,
) -> Result<Response, AppError> {
    let upload = Upload::read(form).await?;
    let region = state.store.municipalities().await?;
    match upload.step(move |file| check(file, &region)).await? {
        Step::Show(shown) => Ok(shown.page(&state, &visit, &staff, &SUBJECT)),
        Step::Store(places) => {
            state.store.import_municipalities(&places).await?;
            state.forget();
            Ok(Redirect::to(&format!("/intern/region?erledigt=uebernommen-{}", places.len())).into_response())
        }
    }
}

fn check(file: &[u8], region: &[Municipality]) -> Result<Vec<Checked<Municipality>>, Vec<LineProblem>> {
    let mut sheet = Sheet::open(file).map_err(|problem| vec![problem])?;
    let columns = columns(&sheet)?;
    let mut lines: Vec<Checked<Municipality>> = Vec::new();
    let mut seen: Vec<Municipality> = Vec::new();
    while let Some(row) = sheet.next_row() {
        let line = match row {
            Err(problem) => faulty(problem.line, String::new(), vec![problem.message]),
            Ok(row) => checked(&row, &columns, region, &mut seen),
        };
        lines.push(line);
    }
    if lines.is_empty() {
        return Err(vec![LineProblem::new(2, None, "Unter den Namen der Spalten steht keine Gemeinde.")]);
    }
    Ok(lines)
}

/// Where each field stands. Other columns are left alone.
fn columns(sheet: &Sheet) -> Result<[usize; 5], Vec<LineProblem>> {
    let mut problems = sheet.repeated_columns();
    let places = HEADS.map(|(_, names)| {
        let column = names.iter().find_map(|name| sheet.column(name));
        if column.is_none() {
            problems.push(LineProblem::new(1, Some(names[0]), "Diese Spalte fehlt."));
        }
        column.unwrap_or(usize::MAX)
    });
    if problems.is_empty() { Ok(places) } else { Err(problems) }
}

fn faulty(line: u64, name: String, problems: Vec<String>) -> Checked<Municipality> {
    let report = ReportLine { line, name, details: String::new(), outcome: Outcome::Faulty, problems };
    Checked { report, value: None }
}

fn checked(
    row: &Row,
    columns: &[usize; 5],
    region: &[Municipality],
    seen: &mut Vec<Municipality>,
) -> Checked<Municipality> {
    let [ags, name, kreis, lat, lon] = columns.map(|column| row.cell(column).trim().to_owned());
    let typed = MunicipalityForm { ags, name, kreis, lat, lon };
    let place = match entry::read(&typed) {
        Ok(place) => place,
        Err(problems) => return faulty(row.line, typed.name, problems.into_iter().map(|(_, text)| text).collect()),
    };
    let is_twin = |other: &&Municipality| other.ags == place.ags || other.name == place.name;
    let clashes = region.iter().any(|other| other.ags != place.ags && other.name == place.name);
    if let Some(twin) = seen.iter().find(is_twin) {
        let text = format!("Schlüssel oder Name stehen schon in einer früheren Zeile ({}, {}).", twin.ags, twin.name);
        return faulty(row.line, typed.name, vec![text]);
    }
    if clashes {
        return faulty(row.line, typed.name, vec!["So heißt schon eine andere Gemeinde der Region.".to_owned()]);
    }
    seen.push(place.clone());
    let outcome = match region.iter().find(|other| other.ags == place.ags) {
        None => Outcome::New,
        Some(stored) if *stored == place => Outcome::Unchanged,
        Some(_) => Outcome::Replaces,
    };
    let details = format!("{} · {} · {} / {}", place.ags, place.kreis, typed.lat, typed.lon);
    let report = ReportLine { line: row.line, name: place.name.clone(), details, outcome, problems: Vec::new() };
    Checked { report, value: (outcome != Outcome::Unchanged).then_some(place) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes(file: &[u8], region: &[Municipality]) -> Vec<(u64, Outcome)> {
        let lines = check(file, region).unwrap_or_else(|_| panic!("a good head"));
        lines.iter().map(|line| (line.report.line, line.report.outcome)).collect()
    }

    #[test]
    fn new_changed_same_and_wrong_lines_are_told_apart() {
        let text =
            "ags,name,kreis,lat,lon,population_approx\n05774004,Altenbeken,Kreis Paderborn,51.76455,8.94201,9200\n";
        let region: Vec<Municipality> = check(text.as_bytes(), &[])
            .unwrap_or_else(|_| panic!("valid"))
            .into_iter()
            .filter_map(|line| line.value)
            .collect();
        assert_eq!(region.len(), 1);
        assert_eq!(outcomes(&write(&region).expect("written"), &region), [(2, Outcome::Unchanged)]);
        let text = "Schlüssel;Gemeinde;Kreis;Breite;Länge\n5774004;Altenbeken;Kreis Paderborn;51,8;8,9\n\
                    05774012;Borchen;Kreis Paderborn;51,667;8,733\n05774012;Borchen;Kreis Paderborn;51,667;8,733\n\
                    05774099;Altenbeken;Kreis Paderborn;51,667;8,733\n1;;;;\n";
        let expected = [
            (2, Outcome::Replaces),
            (3, Outcome::New),
            (4, Outcome::Faulty),
            (5, Outcome::Faulty),
            (6, Outcome::Faulty),
        ];
        assert_eq!(outcomes(text.as_bytes(), &region), expected);
        assert!(check(b"ags,name\n1,2\n", &[]).is_err_and(|problems| problems.len() == 3));
    }
}
