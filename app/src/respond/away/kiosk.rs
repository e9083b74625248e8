//! A survey on a device for many, one person after the other. What a page can do is done here: it begins anew by itself
//! and leads nowhere else. That nobody types another address is up to the device.

use domain::Locale;
use leptos::prelude::*;

use super::words::words;
use crate::ui::{Actions, Button, ErrorSummary, LinkButton, PostForm, TextInput, Typed, Weight};

/// Whether somebody is still there: asked by a script after a while, with a form that ends it all.
pub fn watch(wave: &str, locale: Locale) -> impl IntoView + use<> {
    let words = words(locale);
    view! {
        <div data-idle>
            <form method="post" action=format!("/s/{wave}/verlassen")></form>
            <dialog aria-labelledby="noch-da">
                <h2 id="noch-da">{words.still_there}</h2>
                <p>{words.still_there_why}</p>
                <form method="dialog"><button class="button" autofocus>{words.here_i_am}</button></form>
            </dialog>
        </div>
    }
}

/// Where staff type the PIN.
pub struct PinPage {
    pub wave: String,
    pub locale: Locale,
    pub problem: Option<String>,
}

impl PinPage {
    pub fn title(&self) -> &'static str {
        words(self.locale).leave_kiosk
    }

    pub fn wrong(locale: Locale) -> String {
        words(locale).wrong_pin.to_owned()
    }

    pub fn too_often(locale: Locale, seconds: u64) -> String {
        (words(locale).pin_too_often)(seconds)
    }
}

pub fn pin_page(page: &PinPage) -> impl IntoView + use<> {
    let words = words(page.locale);
    let problems: Vec<_> = page.problem.iter().map(|text| ("pin".to_owned(), text.clone())).collect();
    let start = format!("/s/{}?kiosk=1", page.wave);
    let (locale, error) = (page.locale, page.problem.clone());
    view! {
        <article>
            <h1>{words.leave_kiosk}</h1>
            <PostForm action=format!("/s/{}/kiosk", page.wave)>
                <ErrorSummary problems locale/>
                <TextInput
                    name="pin" label=words.pin typed=Typed::Password autocomplete="off".to_owned()
                    error=error locale=locale
                />
                <Actions>
                    <Button>{words.leave_kiosk}</Button>
                    <LinkButton href=start weight=Weight::Quiet>{words.to_start}</LinkButton>
                </Actions>
            </PostForm>
        </article>
    }
}
