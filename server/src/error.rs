//! What a person is told when something does not work, with one table of status codes.
//! Internal text is logged once, with a number that the page shows, and never sent.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

#[derive(Debug, Clone, thiserror::Error)]
pub enum AppError {
    #[error("not found")]
    NotFound,
    /// Not signed in: leads to the sign-in page.
    #[error("sign-in required")]
    SignInRequired,
    /// Somebody changed it meanwhile, or the step is not allowed in this state; the text says which.
    #[error("{0}")]
    Conflict(String),
    /// The survey takes no answers any more.
    #[error("the wave has ended")]
    Ended,
    #[error("{0}")]
    BadRequest(String),
    /// Signed in, but this account may not; the text says what, and who can let it.
    #[error("{0}")]
    NoRight(String),
    /// A form from another site.
    #[error("cross-site request")]
    Forbidden,
    #[error("not readable")]
    Unreadable,
    #[error("wrong method")]
    WrongMethod,
    #[error("request body too large")]
    TooLarge,
    #[error("busy")]
    Busy,
    #[error("internal error {0}")]
    Internal(String),
}

impl AppError {
    pub fn status(&self) -> StatusCode {
        match self {
            AppError::NotFound => StatusCode::NOT_FOUND,
            AppError::SignInRequired => StatusCode::SEE_OTHER,
            AppError::Conflict(_) | AppError::Ended => StatusCode::CONFLICT,
            AppError::BadRequest(_) | AppError::Unreadable => StatusCode::BAD_REQUEST,
            AppError::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            AppError::Forbidden | AppError::NoRight(_) => StatusCode::FORBIDDEN,
            AppError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            AppError::Busy => StatusCode::SERVICE_UNAVAILABLE,
            AppError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Logs `cause` under a fresh number and keeps only the number.
    pub fn internal(cause: impl std::fmt::Display) -> AppError {
        let number = crate::draft::random_token().split_off(24);
        tracing::error!(error = number, "error {number}: {cause}");
        AppError::Internal(number)
    }
}

impl From<store::Error> for AppError {
    fn from(error: store::Error) -> AppError {
        match error {
            store::Error::NotFound => AppError::NotFound,
            store::Error::Conflict => AppError::Conflict("Jemand hat das inzwischen geändert.".to_owned()),
            store::Error::Closed => AppError::Ended,
            store::Error::Busy => AppError::Busy,
            other => AppError::internal(other),
        }
    }
}

/// The page around it is drawn by `http::guard`, which knows the visitor's language and theme.
impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
