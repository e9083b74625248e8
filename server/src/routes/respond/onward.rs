//! A page's own script sends its form and then goes where the server leads. A browser hides a redirect's address from
//! scripts and follows it, which would draw every page twice; so the script asks to be told instead.

use axum::{
    extract::Request,
    http::{HeaderName, StatusCode, header},
    middleware::Next,
    response::Response,
};

use crate::http::is_local;

const ONWARD: HeaderName = HeaderName::from_static("x-onward");

/// `303 Location` becomes `204 X-Onward` for whoever asks with that header. Everything else stays as it is.
pub async fn onward(request: Request, next: Next) -> Response {
    let is_asked = request.headers().contains_key(&ONWARD);
    let mut response = next.run(request).await;
    if is_asked && response.status() == StatusCode::SEE_OTHER {
        let to = response.headers_mut().remove(header::LOCATION);
        // Held to the same rule as every redirect of the site, which the guard cannot see any more.
        if let Some(to) = to.filter(|to| to.to_str().is_ok_and(is_local)) {
            response.headers_mut().insert(ONWARD, to);
            *response.status_mut() = StatusCode::NO_CONTENT;
        }
    }
    response
}
