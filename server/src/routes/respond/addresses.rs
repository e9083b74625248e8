//! Addresses that people leave with their answers, to be written to. They lie in another database, and no commit is for
//! both: so they go there first, and are taken back where the answers did not follow.

use domain::check;
use store::ContactRequest;

use super::{held::Held, receipt};
use crate::{error::AppError, state::AppState};

/// What one draft has left, without what was there already: that belongs to the answers of somebody else.
pub struct Addresses(Vec<ContactRequest>);

impl Addresses {
    /// Those with a tick, in lower case, so that one address is there once. N.B. Before the answers: whoever is told that
    /// all has arrived was told the truth.
    pub async fn leave(state: &AppState, held: &Held) -> Result<Addresses, AppError> {
        let left = check::contacts(&held.running.questionnaire, &held.draft.answers).into_iter();
        let request =
            |left: check::Contact| ContactRequest { item: left.item.to_string(), email: left.address.to_lowercase() };
        let requests: Vec<ContactRequest> = left.map(request).collect();
        if requests.is_empty() {
            return Ok(Addresses(requests));
        }
        Ok(Addresses(state.roster.add_contact_requests(held.running.wave.id, requests).await?))
    }

    /// The answers were not stored: nobody is to be written to. Where the database does not say whether they were, the
    /// addresses stay: somebody may wait for that mail.
    pub async fn take_back(self, state: &AppState, held: &Held) -> Result<(), AppError> {
        if self.0.is_empty() || receipt::has_arrived(state, &held.running, &held.draft.submit_key).await.unwrap_or(true)
        {
            return Ok(());
        }
        for request in &self.0 {
            state.roster.remove_contact_request(held.running.wave.id, request).await?;
        }
        Ok(())
    }
}
