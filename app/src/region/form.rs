//! The form of one municipality.

use domain::{Locale, format, place::Municipality};
use leptos::prelude::*;

use crate::ui::{
    Actions, Breadcrumb, Button, DefinitionList, ErrorSummary, Hidden, LinkButton, Notice, NoticeKind, PostForm,
    TextInput, Typed, Weight,
};

/// What stands in the fields, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MunicipalityForm {
    pub ags: String,
    pub name: String,
    pub kreis: String,
    pub lat: String,
    pub lon: String,
}

impl MunicipalityForm {
    pub fn of(place: &Municipality) -> MunicipalityForm {
        MunicipalityForm {
            ags: place.ags.to_string(),
            name: place.name.clone(),
            kreis: place.kreis.clone(),
            lat: format::shortest(place.lat, Locale::DeSie),
            lon: format::shortest(place.lon, Locale::DeSie),
        }
    }
}

pub struct MunicipalityFormPage {
    /// The key is what answers and offers name, so a stored one is fixed.
    pub is_new: bool,
    pub form: MunicipalityForm,
    pub problems: Vec<(String, String)>,
    /// A mark of the stored municipality this form was made from; comes back with it.
    pub stamp: String,
    /// Somebody saved it meanwhile: field and what stands there now.
    pub changed: Option<Vec<(String, String)>>,
}

impl MunicipalityFormPage {
    pub fn title(&self) -> &'static str {
        if self.is_new { "Gemeinde hinzufügen" } else { "Gemeinde bearbeiten" }
    }

    fn problem(&self, field: &str) -> Option<String> {
        self.problems.iter().find(|(name, _)| name == field).map(|(_, text)| text.clone())
    }
}

pub fn municipality_form_page(page: MunicipalityFormPage) -> impl IntoView {
    let action = match page.is_new {
        true => "/intern/region/neu".to_owned(),
        false => format!("/intern/region/{}", page.form.ags),
    };
    let form = page.form.clone();
    let removal = (!page.is_new).then(|| {
        let href = format!("/intern/region/{}/entfernen", page.form.ags);
        view! { <p class="group"><a href=href>"Gemeinde entfernen"</a></p> }
    });
    let changed = page.changed.clone().map(|now| {
        view! {
            <Notice kind=NoticeKind::Warning title="Jemand hat diese Gemeinde inzwischen geändert" said=true>
                <p>"Ihre Eingaben stehen noch hier und sind nicht gespeichert. Gespeichert ist jetzt:"</p>
                <DefinitionList rows=now/>
                <p>"Wenn Sie noch einmal speichern, gelten Ihre Eingaben."</p>
            </Notice>
        }
    });
    view! {
        <Breadcrumb trail=vec![("/intern/region".to_owned(), "Region".to_owned())]/>
        <h1>{page.title()}</h1>
        {changed}
        <PostForm action>
            <ErrorSummary problems=page.problems.clone()/>
            <Hidden name="stand" value=page.stamp.clone()/>
            {key(&page)}
            <TextInput name="name" label="Name" value=form.name error=page.problem("name")/>
            <TextInput
                name="kreis" label="Kreis" value=form.kreis hint="Zum Beispiel: Kreis Höxter" error=page.problem("kreis")
            />
            <div class="pair">
                <TextInput
                    name="lat" label="Breite" typed=Typed::Number value=form.lat unit="Grad" hint="Zum Beispiel: 51,719"
                    error=page.problem("lat")
                />
                <TextInput
                    name="lon" label="Länge" typed=Typed::Number value=form.lon unit="Grad" hint="Zum Beispiel: 8,757"
                    error=page.problem("lon")
                />
            </div>
            <Actions>
                <Button>"Speichern"</Button>
                <LinkButton href="/intern/region" weight=Weight::Quiet>"Abbrechen"</LinkButton>
            </Actions>
        </PostForm>
        {removal}
    }
}

fn key(page: &MunicipalityFormPage) -> AnyView {
    let ags = page.form.ags.clone();
    if page.is_new {
        view! {
            <TextInput
                name="ags" label="Gemeindeschlüssel" value=ags autocomplete="off"
                hint="Amtlicher Gemeindeschlüssel (AGS), acht Ziffern. Er lässt sich später nicht ändern."
                error=page.problem("ags")
            />
        }
        .into_any()
    } else {
        view! { <DefinitionList rows=vec![("Gemeindeschlüssel".to_owned(), ags)]/> }.into_any()
    }
}
