//! What a frame must never let through, and what it must always say.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Assets, Audience, Frame, Ground, Switches, Theme, document};
use crate::ui::{CopyLink, TextInput};

fn assets() -> Arc<Assets> {
    Arc::new(Assets {
        css: "/pkg/main.1.css".to_owned(),
        font: "/pkg/source-sans-3.1.woff2".to_owned(),
        favicon: "/pkg/favicon.1.svg".to_owned(),
        js: "/pkg/hydrate.1.js".to_owned(),
        wasm: "/pkg/hydrate.1.wasm".to_owned(),
        ..Assets::default()
    })
}

fn frame() -> Frame {
    Frame { title: "Titel".to_owned(), nonce: "n0nce".to_owned(), assets: assets(), ..Frame::default() }
}

fn empty(frame: &Frame) -> String {
    document(frame, || view! { <h1>"Titel"</h1> })
}

#[test]
fn a_title_cannot_end_its_element() {
    let attack = "</title><script>alert(1)</script>";
    let html = empty(&Frame { title: attack.to_owned(), description: attack.to_owned(), ..frame() });
    assert!(!html.contains("<script"), "{html}");
    assert!(html.contains("<title>&lt;/title&gt;&lt;script&gt;"), "{html}");
}

#[test]
fn texts_cannot_leave_their_attribute() {
    let attack = r#""><script>alert(1)</script>"#;
    let html = document(
        &Frame { path: attack.to_owned(), organisation: attack.to_owned(), ..frame() },
        move || view! { <TextInput name="x" label=attack value=attack hint=attack error=attack/> },
    );
    assert!(!html.contains("<script"), "{html}");
    assert!(html.contains("value=\"&quot;&gt;&lt;script&gt;"), "{html}");
}

#[test]
fn an_organisation_named_like_markup_stays_text() {
    let audience = Audience::Staff { name: "<img src=x onerror=alert(1)>".to_owned() };
    assert!(!empty(&Frame { audience, ..frame() }).contains("<img"));
}

/// Once written raw by the libraries below: single characters as children, and errors into the script for hydration
/// (security.md, finding 3). No advisory would tell if it came back.
#[test]
fn a_character_and_an_error_stay_text() {
    #[derive(Debug)]
    struct Attack;
    impl std::fmt::Display for Attack {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("</script><script>alert(1)</script>")
        }
    }
    impl std::error::Error for Attack {}
    let html = document(&Frame { islands: true, ..frame() }, || {
        let fallback = |errors: ArcRwSignal<Errors>| {
            let said: Vec<String> = errors.get().into_iter().map(|(_, error)| error.to_string()).collect();
            view! { <p class="said">{said}</p> }
        };
        view! {
            <p class="one">{'<'}</p>
            <ErrorBoundary fallback>{Err::<String, Attack>(Attack)}</ErrorBoundary>
        }
    });
    assert!(html.contains("&lt;"), "{html}");
    assert!(!html.contains("<p class=\"one\"><<"), "{html}");
    // The loader is the one script there is.
    assert_eq!((html.matches("<script").count(), html.matches("</script").count()), (1, 1), "{html}");
    assert!(!html.contains("<script>alert"), "{html}");
}

#[test]
fn script_and_nonce_only_where_islands_are() {
    let plain = empty(&frame());
    assert!(!plain.contains("script") && !plain.contains("n0nce") && !plain.contains(".wasm"), "{plain}");
    let awake = empty(&Frame { islands: true, ..frame() });
    assert_eq!(awake.matches("<script").count(), 1);
    assert!(awake.contains(r#"<script nonce="n0nce">"#), "{awake}");
    assert!(awake.contains(r#"})("/pkg/hydrate.1.js", "/pkg/hydrate.1.wasm");</script>"#), "{awake}");
    assert!(!awake.contains("modulepreload"));
}

#[test]
fn an_asset_name_cannot_end_the_loader() {
    let assets = Assets { js: "</script><script>alert(1)".to_owned(), ..Assets::default() };
    let html = empty(&Frame { islands: true, assets: Arc::new(assets), ..frame() });
    assert_eq!(html.matches("</script").count(), 1, "{html}");
}

#[test]
fn an_island_carries_its_name_and_props() {
    let text = || "\"'<>".to_owned();
    let html = document(&Frame { islands: true, ..frame() }, move || {
        view! { <CopyLink href=text() label="Kopieren".to_owned() done=text()/> }
    });
    assert!(html.contains("<leptos-island data-component=\"CopyLink_"), "{html}");
    assert!(html.contains("&quot;label&quot;:&quot;Kopieren&quot;"), "{html}");
    assert!(html.contains("class=\"button secondary small\"") && html.contains(" hidden"), "{html}");
}

#[test]
fn the_system_decides_unless_told() {
    let system = empty(&frame());
    assert!(system.contains(r#"<html lang="de" dir="ltr" data-theme="system">"#), "{system}");
    assert_eq!(system.matches("theme-color").count(), 2);
    let dark = empty(&Frame { theme: Theme::Dark, ..frame() });
    assert!(dark.contains(r#"data-theme="dark""#));
    assert_eq!(dark.matches("theme-color").count(), 1);
}

#[test]
fn switches_may_belong_to_the_form_that_holds_what_was_typed() {
    let own = empty(&frame());
    assert!(own.contains(r#"action="/einstellungen""#) && own.contains(r#"name="theme""#), "{own}");
    let with = empty(&Frame {
        switches: Switches::In("antworten"),
        audience: Audience::Respondent { youth: true },
        ..frame()
    });
    assert_eq!(with.matches(r#"form="antworten""#).count(), 3, "{with}");
    assert!(!with.contains("/einstellungen"), "{with}");
    let without = empty(&Frame { switches: Switches::None, audience: Audience::Respondent { youth: true }, ..frame() });
    assert!(!without.contains("<button") && without.contains("/impressum"), "{without}");
}

#[test]
fn respondents_are_not_led_away() {
    let audience = Audience::Respondent { youth: true };
    let html = empty(&Frame { audience, ground: Ground::Petrol, ..frame() });
    assert!(!html.contains("<nav") && !html.contains("href=\"/\""), "{html}");
    assert!(html.contains(r#"class="respondent youth petrol""#), "{html}");
    assert!(html.contains("href=\"/datenschutz\""));
}

#[test]
fn the_menu_marks_where_one_is() {
    let at = |path: &str| {
        empty(&Frame { audience: Audience::Staff { name: String::new() }, path: path.to_owned(), ..frame() })
    };
    assert!(at("/intern?x=1").contains("<a href=\"/intern\" aria-current=\"page\">"));
    let wave = at("/intern/wellen/azubi-2026");
    assert!(wave.contains("<a href=\"/intern/umfragen\" aria-current=\"true\">"), "{wave}");
    assert_eq!(wave.matches("aria-current").count(), 1);
}

#[test]
fn a_failed_form_says_so_in_the_title() {
    let html = empty(&Frame { failed: true, ..frame() });
    assert!(html.contains("<title>Fehler: Titel – Bedarfskompass</title>"), "{html}");
}

#[test]
fn nothing_is_styled_inline() {
    for audience in [Audience::Public, Audience::Respondent { youth: false }, Audience::Staff { name: "M".to_owned() }]
    {
        let html = empty(&Frame { audience, demo: true, islands: true, ..frame() });
        assert!(!html.contains("style="), "{html}");
        assert_eq!(html.matches("<main").count(), 1);
        assert_eq!(html.matches("<h1").count(), 1);
    }
}
