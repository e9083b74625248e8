//! What islands may ask the server. Pages get their data handed in and ask nothing.

use std::{pin::Pin, sync::Arc};

/// An answer that comes later; boxed, so that the trait can be an object.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Implemented by the server and put into the context of server functions, already bound to who is asking.
pub trait Backend: Send + Sync {
    /// Responses of a wave so far; `None` if the one who asks may not know.
    fn returns(&self, wave: String) -> Later<'_, Option<u64>>;
}

pub type SharedBackend = Arc<dyn Backend>;
