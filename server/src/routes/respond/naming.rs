//! The question on the first screen whether a firm answers with its name.

use app::respond::{Chosen, EDITION, NAME, NamingQuestion, StartPage, WITH, WITHOUT, start_page};
use axum::{http::StatusCode, response::Response};
use domain::{Code, Locale};

use super::{Pairs, first_screen, held::Held, named};
use crate::{
    error::AppError,
    http::Visit,
    naming::{Naming, firm_of, terms, text},
    page::{self, Head},
    state::{AppState, RunningWave},
};

/// What one firm is asked. Its name is in no form: it comes with the code.
pub struct Asked {
    firm: String,
    text: String,
    edition: String,
    locale: Locale,
}

impl Asked {
    /// `None` where the wave asks for no names, or the code was given to no firm.
    pub async fn of(
        state: &AppState,
        running: &RunningWave,
        code: Option<Code>,
        locale: Locale,
    ) -> Result<Option<Asked>, AppError> {
        let Some(code) = code else { return Ok(None) };
        let Some(firm) = firm_of(state, running, code).await? else { return Ok(None) };
        let (text, edition) = text(&terms(state, running), locale);
        Ok(Some(Asked { firm, text, edition, locale }))
    }

    pub fn question(&self, state: &AppState, running: &RunningWave, chosen: Option<&Naming>) -> NamingQuestion {
        NamingQuestion {
            firm: self.firm.clone(),
            terms: terms(state, running),
            edition: self.edition.clone(),
            chosen: chosen.map(|chosen| if *chosen == Naming::Without { WITHOUT } else { WITH }),
            missing: false,
        }
    }

    /// What was posted: a choice, and with a name the text that stands there now. Anything else is no choice.
    pub async fn read(&self, state: &AppState, pairs: &Pairs) -> Result<Option<Naming>, AppError> {
        match named(pairs, NAME) {
            Some(WITHOUT) => Ok(Some(Naming::Without)),
            Some(WITH) if named(pairs, EDITION) == Some(self.edition.as_str()) => {
                // Whoever agrees can be told later to what.
                state.store.keep_consent_text(&self.edition, &self.text).await?;
                Ok(Some(Naming::With(self.edition.clone())))
            }
            _ => Ok(None),
        }
    }

    /// The first screen again: nothing begins before the firm has chosen.
    pub fn again(
        &self,
        state: &AppState,
        visit: &Visit,
        running: &RunningWave,
        code: Option<Code>,
        held: Option<&Held>,
    ) -> Response {
        let before = held.and_then(|held| held.draft.naming.as_ref());
        let page = StartPage {
            code: code.map(Code::compact),
            resumes: held.is_some(),
            naming: Some(NamingQuestion { missing: true, ..self.question(state, running, before) }),
            ..first_screen(state, running, self.locale)
        };
        let head = Head::first_screen(&running.questionnaire, &page).without_switches().failed();
        page::html_with(StatusCode::UNPROCESSABLE_ENTITY, state, visit, head, || start_page(page))
    }
}

/// What was chosen, with the text if there is one. In addresses and forms: [`to_field`].
pub async fn chosen(state: &AppState, naming: &Naming) -> Result<Option<Chosen>, AppError> {
    Ok(match naming {
        Naming::Without => Some(Chosen::Without),
        Naming::With(edition) => {
            let text = state.store.consent_text(edition).await?;
            text.map(|text| Chosen::With { edition: edition.clone(), text })
        }
    })
}

pub fn to_field(naming: &Naming) -> &str {
    match naming {
        Naming::Without => WITHOUT,
        Naming::With(edition) => edition,
    }
}

pub fn from_field(field: &str) -> Naming {
    if field == WITHOUT { Naming::Without } else { Naming::With(field.chars().take(16).collect()) }
}
