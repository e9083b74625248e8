//! What stands behind the `?` of an address.

use std::collections::HashMap;

use axum::{extract::FromRequestParts, http::request::Parts};
use serde::de::DeserializeOwned;

use crate::error::AppError;

/// As `axum::extract::Query`, for addresses that people pass on and put together: of a name that stands there twice the
/// last one holds.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Query<T>, AppError> {
        read(parts.uri.query().unwrap_or_default()).map(Query).ok_or(AppError::Unreadable)
    }
}

fn read<T: DeserializeOwned>(query: &str) -> Option<T> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
    let once: HashMap<&str, &str> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    serde_urlencoded::from_str(&serde_urlencoded::to_string(once).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::read;

    #[derive(Deserialize, Debug, PartialEq)]
    struct Viewing {
        ansicht: Option<String>,
        #[serde(default)]
        seite: u32,
    }

    #[test]
    fn of_a_name_that_comes_twice_the_last_one_holds() {
        let viewing = |ansicht: Option<&str>, seite| Some(Viewing { ansicht: ansicht.map(str::to_owned), seite });
        assert_eq!(read("ansicht=a&seite=2&ansicht=b%26c+d"), viewing(Some("b&c d"), 2));
        assert_eq!(read("seite=x&seite=3&fremd=1&fremd=2&&="), viewing(None, 3));
        assert_eq!(read(""), viewing(None, 0));
        assert_eq!(read::<Viewing>("seite=x"), None);
    }
}
