//! The components as text.

use domain::{
    Locale,
    figure::{DataTable, Figure},
};
use leptos::prelude::*;

use super::*;

fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    let html = owner.with(|| view().to_html());
    assert!(!html.contains("style="), "the policy forbids inline styles: {html}");
    html
}

#[test]
fn a_text_cannot_end_its_textarea() {
    let typed = "</textarea><script>alert(1)</script> &amp; \"x\"";
    let html = html(|| view! { <TextArea name="t" label="Text" value=typed/> });
    assert_eq!(html.matches("</textarea").count(), 1, "{html}");
    assert!(!html.contains("<script"), "{html}");
    assert!(
        html.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; \"x\"</textarea>"),
        "{html}"
    );
}

#[test]
fn an_address_to_write_to_names_one_recipient_and_no_text() {
    let html = html(|| view! { <MailLink address="chef?bcc=x@evil.de"/> });
    assert_eq!(html, r#"<a href="mailto:chef%3Fbcc%3Dx@evil.de">chef?bcc=x@evil.de</a>"#);
    assert_eq!(mailto("a%40b&c+d@müller-bau.de"), "mailto:a%2540b%26c+d@m%C3%BCller-bau.de");
}

#[test]
fn a_first_line_break_survives_the_parser() {
    let html = html(|| view! { <TextArea name="t" label="Text" value="\nzweite Zeile"/> });
    assert!(html.contains(">\n\nzweite Zeile</textarea>"), "{html}");
}

#[test]
fn hint_and_problem_are_tied_to_the_control() {
    let html = html(
        || view! { <TextInput name="n" label="Zahl" typed=Typed::Number hint="ganz" error="Fehlt" locale=Locale::En/> },
    );
    assert!(html.contains("aria-describedby=\"n-hint n-problem\""), "{html}");
    assert!(html.contains("id=\"n-hint\"") && html.contains("id=\"n-problem\""), "{html}");
    assert!(html.contains("aria-invalid=\"true\"") && html.contains("Error:"), "{html}");
    assert!(html.contains("inputmode=\"decimal\"") && html.contains("type=\"text\""), "{html}");
}

#[test]
fn the_summary_links_to_the_first_card() {
    let summary = html(|| view! { <ErrorSummary problems=vec![("imp.klima@a".to_owned(), "Wählen".to_owned())]/> });
    assert!(summary.contains("href=\"#imp.klima@a\""), "{summary}");
    let cards = html(
        || view! { <RadioCards name="imp.klima@a" legend="?" entries=vec![Entry::new("1", "ja"), Entry::new("2", "nein")] chosen="2"/> },
    );
    assert!(cards.contains("id=\"imp.klima@a\" name=\"imp.klima@a\" value=\"1\">"), "{cards}");
    assert!(cards.contains("id=\"imp.klima@a-2\" name=\"imp.klima@a\" value=\"2\" checked>"), "{cards}");
    assert!(!html(|| view! { <ErrorSummary problems=Vec::new()/> }).contains("div"));
}

#[test]
fn texts_cannot_leave_their_card() {
    let attack = "\"'><script>alert(1)</script>&amp;";
    let entries = vec![Entry::new(attack, attack).hint(attack)];
    let html =
        html(|| view! { <CheckCards name=attack legend=attack entries=entries chosen=vec![attack.to_owned()]/> });
    assert!(!html.contains("<script") && !html.contains("\"\"") && !html.contains("\"'>"), "{html}");
    assert!(html.contains("value=\"&quot;'&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;\" checked>"), "{html}");
    assert!(
        html.contains("<span class=\"hint\">\"'&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;</span>"),
        "{html}"
    );
}

#[test]
fn what_is_open_is_asked_for_without_an_alarm() {
    let open = Open { names: vec!["a".to_owned(), "b".to_owned()], text: "2 Zahlen".to_owned(), last: None };
    let summary =
        html(|| view! { <PromptSummary prompts=vec![open] heading="Noch ohne Antwort" way_on="Überspringen"/> });
    assert!(summary.contains("problems gentle") && summary.contains("href=\"#a\""), "{summary}");
    assert!(summary.contains("data-names=\"a b\"") && summary.contains("<p>Überspringen</p>"), "{summary}");
}

#[test]
fn batteries_are_open_as_sent() {
    let html =
        html(|| view! { <RatingCard name="a" item="Klima" entries=vec![Entry::new("5", "sehr wichtig")] chosen="5"/> });
    assert!(html.contains("<details open"), "{html}");
    assert!(html.contains("<span class=\"given\">sehr wichtig"), "{html}");
}

#[test]
fn suppressed_empty_and_zero_look_different() {
    let row = HeatRow {
        label: "Sprache".to_owned(),
        cells: vec![
            HeatCell::share(0.0, "0\u{202f}%"),
            HeatCell::Suppressed,
            HeatCell::Empty,
            HeatCell::share(1.0, "100\u{202f}%"),
        ],
    };
    let html = html(|| {
        view! {
            <HeatTable caption="Deckung" corner="Thema" places=vec!["A".to_owned()] rows=vec![row]/>
        }
    });
    for class in ["heat-0", "heat-suppressed", "heat-none", "heat-6"] {
        assert_eq!(html.matches(&format!("<td class=\"{class}\"")).count(), 1, "{class}: {html}");
    }
    assert!(html.contains("ausgeblendet"), "{html}");
}

#[test]
fn a_figure_brings_its_table() {
    let figure = Figure {
        id: "f1".to_owned(),
        title: "A < B".to_owned(),
        svg_narrow: "<svg viewBox=\"0 0 1 1\"></svg>".to_owned(),
        svg_wide: "<svg viewBox=\"0 0 2 1\"></svg>".to_owned(),
        table: DataTable {
            head: vec!["Ort".to_owned(), "n".to_owned()],
            rows: vec![vec!["<b>".to_owned(), "12".to_owned()]],
        },
        subtitle: String::new(),
        desc: String::new(),
        source: "n = 12".to_owned(),
    };
    let files = Files { stem: "/f1".to_owned(), query: "?nach=kreis".to_owned() };
    let alone = html(|| view! { <FigureView figure=&figure/> });
    let html = html(|| view! { <FigureView figure=&figure files/> });
    assert!(html.contains("<h3>A &lt; B</h3>") && html.matches("<svg").count() == 2, "{html}");
    assert!(html.contains("<th scope=\"row\">&lt;b&gt;</th><td class=\"num\">12</td>"), "{html}");
    for ending in ["csv", "svg", "png"] {
        assert!(html.contains(&format!("href=\"/f1.{ending}?nach=kreis\" download")), "{ending}: {html}");
    }
    assert!(!alone.contains("download"), "{alone}");
}

#[test]
fn skipped_answers_say_so() {
    let row = Checked { question: "Ort".to_owned(), answers: Vec::new(), change: Some("/s/a/ort".to_owned()) };
    let html = html(|| view! { <AnswerList rows=vec![row]/> });
    assert!(html.contains("Nicht angegeben") && html.contains("href=\"/s/a/ort\""), "{html}");
}

#[test]
fn one_page_needs_no_pagination() {
    assert!(!html(|| view! { <Pagination page=1 of=1 base="/a?seite="/> }).contains("nav"));
    let html = html(|| view! { <Pagination page=2 of=3 base="/a?seite="/> });
    assert!(html.contains("href=\"/a?seite=1\"") && html.contains("href=\"/a?seite=3\""), "{html}");
}

/// Only `textarea.rs` may write a `<textarea`, and nothing may write `style=` or leptos_meta's `<Title`.
#[test]
fn the_sources_keep_the_rules() {
    fn check(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("sources are readable").flatten() {
            let path = entry.path();
            if path.is_dir() {
                check(&path, found);
                continue;
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !name.ends_with(".rs") || name == "tests.rs" {
                continue;
            }
            let source = std::fs::read_to_string(&path).expect("sources are readable");
            let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
            for line in code {
                let textarea = line.contains("<textarea") && name != "textarea.rs";
                if textarea || line.contains(" style=") || line.contains(" style:") || line.contains("<Title") {
                    found.push(format!("{}: {}", path.display(), line.trim()));
                }
            }
        }
    }
    let mut found = Vec::new();
    check(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_label_that_ends_a_sentence_is_followed_by_no_colon() {
    for (name, said) in [
        ("Alter", "Alter: Geben Sie eine Zahl ein."),
        ("Wie alt sind Sie?", "Wie alt sind Sie? Geben Sie eine Zahl ein."),
        ("كم عمرك؟", "كم عمرك؟ Geben Sie eine Zahl ein."),
        ("Скільки вам років? ", "Скільки вам років? Geben Sie eine Zahl ein."),
        ("Weiter …", "Weiter … Geben Sie eine Zahl ein."),
    ] {
        assert_eq!(about(name, "Geben Sie eine Zahl ein."), said);
    }
}
