//! A sheet of codes to print and to cut, seen once: the codes are stored nowhere.

use leptos::prelude::*;

use crate::ui::{LinkButton, Notice, NoticeKind, Weight};

pub struct Slip {
    /// As they stand apart on paper.
    pub groups: Vec<String>,
    /// A picture of the link with the code, as a data address.
    pub qr: String,
}

pub struct CodeSheet {
    /// The page to go back to.
    pub back: String,
    pub survey: String,
    pub organisation: String,
    /// "Muster GmbH · 2. Jahr"
    pub batch: String,
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
    let counted = if count == 1 { "1 Code".to_owned() } else { format!("{count} Codes") };
    view! {
        <div class="sheet-note">
            <h1>{counted} " für " {sheet.batch}</h1>
            <Notice kind=NoticeKind::Warning>
                <p>"Drucken Sie diese Seite jetzt (Strg + P). Die Codes sind nirgends gespeichert: Wenn Sie die Seite verlassen, sind sie nicht wieder zu sehen."</p>
            </Notice>
            <p><LinkButton href=sheet.back weight=Weight::Secondary>"Gedruckt, zurück zu den Codes"</LinkButton></p>
        </div>
        <ul class="slips">{slips}</ul>
    }
}
