//! Reading a table in: first a report line by line, then, on a second post with the same text, the storing.

use app::inventory::{ImportPage, Mapped, Outcome, Report, ReportLine, import_page};
use axum::{
    extract::{Multipart, multipart::MultipartError},
    http::StatusCode,
    response::Response,
};
use domain::format;

use super::stamp::stamp;
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    session::Staff,
    sheet::LineProblem,
    state::AppState,
    text::{self, NotText},
};

/// What was posted: a file, or the text of one.
pub struct Upload {
    pub bytes: Vec<u8>,
    wants_storing: bool,
    skips_faulty: bool,
    /// The mark of the text that the report was about.
    seen: String,
    /// Whatever else stood in the form.
    fields: Vec<(String, String)>,
}

/// One line of a file: what the report says of it, and what is to be stored.
pub struct Checked<T> {
    pub report: ReportLine,
    pub value: Option<T>,
}

/// What an import page says whatever was posted.
pub struct Subject {
    pub title: &'static str,
    pub lead: &'static str,
    pub trail: (&'static str, &'static str),
    pub action: &'static str,
    pub columns: &'static [(&'static str, &'static str)],
    pub template: (&'static str, &'static str),
}

/// How it goes on.
pub enum Step<T> {
    Show(Box<Shown>),
    Store(Vec<T>),
}

pub struct Shown {
    text: String,
    report: Option<Report>,
    mapping: Vec<Mapped>,
    head: String,
    remark: Option<String>,
    problems: Vec<(String, String)>,
}

impl Upload {
    /// A chosen file wins over the text.
    pub async fn read(mut form: Multipart) -> Result<Upload, AppError> {
        let (mut file, mut text) = (Vec::new(), Vec::new());
        let mut upload = Upload {
            bytes: Vec::new(),
            wants_storing: false,
            skips_faulty: false,
            seen: String::new(),
            fields: Vec::new(),
        };
        while let Some(field) = form.next_field().await.map_err(refused)? {
            let name = field.name().unwrap_or_default().to_owned();
            let value = field.bytes().await.map_err(refused)?;
            match name.as_str() {
                "datei" => file = value.to_vec(),
                "text" => text = value.to_vec(),
                "schritt" => upload.wants_storing = &*value == b"uebernehmen",
                "auslassen" => upload.skips_faulty = true,
                "gesehen" => upload.seen = String::from_utf8_lossy(&value).into_owned(),
                _ => upload.fields.push((name, String::from_utf8_lossy(&value).into_owned())),
            }
        }
        upload.bytes = if file.is_empty() { text } else { file };
        Ok(upload)
    }

    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Reads a file that is not UTF-8 as Windows-1252, which is what spreadsheets of this country write. Gives a remark
    /// if it had to.
    pub fn accept_western(&mut self) -> Option<String> {
        if !matches!(text::read(&self.bytes), Err(NotText::OtherEncoding { .. })) {
            return None;
        }
        self.bytes = text::western(std::mem::take(&mut self.bytes)).into_bytes();
        let remark = "Die Datei ist nicht in UTF-8 und wurde als Windows-1252 gelesen. Sehen Sie nach, ob die Umlaute \
                      stimmen.";
        Some(remark.to_owned())
    }

    /// As it can stand in a text field; empty if it is no text. Empty lines at the end are no change worth a word.
    fn text(&self) -> String {
        let text = std::str::from_utf8(&self.bytes).unwrap_or_default();
        text.trim_start_matches('\u{feff}').replace("\r\n", "\n").trim_end_matches('\n').to_owned()
    }

    /// `check` gives the lines, or what is wrong with the file as a whole. Not on the threads that answer requests: a file
    /// may have tens of thousands of lines.
    pub async fn step<T: Send + 'static>(
        self,
        check: impl FnOnce(&[u8]) -> Result<Vec<Checked<T>>, Vec<LineProblem>> + Send + 'static,
    ) -> Result<Step<T>, AppError> {
        tokio::task::spawn_blocking(move || self.stepped(check)).await.map_err(AppError::internal)
    }

    fn stepped<T>(self, check: impl FnOnce(&[u8]) -> Result<Vec<Checked<T>>, Vec<LineProblem>>) -> Step<T> {
        let text = self.text();
        if self.bytes.trim_ascii().is_empty() {
            let problem = "Wählen Sie eine Datei oder fügen Sie ihren Inhalt ein.";
            return Step::show(text, None, vec![("datei", problem.to_owned())]);
        }
        let lines = check(&self.bytes)
            .unwrap_or_else(|problems| problems.chunk_by(|one, next| one.line == next.line).map(faulty).collect());
        let (report, values): (Vec<_>, Vec<_>) = lines.into_iter().map(|line| (line.report, line.value)).unzip();
        let report = Report { lines: report, skip: self.skips_faulty };
        match self.objection(&report, &text) {
            None if self.wants_storing && report.ready() > 0 => Step::Store(values.into_iter().flatten().collect()),
            None => Step::show(text, Some(report), Vec::new()),
            Some(problem) => Step::show(text, Some(report), vec![problem]),
        }
    }

    /// Why it cannot be stored yet although it was asked for.
    fn objection(&self, report: &Report, text: &str) -> Option<(&'static str, String)> {
        let faulty = report.count(Outcome::Faulty);
        if !self.wants_storing || report.ready() == 0 {
            return None;
        }
        if self.seen != stamp(&text) {
            let message =
                "Der Inhalt hat sich seit der Prüfung geändert. Sehen Sie den Bericht durch und übernehmen Sie dann.";
            return Some(("text", message.to_owned()));
        }
        (faulty > 0 && !self.skips_faulty).then(|| {
            let lines = if faulty == 1 {
                "Eine Zeile hat".to_owned()
            } else {
                format!("{} Zeilen haben", format::whole(faulty))
            };
            (
                "auslassen",
                format!("{lines} Fehler. Berichtigen Sie sie unten, oder kreuzen Sie an, dass sie ausgelassen werden."),
            )
        })
    }
}

fn refused(error: MultipartError) -> AppError {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
        _ => AppError::BadRequest("Die Datei ist nicht vollständig angekommen. Senden Sie sie noch einmal.".to_owned()),
    }
}

/// One line with all that is wrong in it.
fn faulty<T>(problems: &[LineProblem]) -> Checked<T> {
    let message = |problem: &LineProblem| match &problem.column {
        Some(column) => format!("Spalte „{column}“: {}", problem.message),
        None => problem.message.clone(),
    };
    let report = ReportLine {
        line: problems[0].line,
        name: String::new(),
        details: String::new(),
        outcome: Outcome::Faulty,
        problems: problems.iter().map(message).collect(),
    };
    Checked { report, value: None }
}

impl<T> Step<T> {
    fn show(text: String, report: Option<Report>, problems: Vec<(&'static str, String)>) -> Step<T> {
        let problems = problems.into_iter().map(|(field, text)| (field.to_owned(), text)).collect();
        Step::Show(Box::new(Shown { text, report, problems, ..Shown::empty() }))
    }
}

impl Shown {
    /// The page before anything was posted.
    pub fn empty() -> Shown {
        Shown {
            text: String::new(),
            report: None,
            mapping: Vec::new(),
            head: String::new(),
            remark: None,
            problems: Vec::new(),
        }
    }

    /// With a choice of columns.
    pub fn mapped(self, mapping: Vec<Mapped>, head: String) -> Shown {
        Shown { mapping, head, ..self }
    }

    /// With a remark on how the file was read.
    pub fn remarked(self, remark: Option<String>) -> Shown {
        Shown { remark, ..self }
    }

    pub fn page(self, state: &AppState, visit: &Visit, staff: &Staff, subject: &Subject) -> Response {
        let has_fault = self.report.as_ref().is_some_and(|report| report.count(Outcome::Faulty) > 0);
        let status = match has_fault || !self.problems.is_empty() {
            true => StatusCode::UNPROCESSABLE_ENTITY,
            false => StatusCode::OK,
        };
        let texts = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
        let view = ImportPage {
            title: subject.title.to_owned(),
            lead: subject.lead.to_owned(),
            trail: vec![texts(&subject.trail)],
            action: subject.action.to_owned(),
            columns: subject.columns.iter().map(texts).collect(),
            template: texts(&subject.template),
            seen: stamp(&self.text),
            text: self.text,
            report: self.report,
            mapping: self.mapping,
            head: self.head,
            remark: self.remark,
            problems: self.problems,
        };
        page::html_with(status, state, visit, Head::staff(subject.title, &staff.name), || import_page(view))
    }
}
