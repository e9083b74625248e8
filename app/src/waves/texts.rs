//! Open answers: the queue of texts that somebody reads before anybody else sees them.

use domain::{Locale, format};
use leptos::prelude::*;

use crate::ui::{
    Actions, Breadcrumb, Button, ChoiceCard, EmptyState, ErrorSummary, Hidden, Notice, NoticeKind, PostForm, Tag,
    TagKind, TextArea, Weight,
};

pub struct TextsPage {
    pub slug: String,
    pub title: String,
    pub body: TextsBody,
}

pub enum TextsBody {
    /// Why there is nothing to read.
    Nothing(String),
    /// Firms: off until somebody switches it on and knows what that means.
    Off {
        /// Sent without the tick.
        refused: bool,
    },
    Queue(Box<TextQueue>),
}

pub struct TextQueue {
    pub places: Vec<TextPlace>,
    /// Of the place that is shown.
    pub place: TextPlace,
    /// Those that were decided, in place of those that wait.
    pub seen: bool,
    /// Address of the other list, and how many are in it.
    pub other: (String, u64),
    pub texts: Vec<QueuedText>,
    /// Address of the next page of the list.
    pub next: Option<String>,
    /// The id after which this page begins, empty for the first one.
    pub after: String,
    /// What was just done.
    pub done: Option<String>,
    /// It can be switched off.
    pub has_switch: bool,
    /// Field and what to do.
    pub problems: Vec<(String, String)>,
}

/// Where texts were written.
#[derive(Clone)]
pub struct TextPlace {
    pub href: String,
    /// As it stands in forms.
    pub key: String,
    pub question: String,
    pub seen: u64,
    pub all: u64,
}

impl TextPlace {
    fn progress(&self) -> String {
        let [seen, all] = [self.seen, self.all].map(|count| format::count(count, Locale::DeSie));
        format!("{seen} von {all} gesehen")
    }
}

pub struct QueuedText {
    pub id: String,
    /// In parts, those that are marked with why.
    pub pieces: Vec<(Option<&'static str>, String)>,
    /// As it will be shown.
    pub redacted: String,
    /// As it is stored.
    pub state: &'static str,
    /// A mark of how it is stored, so that a decision on an older wording is noticed.
    pub stand: String,
    /// What was decided, and by whom.
    pub decided: Option<(&'static str, String)>,
    pub problem: Option<String>,
}

impl QueuedText {
    pub fn is_unmarked(&self) -> bool {
        self.pieces.iter().all(|(mark, _)| mark.is_none())
    }

    /// Each once, as they come.
    fn marks(&self) -> String {
        let mut marks: Vec<&str> = Vec::new();
        for mark in self.pieces.iter().filter_map(|(mark, _)| *mark) {
            if !marks.contains(&mark) {
                marks.push(mark);
            }
        }
        marks.join(", ")
    }
}

pub fn texts_page(page: TextsPage) -> impl IntoView {
    let base = format!("/intern/wellen/{}", page.slug);
    let trail = vec![("/intern/umfragen".to_owned(), "Umfragen".to_owned()), (base.clone(), page.title)];
    let action = format!("{base}/texte");
    let body = match page.body {
        TextsBody::Nothing(why) => view! { <EmptyState title="Nichts zu lesen" text=why/> }.into_any(),
        TextsBody::Off { refused } => switch_on(&action, refused).into_any(),
        TextsBody::Queue(queue) => self::queue(&action, *queue).into_any(),
    };
    view! {
        <Breadcrumb trail/>
        <h1>"Offene Antworten"</h1>
        <p class="lead">"Was Befragte selbst geschrieben haben, sieht außerhalb der Geschäftsstelle niemand, bevor Sie es gelesen und freigegeben haben."</p>
        {body}
    }
}

/// The name of the tick that says that the risk was understood.
const UNDERSTOOD: &str = "verstanden";

fn switch_on(action: &str, refused: bool) -> impl IntoView + use<> {
    let problem = "Kreuzen Sie an, dass Sie den Hinweis gelesen haben.";
    let problems = if refused { vec![(UNDERSTOOD.to_owned(), problem.to_owned())] } else { Vec::new() };
    view! {
        <ErrorSummary problems/>
        <Notice kind=NoticeKind::Warning title="Bei Unternehmen ist das ausgeschaltet">
            <p>
                "Wer über den eigenen Betrieb schreibt, ist in der Region oft am Inhalt zu erkennen, auch ohne Namen: an einer
                Zahl, einem Gebäude, einer Formulierung. Keine Regel findet das; es hängt daran, dass jemand mit Ortskenntnis
                jeden Text liest und im Zweifel zurückhält."
            </p>
        </Notice>
        <PostForm action=format!("{action}/einschalten")>
            <ChoiceCard
                id=UNDERSTOOD
                name=UNDERSTOOD
                value="ja"
                label="Ich habe das gelesen. Wir lesen jeden Text, bevor wir ihn freigeben."
                radio=false
                checked=false
            />
            <Actions><Button>"Texte zum Lesen holen"</Button></Actions>
        </PostForm>
    }
}

fn queue(action: &str, queue: TextQueue) -> impl IntoView + use<> {
    let done = queue.done.map(|done| view! { <Notice kind=NoticeKind::Success said=true><p>{done}</p></Notice> });
    let lines = queue.places.iter().map(|place| {
        let current = (place.key == queue.place.key).then_some("true");
        let (href, question, progress) = (place.href.clone(), place.question.clone(), place.progress());
        view! { <li><a href=href aria-current=current>{question}</a><span class="muted">{progress}</span></li> }
    });
    let lines: Vec<_> = lines.collect();
    let place = queue.place;
    let themes = format!("{action}/themen?frage={}", place.key.replace('@', "%40").replace(':', "%3A"));
    let (shown, other) = match queue.seen {
        true => ("Gesehen", "Noch nicht gesehen"),
        false => ("Noch nicht gesehen", "Gesehen"),
    };
    let way = format!("{other} ({})", format::count(queue.other.1, Locale::DeSie));
    let is_empty = queue.texts.is_empty();
    let empty = is_empty.then_some(match queue.seen {
        true => "Noch kein Text ist gesehen.",
        false => "Alle Texte zu dieser Frage sind gesehen.",
    });
    let unmarked: Vec<String> = match queue.seen {
        true => Vec::new(),
        false => queue.texts.iter().filter(|text| text.is_unmarked()).map(|text| text.id.clone()).collect(),
    };
    let forms = Forms { action, key: &place.key, seen: queue.seen, after: &queue.after };
    let texts: Vec<_> = (1..).zip(queue.texts).map(|(at, text)| forms.text(at, text)).collect();
    let bulk = (unmarked.len() > 1).then(|| forms.bulk(unmarked));
    let switch_off = queue.has_switch.then(|| switch_off(action));
    view! {
        <ErrorSummary problems=queue.problems/>
        {done}
        <nav aria-label="Fragen"><ul class="tasks">{lines}</ul></nav>
        <section class="flow" id="texte">
            <h2>{place.question.clone()}</h2>
            <p>{place.progress()}</p>
            <progress aria-label="Gesehene Texte" value=place.seen.to_string() max=place.all.to_string()></progress>
            <p><a href=themes>"Themen zuordnen und zählen"</a></p>
            <p class="switches row"><strong>{shown}</strong><a href=queue.other.0>{way}</a></p>
            {empty.map(|text| view! { <p>{text}</p> })}
            <ol class="texts">{texts}</ol>
            {bulk}
            {queue.next.map(|href| view! { <p><a href=href>"Weitere Texte"</a></p> })}
        </section>
        {method()}
        {switch_off}
    }
}

/// Where the forms of a page stand, so that they lead back to it.
struct Forms<'q> {
    action: &'q str,
    key: &'q str,
    seen: bool,
    after: &'q str,
}

impl Forms<'_> {
    fn here(&self) -> impl IntoView + use<> {
        view! {
            <Hidden name="frage" value=self.key.to_owned()/>
            <Hidden name="nach" value=self.after.to_owned()/>
            {self.seen.then(|| view! { <Hidden name="gesehen" value="1"/> })}
        }
    }

    fn text(&self, at: usize, text: QueuedText) -> impl IntoView + use<> {
        let marks = text.marks();
        let marks = (!marks.is_empty()).then(|| view! { <p class="muted">"Hinweise: " {marks}</p> });
        let pieces = text.pieces.into_iter().map(|(mark, piece)| match mark {
            Some(why) => view! { <mark>{piece}<span class="visually-hidden">" (" {why} ")"</span></mark> }.into_any(),
            None => piece.into_any(),
        });
        let pieces: Vec<_> = pieces.collect();
        let decided = text.decided.map(|(word, by)| {
            let kind = if word == "freigegeben" { TagKind::Done } else { TagKind::Still };
            view! { <p><Tag kind>{word}</Tag> " " <span class="muted">{by}</span></p> }
        });
        let field = format!("text-{}", text.id);
        let label = format!("Text {at}, wie er gezeigt wird");
        let hint = "Ersetzen Sie durch […], woran jemand zu erkennen ist.";
        let heading = format!("Text {at}");
        let (action, here) = (self.action.to_owned(), self.here());
        view! {
            <li>
                <h3>{heading}</h3>
                {decided}
                <blockquote class="typed" dir="auto">{pieces}</blockquote>
                {marks}
                <PostForm action>
                    {here}
                    <Hidden name="id" value=text.id/>
                    <Hidden name="war" value=text.state/>
                    <Hidden name="stand" value=text.stand/>
                    <TextArea name=field label value=text.redacted rows=3 hint error=text.problem/>
                    <Actions>
                        <Button name="dann" value="freigeben">"Freigeben"</Button>
                        <Button weight=Weight::Secondary name="dann" value="zurueckhalten">"Zurückhalten"</Button>
                    </Actions>
                </PostForm>
            </li>
        }
    }

    /// At the end of the list: whoever presses it has had the texts before their eyes.
    fn bulk(&self, ids: Vec<String>) -> impl IntoView + use<> {
        let label = format!("Alle {} ohne Hinweis freigeben", ids.len());
        let ids: Vec<_> = ids.into_iter().map(|id| view! { <Hidden name="id" value=id/> }).collect();
        let (action, here) = (format!("{}/ohne-hinweis", self.action), self.here());
        view! {
            <PostForm action>
                <p>"Das gibt die Texte dieser Seite frei, die keinen Hinweis tragen, so, wie sie geschrieben wurden. Lesen Sie sie vorher: Hinweise finden nicht alles."</p>
                {here}
                {ids}
                <Actions><Button weight=Weight::Secondary>{label}</Button></Actions>
            </PostForm>
        }
    }
}

fn switch_off(action: &str) -> impl IntoView + use<> {
    view! {
        <section class="flow">
            <h2>"Wieder ausschalten"</h2>
            <PostForm action=format!("{action}/ausschalten")>
                <p>"Dann steht kein Text mehr auf der Ergebnisseite, und alles, was Sie hier entschieden haben, ist gelöscht."</p>
                <Actions><Button weight=Weight::Quiet>"Ausschalten und Entscheidungen löschen"</Button></Actions>
            </PostForm>
        </section>
    }
}

fn method() -> impl IntoView {
    view! {
        <details>
            <summary>"Was die Hinweise bedeuten"</summary>
            <p>
                "Markiert wird, was nach Adressen, Nummern und Namen aussieht, und Wörter zu Gesundheit, Religion, Gewerkschaft,
                politischer Meinung, Herkunft und Sexualleben (Artikel 9 DSGVO). Ein Hinweis entscheidet nichts, und was keinen
                trägt, kann trotzdem verraten, wer es geschrieben hat."
            </p>
            <p>
                "Die Texte stehen in zufälliger Reihenfolge. Nichts verbindet sie mit den übrigen Antworten oder zwei Texte
                einer Person miteinander. Fragen, zu denen zu wenige etwas geschrieben haben, fehlen hier ganz."
            </p>
        </details>
    }
}
