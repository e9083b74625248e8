//! A wave in the field on one screen. A script draws it anew from time to time; without it there is a link.

use domain::{Locale, figure::DataTable, format};
use leptos::prelude::*;

use crate::ui::{Breadcrumb, DataTableView, DefinitionList, Notice, NoticeKind, StatTile, Stats, Tag, TagKind};

/// What somebody should see to, and where.
pub struct Problem {
    pub text: String,
    pub href: String,
    pub label: &'static str,
}

pub struct WatchPage {
    pub slug: String,
    pub title: String,
    pub state: &'static str,
    pub running: bool,
    /// As of when: day and minute.
    pub at: String,
    pub count: u64,
    /// How many are hoped for in all.
    pub target: Option<u64>,
    /// "Noch 3 Tage"
    pub days_left: Option<String>,
    /// In bands.
    pub begun_and_sent: Option<(String, String)>,
    pub kreise: Option<DataTable>,
    /// It is planned when the wave ends, so that one can tell who is behind.
    pub has_pace: bool,
    /// Quotas and batches of codes.
    pub groups: Option<DataTable>,
    /// By quota or screen-out, in bands.
    pub turned_away: Vec<(String, String)>,
    /// The page where most stop, and the share of them.
    pub stopping: Option<(String, String)>,
    pub next_mail: Option<(String, String)>,
    pub problems: Vec<Problem>,
}

impl WatchPage {
    /// What is said aloud when it has changed.
    fn summary(&self) -> String {
        let answers = if self.count == 1 { "Antwort" } else { "Antworten" };
        let points = match self.problems.len() {
            0 => "Nichts zu tun".to_owned(),
            1 => "1 offener Punkt".to_owned(),
            many => format!("{many} offene Punkte"),
        };
        format!("{} {answers}. {points}.", format::count(self.count, Locale::DeSie))
    }
}

const BANDS: &str = "In Stufen, damit einzelne Antworten nicht erkennbar sind";

/// Said when there is nothing more to see without signing in.
const OVER: &str =
    "Diese Seite aktualisiert sich nicht mehr, denn Sie sind abgemeldet. Laden Sie neu, um sich wieder anzumelden.";

pub fn watch_page(page: WatchPage) -> impl IntoView {
    let base = format!("/intern/wellen/{}", page.slug);
    let kind = if page.running { TagKind::Running } else { TagKind::Still };
    let trail = vec![("/intern/umfragen".to_owned(), "Umfragen".to_owned()), (base.clone(), page.title.clone())];
    let (summary, title, state, running) = (page.summary(), page.title.clone(), page.state, page.running);
    let here = format!("{base}/feld");
    view! {
        <Breadcrumb trail/>
        <p class="eyebrow">{title}</p>
        <h1>"Wie läuft es? " <Tag kind>{state}</Tag></h1>
        {running.then(|| view! {
            <p class="row">
                <a href=here>"Neu laden"</a>
                // Shown by the script, which is what it stops.
                <button
                    type="button" class="button secondary small" hidden
                    data-watch-switch="" data-on="Wieder aktualisieren" data-over=OVER
                >"Nicht mehr aktualisieren"</button>
            </p>
            <p class="visually-hidden" role="status" data-watch-said=""></p>
        })}
        <div class="watched" data-watch="" data-summary=summary>{body(page, &base)}</div>
    }
}

fn body(page: WatchPage, base: &str) -> impl IntoView + use<> {
    let value = format::count(page.count, Locale::DeSie);
    let note = match page.target {
        Some(target) => format!("von {} erhofften", format::count(target, Locale::DeSie)),
        None => "ohne Ziel".to_owned(),
    };
    let left = page.days_left.map(|left| view! { <StatTile label="Bis zum Ende" value=left words=true/> });
    let begun = page.begun_and_sent.map(|(begun, sent)| {
        view! { <StatTile label="Angefangen" value=begun note=format!("abgesendet: {sent}") words=true/> }
    });
    let next = match page.next_mail {
        Some((day, what)) => view! { <p><strong>{day}</strong> ", " {what}</p> }.into_any(),
        None => view! { <p>"Es ist keine Mail vorgesehen."</p> }.into_any(),
    };
    let stopping = match page.stopping {
        Some((label, share)) => {
            let share = (share != "–").then(|| format!(" ({share} derer, die dorthin kommen)"));
            view! { <p>"Die meisten bei „" {label} "“" {share} "."</p> }.into_any()
        }
        None => view! { <p>"Auf keiner Seite auffällig viele."</p> }.into_any(),
    };
    let (invite, stops, plan) = (format!("{base}/einladen"), format!("{base}/abbruch"), format!("{base}/planung"));
    let has_no_end = page.running && !page.has_pace;
    let kreise = kreise(page.kreise, has_no_end, plan).into_any();
    let has_turned_away = !page.turned_away.is_empty();
    let groups = page.groups.map(|table| {
        view! {
            <section class="flow">
                <h2>"Rücklauf nach Gruppe"</h2>
                <DataTableView table=&table caption=BANDS/>
            </section>
        }
    });
    view! {
        <p class="hint">"Stand: " {page.at}</p>
        <div class="wide">
            <Stats><StatTile label="Antworten" value note/> {left} {begun}</Stats>
        </div>
        <section class="flow"><h2>"Offene Punkte"</h2>{problems(page.problems)}</section>
        <section class="flow aside"><h2>"Nächste Mail"</h2>{next}<p><a href=invite>"Einladen und Mails"</a></p></section>
        {kreise}
        {groups}
        <section class="flow aside"><h2>"Wo Leute aufhören"</h2>{stopping}<p><a href=stops>"Seite für Seite ansehen"</a></p></section>
        {has_turned_away.then(|| view! {
            <section class="flow"><h2>"Abgewiesen"</h2><DefinitionList rows=page.turned_away/></section>
        })}
    }
}

fn problems(problems: Vec<Problem>) -> AnyView {
    if problems.is_empty() {
        return view! { <p>"Es gibt nichts zu tun."</p> }.into_any();
    }
    let lines = problems.into_iter().map(|Problem { text, href, label }| {
        view! { <li>{text} " " <a href=href>{label}</a></li> }
    });
    let lines: Vec<_> = lines.collect();
    view! { <Notice kind=NoticeKind::Warning><ul>{lines}</ul></Notice> }.into_any()
}

fn kreise(table: Option<DataTable>, has_no_end: bool, plan: String) -> impl IntoView {
    let body = match table {
        Some(table) => view! { <DataTableView table=&table caption=BANDS/> }.into_any(),
        None => view! { <p>"Noch aus keinem Kreis genug Antworten, und kein Ziel gesetzt."</p> }.into_any(),
    };
    let no_end = has_no_end.then(|| {
        view! { <p class="muted">"Ohne geplantes Ende lässt sich nicht sagen, wer hinter dem Plan liegt."</p> }
    });
    view! {
        <section class="flow">
            <h2>"Rücklauf nach Kreis"</h2>
            {body}
            {no_end}
            <p><a href=plan>"Zeiten und Ziele"</a></p>
        </section>
    }
}
