//! After signing in again: the form that had no session is still there.

use leptos::prelude::*;

use crate::ui::{Actions, Button, LinkButton, PostForm, Weight};

pub struct KeptPage {
    /// A path of the staff's pages.
    pub action: String,
    pub pairs: Vec<(String, String)>,
    /// It goes out in parts, as forms with files do.
    pub multipart: bool,
}

pub fn kept_page(page: KeptPage) -> impl IntoView {
    // N.B. `Hidden` takes names that are known beforehand; these are whatever the form had.
    let pairs: Vec<_> =
        page.pairs.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect();
    view! {
        <article class="narrow">
            <h1>"Sie sind wieder angemeldet"</h1>
            <p class="lead">"Ihre Eingaben sind noch da, aber noch nicht gespeichert."</p>
            <PostForm action=page.action multipart=page.multipart>
                {pairs}
                <Actions>
                    <Button>"Eingaben absenden"</Button>
                    <LinkButton href="/intern" weight=Weight::Quiet>"Verwerfen"</LinkButton>
                </Actions>
            </PostForm>
        </article>
    }
}
