//! Staff sessions: 128 random bits in the cookie, their hash in the database, idle and absolute limits.

mod throttle;

use std::sync::LazyLock;

use app::waves::MAY_NOT_READ;
use argon2::{PasswordHash, PasswordHasher, PasswordVerifier, password_hash::SaltString};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, request::Parts},
};
use sha2::{Digest, Sha256};
use store::KeyHash;

pub use throttle::Throttle;

use crate::{
    draft::{parse_hex, random_bytes, random_token, to_hex},
    error::AppError,
    http::visit_cookie,
    state::AppState,
    stretch::{argon2, stretching},
};

/// The header of a request that nobody asked for: a page that is watched draws itself anew.
const WATCHES: &str = "x-watch";
pub const IDLE_MINUTES: i64 = 30;
pub const ABSOLUTE_MINUTES: i64 = 8 * 60;
/// Without a second factor a password needs this many characters.
pub const PASSWORD_MIN: usize = 15;
pub const PASSWORD_MAX: usize = 1024;

/// A signed-in member of the association's staff. Asking for it in a handler is the guard of that handler.
#[derive(Debug, Clone)]
pub struct Staff {
    pub account: store::Id,
    pub name: String,
    /// May see what single respondents answered.
    pub reads_answers: bool,
}

/// One of them who may see what single respondents answered. Asking for it guards a handler that shows nothing else.
#[derive(Debug, Clone)]
pub struct AnswerReader(pub Staff);

/// The cookie's name; `__Host-` binds it to this host, which browsers only grant over https.
pub fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-sitzung" } else { "sitzung" }
}

/// A `Set-Cookie` value for this session or, without a value, for its end.
pub fn set_cookie(name: &str, value: Option<&str>, https: bool, max_age_seconds: Option<i64>) -> HeaderValue {
    let secure = if https { "; Secure" } else { "" };
    let age = match (value, max_age_seconds) {
        (None, _) => "; Max-Age=0".to_owned(),
        (Some(_), Some(seconds)) => format!("; Max-Age={seconds}"),
        (Some(_), None) => String::new(),
    };
    let text = format!("{name}={}; Path=/; HttpOnly; SameSite=Lax{secure}{age}", value.unwrap_or_default());
    // Names and values are our own hexadecimal or fixed words.
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

fn session_hash(headers: &HeaderMap, https: bool) -> Option<KeyHash> {
    let id: [u8; 16] = parse_hex(visit_cookie(headers, cookie_name(https))?)?;
    Some(KeyHash::of(&id))
}

impl FromRequestParts<AppState> for Staff {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Staff, AppError> {
        Staff::of(&parts.headers, state).await
    }
}

impl FromRequestParts<AppState> for AnswerReader {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<AnswerReader, AppError> {
        let staff = Staff::of(&parts.headers, state).await?;
        staff.may_read_answers()?;
        Ok(AnswerReader(staff))
    }
}

impl Staff {
    /// Who sent this request.
    pub async fn of(headers: &HeaderMap, state: &AppState) -> Result<Staff, AppError> {
        Staff::found(headers, state, !headers.contains_key(WATCHES)).await
    }

    /// Whose browser sent this request, which a page sends by itself: nobody need be there, so it keeps no session awake.
    pub async fn looking(headers: &HeaderMap, state: &AppState) -> Result<Staff, AppError> {
        Staff::found(headers, state, false).await
    }

    /// # Errors
    /// [`AppError::NoRight`] where the account may not. N.B. To be asked before a wave is looked at: then it is not opened again.
    pub fn may_read_answers(&self) -> Result<(), AppError> {
        if self.reads_answers { Ok(()) } else { Err(AppError::NoRight(MAY_NOT_READ.to_owned())) }
    }

    /// `wakes`: somebody asked for it, which counts against the time without anybody.
    async fn found(headers: &HeaderMap, state: &AppState, wakes: bool) -> Result<Staff, AppError> {
        let hash = session_hash(headers, state.config.is_https()).ok_or(AppError::SignInRequired)?;
        let session = state.store.session(hash).await?.ok_or(AppError::SignInRequired)?;
        let idle_since = state.clock.instant_before(IDLE_MINUTES);
        let too_old = state.clock.instant_before(ABSOLUTE_MINUTES);
        if session.seen < idle_since || session.created < too_old {
            state.store.end_session(hash).await?;
            return Err(AppError::SignInRequired);
        }
        // Once a minute is often enough to keep a session awake. A page that looks by itself is nobody.
        if wakes && session.seen < state.clock.instant_before(1) {
            state.store.touch_session(hash, &state.clock.instant()).await?;
        }
        // Signed in the moment the account was removed: its name may be there still.
        let account = state.store.account(session.account).await?.filter(|account| !account.is_removed());
        let account = account.ok_or(AppError::SignInRequired)?;
        Ok(Staff { account: account.id, name: account.name, reads_answers: account.reads_answers })
    }
}

/// Opens a session and gives its cookie; an older one of this browser ends.
pub async fn open(state: &AppState, account: store::Id, headers: &HeaderMap) -> Result<HeaderValue, AppError> {
    let https = state.config.is_https();
    if let Some(old) = session_hash(headers, https) {
        state.store.end_session(old).await?;
    }
    let id: [u8; 16] = random_bytes();
    state.store.create_session(KeyHash::of(&id), account, &state.clock.instant()).await?;
    Ok(set_cookie(cookie_name(https), Some(&to_hex(&id)), https, None))
}

/// Ends the session of this browser and gives the cookie that forgets it.
pub async fn close(state: &AppState, headers: &HeaderMap) -> Result<HeaderValue, AppError> {
    let https = state.config.is_https();
    if let Some(hash) = session_hash(headers, https) {
        state.store.end_session(hash).await?;
    }
    Ok(set_cookie(cookie_name(https), None, https, None))
}

pub async fn hash_password(password: &str) -> Result<String, AppError> {
    let password = password.to_owned();
    stretching(move |argon2| {
        let salt = SaltString::encode_b64(&random_bytes::<16>()).map_err(AppError::internal)?;
        Ok(argon2.hash_password(password.as_bytes(), &salt).map_err(AppError::internal)?.to_string())
    })
    .await
}

/// An unknown account costs the same time as a wrong password.
pub async fn verify_password(password: &str, stored: Option<String>) -> Result<bool, AppError> {
    static NOBODY: LazyLock<String> = LazyLock::new(|| {
        let salt = SaltString::encode_b64(&random_bytes::<16>()).expect("16 bytes are a valid salt");
        let hash = argon2().hash_password(random_token().as_bytes(), &salt);
        hash.expect("the default parameters are valid").to_string()
    });
    let password = password.to_owned();
    stretching(move |argon2| {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODY.clone());
        let hash = PasswordHash::new(&stored).map_err(AppError::internal)?;
        Ok(argon2.verify_password(password.as_bytes(), &hash).is_ok() && known)
    })
    .await
}

/// The cookie by which a browser is known that has signed in to this account before.
pub fn known_cookie_name(https: bool) -> &'static str {
    if https { "__Host-bekannt" } else { "bekannt" }
}

/// What that cookie holds: made from the stored hash of the password, which nobody else has, so that it is kept
/// nowhere, opens nothing, and ends with the password.
fn known_mark(password_hash: &str) -> String {
    let digest = Sha256::new_with_prefix("bedarfskompass known browser").chain_update(password_hash).finalize();
    to_hex(&digest)
}

pub fn is_known(headers: &HeaderMap, https: bool, account: Option<&store::Account>) -> bool {
    let cookie = visit_cookie(headers, known_cookie_name(https));
    let mark = account.map(|account| known_mark(&account.password_hash));
    // Compared as hashes, so that the time it takes says nothing.
    cookie.zip(mark).is_some_and(|(cookie, mark)| Sha256::digest(cookie) == Sha256::digest(mark))
}

/// The `Set-Cookie` that makes this browser known, for half a year.
pub fn known_cookie(https: bool, account: &store::Account) -> HeaderValue {
    set_cookie(known_cookie_name(https), Some(&known_mark(&account.password_hash)), https, Some(182 * 86_400))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_bound_to_the_host_over_https() {
        let cookie = set_cookie(cookie_name(true), Some("ab"), true, None);
        assert_eq!(cookie, "__Host-sitzung=ab; Path=/; HttpOnly; SameSite=Lax; Secure");
        assert!(set_cookie("x", None, false, None).to_str().expect("ascii").ends_with("Max-Age=0"));
    }
}
