//! Topics of open answers: a person says what each released text is about, many of them in one form.

use domain::{Locale, format};
use leptos::prelude::*;

use crate::ui::{
    Actions, Breadcrumb, Button, CheckCards, EmptyState, Entry, ErrorSummary, Hidden, Layout, Notice, NoticeKind,
    PostForm,
};

/// The box for a text that is about none of the topics.
pub const NO_THEME: &str = "kein";

pub struct ThemesPage {
    pub slug: String,
    pub title: String,
    /// `None`: no text is released yet.
    pub queue: Option<ThemeQueue>,
}

pub struct ThemeQueue {
    pub places: Vec<CodedPlaceLine>,
    /// The one that is shown.
    pub place: CodedPlaceLine,
    /// Those that have their topics, in place of those that do not.
    pub coded: bool,
    /// Address of the other list, and how many are in it.
    pub other: (String, u64),
    /// Id and name of each topic there is to choose from.
    pub themes: Vec<(String, String)>,
    pub texts: Vec<CodedText>,
    /// Address of the next page of the list.
    pub next: Option<String>,
    /// The id after which this page begins, empty for the first one.
    pub after: String,
    /// What was just done.
    pub done: Option<String>,
    /// Topics are counted from so many released texts on.
    pub least: u64,
    /// Field and what to do.
    pub problems: Vec<(String, String)>,
}

/// Where texts were written, and how far they are.
#[derive(Clone)]
pub struct CodedPlaceLine {
    pub href: String,
    /// As it stands in forms.
    pub key: String,
    pub question: String,
    pub coded: u64,
    pub released: u64,
    /// Texts that nobody has decided on.
    pub waiting: u64,
}

impl CodedPlaceLine {
    fn progress(&self) -> String {
        let [coded, released] = [self.coded, self.released].map(|count| format::count(count, Locale::DeSie));
        format!("{coded} von {released} zugeordnet")
    }
}

pub struct CodedText {
    pub id: String,
    /// As it is shown to everybody.
    pub text: String,
    /// A mark of how it is stored, so that a decision on an older state is noticed.
    pub stand: String,
    /// What is ticked: as stored, as typed, or as suggested.
    pub chosen: Vec<String>,
    /// Names of the topics that stems of the text suggest, where nobody has confirmed any.
    pub suggested: Vec<String>,
    /// Who confirmed what is stored.
    pub coder: Option<String>,
    pub problem: Option<String>,
}

pub fn themes_page(page: ThemesPage) -> impl IntoView {
    let base = format!("/intern/wellen/{}", page.slug);
    let texts = format!("{base}/texte");
    let trail = vec![
        ("/intern/umfragen".to_owned(), "Umfragen".to_owned()),
        (base, page.title),
        (texts.clone(), "Offene Antworten".to_owned()),
    ];
    let body = match page.queue {
        Some(queue) => self::queue(&format!("{texts}/themen"), queue).into_any(),
        None => view! {
            <EmptyState title="Noch kein Text ist freigegeben" text="Themen bekommen nur Texte, die freigegeben sind.">
                <a href=texts>"Offene Antworten lesen und freigeben"</a>
            </EmptyState>
        }
        .into_any(),
    };
    view! {
        <Breadcrumb trail/>
        <h1>"Themen der offenen Antworten"</h1>
        <p class="lead">"Sagen Sie zu jedem freigegebenen Text, welche Themen er nennt. Daraus zählt die Ergebnisseite, wie viele Texte ein Thema nennen."</p>
        {body}
    }
}

fn queue(action: &str, queue: ThemeQueue) -> impl IntoView + use<> {
    let done = queue.done.map(|done| view! { <Notice kind=NoticeKind::Success said=true><p>{done}</p></Notice> });
    let lines = queue.places.iter().map(|place| {
        let current = (place.key == queue.place.key).then_some("true");
        let (href, question, progress) = (place.href.clone(), place.question.clone(), place.progress());
        view! { <li><a href=href aria-current=current>{question}</a><span class="muted">{progress}</span></li> }
    });
    let lines: Vec<_> = lines.collect();
    let (place, least) = (queue.place, queue.least);
    let (shown, other) = match queue.coded {
        true => ("Zugeordnet", "Noch nicht zugeordnet"),
        false => ("Noch nicht zugeordnet", "Zugeordnet"),
    };
    let way = format!("{other} ({})", format::count(queue.other.1, Locale::DeSie));
    let empty = queue.texts.is_empty().then_some(match queue.coded {
        true => "Noch kein Text ist zugeordnet.",
        false => "Alle freigegebenen Texte zu dieser Frage sind zugeordnet.",
    });
    let count = queue.texts.len();
    let key = place.key.clone();
    let form = (count > 0).then(|| {
        let ids: Vec<_> = queue.texts.iter().map(|text| view! { <Hidden name="id" value=text.id.clone()/> }).collect();
        let texts: Vec<_> = (1..).zip(queue.texts).map(|(at, text)| self::text(at, text, &queue.themes)).collect();
        let label = if count == 1 { "Diesen Text bestätigen".to_owned() } else { format!("Diese {count} Texte bestätigen") };
        view! {
            <PostForm action=action.to_owned()>
                <Hidden name="frage" value=key/>
                <Hidden name="nach" value=queue.after/>
                {queue.coded.then(|| view! { <Hidden name="zugeordnet" value="1"/> })}
                {ids}
                <ol class="texts">{texts}</ol>
                <p>"Gespeichert wird, was angekreuzt ist. Ein Text, bei dem nichts angekreuzt ist, bleibt, wie er war."</p>
                <Actions><Button>{label}</Button></Actions>
            </PostForm>
        }
    });
    view! {
        <ErrorSummary problems=queue.problems/>
        {done}
        <nav aria-label="Fragen"><ul class="tasks">{lines}</ul></nav>
        <section class="flow" id="texte">
            <h2>{place.question.clone()}</h2>
            <p>{place.progress()}</p>
            <progress aria-label="Zugeordnete Texte" value=place.coded.to_string() max=place.released.to_string()></progress>
            <p>{standing(&place, least)}</p>
            <p class="switches row"><strong>{shown}</strong><a href=queue.other.0>{way}</a></p>
            {empty.map(|text| view! { <p>{text}</p> })}
            {form}
            {queue.next.map(|href| view! { <p><a href=href>"Weitere Texte"</a></p> })}
        </section>
        {method()}
    }
}

/// Whether the topics are counted, and what is missing if not.
fn standing(place: &CodedPlaceLine, least: u64) -> String {
    let open = place.released - place.coded;
    match (place.waiting, open) {
        _ if place.waiting == 0 && place.released < least => {
            format!("Die Themen werden nicht gezählt: Dafür sind mindestens {least} freigegebene Texte nötig.")
        }
        (0, 0) => "Die Themen dieser Frage stehen auf der Ergebnisseite.".to_owned(),
        (0, open) => {
            let open = format::count(open, Locale::DeSie);
            format!("Gezählt wird, wenn alle zugeordnet sind. Es fehlen: {open}.")
        }
        (waiting, _) => {
            let waiting = format::count(waiting, Locale::DeSie);
            format!(
                "Gezählt wird, wenn alle gelesen und alle freigegebenen zugeordnet sind. Noch nicht gelesen: {waiting}."
            )
        }
    }
}

fn text(at: usize, text: CodedText, themes: &[(String, String)]) -> impl IntoView + use<> {
    let entries = themes.iter().map(|(id, label)| Entry::new(id.clone(), label.clone()));
    let entries = entries.chain([Entry::new(NO_THEME, "Keines davon").apart()]).collect();
    let hint = (!text.suggested.is_empty())
        .then(|| format!("Vorgeschlagen nach Stichwörtern, noch nicht gezählt: {}.", text.suggested.join(", ")));
    let coder = text.coder.map(|coder| view! { <p class="muted">"Zugeordnet: " {coder}</p> });
    let stand = format!("stand-{}", text.id);
    view! {
        <li>
            <h3>{format!("Text {at}")}</h3>
            <blockquote class="typed" dir="auto">{text.text}</blockquote>
            {coder}
            <Hidden name=stand value=text.stand/>
            <CheckCards
                name=format!("thema-{}", text.id)
                legend=format!("Themen von Text {at}")
                entries
                chosen=text.chosen
                layout=Layout::Beside
                hint
                error=text.problem
            />
        </li>
    }
}

fn method() -> impl IntoView {
    view! {
        <details>
            <summary>"Wie zugeordnet und gezählt wird"</summary>
            <p>
                "Zur Auswahl stehen die Bedarfe und Merkmale, nach denen die Umfrage fragt, und „Anderes Thema“. Angekreuzt ist
                vorab, wofür ein Stichwort im Text steht. Das ist ein Vorschlag: Gezählt wird nur, was Sie bestätigen."
            </p>
            <p>
                "Ohne Maus: Mit der Tabulatortaste gehen Sie von Thema zu Thema, mit der Leertaste kreuzen Sie an, mit der
                Eingabetaste bestätigen Sie alle Texte der Seite."
            </p>
            <p>
                "Sie sehen die Texte so, wie sie freigegeben sind. Zurückgehaltene zählen nicht mit: Sonst ließe sich aus der
                Zahl und den Texten, die jeder lesen kann, ausrechnen, wovon sie handeln. Wird ein Text anders freigegeben oder
                zurückgehalten, verliert er seine Themen."
            </p>
        </details>
    }
}
