//! The report on a wave: the texts around its figures, a preview, and its release by somebody else.

use leptos::prelude::*;

use crate::ui::{Actions, Breadcrumb, Button, ErrorSummary, Hidden, Notice, NoticeKind, PostForm, TextArea, Weight};

/// What staff write in one language: name of the field, label, text.
pub struct ReportTexts {
    pub language: &'static str,
    pub fields: Vec<(&'static str, &'static str, String)>,
}

/// How it stands with the preview.
pub enum ReportPreview {
    /// Nobody has asked for one since the last change.
    None,
    /// What is being done, how many steps are done, and of how many.
    Making {
        step: &'static str,
        done: usize,
        of: usize,
    },
    /// What it is known by.
    Ready {
        mark: String,
    },
    Failed(String),
}

/// Whether whoever looks may release it.
pub enum ReportRelease {
    /// There is no preview to release.
    NotYet,
    /// They wrote it.
    ByAnother,
    Possible {
        /// The wave is not public yet and will be.
        with_wave: bool,
    },
}

pub struct ReportPage {
    pub slug: String,
    pub title: String,
    pub texts: Vec<ReportTexts>,
    /// Of the texts, as they were when the form was drawn.
    pub revision: i64,
    /// Who wrote last, and when.
    pub written: Option<(String, String)>,
    pub preview: ReportPreview,
    pub release: ReportRelease,
    /// Who released what everybody can have, and when.
    pub released: Option<(String, String)>,
    pub is_public: bool,
    /// Why there is none yet.
    pub not_yet: Option<String>,
    pub saved: bool,
    /// Somebody else wrote meanwhile; what was typed is in the form and nowhere else.
    pub overtaken: Option<String>,
    /// Field name and what to do.
    pub problems: Vec<(String, String)>,
}

/// The form with the texts, which a preview sends along: what was typed is in it.
const TEXTS: &str = "texte";

pub fn report_page(page: ReportPage) -> impl IntoView {
    let base = format!("/intern/wellen/{}", page.slug);
    let trail = vec![("/intern/umfragen".to_owned(), "Umfragen".to_owned()), (base.clone(), page.title.clone())];
    let head = view! {
        <Breadcrumb trail/>
        <h1>"Bericht"</h1>
        <p class="lead">
            "Alles, was die öffentliche Ergebnisseite zeigt, als PDF auf Deutsch und Englisch, mit Ihrem Vorwort und Ihren Schlussfolgerungen."
        </p>
    };
    let rest = match (page.not_yet.clone(), &page.preview) {
        (Some(why), _) => view! { <Notice><p>{why}</p></Notice> }.into_any(),
        // N.B. Without the form: the page draws itself anew, and what was typed would be gone.
        (None, ReportPreview::Making { step, done, of }) => making(step, *done, *of).into_any(),
        (None, _) => written(base, page).into_any(),
    };
    view! { {head} {rest} }
}

fn making(step: &'static str, done: usize, of: usize) -> impl IntoView {
    let told = format!("Schritt {} von {of}: {step}", done + 1);
    view! {
        <Notice title="Der Bericht wird erstellt …" said=true>
            <p>{told}</p>
            <progress aria-label="Der Bericht wird erstellt" value=done max=of></progress>
            <p class="muted">"Das dauert einige Sekunden. Diese Seite lädt sich von selbst neu."</p>
        </Notice>
    }
}

fn written(base: String, page: ReportPage) -> impl IntoView {
    let action = format!("{base}/bericht");
    let problem = |name: &str| page.problems.iter().find(|(field, _)| field == name).map(|(_, text)| text.clone());
    let texts = page.texts.into_iter().map(|ReportTexts { language, fields }| {
        let fields: Vec<_> = fields
            .into_iter()
            .map(|(name, label, value)| {
                view! { <TextArea name label value rows=6 error=problem(name) optional=true/> }
            })
            .collect();
        view! { <h3>{language}</h3> {fields} }
    });
    let texts: Vec<_> = texts.collect();
    let overtaken = page.overtaken.map(|name| {
        view! {
            <Notice kind=NoticeKind::Warning said=true>
                <p>{name} " hat die Texte inzwischen geändert. Ihre Fassung steht unten und ist noch nicht gespeichert. Wenn Sie jetzt speichern, ersetzt sie die andere."</p>
            </Notice>
        }
    });
    let saved = page.saved.then(|| view! { <Notice kind=NoticeKind::Success said=true><p>"Gespeichert."</p></Notice> });
    let last =
        page.written.map(|(name, day)| view! { <p class="muted">"Zuletzt bearbeitet: " {name} ", " {day} "."</p> });
    let problems = page.problems.clone();
    let is_public = page.is_public;
    let released = page.released.map(|released| offered(&action, is_public, released));
    view! {
        <ErrorSummary problems/>
        {overtaken}
        {saved}
        {released}
        <section class="flow">
            <h2>"1. Texte"</h2>
            <p>"Absätze trennen Sie mit einer Leerzeile. Was Sie leer lassen, fehlt im Bericht."</p>
            <PostForm action=action.clone() id=TEXTS>
                <Hidden name="fassung" value=page.revision.to_string()/>
                {texts}
                <Actions><Button weight=Weight::Secondary>"Texte speichern"</Button></Actions>
            </PostForm>
            {last}
        </section>
        <section class="flow">
            <h2>"2. Vorschau"</h2>
            {preview(&action, &page.preview)}
        </section>
        <section class="flow">
            <h2>"3. Freigabe"</h2>
            {release(&action, page.revision, page.preview, page.release)}
        </section>
    }
}

fn preview(action: &str, preview: &ReportPreview) -> impl IntoView + use<> {
    let (told, is_ready) = match preview {
        ReportPreview::Ready { .. } => (None, true),
        ReportPreview::Failed(why) => (Some(why.clone()), false),
        _ => (None, false),
    };
    let failed = told.map(|why| view! { <Notice kind=NoticeKind::Error title="Der Bericht ließ sich nicht erstellen"><p>{why}</p></Notice> });
    let files = is_ready.then(|| {
        let file = |(name, language): (&'static str, &'static str)| {
            let href = format!("{action}/vorschau/{language}.pdf");
            view! { <li><a href=href download>{name}</a></li> }
        };
        let files = [("Vorschau auf Deutsch (PDF)", "de"), ("Vorschau auf Englisch (PDF)", "en")].map(file);
        view! { <ul class="tasks">{files}</ul> }
    });
    let label = if is_ready { "Vorschau neu erstellen" } else { "Vorschau erstellen" };
    let weight = if is_ready { Weight::Quiet } else { Weight::Primary };
    view! {
        {failed}
        {files}
        <p>"Die Texte oben werden dabei gespeichert."</p>
        <Actions><Button weight form=TEXTS name="dann" value="vorschau">{label}</Button></Actions>
    }
}

fn release(action: &str, revision: i64, preview: ReportPreview, release: ReportRelease) -> impl IntoView + use<> {
    let rule =
        "Freigegeben wird genau diese Vorschau, und zwar von jemandem, der die Texte nicht zuletzt bearbeitet hat.";
    match (release, preview) {
        (ReportRelease::Possible { with_wave }, ReportPreview::Ready { mark }) => {
            let meaning = if with_wave {
                "Mit der Freigabe erscheinen Ergebnisseite, Daten und Bericht zusammen und für alle."
            } else {
                "Mit der Freigabe erscheint der Bericht neben den Daten auf der öffentlichen Ergebnisseite."
            };
            view! {
                <p>{rule} " " {meaning}</p>
                <PostForm action=format!("{action}/freigeben")>
                    <Hidden name="fassung" value=revision.to_string()/>
                    <Hidden name="vorschau" value=mark/>
                    <Actions><Button>"Bericht freigeben"</Button></Actions>
                </PostForm>
            }
            .into_any()
        }
        (ReportRelease::ByAnother, _) => view! {
            <p>{rule}</p>
            <Notice><p>"Sie haben die Texte zuletzt bearbeitet. Bitten Sie jemand anderes, die Vorschau anzusehen und freizugeben."</p></Notice>
        }
        .into_any(),
        _ => view! { <p>{rule} " Dafür braucht es zuerst eine Vorschau."</p> }.into_any(),
    }
}

fn offered(action: &str, is_public: bool, (name, day): (String, String)) -> impl IntoView + use<> {
    let told = match is_public {
        true => "Er steht auf der öffentlichen Ergebnisseite.",
        false => "Er erscheint, sobald die Ergebnisse veröffentlicht sind.",
    };
    let withdraw = format!("{action}/zuruecknehmen");
    view! {
        <Notice kind=NoticeKind::Success title="Der Bericht ist freigegeben">
            <p>"Freigegeben von " {name} ", " {day} ". " {told} " Änderungen unten kommen erst mit der nächsten Freigabe hinein."</p>
            <PostForm action=withdraw>
                <Actions><Button weight=Weight::Quiet>"Bericht zurücknehmen"</Button></Actions>
            </PostForm>
        </Notice>
    }
}
