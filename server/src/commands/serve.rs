//! `serve`: the service on a real database.

use std::{fs::File, io, net::SocketAddr};

use store::Store;
use tokio::net::{TcpListener, TcpSocket};

use super::{Failure, folder::lock, open, open_roster};
use crate::{assets, clock::Clock, config::Config, http, jobs, listener, room, state::AppState};

/// Connections that may wait to be accepted.
const WAITING: u32 = 1024;

pub async fn run(config: Config) -> Result<(), Failure> {
    let _alone = match config.server.database {
        Some(_) => None,
        None => Some(alone(&config)?),
    };
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
    let roster = open_roster(&config).await?;
    if roster.was_left_open() {
        roster.verify().await?;
    }
    let state = AppState::new(store, roster, config, Clock::system(), false);
    let listener = listen_on(reserve(&state.config)?)?;
    eprintln!("Bedarfskompass läuft: {}", state.config.server.base_url);
    answer(state, listener).await
}

/// One service per folder: it remembers drafts that another would save behind its back.
pub fn alone(config: &Config) -> Result<File, Failure> {
    lock(config, "bedarfskompass.lock", "Auf diesen Daten läuft schon ein Dienst.")
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

/// Takes the address without listening there: as soon as anything listens, the system takes connections, and whoever comes
/// waits for as long as there is nobody to answer.
pub fn reserve(config: &Config) -> Result<TcpSocket, Failure> {
    if !assets::are_complete() {
        return Err(
            "Dem Programm fehlen Stil und Skripte: bauen Sie es mit `cargo xtask demo` oder `cargo xtask dist`.".into(),
        );
    }
    let addr = config.server.addr;
    take(addr).map_err(|error| not_bound(addr, &error).into())
}

fn take(addr: SocketAddr) -> io::Result<TcpSocket> {
    let socket = if addr.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // Or nobody could start again while connections of the last run are being forgotten. Elsewhere it means something else.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(addr)?;
    Ok(socket)
}

/// From here on connections are taken. What is in the way already was told by `reserve`, unless it came since.
pub fn listen_on(socket: TcpSocket) -> Result<TcpListener, Failure> {
    let addr = socket.local_addr()?;
    socket.listen(WAITING).map_err(|error| not_bound(addr, &error).into())
}

/// Why nothing can listen there, and what to do.
fn not_bound(addr: SocketAddr, error: &io::Error) -> String {
    let port = addr.port();
    let reason = match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "Hier lauscht schon ein anderes Programm, vielleicht ein zweiter Bedarfskompass. Beenden Sie es, oder wählen \
             Sie mit --addr einen anderen Port als {port}, zum Beispiel --addr {}.",
            SocketAddr::new(addr.ip(), if port < u16::MAX { port + 1 } else { port - 1 })
        ),
        io::ErrorKind::AddrNotAvailable => format!(
            "Diese Adresse gehört nicht zu dieser Maschine. Wählen Sie mit --addr eine ihrer eigenen, zum Beispiel --addr \
             127.0.0.1:{port}."
        ),
        io::ErrorKind::PermissionDenied => format!(
            "Port {port} darf dieses Konto nicht öffnen. Wählen Sie mit --addr einen ab 1024, und stellen Sie für Port 80 \
             oder 443 einen Proxy davor."
        ),
        _ => format!("Hier lässt sich nicht lauschen ({error}). Wählen Sie mit --addr eine andere Adresse."),
    };
    format!("{addr}: {reason}")
}

/// Answers requests until a stop signal, with what happens by itself beside it.
pub async fn answer(state: AppState, listener: TcpListener) -> Result<(), Failure> {
    let most = room::for_connections(state.config.server.max_connections);
    let (store, roster) = (state.store.clone(), state.roster.clone());
    let (openings, paradata) = (state.openings.clone(), state.paradata.clone());
    let cleaning = tokio::spawn(jobs::run(state.clone()));
    let sending = tokio::spawn(jobs::send_mails(state.clone()));
    let counting = tokio::spawn(jobs::write_paradata(state.clone()));
    let analysing = tokio::spawn(jobs::count_waves(state.clone()));
    listener::serve(listener, http::router(state), most, listener::stop_signal()).await?;
    cleaning.abort();
    sending.abort();
    counting.abort();
    analysing.abort();
    if let Err(error) = openings.write_down(&roster).await {
        tracing::warn!(%error, "the last openings of posters were not counted");
    }
    if let Err(error) = paradata.flush(&store).await {
        tracing::warn!(%error, "the last counts of pages were not written");
    }
    // Everything acknowledged is on disk already; an unmerged log is merged at the next start.
    if let Err(error) = store.checkpoint().await.and(roster.checkpoint().await) {
        tracing::warn!(%error, "the write-ahead log was not merged");
    }
    Ok(())
}
