//! A sheet of codes to print and to cut, seen once: the codes are stored nowhere.

use domain::format;
use leptos::prelude::*;

use crate::ui::{Actions, Button, Hidden, LinkButton, Notice, NoticeKind, PostForm, Weight};

pub struct Slip {
    /// As they stand apart on paper.
    pub groups: Vec<String>,
    /// A picture of the link with the code, as a data address.
    pub qr: String,
}

pub struct CodeSheet {
    /// It was shown before: the codes of that time are no good any more.
    pub replaces: bool,
    /// The page to go back to.
    pub back: String,
    pub survey: String,
    pub organisation: String,
    /// "Muster GmbH · 2. Jahr"
    pub batch: String,
    /// Where the same sheet is had as a file.
    pub file: String,
    /// All codes, for the file: they stand in this page and nowhere else.
    pub codes: String,
    /// To type: "umfrage.example.org/code"
    pub address: String,
    pub slips: Vec<Slip>,
}

pub fn code_sheet(sheet: CodeSheet) -> impl IntoView {
    let count = sheet.slips.len();
    let slips: Vec<_> = sheet.slips.into_iter().map(|slip| {
        let groups: Vec<_> = slip.groups.into_iter().map(|group| view! { <span>{group}</span> " " }).collect();
        view! {
            <li class="slip">
                <img src=slip.qr alt="" width="120" height="120"/>
                <div>
                    <p class="slip-title">{sheet.survey.clone()}</p>
                    <p class="slip-code">{groups}</p>
                    <p class="slip-way">"Foto vom Muster, oder eintippen unter " <strong>{sheet.address.clone()}</strong></p>
                    <p class="slip-who">{sheet.organisation.clone()} ". Anonym: Niemand weiß, wer welchen Code hat."</p>
                </div>
            </li>
        }
    }).collect();
    let counted = if count == 1 { "1 Code".to_owned() } else { format!("{} Codes", format::whole(count)) };
    view! {
        <div class="sheet-note">
            <h1>{counted} " für " {sheet.batch.clone()}</h1>
            <Notice kind=NoticeKind::Warning>
                <p>"Drucken Sie diese Seite jetzt (Strg + P), oder laden Sie die PDF-Datei. Die Codes sind nirgends gespeichert: Wenn Sie die Seite verlassen, sind sie nicht wieder zu sehen."</p>
            </Notice>
            {sheet.replaces.then(|| view! {
                <Notice kind=NoticeKind::Warning>
                    <p>"Dieses Blatt ersetzt das vorige. Vernichten Sie das vorige: Seine Codes gelten nicht mehr, soweit sie nicht schon benutzt sind."</p>
                </Notice>
            })}
            <PostForm action=sheet.file>
                <Hidden name="codes" value=sheet.codes/>
                <Hidden name="gruppe" value=sheet.batch/>
                <p>"In der PDF-Datei stehen die Codes. Löschen Sie sie, sobald die Zettel verteilt sind."</p>
                <Actions><Button>"Als PDF laden"</Button></Actions>
            </PostForm>
            <p><LinkButton href=sheet.back weight=Weight::Secondary>"Gedruckt, zurück zu den Codes"</LinkButton></p>
        </div>
        <ul class="slips">{slips}</ul>
    }
}
