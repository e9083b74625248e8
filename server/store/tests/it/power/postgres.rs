//! PostgreSQL falls over and comes up again from its log.

use std::{
    env,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

use sqlx::{Connection as _, PgConnection};
use store::{Id, KeyHash, Location, Store};

use super::IMAGES;
use crate::{
    databases::{Fresh, postgres},
    linkage::figure,
    responses::{documents, submission},
};

const PATIENCE: Duration = Duration::from_secs(60);

/// Kills the process that serves us. The others of the server are then ended as well, without a chance to write anything,
/// and it starts anew from its log.
async fn crash(db: &Fresh) {
    let Location::Postgres(url) = &db.location else { panic!("{:?}", db.location) };
    let mut connection = PgConnection::connect(url).await.unwrap();
    let killed = sqlx::query("COPY (SELECT 1) TO PROGRAM 'kill -9 $PPID'").execute(&mut connection).await;
    assert!(killed.is_err(), "it is still there");
}

async fn opened_again(location: &Location) -> Store {
    let open = async {
        loop {
            match Store::open(location).await {
                Ok(store) => return store,
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    };
    tokio::time::timeout(PATIENCE, open).await.expect("it comes up again")
}

/// Saves and sends until nobody answers any more, or `fell`: a pool whose connections were all idle at that moment makes
/// new ones, and its lane would go on for ever. Gives what was acknowledged.
async fn answer_until_it_falls(store: Store, wave: Id, lane: usize, fell: Arc<AtomicBool>) -> Vec<String> {
    let mut acknowledged = Vec::new();
    for number in 0.. {
        if fell.load(Relaxed) {
            break;
        }
        let name = format!("{lane}-{number}");
        if store.create_draft(KeyHash::of(name.as_bytes()), wave, name.clone().into(), "2026-12-01").await.is_err()
            || store.submit(submission(wave, &name, &name)).await.is_err()
        {
            break;
        }
        acknowledged.push(name);
    }
    acknowledged
}

/// Only where the server is ours alone, as in the proof: everybody else would be cut off with it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_that_fell_over_holds_everything_acknowledged() {
    if env::var(IMAGES).is_err() {
        return;
    }
    let Some(db) = postgres().await else { return };
    let wave = db.wave("w").await;
    let fell = Arc::new(AtomicBool::new(false));
    let lanes = (0..4).map(|lane| tokio::spawn(answer_until_it_falls(db.store.clone(), wave, lane, fell.clone())));
    let lanes: Vec<_> = lanes.collect();
    tokio::time::sleep(Duration::from_secs(1)).await;
    crash(&db).await;
    fell.store(true, Relaxed);
    let mut acknowledged = Vec::new();
    for lane in lanes {
        acknowledged.extend(tokio::time::timeout(PATIENCE, lane).await.expect("the lane ends").unwrap());
    }
    let again = opened_again(&db.location).await;
    let stored = documents(&again, wave).await;
    let mut lost = 0;
    for name in &acknowledged {
        let draft = again.draft(KeyHash::of(name.as_bytes())).await.unwrap();
        lost += u64::from(!stored.contains(name) || draft.is_none_or(|draft| draft.sealed != name.as_bytes()));
    }
    figure("PostgreSQL falls over: acknowledged answers", acknowledged.len() as u64, "at least 1");
    figure("PostgreSQL falls over: acknowledged answers and pages missing", lost, "0");
    assert!(lost == 0 && !acknowledged.is_empty(), "{lost} of {}", acknowledged.len());
}
