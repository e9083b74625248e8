//! A new survey: from a template, or from a file.

use leptos::prelude::*;

use crate::ui::{
    Actions, Breadcrumb, Button, Entry, ErrorSummary, PostForm, RadioCards, TextArea, TextInput, Typed, Weight,
};

pub struct TemplateCard {
    pub id: String,
    pub name: String,
    pub purpose: String,
}

#[derive(Default)]
pub struct NewSurveyPage {
    pub templates: Vec<TemplateCard>,
    pub chosen: Option<String>,
    pub slug: String,
    /// The text of an uploaded file that could not be read; it comes back to be put right here.
    pub source: String,
    /// Field name and what to do.
    pub problems: Vec<(String, String)>,
}

pub fn new_survey_page(page: NewSurveyPage) -> impl IntoView {
    let problem = |name: &str| page.problems.iter().find(|(field, _)| field == name).map(|(_, text)| text.clone());
    let (of_template, of_slug, of_file) = (problem("vorlage"), problem("kuerzel"), problem("datei"));
    let of_source = problem("definition");
    let entries: Vec<Entry> = page
        .templates
        .into_iter()
        .map(|template| Entry::new(template.id, template.name).hint(template.purpose))
        .collect();
    let has_source = !page.source.is_empty();
    let (slug, chosen, source) = (page.slug, page.chosen, page.source);
    let problems = page.problems;
    view! {
        <Breadcrumb trail=vec![("/intern/umfragen".to_owned(), "Umfragen".to_owned())]/>
        <h1>"Neue Umfrage"</h1>
        <ErrorSummary problems/>
        <section>
            <h2>"Aus einer Vorlage"</h2>
            <PostForm action="/intern/umfragen/neu">
                <RadioCards name="vorlage" legend="Vorlage" entries chosen error=of_template/>
                <TextInput
                    name="kuerzel" label="Kürzel" value=slug error=of_slug optional=true
                    hint="Kleine Buchstaben, Ziffern und Bindestriche, zum Beispiel „betriebe-2027“. Leer: wie in der Vorlage."
                />
                <Actions><Button>"Entwurf anlegen"</Button></Actions>
            </PostForm>
        </section>
        <section>
            <h2>"Aus einer Datei"</h2>
            <p>
                "Eine Umfrage ist eine Textdatei (TOML). Am einfachsten laden Sie eine Vorlage herunter, ändern sie und laden sie hier wieder hoch: "
                <a href="/intern/umfragen/vorlage/unternehmen.toml">"Unternehmen"</a> ", "
                <a href="/intern/umfragen/vorlage/auszubildende.toml">"Auszubildende"</a> "."
            </p>
            <PostForm action="/intern/umfragen/hochladen" multipart=true>
                <TextInput name="datei" label="Datei" typed=Typed::File error=of_file/>
                {has_source.then(|| view! {
                    <TextArea
                        name="definition" label="Inhalt der Datei" value=source rows=20 source=true error=of_source
                        hint="Sie können den Text hier verbessern und noch einmal einlesen."
                    />
                })}
                <Actions><Button weight=Weight::Secondary>"Datei einlesen"</Button></Actions>
            </PostForm>
        </section>
    }
}
