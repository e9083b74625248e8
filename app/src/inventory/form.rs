//! The form of one offer.

use domain::{
    Locale,
    meaning::TargetGroup,
    offer::{Offer, OfferPlace, OfferState},
};
use leptos::prelude::*;

use super::{card::group_label, stock::state_tag, topics::TopicCards};
use crate::ui::{
    Actions, Breadcrumb, Button, CheckCards, DefinitionList, Entry, ErrorSummary, Hidden, Layout, LinkButton, Notice,
    NoticeKind, PostForm, Select, Tag, TagKind, TextArea, TextInput, Typed, Weight,
};

/// What stands in the fields, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfferForm {
    pub title: String,
    pub provider: String,
    pub description: String,
    /// Every ticked topic, also those which are only touched.
    pub topics: Vec<String>,
    pub secondary: Vec<String>,
    pub groups: Vec<String>,
    /// `online`, `region` or the AGS of a municipality.
    pub place: String,
    pub seats: String,
    pub cost: String,
    pub url: String,
    pub valid_from: String,
    pub valid_to: String,
    pub last_verified: String,
}

impl OfferForm {
    pub fn of(offer: &Offer) -> OfferForm {
        let secondary: Vec<String> = offer.secondary_topics.iter().map(ToString::to_string).collect();
        OfferForm {
            title: offer.title.clone(),
            provider: offer.provider.clone(),
            description: offer.description.clone(),
            topics: offer.topics.iter().map(ToString::to_string).chain(secondary.iter().cloned()).collect(),
            secondary,
            groups: offer.target_groups.iter().map(|group| group.as_str().to_owned()).collect(),
            place: place_value(&offer.place),
            seats: offer.seats.map(|seats| seats.to_string()).unwrap_or_default(),
            cost: offer.cost.clone(),
            url: offer.url.clone(),
            valid_from: offer.valid_from.clone().unwrap_or_default(),
            valid_to: offer.valid_to.clone().unwrap_or_default(),
            last_verified: offer.last_verified.clone(),
        }
    }
}

pub fn place_value(place: &OfferPlace) -> String {
    match place {
        OfferPlace::Online => "online".to_owned(),
        OfferPlace::RegionWide => "region".to_owned(),
        OfferPlace::Municipality(ags) => ags.to_string(),
    }
}

pub struct OfferFormPage {
    /// Empty for a new one.
    pub id: String,
    /// Of the stored offer, for the head of the page.
    pub name: String,
    pub state: Option<OfferState>,
    pub demo: bool,
    pub form: OfferForm,
    /// What the place may be.
    pub places: Vec<Entry>,
    pub problems: Vec<(String, String)>,
    /// A mark of the stored offer this form was made from; comes back with it.
    pub stamp: String,
    /// Somebody saved it meanwhile: field and what stands there now. Saving once more replaces that.
    pub changed: Option<Vec<(String, String)>>,
}

impl OfferFormPage {
    pub fn title(&self) -> &'static str {
        if self.id.is_empty() { "Neues Angebot" } else { "Angebot bearbeiten" }
    }

    fn problem(&self, field: &str) -> Option<String> {
        self.problems.iter().find(|(name, _)| name == field).map(|(_, text)| text.clone())
    }
}

pub fn offer_form_page(page: OfferFormPage) -> impl IntoView {
    let is_new = page.id.is_empty();
    let action = if is_new { "/intern/angebote/neu".to_owned() } else { format!("/intern/angebote/{}", page.id) };
    let changed = page.changed.clone().map(changed);
    let more = (!is_new).then(|| more(&page.id));
    view! {
        <Breadcrumb trail=vec![("/intern/angebote".to_owned(), "Angebote".to_owned())]/>
        {head(&page)}
        {changed}
        <div class="wide">
            <PostForm action>
                <ErrorSummary problems=summary(&page.problems)/>
                <Hidden name="stand" value=page.stamp.clone()/>
                {what(&page)}
                {for_whom(&page)}
                {terms(&page)}
                {validity(&page)}
                <Actions>
                    <Button>"Speichern"</Button>
                    {(!is_new).then(|| view! {
                        <Button weight=Weight::Secondary name="heute" value="1">"Speichern, heute geprüft"</Button>
                    })}
                    <LinkButton href="/intern/angebote" weight=Weight::Quiet>"Abbrechen"</LinkButton>
                </Actions>
            </PostForm>
        </div>
        {more}
    }
}

/// Secondary topics have no control of their own that is always there.
fn summary(problems: &[(String, String)]) -> Vec<(String, String)> {
    let anchor = |name: &String| if name == "secondary_topics" { "topics".to_owned() } else { name.clone() };
    problems.iter().map(|(name, text)| (anchor(name), text.clone())).collect()
}

fn head(page: &OfferFormPage) -> impl IntoView + use<> {
    let marks = page.state.map(state_tag);
    let demo = page.demo.then(|| view! { <Tag kind=TagKind::Demo>"DEMO"</Tag> });
    let name = (!page.name.is_empty()).then(|| view! { <p class="lead">{page.name.clone()}</p> });
    view! {
        <h1>{page.title()}</h1>
        {name}
        {marks.is_some().then_some(view! { <p class="row">{marks}{demo}</p> })}
    }
}

fn changed(now: Vec<(String, String)>) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Warning title="Jemand hat dieses Angebot inzwischen geändert" said=true>
            <p>"Ihre Eingaben stehen noch hier und sind nicht gespeichert. Gespeichert ist jetzt:"</p>
            <DefinitionList rows=now/>
            <p>"Wenn Sie noch einmal speichern, gelten Ihre Eingaben."</p>
        </Notice>
    }
}

fn what(page: &OfferFormPage) -> impl IntoView + use<> {
    let form = page.form.clone();
    let topics_problem = page.problem("topics").or_else(|| page.problem("secondary_topics"));
    view! {
        <div class="pair">
            <TextInput name="title" label="Titel" value=form.title error=page.problem("title")/>
            <TextInput name="provider" label="Anbieter" value=form.provider error=page.problem("provider")/>
        </div>
        <TextArea
            name="description" label="Beschreibung" rows=4 optional=true value=form.description
            error=page.problem("description")
        />
        <TopicCards topics=form.topics secondary=form.secondary error=topics_problem/>
    }
}

fn for_whom(page: &OfferFormPage) -> impl IntoView + use<> {
    let groups = TargetGroup::ALL.map(|group| Entry::new(group.as_str(), group_label(group, Locale::DeSie))).to_vec();
    let form = page.form.clone();
    view! {
        <CheckCards
            name="target_groups" legend="Für wen" entries=groups chosen=form.groups layout=Layout::Beside
            error=page.problem("target_groups")
        />
        <div class="pair">
            <Select
                name="place" label="Ort" entries=page.places.clone() chosen=form.place empty="Bitte wählen"
                hint="Wo es stattfindet" error=page.problem("place")
            />
            <TextInput
                name="seats" label="Plätze im Jahr" typed=Typed::Number value=form.seats optional=true
                hint="Leer heißt: nicht bekannt" error=page.problem("seats")
            />
        </div>
    }
}

fn terms(page: &OfferFormPage) -> impl IntoView + use<> {
    let form = page.form.clone();
    view! {
        <div class="pair">
            <TextInput
                name="cost" label="Kosten" value=form.cost optional=true hint="Zum Beispiel: kostenfrei, 120 Euro"
                error=page.problem("cost")
            />
            <TextInput
                name="url" label="Link" typed=Typed::Url value=form.url optional=true hint="Beginnt mit https://"
                error=page.problem("url")
            />
        </div>
    }
}

fn validity(page: &OfferFormPage) -> impl IntoView + use<> {
    let form = page.form.clone();
    view! {
        <div class="pair three">
            <TextInput
                name="valid_from" label="Gültig ab" typed=Typed::Date value=form.valid_from optional=true
                error=page.problem("valid_from")
            />
            <TextInput
                name="valid_to" label="Gültig bis" typed=Typed::Date value=form.valid_to optional=true
                error=page.problem("valid_to")
            />
            <TextInput
                name="last_verified" label="Zuletzt geprüft" typed=Typed::Date value=form.last_verified
                error=page.problem("last_verified")
            />
        </div>
    }
}

fn more(id: &str) -> impl IntoView + use<> {
    let (template, public, removal) = (
        format!("/intern/angebote/neu?vorlage={id}"),
        format!("/angebote/{id}"),
        format!("/intern/angebote/{id}/loeschen"),
    );
    view! {
        <p class="row group">
            <a href=template>"Als Vorlage nutzen"</a>
            <a href=public>"Öffentliche Seite ansehen"</a>
            <a href=removal>"Löschen"</a>
        </p>
    }
}
