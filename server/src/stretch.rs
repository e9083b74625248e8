//! Hashing that is slow on purpose: passwords, and codes that people can say.

use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::error::AppError;

/// Argon2id with 19 MiB, two passes, one lane (OWASP). Two at a time, so that a flood of attempts costs bounded memory.
static STRETCHING: Semaphore = Semaphore::const_new(2);

pub fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

/// Runs `work` beside the threads that draw pages, once it is its turn.
pub async fn stretching<T: Send + 'static>(
    work: impl FnOnce(&Argon2) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let _slot = STRETCHING.acquire().await.map_err(AppError::internal)?;
    tokio::task::spawn_blocking(move || work(&argon2())).await.map_err(AppError::internal)?
}
