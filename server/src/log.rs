//! The log: what went wrong, in the words of this program.
//!
//! Only our own crates are heard, whatever RUST_LOG asks for. Those around us name the address of every request when
//! they are asked to say much, and an address may hold the code somebody answers with.

use tracing::Subscriber;
use tracing_subscriber::{
    EnvFilter, Layer,
    filter::filter_fn,
    fmt::{self, MakeWriter},
    layer::SubscriberExt,
    registry,
};

const OURS: [&str; 5] = ["server", "store", "analytics", "charts", "bedarfskompass"];

pub fn subscriber<W>(writer: W, filter: EnvFilter) -> impl Subscriber + Send + Sync
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let is_ours = filter_fn(|line| {
        let origin = line.target().split("::").next().unwrap_or_default();
        OURS.contains(&origin)
    });
    registry().with(filter).with(fmt::layer().with_writer(writer).with_ansi(false).with_filter(is_ours))
}
