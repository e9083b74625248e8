//! Server functions: what islands ask. `leptos_axum` finds the function; its body finds a backend in the context that
//! already knows who is asking.

use std::sync::Arc;

use app::backend::{Backend, Later, SharedBackend};
use axum::{
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use leptos::prelude::provide_context;

use crate::{error::AppError, session::Staff, state::AppState};

pub async fn function(State(state): State<AppState>, staff: Result<Staff, AppError>, request: Request) -> Response {
    let backend: SharedBackend = Arc::new(Asked { state, staff: staff.ok() });
    leptos_axum::handle_server_fns_with_context(move || provide_context(Arc::clone(&backend)), request)
        .await
        .into_response()
}

/// The state, and the one who asks.
struct Asked {
    state: AppState,
    staff: Option<Staff>,
}

impl Backend for Asked {
    fn returns(&self, wave: String) -> Later<'_, Option<u64>> {
        Box::pin(async move {
            self.staff.as_ref()?;
            let wave = self.state.store.wave(&wave).await.ok()??;
            self.state.store.response_count(wave.id).await.ok()
        })
    }
}
