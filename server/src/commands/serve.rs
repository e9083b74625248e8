//! `serve`: the service on a real database.

use store::Store;
use tokio::net::TcpListener;

use super::{Failure, open};
use crate::{assets, clock::Clock, config::Config, http, jobs, listener, state::AppState};

pub async fn run(config: Config) -> Result<(), Failure> {
    let store = open(&config).await?;
    if store.setting("demo").await?.is_some() {
        return Err(format!(
            "{} enthält erfundene Daten der Vorführung. `serve` nimmt sie nicht, damit niemand sie für echte hält; \
             starten Sie `bedarfskompass demo` oder wählen Sie mit --data einen anderen Ordner.",
            config.server.data.display()
        )
        .into());
    }
    verify_if_left_open(&store).await?;
    let state = AppState::new(store, config, Clock::system(), false);
    let listener = bind(&state.config).await?;
    eprintln!("Bedarfskompass läuft: {}", state.config.server.base_url);
    listen(state, listener).await
}

/// After a power cut or a kill the file is read from end to end before anybody is let in: a second per gigabyte or so,
/// and an answer is never put on top of damage.
pub async fn verify_if_left_open(store: &Store) -> Result<(), Failure> {
    if store.was_left_open() {
        eprintln!("Der letzte Lauf wurde unterbrochen, die Datenbank wird geprüft …");
        store.verify().await?;
    }
    Ok(())
}

pub async fn bind(config: &Config) -> Result<TcpListener, Failure> {
    if !assets::are_complete() {
        return Err(
            "Dem Programm fehlen Stil und Skripte: bauen Sie es mit `cargo xtask demo` oder `cargo xtask dist`.".into(),
        );
    }
    let addr = config.server.addr;
    TcpListener::bind(addr).await.map_err(|error| format!("{addr}: {error}").into())
}

/// Answers requests until a stop signal, with the daily clean-up beside it.
pub async fn listen(state: AppState, listener: TcpListener) -> Result<(), Failure> {
    let most = state.config.server.max_connections;
    let store = state.store.clone();
    let cleaning = tokio::spawn(jobs::clean_up(state.clone()));
    listener::serve(listener, http::router(state), most, listener::stop_signal()).await?;
    cleaning.abort();
    // Everything acknowledged is on disk already; an unmerged log is merged at the next start.
    if let Err(error) = store.checkpoint().await {
        tracing::warn!(%error, "the write-ahead log was not merged");
    }
    Ok(())
}
