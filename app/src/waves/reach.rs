//! What leads people to a wave outside of mails: posters by place, firms that invite their own apprentices, and a card
//! for other sites.

use leptos::prelude::*;

use crate::ui::{
    Actions, Breadcrumb, Button, Entry, ErrorSummary, Notice, NoticeKind, PostForm, Select, TextArea, TextInput, Weight,
};

pub struct ReachPage {
    pub wave: String,
    pub title: String,
    /// Why there is nothing to hang up.
    pub closed: Option<&'static str>,
    /// There are posters in English too.
    pub english: bool,
    /// Apprentices are asked, so firms can invite theirs.
    pub apprentices: bool,
    /// Nobody answers without a slip.
    pub by_code: bool,
    pub places: Vec<PlaceRow>,
    pub firms: Vec<PlaceRow>,
    /// Id, and firm with address.
    pub contacts: Vec<(String, String)>,
    /// Which one is chosen.
    pub contact: String,
    /// As typed.
    pub label: String,
    pub problems: Vec<(String, String)>,
    pub snippet: SnippetView,
    pub done: Option<String>,
}

pub struct PlaceRow {
    pub code: String,
    pub label: String,
    /// "10- bis 49-mal"
    pub opened: &'static str,
    /// Full address of the page to pass on.
    pub share: String,
}

/// To be copied: a link with a picture, and one without.
pub struct SnippetView {
    pub card: String,
    pub plain: String,
    pub picture: String,
    pub alt: String,
}

impl ReachPage {
    fn problem(&self, field: &str) -> Option<String> {
        self.problems.iter().find(|(name, _)| name == field).map(|(_, text)| text.clone())
    }

    fn base(&self) -> String {
        format!("/intern/wellen/{}", self.wave)
    }
}

pub fn reach_page(page: ReachPage) -> impl IntoView {
    let done =
        page.done.clone().map(|text| view! { <Notice kind=NoticeKind::Success said=true><p>{text}</p></Notice> });
    let trail = vec![("/intern/umfragen".to_owned(), "Umfragen".to_owned()), (page.base(), page.title.clone())];
    let problems = page.problems.clone();
    let body = match page.closed {
        Some(why) => view! {
            <Notice><p>{why}</p></Notice>
            {table("Orte", &page.places, &page, false)}
            {table("Betriebe", &page.firms, &page, false)}
        }
        .into_any(),
        None => view! {
            {posters(&page)}
            {page.apprentices.then(|| firms(&page))}
            {snippet(page.snippet)}
        }
        .into_any(),
    };
    view! {
        <Breadcrumb trail/>
        <ErrorSummary problems/>
        <h1>"Plakate und Link-Karte"</h1>
        {done}
        {body}
    }
}

fn files(wave: &str, english: bool) -> impl IntoView + use<> {
    let address = |wish: &str| format!("/u/{wave}/plakat.pdf?format={wish}");
    let (a4, a6) = (address("a4"), address("a6"));
    let in_english = english.then(|| {
        let (a4, a6) = (address("a4&lang=en"), address("a6&lang=en"));
        view! {
            <li><a href=a4 download>"Plakat A4 auf Englisch (PDF)"</a></li>
            <li><a href=a6 download>"Plakat A6 auf Englisch (PDF)"</a></li>
        }
    });
    view! {
        <ul class="tasks">
            <li><a href=a4 download>"Plakat A4 (PDF)"</a></li>
            <li><a href=a6 download>"Plakat A6 (PDF)"</a></li>
            {in_english}
        </ul>
    }
}

fn posters(page: &ReachPage) -> impl IntoView + use<> {
    let code = page.by_code.then(|| view! { <p>"Auf dem Plakat steht, dass man den Zettel mit dem Code braucht."</p> });
    let (label, error) = (page.label.clone(), page.problem("label"));
    view! {
        <section class="flow">
            <h2>"Plakate"</h2>
            <p>"Mit QR-Code, kurzer Adresse, Dauer und Absender, zum Ausdrucken. A4 für die Wand, A6 für den Tresen."</p>
            {code}
            {files(&page.wave, page.english)}
            <h3>"Je Ort ein Plakat"</h3>
            <p>"So sehen Sie ungefähr, wo Plakate wirken. Gezählt wird, wie oft die Adresse geöffnet wurde: in Stufen, ohne Cookie und ohne Datum. Mit den Antworten ist das nicht verbunden."</p>
            {table("Orte", &page.places, page, true)}
            <PostForm action=format!("{}/plakate", page.base())>
                <TextInput
                    name="label" label="Neuer Ort" value=label error
                    hint="Zum Beispiel: Messe Höxter"
                />
                <Actions><Button name="schritt" value="neu" weight=Weight::Secondary>"Ort hinzufügen"</Button></Actions>
            </PostForm>
        </section>
    }
}

/// Firms that invite their own apprentices: with slips, or with an address of their own.
fn firms(page: &ReachPage) -> impl IntoView + use<> {
    let choose = if page.contacts.is_empty() {
        view! { <p>"Noch gibt es keine Kontakte. " <a href="/intern/kontakte">"Kontakte anlegen"</a></p> }.into_any()
    } else if page.by_code {
        slips(page).into_any()
    } else {
        own_address(page).into_any()
    };
    view! {
        <section class="flow" id="betriebe">
            <h2>"Betriebe laden ihre Azubis ein"</h2>
            {choose}
        </section>
    }
}

fn contacts(page: &ReachPage) -> impl IntoView + use<> {
    let entries = page.contacts.iter().map(|(id, firm)| Entry::new(id.clone(), firm.clone())).collect();
    let chosen = page.contact.clone();
    let error = page.problem("kontakt");
    view! { <Select name="kontakt" label="Betrieb" entries chosen empty="Bitte wählen" error/> }
}

fn slips(page: &ReachPage) -> impl IntoView + use<> {
    view! {
        <p>"Geben Sie dem Betrieb ein Blatt mit Code-Zetteln, die er unter seinen Azubis ziehen lässt. Der Betrieb steht nur dann neben einer Antwort, wenn genug Codes für ihn ausgegeben wurden. Er selbst sieht keine Antworten."</p>
        <form class="form" method="get" action=format!("{}/codes", page.base())>
            {contacts(page)}
            <Actions><Button weight=Weight::Secondary>"Weiter zu den Codes"</Button></Actions>
        </form>
    }
}

fn own_address(page: &ReachPage) -> impl IntoView + use<> {
    let contacts = contacts(page);
    view! {
        <p>"Der Betrieb bekommt eine Seite mit Plakat, Link und einem Text zum Weiterschicken. Wie oft seine Adresse geöffnet wurde, sehen nur Sie, und nur in Stufen. Neben den Antworten steht der Betrieb nicht."</p>
        {table("Betriebe", &page.firms, page, true)}
        <PostForm action=format!("{}/plakate", page.base())>
            {contacts}
            <Actions><Button name="schritt" value="betrieb" weight=Weight::Secondary>"Adresse anlegen"</Button></Actions>
        </PostForm>
    }
}

/// `open`: posters can still be had.
fn table(caption: &'static str, rows: &[PlaceRow], page: &ReachPage, open: bool) -> Option<AnyView> {
    if rows.is_empty() {
        return None;
    }
    // Erased here, so that the type of the page stays small.
    let lines = rows.iter().map(|place| row(place, page, open).into_any()).collect_view();
    let table = view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=caption>
            <table class="table">
                <caption><span>{caption}</span></caption>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Geöffnet"</th>
                        {open.then(|| view! { <th scope="col">"Zum Weitergeben"</th> })}
                        <th scope="col"><span class="visually-hidden">"Entfernen"</span></th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    };
    Some(table.into_any())
}

fn row(place: &PlaceRow, page: &ReachPage, open: bool) -> impl IntoView + use<> {
    let href = |format: &str| format!("/u/{}/plakat.pdf?format={format}&p={}", page.wave, place.code);
    let label = place.label.clone();
    let about = |what: &'static str| {
        let label = label.clone();
        view! { {what} <span class="visually-hidden">" für " {label}</span> }
    };
    let pass_on = open.then(|| {
        view! {
            <td>
                <a href=href("a4") download>{about("A4")}</a> " · "
                <a href=href("a6") download>{about("A6")}</a> " · "
                <a href=place.share.clone()>{about("Seite")}</a>
            </td>
        }
    });
    let action = format!("{}/plakate", page.base());
    view! {
        <tr>
            <th scope="row">{label.clone()}</th>
            <td>{place.opened}</td>
            {pass_on}
            <td>
                <form method="post" action=action>
                    <input type="hidden" name="ort" value=place.code.clone()/>
                    <Button name="schritt" value="entfernen" weight=Weight::Quiet>
                        "Entfernen" <span class="visually-hidden">": " {label.clone()}</span>
                    </Button>
                </form>
            </td>
        </tr>
    }
}

fn snippet(snippet: SnippetView) -> impl IntoView {
    view! {
        <section class="flow">
            <h2>"Für andere Webseiten"</h2>
            <p>"Kopieren Sie einen der beiden Texte in die andere Seite. Die Umfrage öffnet sich in einem eigenen Fenster, nicht in einem Rahmen."</p>
            <p><img src=snippet.picture alt=snippet.alt width="320" height="132"/></p>
            <TextArea
                name="karte" label="Karte mit Bild" rows=5 source=true value=snippet.card
                hint="Das Bild kommt von hier. Wer die andere Seite öffnet, ruft es also bei uns ab; wir zeichnen das nicht auf."
            />
            <TextArea name="link" label="Nur ein Link" rows=3 source=true value=snippet.plain hint="Lädt nichts von hier, bevor jemand klickt."/>
        </section>
    }
}
