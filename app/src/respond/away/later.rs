//! "Später weitermachen": how long the answers stay, and the six words once they were asked for.

use domain::Locale;
use leptos::prelude::*;

use super::words::{Words, words};
use crate::ui::{Actions, Button, LinkButton, Notice, NoticeKind, PostForm, Weight};

pub struct LaterPage {
    pub locale: Locale,
    pub action: String,
    /// The question that was left.
    pub back: String,
    /// Six words, if they were asked for.
    pub code: Option<String>,
    /// The full address where they are typed.
    pub enter: String,
    /// Seconds until the words may be asked for.
    pub wait: Option<u64>,
}

impl LaterPage {
    pub fn title(&self) -> &'static str {
        words(self.locale).later
    }
}

pub fn later_page(page: &LaterPage) -> impl IntoView + use<> {
    let words = words(page.locale);
    let wait = page.wait.map(|seconds| {
        view! { <Notice kind=NoticeKind::Warning said=true><p>{(words.made_too_often)(seconds)}</p></Notice> }
    });
    let back = page.back.clone();
    view! {
        <article>
            <h1>{words.later}</h1>
            <p class="lead">{words.saved_here}</p>
            {wait}
            {match &page.code {
                Some(code) => made(code, page.enter.clone(), words).into_any(),
                None => offer(page.action.clone(), words).into_any(),
            }}
            <Actions><LinkButton href=back weight=Weight::Secondary>{words.back_to_question}</LinkButton></Actions>
        </article>
    }
}

fn offer(action: String, words: &'static Words) -> impl IntoView {
    view! {
        <section>
            <h2>{words.elsewhere}</h2>
            <p>{words.elsewhere_how}</p>
            <PostForm action><Actions><Button>{words.show_code}</Button></Actions></PostForm>
        </section>
    }
}

fn made(code: &str, enter: String, words: &'static Words) -> impl IntoView + use<> {
    let shown: Vec<_> = code.split(' ').map(|word| view! { <li>{word.to_owned()}</li> }).collect();
    view! {
        <section>
            <h2>{words.your_code}</h2>
            // German also on English pages.
            <ol class="code" lang="de">{shown}</ol>
            <p>{words.write_down} " " <strong class="address">{enter}</strong></p>
            <p class="muted">{words.code_ends}</p>
        </section>
    }
}
