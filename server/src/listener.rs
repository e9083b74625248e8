//! The accept loop. N.B. `axum::serve` installs no timer, so hyper's header timeout never fires there and a handful
//! of slow clients can hold every connection (axum#2741); hence a loop of our own on hyper-util.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{
        AcquireError, OwnedSemaphorePermit, Semaphore,
        mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
        watch,
    },
    time::timeout,
};
use tower::ServiceExt;

const HEADER_TIMEOUT: Duration = Duration::from_secs(10);
/// What a lane may use of memory for the futures of its requests; without optimisation two megabytes are too little.
const STACK: usize = 8 << 20;
/// How long open requests may finish after a stop signal.
const DRAIN: Duration = Duration::from_secs(10);

/// Serves until `stop` resolves, then lets running requests finish.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    max_connections: usize,
    stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let slots = Arc::new(Semaphore::new(max_connections));
    let (stopping, _) = watch::channel(());
    let lanes = lanes(&router, &stopping)?;
    let mut next = lanes.iter().cycle();
    tokio::pin!(stop);
    loop {
        let slot = tokio::select! {
            () = &mut stop => break,
            slot = Arc::clone(&slots).acquire_owned() => slot,
        };
        let stream = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted.and_then(|(stream, _)| stream.into_std()) {
                Ok(stream) => stream,
                // Out of file descriptors or a connection reset while waiting: the next one may succeed.
                Err(error) => {
                    tracing::warn!(%error, "accept failed");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        if let Some(lane) = next.next() {
            // A lane ends only after its sender, which is here.
            _ = lane.send((stream, slot));
        }
    }
    stopping.send_replace(());
    let all = u32::try_from(max_connections).unwrap_or(u32::MAX);
    // After the grace period what is still open is cut; every acknowledged answer is on disk by then.
    _ = timeout(DRAIN, slots.acquire_many(all)).await;
    Ok(())
}

/// An accepted connection and its place among those allowed.
type Accepted = (std::net::TcpStream, Result<OwnedSemaphorePermit, AcquireError>);

/// One thread per core, each with a runtime of its own, and connections dealt out in turn. tokio's work stealing wakes a
/// second thread for each request just to find nothing to steal, which costs more than drawing the page.
fn lanes(router: &Router, stopping: &watch::Sender<()>) -> std::io::Result<Vec<UnboundedSender<Accepted>>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    (0..cores)
        .map(|_| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            let (send, accepted) = unbounded_channel();
            let (router, stopping) = (router.clone(), stopping.subscribe());
            let run = move || runtime.block_on(lane(accepted, router, stopping));
            std::thread::Builder::new().name("lane".to_owned()).stack_size(STACK).spawn(run)?;
            Ok(send)
        })
        .collect()
}

async fn lane(mut accepted: UnboundedReceiver<Accepted>, router: Router, stopping: watch::Receiver<()>) {
    while let Some((stream, slot)) = accepted.recv().await {
        let Ok(stream) = TcpStream::from_std(stream) else { continue };
        let (router, stopping) = (router.clone(), stopping.clone());
        tokio::spawn(async move {
            connection(stream, router, stopping).await;
            drop(slot);
        });
    }
}

async fn connection(stream: TcpStream, router: Router, mut stopping: watch::Receiver<()>) {
    _ = stream.set_nodelay(true);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let router = router.clone();
        async move { Ok::<_, Infallible>(answer(router, request.map(Body::new)).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        // A client that went away or spoke nonsense is its own affair.
        _ = connection.as_mut() => {}
        _ = stopping.changed() => {
            connection.as_mut().graceful_shutdown();
            _ = connection.await;
        }
    }
}

async fn answer(router: Router, request: Request) -> axum::response::Response {
    match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// Ctrl-C or SIGTERM.
pub async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => _ = interrupt.await,
    }
    #[cfg(not(unix))]
    {
        _ = interrupt.await;
    }
}
