//! Reading a table in: what a file holds, line by line, before anything is stored.

use domain::format;
use leptos::prelude::*;

use crate::ui::{
    Actions, Breadcrumb, Button, CheckCards, DefinitionList, Entry, ErrorSummary, Hidden, Notice, PostForm, Select,
    Tag, TagKind, TextArea, TextInput, Typed, Weight,
};

pub struct ImportPage {
    /// "Angebote einlesen"
    pub title: String,
    pub lead: String,
    pub trail: Vec<(String, String)>,
    pub action: String,
    /// What the columns are called, and what may stand in them.
    pub columns: Vec<(String, String)>,
    /// Address and name of a file to start from.
    pub template: (String, String),
    /// What the file holds, or what was pasted.
    pub text: String,
    /// A mark of the text this report is about; comes back with it.
    pub seen: String,
    pub report: Option<Report>,
    /// Which column holds what; empty where columns are known by their names.
    pub mapping: Vec<Mapped>,
    /// A mark of the names of the columns the mapping is about.
    pub head: String,
    /// Something to know about how the file was read.
    pub remark: Option<String>,
    /// Name of the field and what is wrong.
    pub problems: Vec<(String, String)>,
}

/// Where one value of a line is taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// Name of the field.
    pub name: String,
    /// "E-Mail"
    pub label: String,
    pub columns: Vec<Entry>,
    /// Empty: not in the file.
    pub chosen: String,
    pub optional: bool,
}

/// What a file would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub lines: Vec<ReportLine>,
    /// Lines with mistakes are to be left out.
    pub skip: bool,
}

impl Report {
    pub fn count(&self, outcome: Outcome) -> usize {
        self.lines.iter().filter(|line| line.outcome == outcome).count()
    }

    /// Lines that would be stored.
    pub fn ready(&self) -> usize {
        self.count(Outcome::New) + self.count(Outcome::Replaces)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// As an editor counts, from 1.
    pub line: u64,
    pub name: String,
    /// What would be stored.
    pub details: String,
    pub outcome: Outcome,
    pub problems: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    New,
    /// Takes the place of one that is there.
    Replaces,
    Unchanged,
    Faulty,
}

impl Outcome {
    const ALL: [Outcome; 4] = [Outcome::New, Outcome::Replaces, Outcome::Unchanged, Outcome::Faulty];

    fn word(self) -> &'static str {
        match self {
            Outcome::New => "neu",
            Outcome::Replaces => "ändert Vorhandenes",
            Outcome::Unchanged => "unverändert",
            Outcome::Faulty => "fehlerhaft",
        }
    }

    fn of_several(self) -> &'static str {
        if self == Outcome::Replaces { "ändern Vorhandenes" } else { self.word() }
    }

    fn tag(self) -> TagKind {
        match self {
            Outcome::New => TagKind::Done,
            Outcome::Replaces => TagKind::Running,
            Outcome::Unchanged => TagKind::Still,
            Outcome::Faulty => TagKind::Failed,
        }
    }
}

pub fn import_page(page: ImportPage) -> impl IntoView {
    let (problems, is_checked) = (page.problems.clone(), page.report.is_some());
    let body = match page.report.clone() {
        None => choose(&page).into_any(),
        Some(report) => checked(&page, report).into_any(),
    };
    view! {
        <Breadcrumb trail=page.trail.clone()/>
        <h1>{page.title.clone()}</h1>
        <p class="lead">{page.lead.clone()}</p>
        <div class=is_checked.then_some("wide")>
            <PostForm action=page.action.clone() multipart=true>
                <ErrorSummary problems/>
                {body}
            </PostForm>
        </div>
        {help(page)}
    }
}

fn problem(page: &ImportPage, field: &str) -> Option<String> {
    page.problems.iter().find(|(name, _)| name == field).map(|(_, text)| text.clone())
}

fn choose(page: &ImportPage) -> impl IntoView + use<> {
    view! {
        <TextInput name="datei" label="CSV-Datei" typed=Typed::File hint="Höchstens 2 MB" error=problem(page, "datei")/>
        <TextArea name="text" label="Oder hier einfügen" rows=6 source=true value=page.text.clone()/>
        <Actions><Button>"Prüfen"</Button></Actions>
    }
}

fn checked(page: &ImportPage, report: Report) -> impl IntoView + use<> {
    let (faulty, ready) = (report.count(Outcome::Faulty), report.ready());
    let skip = (faulty > 0 && ready > 0).then(|| {
        let label = if faulty == 1 {
            "Die fehlerhafte Zeile auslassen".to_owned()
        } else {
            format!("Die {} fehlerhaften Zeilen auslassen", format::whole(faulty))
        };
        let chosen = if report.skip { vec!["ja".to_owned()] } else { Vec::new() };
        view! {
            <CheckCards
                name="auslassen" legend="Fehler" entries=vec![Entry::new("ja", label)] chosen=chosen
                error=problem(page, "auslassen")
            />
        }
    });
    let take = match ready {
        1 => "1 Zeile übernehmen".to_owned(),
        ready => format!("{} Zeilen übernehmen", format::whole(ready)),
    };
    let again = if ready > 0 { Weight::Secondary } else { Weight::Primary };
    view! {
        {page.remark.clone().map(|text| view! { <Notice><p>{text}</p></Notice> })}
        {(!page.mapping.is_empty()).then(|| mapping(page))}
        <div class="flow">
            <h2>"Das steht in der Datei"</h2>
            <p class="hits"><strong class="figures">{sentence(&report)}</strong></p>
            {table(report.lines)}
        </div>
        <Hidden name="gesehen" value=page.seen.clone()/>
        {skip}
        <TextArea
            name="text" label="Inhalt der Datei" rows=8 source=true value=page.text.clone()
            hint="Sie können hier berichtigen und noch einmal prüfen." error=problem(page, "text")
        />
        <TextInput name="datei" label="Oder eine andere Datei" typed=Typed::File optional=true error=problem(page, "datei")/>
        <Actions>
            {(ready > 0).then(|| view! { <Button name="schritt" value="uebernehmen">{take}</Button> })}
            <Button weight=again name="schritt" value="pruefen">"Noch einmal prüfen"</Button>
        </Actions>
    }
}

/// Guessed from the names of the columns, and put right by whoever knows better.
fn mapping(page: &ImportPage) -> impl IntoView + use<> {
    let selects = page
        .mapping
        .iter()
        .cloned()
        .map(|mapped| {
            let error = problem(page, &mapped.name);
            view! {
                <Select
                    name=mapped.name label=mapped.label entries=mapped.columns chosen=mapped.chosen
                    empty="steht nicht in der Datei" optional=mapped.optional error=error
                />
            }
        })
        .collect_view();
    view! {
        <div class="flow">
            <h2>"Welche Spalte ist was?"</h2>
            <p>"Aus den Namen der Spalten erkannt. Ändern Sie, was nicht stimmt, und prüfen Sie noch einmal."</p>
            <Hidden name="kopf" value=page.head.clone()/>
            <div class="mapping">{selects}</div>
        </div>
    }
}

/// "20 Zeilen: 15 neu, 2 ändern Vorhandenes, 3 fehlerhaft"
fn sentence(report: &Report) -> String {
    let parts: Vec<String> = Outcome::ALL
        .into_iter()
        .map(|outcome| (outcome, report.count(outcome)))
        .filter(|(_, count)| *count > 0)
        .map(|(outcome, count)| {
            let word = if count == 1 { outcome.word() } else { outcome.of_several() };
            format!("{} {word}", format::whole(count))
        })
        .collect();
    let lines = match report.lines.len() {
        1 => "1 Zeile".to_owned(),
        lines => format!("{} Zeilen", format::whole(lines)),
    };
    format!("{lines}: {}", parts.join(", "))
}

fn table(lines: Vec<ReportLine>) -> impl IntoView {
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label="Bericht Zeile für Zeile">
            <table class="table report">
                <thead>
                    <tr>
                        <th scope="col" class="num">"Zeile"</th>
                        <th scope="col">"Ergebnis"</th>
                        <th scope="col">"Inhalt"</th>
                    </tr>
                </thead>
                <tbody>{lines.into_iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn line(line: ReportLine) -> impl IntoView {
    let problems = line.problems.into_iter().map(|text| view! { <span class="problem">{text}</span> }).collect_view();
    view! {
        <tr>
            <th scope="row" class="num">{line.line}</th>
            <td><Tag kind=line.outcome.tag()>{line.outcome.word()}</Tag></td>
            <td>
                {(!line.name.is_empty()).then(|| view! { <strong>{line.name}</strong> })}
                {(!line.details.is_empty()).then(|| view! { <span class="muted">{line.details}</span> })}
                {problems}
            </td>
        </tr>
    }
}

fn help(page: ImportPage) -> impl IntoView {
    let (href, name) = page.template;
    view! {
        <section>
            <h2>"So ist die Tabelle aufgebaut"</h2>
            <p>
                "In der ersten Zeile stehen die Namen der Spalten, getrennt durch Semikolon oder Komma. Speichern Sie die
                Tabelle als „CSV UTF-8“."
            </p>
            <p><a href=href>{name}</a></p>
            <div class="wide"><DefinitionList rows=page.columns/></div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "20000 Zeilen: 20000 neu"
    #[test]
    fn thousands_of_lines_are_counted_in_groups() {
        let line = |outcome| ReportLine {
            line: 2,
            name: String::new(),
            details: String::new(),
            outcome,
            problems: Vec::new(),
        };
        let lines = [vec![line(Outcome::New); 19_999], vec![line(Outcome::Faulty)]].concat();
        assert_eq!(sentence(&Report { lines, skip: false }), "20.000 Zeilen: 19.999 neu, 1 fehlerhaft");
    }
}
