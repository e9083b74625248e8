//! Going on elsewhere: six German words that open a draft on any device.
//!
//! A code is made when somebody asks for it, and not before: stretching it costs more than all the rest of an answer.
//! The database gets a hash to find it by and the key of the draft, wrapped; who has the database has neither the words
//! nor the key. Both go with the draft.

mod budget;
mod code;
mod words;

use argon2::Argon2;
use store::KeyHash;

pub use budget::Budget;
pub use code::{Code, Mistake, Unknown};

use crate::{
    draft::{self, DraftKey, Unreadable},
    error::AppError,
    state::AppState,
    stretch::stretching,
};

/// A code after stretching: one half finds the draft, the other opens its key. Neither tells the other.
struct Stretched {
    find: KeyHash,
    seal: [u8; 32],
}

impl Stretched {
    async fn of(state: &AppState, code: &Code) -> Result<Stretched, AppError> {
        let (code, salt) = (code.secret(), salt(state).await?);
        stretching(move |argon2| stretch(argon2, &code, &salt)).await
    }
}

fn stretch(argon2: &Argon2, code: &str, salt: &[u8]) -> Result<Stretched, AppError> {
    let (mut find, mut seal) = ([0; 32], [0; 32]);
    let mut both = [0; 64];
    argon2.hash_password_into(code.as_bytes(), salt, &mut both).map_err(AppError::internal)?;
    find.copy_from_slice(&both[..32]);
    seal.copy_from_slice(&both[32..]);
    Ok(Stretched { find: KeyHash::of(&find), seal })
}

/// Of this installation, so that nothing worked out ahead fits two of them.
async fn salt(state: &AppState) -> Result<[u8; 16], AppError> {
    let stored = state.store.setting_or("resume_salt", &draft::random_token()).await?;
    draft::parse_hex(&stored).ok_or_else(|| AppError::internal("the salt of the codes does not read"))
}

/// Makes `code` open the draft of this key, in place of an earlier code.
pub async fn make(state: &AppState, code: &Code, key: &DraftKey, wave: store::Id) -> Result<(), AppError> {
    let stretched = Stretched::of(state, code).await?;
    let wrapped = key.wrap(&stretched.seal, wave.as_bytes()).map_err(AppError::internal)?;
    Ok(state.store.save_resume(key.file(wave.as_bytes()), stretched.find, wrapped).await?)
}

/// The draft that this code opens: its wave and its key. A wrong code and one that is over cost the same.
pub async fn find(state: &AppState, code: &Code) -> Result<Option<(store::Id, DraftKey)>, AppError> {
    let stretched = Stretched::of(state, code).await?;
    let Some(found) = state.store.resume(stretched.find).await? else { return Ok(None) };
    match DraftKey::unwrap(&found.wrapped, &stretched.seal, found.wave.as_bytes()) {
        Ok(key) => Ok(Some((found.wave, key))),
        Err(Unreadable) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stretch::argon2;

    #[test]
    fn a_code_is_stretched_the_same_each_time_and_its_halves_differ() {
        let of = |code: &str, salt: &[u8]| stretch(&argon2(), code, salt).expect("stretched");
        let (one, again) = (of("eins", &[1; 16]), of("eins", &[1; 16]));
        assert_eq!((one.find, one.seal), (again.find, again.seal));
        assert_ne!(one.find, KeyHash::of(&one.seal));
        for other in [of("zwei", &[1; 16]), of("eins", &[2; 16])] {
            assert_ne!((one.find, one.seal), (other.find, other.seal));
        }
    }
}
