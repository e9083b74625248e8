//! What was posted is done to its end, whether or not anybody still waits for the answer. A request is dropped with its
//! connection, wherever it is just then; an address and the answers it came with lie in two databases, as codes and
//! invitations do, and between the two a phone in a tunnel would leave the one without the other.

use std::panic;

use axum::{
    extract::Request,
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::error::AppError;

pub async fn to_the_end(request: Request, next: Next) -> Response {
    if *request.method() != Method::POST {
        return next.run(request).await;
    }
    match tokio::spawn(next.run(request)).await.map_err(|broken| broken.try_into_panic()) {
        Ok(response) => response,
        // Told and logged where every other one is.
        Err(Ok(cause)) => panic::resume_unwind(cause),
        // The service stops.
        Err(Err(_)) => AppError::Busy.into_response(),
    }
}
