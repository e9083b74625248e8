//! Every URL and every layer on one page.

mod guard;
mod kept;
mod local;
mod query;
mod visit;

use std::time::Duration;

use axum::{Router, extract::DefaultBodyLimit, middleware, routing::get};
use tower::ServiceBuilder;
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer, timeout::TimeoutLayer};

pub use local::{is_below, is_local};
pub use query::Query;
pub use visit::{Visit, cookie as visit_cookie};

use crate::{assets, routes, state::AppState};

/// Forms of staff and uploads; answer posts have their own limit (`routes::respond`).
const BODY_LIMIT: usize = 2 * 1024 * 1024;
/// Longer than the slowest first view of a million answers, shorter than anyone waits.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);

pub fn router(state: AppState) -> Router {
    let pages = Router::new()
        .merge(routes::public::router())
        .merge(routes::barriers::router())
        .merge(routes::respond::router())
        .merge(routes::results::router())
        .merge(routes::inventory::router())
        .merge(routes::account::router())
        .merge(routes::surveys::router())
        .merge(routes::waves::router())
        .merge(routes::reach::router())
        .merge(routes::region::router())
        .merge(routes::contacts::router())
        .merge(routes::invite::router())
        .merge(routes::decline::router())
        .route("/api/{*function}", get(routes::api::function).post(routes::api::function))
        .fallback(routes::public::not_found)
        .layer(DefaultBodyLimit::max(BODY_LIMIT));
    // Outermost first. The guard sees every response, also those of the layers inside it.
    let layers = ServiceBuilder::new()
        .layer(middleware::from_fn_with_state(state.clone(), guard::guard))
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::SERVICE_UNAVAILABLE, REQUEST_TIMEOUT))
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn_with_state(state.clone(), kept::keep_form));
    let static_files = Router::new()
        .route("/pkg/{file}", get(assets::asset))
        .route("/favicon.ico", get(routes::public::favicon))
        .route("/health", get(routes::public::health));
    pages.merge(static_files).layer(layers).with_state(state)
}
