//! Firms that answered with their name: seen when the wave has ended, and taken away whenever one of them asks.

use std::{collections::BTreeSet, sync::Arc};

use app::waves::{NameRemovalPage, NamedFirm, NamesPage, Withdrawn, name_removal_page, names_page};
use axum::{
    Form,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use store::{Consent, Id, WaveState, is_same_firm};

use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    session::Staff,
    state::{AppState, RunningWave},
};

#[derive(Deserialize)]
pub struct Done {
    /// What came of taking a name away.
    erledigt: Option<String>,
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, AppError> {
    let running = asking(&state, &slug).await?;
    let wave = &running.wave;
    let has_ended = !wave.takes_answers() && wave.state != WaveState::Planned;
    let view = NamesPage {
        slug,
        title: wave.title.clone(),
        k: running.k(),
        // Before it is settled a new name would be a new answer, and not all of those that are there may be told.
        firms: if has_ended && wave.settled { Some(firms(&state, &running).await?) } else { None },
        done: done.erledigt.map(|done| if done == UNKNOWN { Withdrawn::NotInvited } else { Withdrawn::Gone }),
    };
    Ok(page::html(&state, &visit, Head::staff("Namen der Betriebe", &staff.name), || names_page(view)))
}

async fn asking(state: &AppState, slug: &str) -> Result<Arc<RunningWave>, AppError> {
    let running = state.running(slug).await?;
    if running.wave.access.asks_for_names() { Ok(running) } else { Err(AppError::NotFound) }
}

async fn firms(state: &AppState, running: &RunningWave) -> Result<Vec<NamedFirm>, AppError> {
    let mut firms = Vec::new();
    for (Consent { firm, edition }, answers) in state.store.consents(running.wave.id).await? {
        let text = state.store.consent_text(&edition).await?.unwrap_or_default();
        firms.push(NamedFirm { firm, answers, edition, text });
    }
    Ok(firms)
}

#[derive(Deserialize)]
pub struct Withdrawal {
    #[serde(default)]
    betrieb: String,
    /// The page that asks was seen.
    bestaetigt: Option<String>,
}

const UNKNOWN: &str = "unbekannt";

/// Whether there was such a name is not said: while the wave runs that would tell who has answered, and how. That no firm
/// of this name was invited tells nothing of the kind, and a name that is mistyped must not seem to be gone.
pub async fn withdraw(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Form(withdrawal): Form<Withdrawal>,
) -> Result<Response, AppError> {
    let running = asking(&state, &slug).await?;
    if withdrawal.betrieb.trim().is_empty() {
        return Err(AppError::BadRequest("Nennen Sie den Betrieb, dessen Name weg soll.".to_owned()));
    }
    if withdrawal.bestaetigt.is_none() {
        let (title, firm) = (running.wave.title.clone(), withdrawal.betrieb.trim().to_owned());
        let view = NameRemovalPage { slug, title, firm };
        let head = Head::staff("Namen entfernen", &staff.name);
        return Ok(page::html(&state, &visit, head, || name_removal_page(view)));
    }
    let invited = invited_as(&state, &running, &withdrawal.betrieb).await?;
    let mut gone = state.withdraw_name(&running, &withdrawal.betrieb).await?;
    for firm in &invited {
        gone += state.withdraw_name(&running, firm).await?;
    }
    // Once the wave is settled the page shows all names, and who was invited is forgotten some time after.
    let is_done = !invited.is_empty() || (running.wave.settled && gone > 0);
    let done = if is_done { "1" } else { UNKNOWN };
    Ok(Redirect::to(&format!("/intern/wellen/{slug}/namen?erledigt={done}")).into_response())
}

/// What a firm was called when it was invited, and so beside its answer, whether it is typed like that or as its
/// contact is called by now.
async fn invited_as(state: &AppState, running: &RunningWave, typed: &str) -> Result<BTreeSet<String>, AppError> {
    let contacts = state.roster.contacts().await?;
    let is_called_so = |contact: Id| contacts.iter().any(|one| one.id == contact && is_same_firm(typed, &one.firm));
    let invitations = state.roster.invitations(running.wave.id).await?.into_iter();
    let meant = invitations.filter(|one| is_same_firm(typed, &one.firm) || is_called_so(one.contact));
    Ok(meant.map(|one| one.firm).collect())
}
