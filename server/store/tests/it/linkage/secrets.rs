//! What the secrets of the program add. With the key of the codes everybody's hash can be computed; the sheets, or the
//! roster, say in which order codes were given out and for which firm.
//!
//! Each gives an order of people, and the file one of answers: the first beside the first, and so on.

use std::collections::HashMap;

use hmac::{Hmac, Mac as _};
use rand::seq::IndexedRandom as _;
use sha2::{Digest as _, Sha256};
use store::Id;

use super::{
    attack::{Link, link, marks},
    counters::Orders,
    field::Person,
};
use crate::databases::Fresh;

pub const CODES: &str = "codes beside answers";
pub const GIVEN_OUT: &str = "order in which codes were given out";
pub const FIRM: &str = "within one firm";
pub const ORDERS: [&str; 3] = [CODES, GIVEN_OUT, FIRM];

/// The key of the codes, as it stands in the settings.
pub struct Secrets([u8; 32]);

impl Secrets {
    pub async fn of(db: &Fresh) -> Secrets {
        let [text] = &db.look::<String>("SELECT value FROM setting WHERE name = 'code_key'").await[..] else {
            panic!("there is one key")
        };
        let halves = [&text[..32], &text[32..]].map(|half| Id::from_hex(half).unwrap());
        Secrets(halves.each_ref().map(|half| half.as_bytes()).concat().try_into().unwrap())
    }

    fn hash(&self, person: &Person) -> Option<Vec<u8>> {
        let code = person.dealt.as_ref()?.code;
        let ticket = Sha256::new_with_prefix(b"bedarfskompass receipt of a code\0").chain_update(code.as_bytes());
        let mac = Hmac::<Sha256>::new_from_slice(&self.0).unwrap().chain_update(&ticket.finalize()[..16]);
        Some(mac.finalize().into_bytes().to_vec())
    }
}

/// A key of an answer that is made of the hash of its code.
pub fn number_of_hash(secrets: &Secrets, person: &Person) -> u128 {
    let hash = secrets.hash(person).unwrap();
    u128::from_be_bytes(hash[..16].try_into().unwrap())
}

pub async fn orders(db: &Fresh, people: &[Person]) -> Orders {
    let with_codes = || people.iter().filter(|person| person.dealt.is_some() && person.nameless.is_some());
    if with_codes().next().is_none() {
        return Orders::new();
    }
    let secrets = Secrets::of(db).await;
    let hashes = match &db.folder {
        // As they lie there: the key is the table.
        Some(_) => db.look::<Vec<u8>>("SELECT hash FROM code ORDER BY hash").await,
        None => db.look("SELECT hash FROM code ORDER BY xmin::text::bigint, ctid").await,
    };
    let places: HashMap<Vec<u8>, usize> = hashes.into_iter().enumerate().map(|(place, hash)| (hash, place)).collect();
    let mut by_code: Vec<&Person> = with_codes().collect();
    // Each must be there: else the attacker has the wrong key.
    by_code.sort_by_cached_key(|person| places[&secrets.hash(person).unwrap()]);
    let mut by_place: Vec<&Person> = with_codes().collect();
    by_place.sort_by_key(|person| person.dealt.as_ref().map(|dealt| dealt.place));
    let answers = answers(db).await.into_iter().map(|(_, mark)| mark).filter(|mark| {
        // Which answers have a name beside them can be seen.
        with_codes().any(|person| person.mark == *mark)
    });
    let answers: Vec<u64> = answers.collect();
    vec![(CODES, beside(&by_code, &answers)), (GIVEN_OUT, beside(&by_place, &answers))]
}

/// The answers in the order of arrival, if the first of `people` has sent the first of them, and so on.
fn beside(people: &[&Person], answers: &[u64]) -> Vec<u64> {
    let mut pairs: Vec<(usize, u64)> =
        people.iter().map(|person| person.arrival).zip(answers.iter().copied()).collect();
    pairs.sort_unstable();
    pairs.into_iter().map(|(_, mark)| mark).collect()
}

/// Of the firms that stand beside answers one, chosen before anybody looks: with all of them there would be as many
/// correct links by chance as there are firms. Its people in the order in which they came, its answers as they lie there.
pub async fn within_one_firm(db: &Fresh, people: &[Person]) -> Option<Link> {
    let answers = answers(db).await;
    let firm = |person: &Person| person.dealt.as_ref().map(|dealt| dealt.firm.clone());
    let mut told: Vec<String> = people.iter().filter_map(firm).collect();
    told.sort();
    told.dedup();
    told.retain(|firm| !firm.is_empty() && answers.iter().any(|(beside, _)| beside == firm));
    let chosen = told.choose(&mut rand::rng())?;
    let arrivals: Vec<u64> =
        people.iter().filter(|person| firm(person).as_ref() == Some(chosen)).map(|person| person.mark).collect();
    let lying: Vec<u64> = answers.iter().filter(|(beside, _)| beside == chosen).map(|(_, mark)| *mark).collect();
    link(FIRM, &lying, &arrivals)
}

/// What stands beside each answer, and its mark, as they lie there.
async fn answers(db: &Fresh) -> Vec<(String, u64)> {
    let rows = match &db.folder {
        Some(_) => db.look::<String>("SELECT stratum || '|' || answers FROM response").await,
        None => db.look("SELECT stratum || '|' || answers FROM response ORDER BY xmin::text::bigint, ctid").await,
    };
    let row = |row: &String| {
        let (beside, answers) = row.split_once('|')?;
        Some((beside.to_owned(), *marks(vec![answers.to_owned()]).first()?))
    };
    rows.iter().filter_map(row).collect()
}
