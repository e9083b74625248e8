//! Whoever answers while a wave is settled waits for one commit. So none may be long, and nothing may be lost between two of
//! them.

use futures_util::{StreamExt as _, stream};
use store::{Access, Consent, Id, KeyHash};

use super::{K, close};
use crate::{
    codes::{with_code, with_codes},
    databases::{Fresh, sqlite},
    responses::documents,
};

/// Fewer than two chunks of 100.
const MOST: i64 = 199;
const NAMED: usize = 500;
/// Of a firm so small that no answer may say whose apprentice wrote it: every stratum of the wave is cut.
const SMALL: usize = 3;

/// A wave that has ended, with as much of everything that settling takes in hand as needs several commits.
async fn ended(db: &Fresh) -> Id {
    let (wave, mut codes) = with_codes(db, "w", Access::Named, NAMED).await;
    let small = db.store.create_batch(wave, &domain::stratum::Stratum::firm("Klein KG")).await.unwrap();
    codes.extend(db.store.issue_codes(wave, small, K as usize).await.unwrap().into_iter().take(SMALL));
    let send = |(at, code): (usize, store::Code)| async move {
        let consent = Consent { firm: format!("Firma {at}"), edition: "1".to_owned() };
        let consent = (at < NAMED).then_some(consent);
        let sent = store::Submission { consent, ..with_code(wave, code, &at.to_string()) };
        db.store.submit(sent).await.unwrap();
        db.store.create_draft(KeyHash::of(&at.to_be_bytes()), wave, vec![1], "2026-12-01").await.unwrap();
    };
    stream::iter(codes.into_iter().enumerate()).map(send).buffer_unordered(64).collect::<Vec<_>>().await;
    // Named answers have no stratum, and are never held back.
    db.run("UPDATE response SET stratum = 'Muster GmbH'").await;
    db.run("INSERT INTO held_back (id, wave, version, answers, stratum) SELECT randomblob(16), wave, version, answers, '' FROM response").await;
    close(db, wave).await;
    wave
}

/// From now on SQLite refuses the row of this number that is touched in this way. The count goes back with the commit that
/// is broken off, so it says how many rows those before it have touched.
async fn refuse(db: &Fresh, touched: &str, number: i64) {
    db.run(&format!(
        "CREATE TABLE touched (count BIGINT NOT NULL); INSERT INTO touched VALUES (0); \
         CREATE TRIGGER refusing BEFORE {touched} FOR EACH ROW BEGIN UPDATE touched SET count = count + 1; \
         SELECT RAISE(ABORT, 'not now') FROM touched WHERE count = {number}; END"
    ))
    .await;
}

#[tokio::test]
async fn no_commit_of_a_settling_touches_more_rows_than_its_bound_and_it_goes_on_where_it_broke_off() {
    for touched in [
        "DELETE ON response",
        "DELETE ON inbox",
        "UPDATE OF stratum ON response",
        "DELETE ON held_back",
        "DELETE ON consent",
        "DELETE ON draft",
    ] {
        const REFUSED: i64 = 450;
        let db = sqlite().await;
        let wave = ended(&db).await;
        refuse(&db, touched, REFUSED).await;
        db.store.settle(wave, K).await.unwrap_err();
        let committed = db.look::<i64>("SELECT count FROM touched").await[0];
        assert!((REFUSED - MOST..REFUSED).contains(&committed), "{touched}: {committed}");
        // Every answer is in one of its two tables, and nothing that stays in its own was ever out of it.
        let answers = "SELECT (SELECT count(*) FROM response) + (SELECT count(*) FROM inbox)";
        assert_eq!(db.look::<i64>(answers).await, [(NAMED + SMALL) as i64], "{touched}");
        assert_eq!(db.store.held_back(wave).await.unwrap(), NAMED as u64, "{touched}");
        let names = db.store.consents(wave).await.unwrap().len();
        assert!((NAMED - 2..=NAMED).contains(&names), "{touched}: {names}");
        assert!(!db.store.wave("w").await.unwrap().unwrap().settled);

        db.run("DROP TRIGGER refusing").await;
        db.store.settle(wave, K).await.unwrap();
        assert_eq!(documents(&db.store, wave).await.len(), NAMED + SMALL, "{touched}");
        assert_eq!(db.store.held_back(wave).await.unwrap(), NAMED as u64, "{touched}");
        // Three without a name would be known by crossing out the others: two names go, and five are without.
        let own = "SELECT count(*) FROM consent JOIN response ON response.id = consent.response \
                   AND consent.firm = 'Firma ' || response.answers";
        assert_eq!(db.look::<i64>(own).await, [NAMED as i64 - 2], "{touched}");
        assert_eq!(db.look::<i64>("SELECT count(*) FROM response WHERE stratum <> ''").await, [0], "{touched}");
        assert_eq!(db.look::<i64>("SELECT count(*) FROM draft").await, [0], "{touched}");
        assert!(db.store.wave("w").await.unwrap().unwrap().settled);
    }
}
