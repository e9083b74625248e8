//! Contacts out of a table. Which column is what, is guessed from its name and can be changed.

use std::collections::{HashMap, HashSet};

use app::{
    inventory::{Mapped, Outcome, ReportLine},
    ui::Entry,
};
use axum::{
    extract::{Multipart, State},
    response::{IntoResponse, Redirect, Response},
};
use store::Contact;

use super::about;
use crate::{
    contact_entry,
    error::AppError,
    http::Visit,
    routes::{
        inventory::{csv_file, folded},
        stamp::stamp,
        upload::{Checked, Shown, Step, Subject, Upload},
    },
    session::Staff,
    sheet::{LineProblem, Row, Sheet},
    state::AppState,
};

const SUBJECT: Subject = Subject {
    title: "Kontakte einlesen",
    lead: "Erst sehen Sie Zeile für Zeile, was in der Tabelle steht. Gespeichert wird danach, alles auf einmal.",
    trail: ("/intern/kontakte", "Kontakte"),
    action: "/intern/kontakte/import",
    template: ("/intern/kontakte/vorlage.csv", "Leere Tabelle zum Ausfüllen (CSV)"),
    columns: &[
        ("Unternehmen", "Name des Unternehmens."),
        ("Person", "Wie sie angeredet wird, zum Beispiel „Frau Dr. Muster“. Darf fehlen."),
        (
            "E-Mail",
            "Eine Adresse je Zeile. An ihr wird ein vorhandener Kontakt erkannt: Er wird dann geändert, nicht verdoppelt.",
        ),
        ("Gemeinde, Kreis, Branche, Größe", "Zum Auswählen, wen Sie einladen. Dürfen fehlen."),
        ("Sprache", "Deutsch oder Englisch. Fehlt sie, ist es Deutsch."),
    ],
};

struct Field {
    name: &'static str,
    label: &'static str,
    needed: bool,
    /// Names of columns that mean it, folded; those further ahead win.
    heads: &'static [&'static str],
}

const FIELDS: [Field; 8] = [
    Field {
        name: "firm",
        label: "Unternehmen",
        needed: true,
        heads: &["unternehmen", "firma", "firmenname", "betrieb", "organisation", "company", "firm", "name1"],
    },
    Field {
        name: "person",
        label: "Person",
        needed: false,
        heads: &[
            "person",
            "ansprechpartner",
            "ansprechpartnerin",
            "ansprechperson",
            "kontaktperson",
            "contact",
            "name",
        ],
    },
    Field {
        name: "email",
        label: "E-Mail",
        needed: true,
        heads: &["e-mail", "email", "mail", "e-mail-adresse", "mailadresse", "emailadresse"],
    },
    Field {
        name: "municipality",
        label: "Gemeinde",
        needed: false,
        heads: &["gemeinde", "ort", "stadt", "kommune", "city", "town"],
    },
    Field { name: "kreis", label: "Kreis", needed: false, heads: &["kreis", "landkreis", "district"] },
    Field {
        name: "branch",
        label: "Branche",
        needed: false,
        heads: &["branche", "wirtschaftszweig", "wz", "gewerk", "sector", "branch"],
    },
    Field {
        name: "size",
        label: "Größe",
        needed: false,
        heads: &["größe", "mitarbeiter", "mitarbeitende", "beschäftigte", "size", "employees"],
    },
    Field { name: "locale", label: "Sprache", needed: false, heads: &["sprache", "language", "lang"] },
];

/// For each field the column it is taken from.
type Mapping = [Option<usize>; FIELDS.len()];

pub async fn choose(State(state): State<AppState>, visit: Visit, staff: Staff) -> Response {
    Shown::empty().page(&state, &visit, &staff, &SUBJECT)
}

pub async fn template(_: Staff) -> Result<Response, AppError> {
    let heads = FIELDS.map(|field| field.label).join(";");
    csv_file("kontakte-vorlage.csv", Ok(format!("\u{feff}{heads}\n").into_bytes()))
}

pub async fn read(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    form: Multipart,
) -> Result<Response, AppError> {
    let mut upload = Upload::read(form).await?;
    let remark = upload.accept_western();
    let header = Sheet::open(&*upload.bytes).map(|sheet| sheet.header().to_vec()).unwrap_or_default();
    let mapping = mapping(&upload, &header);
    let roster = state.roster.contacts().await?;
    let region = state.region().await?.iter().map(|place| folded(&place.name)).collect();
    match upload.step(move |file| check(file, &mapping, &roster, &region)).await? {
        Step::Show(shown) => {
            let choices = if header.is_empty() { Vec::new() } else { choices(&header, &mapping) };
            let shown = shown.mapped(choices, stamp(&header)).remarked(remark);
            Ok(shown.page(&state, &visit, &staff, &SUBJECT))
        }
        Step::Store(contacts) => {
            let count = contacts.len();
            match state.roster.import_contacts(contacts.clone()).await {
                // Pressed twice: the other post was faster, and has stored just this.
                Err(store::Error::Conflict) if are_stored(&state, &contacts).await? => {}
                other => _ = other?,
            }
            Ok(Redirect::to(&format!("/intern/kontakte?erledigt=uebernommen-{count}")).into_response())
        }
    }
}

/// Whether they stand in the roster as they are here.
async fn are_stored(state: &AppState, contacts: &[Contact]) -> Result<bool, AppError> {
    let roster = state.roster.contacts().await?;
    let known: HashMap<&str, &Contact> = roster.iter().map(|contact| (contact.email.as_str(), contact)).collect();
    let is_stored = |contact: &Contact| {
        let Some(stored) = known.get(contact.email.as_str()).copied() else { return false };
        // Each post has drawn its own.
        let same = Contact { id: stored.id, token: stored.token, ..contact.clone() };
        same == *stored
    };
    Ok(contacts.iter().all(is_stored))
}

/// As chosen, if the choice was about a file with these columns; else as guessed.
fn mapping(upload: &Upload, header: &[String]) -> Mapping {
    if upload.field("kopf") != Some(&stamp(&header)) {
        return guess(header);
    }
    FIELDS.each_ref().map(|field| {
        let column = upload.field(&format!("spalte-{}", field.name))?.parse::<usize>().ok()?;
        (column < header.len()).then_some(column)
    })
}

/// Each column once: a column taken for one field is not taken for another. Of a field that is needed none, if several
/// are called as it is: staff say which.
fn guess(header: &[String]) -> Mapping {
    let heads: Vec<String> = header.iter().map(|head| folded(head)).collect();
    let mut taken = vec![false; heads.len()];
    FIELDS.each_ref().map(|field| {
        let column = field
            .heads
            .iter()
            .find_map(|name| heads.iter().enumerate().position(|(at, head)| !taken[at] && *head == folded(name)))?;
        taken[column] = true;
        let is_ambiguous = field.needed && heads.iter().filter(|head| **head == heads[column]).count() > 1;
        (!is_ambiguous).then_some(column)
    })
}

/// The columns with a name that means this field.
fn called(field: &Field, header: &[String]) -> Vec<usize> {
    let means = |head: &String| field.heads.iter().any(|name| folded(head) == folded(name));
    header.iter().enumerate().filter(|(_, head)| means(head)).map(|(at, _)| at).collect()
}

fn choices(header: &[String], mapping: &Mapping) -> Vec<Mapped> {
    let is_repeated = |head: &String| header.iter().filter(|other| *other == head).count() > 1;
    let name = |at: usize, head: &String| match (head.is_empty(), is_repeated(head)) {
        (true, _) => format!("Spalte {}", at + 1),
        (false, true) => format!("{head} (Spalte {})", at + 1),
        (false, false) => head.clone(),
    };
    let columns: Vec<Entry> =
        header.iter().enumerate().map(|(at, head)| Entry::new(at.to_string(), name(at, head))).collect();
    FIELDS
        .iter()
        .zip(mapping)
        .map(|(field, column)| Mapped {
            name: format!("spalte-{}", field.name),
            label: field.label.to_owned(),
            columns: columns.clone(),
            chosen: column.map(|column| column.to_string()).unwrap_or_default(),
            optional: !field.needed,
        })
        .collect()
}

/// `region`: names of its municipalities, folded.
fn check(
    file: &[u8],
    mapping: &Mapping,
    roster: &[Contact],
    region: &HashSet<String>,
) -> Result<Vec<Checked<Contact>>, Vec<LineProblem>> {
    let mut sheet = Sheet::open(file).map_err(|problem| vec![problem])?;
    let missing: Vec<LineProblem> = FIELDS
        .iter()
        .zip(mapping)
        .filter(|(field, column)| field.needed && column.is_none())
        .map(|(field, _)| {
            let columns = called(field, sheet.header());
            let message = match columns.len() {
                0 | 1 => format!("Wählen Sie oben, in welcher Spalte „{}“ steht.", field.label),
                _ => format!(
                    "Mehrere Spalten heißen „{}“ ({}). Wählen Sie oben, welche gemeint ist.",
                    field.label,
                    columns.iter().map(|at| format!("Spalte {}", at + 1)).collect::<Vec<_>>().join(", ")
                ),
            };
            LineProblem::new(1, None, message)
        })
        .collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let known: HashMap<&str, &Contact> = roster.iter().map(|contact| (contact.email.as_str(), contact)).collect();
    let (mut lines, mut seen) = (Vec::new(), HashMap::new());
    while let Some(row) = sheet.next_row() {
        lines.push(match row {
            Err(problem) => faulty(problem.line, String::new(), vec![problem.message]),
            Ok(row) => line(&row, mapping, (&known, region), &mut seen),
        });
    }
    if lines.is_empty() {
        return Err(vec![LineProblem::new(2, None, "Unter den Namen der Spalten steht kein Kontakt.")]);
    }
    Ok(lines)
}

fn line(
    row: &Row,
    mapping: &Mapping,
    (known, region): (&HashMap<&str, &Contact>, &HashSet<String>),
    seen: &mut HashMap<String, u64>,
) -> Checked<Contact> {
    let text = |field: &str| {
        let position = FIELDS.iter().position(|one| one.name == field)?;
        mapping[position].map(|column| row.cell(column).to_owned())
    };
    let email = text("email").and_then(|email| mail::address::read(&email).ok());
    let stored = email.as_deref().and_then(|email| known.get(email).copied());
    let new = Contact::new("", "");
    let (contact, problems) = contact_entry::read(stored.unwrap_or(&new), &text);
    let label = |field: &str| FIELDS.iter().find(|one| one.name == field).map_or("", |one| one.label);
    let mut problems: Vec<String> = problems.iter().map(|(field, text)| format!("{}: {text}", label(field))).collect();
    if let Some(email) = email {
        match seen.get(&email) {
            Some(line) => problems.push(format!("E-Mail: Diese Adresse steht schon in Zeile {line}.")),
            None => _ = seen.insert(email, row.line),
        }
    }
    let outcome = match stored {
        _ if !problems.is_empty() => return faulty(row.line, contact.firm, problems),
        None => Outcome::New,
        Some(stored) if *stored == contact => Outcome::Unchanged,
        Some(_) => Outcome::Replaces,
    };
    let details = [contact.person.clone(), contact.email.clone(), about(&contact), elsewhere(&contact, region)];
    let details = details.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let report = ReportLine { line: row.line, name: contact.firm.clone(), details, outcome, problems };
    Checked { report, value: (outcome != Outcome::Unchanged).then_some(contact) }
}

/// A firm may lie outside the region; a slip of the pen looks the same, so it is told.
fn elsewhere(contact: &Contact, region: &HashSet<String>) -> String {
    let place = &contact.municipality;
    if place.is_empty() || region.is_empty() || region.contains(&folded(place)) {
        return String::new();
    }
    format!("„{place}“ ist keine Gemeinde der Region")
}

fn faulty(line: u64, name: String, problems: Vec<String>) -> Checked<Contact> {
    let report = ReportLine { line, name, details: String::new(), outcome: Outcome::Faulty, problems };
    Checked { report, value: None }
}

#[cfg(test)]
mod tests {
    use super::guess;

    fn guessed(header: &[&str]) -> Vec<Option<usize>> {
        guess(&header.iter().map(|head| (*head).to_owned()).collect::<Vec<_>>()).to_vec()
    }

    #[test]
    fn columns_are_known_by_many_names() {
        let none = None;
        assert_eq!(
            guessed(&["Firma", "Name", "E-Mail-Adresse", "Ort", "Mitarbeiter"]),
            [Some(0), Some(1), Some(2), Some(3), none, none, Some(4), none]
        );
        assert_eq!(guessed(&["MAIL", "betrieb"]), [Some(1), none, Some(0), none, none, none, none, none]);
        assert_eq!(guessed(&["x", ""]), [none; 8]);
        let twice = guessed(&["Firma", "E-Mail", "Kreis", "e-mail", "Kreis"]);
        assert_eq!(twice, [Some(0), none, none, none, Some(2), none, none, none]);
    }
}
