//! One wave: how to reach people, what has come in, and the next step.

use domain::figure::Figure;
use leptos::prelude::*;

use super::{HeldBack, Kiosk, held_back::held_back, kiosk::kiosk, live::LiveReturns};
use crate::ui::{
    Actions, Breadcrumb, Button, CopyLink, DefinitionList, ErrorSummary, FigureView, Files, Level, LinkButton, Notice,
    NoticeKind, PostForm, StatTile, Stats, Tag, TagKind, Weight,
};

/// What can be done with a wave now.
pub struct WaveStep {
    pub action: String,
    pub label: &'static str,
    /// What it means, said before it is done.
    pub meaning: &'static str,
    pub primary: bool,
    /// Leads to a page that asks once more.
    pub asks: bool,
}

/// What became of the answers of single respondents.
pub enum SingleAnswers {
    /// With the last day on which they are there, if it is settled.
    Stored {
        until: Option<String>,
    },
    Deleted {
        on: String,
    },
}

/// To staff whose account may not see single answers: what that is, and who can let it.
pub const MAY_NOT_READ: &str = "Was einzelne Befragte geantwortet haben, darf dieses Konto nicht sehen: nicht als Datei, und \
                                ihre eigenen Worte erst, wenn sie freigegeben sind. Erlauben kann es, wer bei Ihnen den \
                                Server betreut, mit dem Befehl „bedarfskompass user allow-answers“.";

pub struct WavePage {
    pub slug: String,
    pub survey: (String, String),
    pub title: String,
    pub state: &'static str,
    pub running: bool,
    pub ended: bool,
    /// It has ended, and until then takes what was begun: results and answers may not be seen yet.
    pub grace: Option<String>,
    pub demo: bool,
    /// Who may answer: in words, and as it is stored.
    pub access: (&'static str, &'static str),
    /// What happens by itself.
    pub hints: Vec<String>,
    /// Full address for respondents.
    pub link: String,
    pub count: u64,
    /// Answers that are not among them.
    pub held_back: Option<HeldBack>,
    pub tiles: Vec<(String, String, String)>,
    pub returns: Option<Figure>,
    /// Kreis and band ("10 bis 19").
    pub kreise: Vec<(String, String)>,
    /// Quota or screen-out, and how it stands.
    pub exits: Vec<(String, String)>,
    pub steps: Vec<WaveStep>,
    /// Why the wave cannot be released yet.
    pub not_yet: Option<String>,
    /// Day, and what goes to how many.
    pub next_mail: Option<(String, String)>,
    pub public: Option<String>,
    /// Firms choose whether they answer with their name.
    pub asks_for_names: bool,
    /// People could leave an address.
    pub has_addresses: bool,
    /// People could write in words of their own.
    pub has_texts: bool,
    pub single_answers: SingleAnswers,
    /// Whoever looks may see single answers.
    pub reads_answers: bool,
    /// Not where each has an invitation of their own.
    pub kiosk: Option<Kiosk>,
}

pub fn wave_page(page: WavePage) -> impl IntoView {
    let base = format!("/intern/wellen/{}", page.slug);
    let kind = match (page.running, page.public.is_some()) {
        (true, _) => TagKind::Running,
        (false, true) => TagKind::Done,
        (false, false) => TagKind::Still,
    };
    let tiles: Vec<_> =
        page.tiles.into_iter().map(|(label, value, note)| view! { <StatTile label value note words=true/> }).collect();
    let returns = page.returns.map(|figure| {
        let files = Files { stem: format!("{base}/bilder/{}", figure.id), query: String::new() };
        view! { <section class="wide"><FigureView figure=&figure level=Level::H2 files/></section> }
    });
    let has_kreise = !page.kreise.is_empty();
    let has_exits = !page.exits.is_empty();
    let steps: Vec<_> = page.steps.into_iter().map(step).collect();
    let is_open_link = page.access.1 == "open";
    let is_for_all = is_open_link || page.access.1 == "code";
    let reach = page.running.then(|| reach(page.link, format!("{base}/qr.svg"), is_open_link));
    let hints: Vec<_> = page.hints.into_iter().map(|hint| view! { <p>{hint}</p> }).collect();
    let hints = (!hints.is_empty()).then(|| view! { <Notice>{hints}</Notice> });
    let mails = (!page.ended).then(|| mails(format!("{base}/einladen"), page.next_mail));
    let refused =
        page.kiosk.as_ref().and_then(Kiosk::problem).map(|problem| ("pin".to_owned(), problem)).into_iter().collect();
    let kiosk = page.kiosk.filter(|_| page.running).map(kiosk);
    let slug = page.slug;
    view! {
        <Breadcrumb trail=vec![("/intern/umfragen".to_owned(), "Umfragen".to_owned()), page.survey]/>
        <h1>{page.title} " " <Tag kind>{page.state}</Tag></h1>
        <ErrorSummary problems=refused/>
        {page.demo.then(|| view! { <Notice><p>"Diese Antworten sind erfunden."</p></Notice> })}
        {hints}
        <div class="wide">
            <Stats>
                <div class="stat">
                    <dt>"Antworten"</dt>
                    <dd class="value"><LiveReturns wave=slug count=page.count/></dd>
                </div>
                {tiles}
            </Stats>
        </div>
        <ul class="tasks">
            <li><a href=format!("{base}/feld")>"Wie läuft es?"</a></li>
            <li><a href=format!("{base}/abbruch")>"Wo Leute aufhören"</a></li>
            {page.asks_for_names.then(|| view! { <li><a href=format!("{base}/namen")>"Namen der Betriebe"</a></li> })}
            {page.has_addresses.then(|| view! { <li><a href=format!("{base}/adressen")>"Hinterlassene Adressen"</a></li> })}
        </ul>
        {reach}
        {mails}
        <section>
            <h2>"Zugang"</h2>
            <p>{page.access.0}</p>
            <ul class="tasks">
                <li><a href=format!("{base}/planung")>"Zugang, Zeiten und Ziele"</a></li>
                <li><a href=format!("{base}/hinweise")>"Was den Befragten zugesagt wurde"</a></li>
                {(!page.ended && is_for_all).then(|| view! { <li><a href=format!("{base}/plakate")>"Plakate, Link-Karte, Betriebe"</a></li> })}
                {(page.access.1 == "code").then(|| view! { <li><a href=format!("{base}/codes")>"Codes ausgeben"</a></li> })}
            </ul>
        </section>
        // Before the steps that decide about them.
        {page.held_back.map(held_back)}
        <section>
            <h2>{if page.public.is_some() { "Veröffentlichung" } else { "Nächster Schritt" }}</h2>
            {page.not_yet.map(|why| view! { <Notice><p>{why}</p></Notice> })}
            {steps}
        </section>
        {kiosk}
        {returns}
        {has_kreise.then(|| view! {
            <section>
                <h2>"Rücklauf nach Kreis"</h2>
                <p class="muted">"In Stufen, damit einzelne Antworten nicht erkennbar sind."</p>
                <DefinitionList rows=page.kreise/>
            </section>
        })}
        {has_exits.then(|| view! {
            <section>
                <h2>"Quoten und Ausschlüsse"</h2>
                <p class="muted">"In Stufen, damit einzelne Antworten nicht erkennbar sind. Wer abgewiesen wird, von dem ist nichts gespeichert."</p>
                <DefinitionList rows=page.exits/>
            </section>
        })}
        {match (page.ended, page.grace) {
            (false, _) => later(", sobald die Welle beendet ist.".to_owned()).into_any(),
            (true, Some(grace)) => later(format!(" nach dem {grace}, wenn niemand mehr absenden kann.")).into_any(),
            (true, None) => {
                let texts = page.has_texts.then(|| texts(&base, page.reads_answers));
                let answers = answers(&base, page.single_answers, page.reads_answers);
                evaluation(&base, page.public, texts, answers).into_any()
            }
        }}
    }
}

fn answers(base: &str, answers: SingleAnswers, may_read: bool) -> AnyView {
    match answers {
        SingleAnswers::Stored { .. } if !may_read => withheld(base).into_any(),
        SingleAnswers::Stored { until } => answers_files(base, until).into_any(),
        SingleAnswers::Deleted { on } => deleted(base, on).into_any(),
    }
}

/// Who may not read what people wrote can still say what the released texts are about.
fn texts(base: &str, may_read: bool) -> AnyView {
    let (href, label) = match may_read {
        true => (format!("{base}/texte"), "Offene Antworten lesen und freigeben"),
        false => (format!("{base}/texte/themen"), "Freigegebenen Texten Themen zuordnen"),
    };
    view! { <li><a href=href>{label}</a></li> }.into_any()
}

fn evaluation(base: &str, public: Option<String>, texts: Option<AnyView>, answers: AnyView) -> impl IntoView + use<> {
    view! {
        <section>
            <h2>"Auswerten"</h2>
            <ul class="tasks">
                <li><a href=format!("{base}/ergebnisse")>"Ergebnisse ansehen"</a></li>
                {texts}
                <li><a href=format!("{base}/bericht")>"Bericht als PDF"</a></li>
                {public.map(|href| view! { <li><a href=href>"Öffentliche Ergebnisseite"</a></li> })}
            </ul>
            {answers}
        </section>
    }
}

/// What a file is called, the end of its address, and what it is good for.
type Download = (&'static str, &'static str, &'static str);

const ANSWERS: [Download; 5] = [
    (
        "Excel-Datei",
        "xlsx",
        "Öffnet sich in Excel und LibreOffice. Drei Blätter: die Antworten, was die Spalten heißen, wie gefragt wurde.",
    ),
    (
        "CSV für deutsches Excel",
        "csv-excel",
        "Eine einfache Tabelle mit Semikolon und Dezimalkomma, wie deutsches Excel sie erwartet.",
    ),
    ("CSV", "csv", "Eine einfache Tabelle mit Komma und Dezimalpunkt. Fast jedes Programm kann sie lesen."),
    (
        "SPSS",
        "sav",
        "Für SPSS und PSPP. Fragen und Antworten stehen in Worten dabei, fehlende Angaben sind als solche markiert.",
    ),
    ("Parquet", "parquet", "Für Auswertungen in Python, R oder DuckDB."),
];
const TOGETHER: [Download; 2] = [
    ("R-Skript", "r", "Lädt die CSV-Datei in R und beschriftet sie. Beide Dateien gehören in denselben Ordner."),
    ("DDI-Codebook 2.5", "ddi", "Beschreibt Umfrage und Spalten für Archive und Datenkataloge (XML)."),
];
const CODEBOOKS: [Download; 2] = [
    (
        "Codebuch für deutsches Excel",
        "codebook-excel",
        "Erklärt jede Spalte und jede Kennung: welche Frage dahintersteht und was die Antwort heißt.",
    ),
    ("Codebuch als CSV", "codebook", "Dasselbe, mit Komma getrennt."),
];

fn downloads(base: &str, files: &[Download]) -> impl IntoView + use<> {
    let line = |(name, format, what): &Download| {
        let href = format!("{base}/antworten/{format}");
        view! { <li><a href=href download>{*name}</a><span class="muted">{*what}</span></li> }
    };
    view! { <ul class="tasks">{files.iter().map(line).collect_view()}</ul> }
}

fn answers_files(base: &str, until: Option<String>) -> impl IntoView + use<> {
    view! {
        <h3>"Antworten als Datei"</h3>
        <Notice kind=NoticeKind::Warning>
            <p>"Die Antworten im Einzelnen sind nicht geschützt. Geben Sie die Datei nicht weiter."</p>
            {until.map(|day| view! { <p>"Sie bleiben bis " {day} ". Dann werden sie gelöscht. Die Ergebnisse bleiben."</p> })}
        </Notice>
        {downloads(base, &ANSWERS)}
        <h3>"Was die Spalten bedeuten"</h3>
        {downloads(base, &[CODEBOOKS, TOGETHER].concat())}
    }
}

/// The codebook tells of the survey, not of the answers.
fn withheld(base: &str) -> impl IntoView + use<> {
    view! {
        <Notice><p>{MAY_NOT_READ}</p></Notice>
        {downloads(base, &CODEBOOKS)}
    }
}

/// The codebook tells of the survey, not of the answers, and stays.
fn deleted(base: &str, on: String) -> impl IntoView + use<> {
    view! {
        <Notice>
            <p>"Die Antworten im Einzelnen wurden am " {on} " gelöscht, wie es den Befragten zugesagt war. Die Ergebnisse bleiben."</p>
        </Notice>
        {downloads(base, &CODEBOOKS)}
    }
}

/// `when` follows on "gibt es": a clause brings its comma, a day does not.
fn later(when: String) -> impl IntoView {
    view! {
        <section>
            <h2>"Auswerten"</h2>
            <p>"Ergebnisse und Antworten gibt es" {when} " So lässt sich aus dem Unterschied zwischen zwei Ansichten keine einzelne Antwort ablesen."</p>
        </section>
    }
}

fn reach(link: String, qr: String, is_open_link: bool) -> impl IntoView {
    let meaning = if is_open_link {
        "Ein offener Link: Wer ihn hat, kann antworten. Die Ergebnisse sind deshalb nicht repräsentativ."
    } else {
        "Dort wird nach dem Code gefragt. Ohne Code kann niemand antworten."
    };
    view! {
        <section class="columns">
            <div class="flow">
                <h2>"Link und QR-Code"</h2>
                <CopyLink href=link label="Link kopieren".to_owned() done="Kopiert".to_owned()/>
                <p class="muted">{meaning}</p>
                <p><a href=qr.clone() download>"QR-Code als SVG"</a></p>
            </div>
            <div class="qr"><img src=qr alt="QR-Code mit dem Link zur Umfrage" width="240" height="240"/></div>
        </section>
    }
}

fn mails(invite: String, next: Option<(String, String)>) -> impl IntoView {
    let next = match next {
        Some((day, what)) => view! { <p>"Nächste Mail: " <strong>{day}</strong> ", " {what} "."</p> }.into_any(),
        None => view! { <p>"Es ist keine Mail vorgesehen."</p> }.into_any(),
    };
    view! {
        <section class="flow">
            <h2>"Einladen"</h2>
            {next}
            <p><a href=invite>"Kontakte einladen, Mails ansehen"</a></p>
        </section>
    }
}

fn step(step: WaveStep) -> impl IntoView {
    let weight = if step.primary { Weight::Primary } else { Weight::Secondary };
    if step.asks {
        return view! {
            <div class="form">
                <p>{step.meaning}</p>
                <Actions><LinkButton href=step.action weight>{step.label}</LinkButton></Actions>
            </div>
        }
        .into_any();
    }
    view! {
        <PostForm action=step.action>
            <p>{step.meaning}</p>
            <Actions><Button weight>{step.label}</Button></Actions>
        </PostForm>
    }
    .into_any()
}
