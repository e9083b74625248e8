//! Asked before a wave is ended: a slip of the finger must not end a fieldwork.

use leptos::prelude::*;

use crate::ui::{Actions, Breadcrumb, Button, LinkButton, PostForm, Weight};

pub struct ClosingPage {
    pub slug: String,
    pub title: String,
    /// When it would end by itself.
    pub closes: Option<String>,
    /// For which those in the middle of it may still send.
    pub grace_hours: i64,
}

pub fn closing_page(page: ClosingPage) -> impl IntoView {
    let base = format!("/intern/wellen/{}", page.slug);
    let trail = vec![("/intern/umfragen".to_owned(), "Umfragen".to_owned()), (base.clone(), page.title.clone())];
    let closes = page.closes.map(|at| view! { <p>"Geplant ist das Ende am " {at} "."</p> });
    let grace = match page.grace_hours {
        0 => "Wer gerade dabei ist, kann nicht mehr absenden.".to_owned(),
        1 => "Wer schon angefangen hat, kann noch eine Stunde lang absenden.".to_owned(),
        hours => format!("Wer schon angefangen hat, kann noch {hours} Stunden lang absenden."),
    };
    view! {
        <Breadcrumb trail/>
        <h1>"Welle jetzt beenden?"</h1>
        <p class="lead">"Die Welle „" {page.title} "“ läuft. Danach kann niemand mehr anfangen, auch nicht mit einer Einladung oder einem Code."</p>
        {closes}
        <p>{grace} " Wieder öffnen können Sie die Welle nur, solange niemand die Ergebnisse angesehen hat."</p>
        <PostForm action=format!("{base}/schliessen")>
            <Actions>
                <Button weight=Weight::Danger>"Ja, Welle beenden"</Button>
                <LinkButton href=base weight=Weight::Secondary>"Weiter laufen lassen"</LinkButton>
            </Actions>
        </PostForm>
    }
}
