//! Addresses that people leave with their answers, to be written to. They lie in another database, and no commit is for
//! both: so they go there first, and are taken back where the answers did not follow.

use domain::check;
use store::ContactRequest;

use super::{held::Held, receipt};
use crate::{error::AppError, state::AppState};

/// What one draft has left.
pub struct Addresses(Vec<ContactRequest>);

impl Addresses {
    /// Those with a tick, in lower case, so that one address is there once. N.B. Before the answers: whoever is told that
    /// all has arrived was told the truth.
    pub async fn leave(state: &AppState, held: &Held) -> Result<Addresses, AppError> {
        let left = check::contacts(&held.running.questionnaire, &held.draft.answers).into_iter();
        let request =
            |left: check::Contact| ContactRequest { item: left.item.to_string(), email: left.address.to_lowercase() };
        let requests: Vec<ContactRequest> = left.map(request).collect();
        if !requests.is_empty() {
            state.roster.leave_contact_requests(held.running.wave.id, requests.clone()).await?;
        }
        Ok(Addresses(requests))
    }

    /// The answers are stored, so this cannot fail them: without it an address stays that another draft has left too.
    pub async fn keep(self, state: &AppState, held: &Held) {
        if self.0.is_empty() {
            return;
        }
        if let Err(error) = state.roster.keep_contact_requests(held.running.wave.id, self.0).await {
            tracing::warn!(%error, "an address that came with answers still counts as on its way");
        }
    }

    /// The answers were not stored: nobody is to be written to. Where the database does not say whether they were, the
    /// addresses stay: somebody may wait for that mail.
    pub async fn take_back(self, state: &AppState, held: &Held) -> Result<(), AppError> {
        if self.0.is_empty() || receipt::has_arrived(state, &held.running, &held.draft.submit_key).await.unwrap_or(true)
        {
            return Ok(());
        }
        Ok(state.roster.take_back_contact_requests(held.running.wave.id, self.0).await?)
    }
}
