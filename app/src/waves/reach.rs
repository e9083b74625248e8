//! What leads people to a wave outside of mails: posters by place, and a card for other sites.

use leptos::prelude::*;

use crate::ui::{
    Actions, Breadcrumb, Button, ErrorSummary, Notice, NoticeKind, PostForm, TextArea, TextInput, Weight,
};

pub struct ReachPage {
    pub wave: String,
    pub title: String,
    pub places: Vec<PlaceRow>,
    /// As typed.
    pub label: String,
    pub problems: Vec<(String, String)>,
    /// To be copied: a card with a picture, and a plain link.
    pub card: String,
    pub plain: String,
    pub card_picture: String,
    pub done: Option<String>,
}

pub struct PlaceRow {
    pub code: String,
    pub label: String,
    /// "10 bis 49"
    pub opened: &'static str,
}

pub fn reach_page(page: ReachPage) -> impl IntoView {
    let base = format!("/intern/wellen/{}", page.wave);
    let trail = vec![("/intern/umfragen".to_owned(), "Umfragen".to_owned()), (base.clone(), page.title.clone())];
    let done =
        page.done.clone().map(|text| view! { <Notice kind=NoticeKind::Success said=true><p>{text}</p></Notice> });
    view! {
        <Breadcrumb trail/>
        <h1>"Plakate und Link-Karte"</h1>
        {done}
        {posters(&page, &base)}
        {snippet(page)}
    }
}

fn posters(page: &ReachPage, base: &str) -> impl IntoView + use<> {
    let problem = page.problems.iter().find(|(name, _)| name == "label").map(|(_, text)| text.clone());
    let rows = page.places.iter().map(|place| row(place, base)).collect_view();
    let has_places = !page.places.is_empty();
    let (problems, label, change) = (page.problems.clone(), page.label.clone(), format!("{base}/plakate"));
    let (a4, a6) = (format!("{base}/plakat.pdf?format=a4"), format!("{base}/plakat.pdf?format=a6"));
    view! {
        <section class="flow">
            <h2>"Plakate"</h2>
            <p>"Mit QR-Code, kurzer Adresse, Dauer und Absender, zum Ausdrucken."</p>
            <ul class="tasks">
                <li><a href=a4 download>"Plakat A4 (PDF)"</a></li>
                <li><a href=a6 download>"Plakat A6 (PDF)"</a></li>
            </ul>
            <h3>"Je Ort ein Plakat"</h3>
            <p>"So sehen Sie ungefähr, wo Plakate wirken: gezählt wird, wie oft die Adresse geöffnet wurde, ohne Cookie und ohne Datum. Mit den Antworten ist das nicht verbunden."</p>
            {has_places.then(|| view! {
                <div class="table-scroll" role="region" tabindex="0" aria-label="Orte">
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">"Ort"</th>
                                <th scope="col">"Geöffnet"</th>
                                <th scope="col">"Plakat"</th>
                                <th scope="col"><span class="visually-hidden">"Entfernen"</span></th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            })}
            <PostForm action=change>
                <ErrorSummary problems/>
                <TextInput
                    name="label" label="Neuer Ort" value=label error=problem
                    hint="Zum Beispiel: Messe Höxter"
                />
                <Actions><Button name="schritt" value="neu" weight=Weight::Secondary>"Ort hinzufügen"</Button></Actions>
            </PostForm>
        </section>
    }
}

fn row(place: &PlaceRow, base: &str) -> impl IntoView + use<> {
    let href = |format: &str| format!("{base}/plakat.pdf?format={format}&ort={}", place.code);
    let (a4, a6, change) = (href("a4"), href("a6"), format!("{base}/plakate"));
    let (code, label, opened) = (place.code.clone(), place.label.clone(), place.opened);
    view! {
        <tr>
            <th scope="row">{label.clone()}</th>
            <td>{opened}</td>
            <td><a href=a4 download>"A4"</a> " " <a href=a6 download>"A6"</a></td>
            <td>
                <form method="post" action=change>
                    <input type="hidden" name="ort" value=code/>
                    <Button name="schritt" value="entfernen" weight=Weight::Quiet>
                        "Entfernen" <span class="visually-hidden">": " {label}</span>
                    </Button>
                </form>
            </td>
        </tr>
    }
}

fn snippet(page: ReachPage) -> impl IntoView {
    view! {
        <section class="flow">
            <h2>"Für andere Webseiten"</h2>
            <p>"Kopieren Sie einen der beiden Texte in die andere Seite. Die Umfrage öffnet sich in einem eigenen Fenster, nicht in einem Rahmen."</p>
            <p><img class="card-preview" src=page.card_picture alt="So sieht die Karte aus" width="360" height="140"/></p>
            <TextArea
                name="karte" label="Karte mit Bild" rows=5 source=true value=page.card
                hint="Das Bild kommt von hier. Wer die andere Seite öffnet, ruft es also bei uns ab; wir zeichnen das nicht auf."
            />
            <TextArea name="link" label="Nur ein Link" rows=3 source=true value=page.plain hint="Lädt nichts von hier, bevor jemand klickt."/>
        </section>
    }
}
