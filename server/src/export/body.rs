//! A file on its way to whoever asked for it: written by a thread of its own, a few pieces ahead of the network, held
//! nowhere. Whoever stops reading stops the writing.

use std::{
    io::{self, BufWriter, Write},
    path::PathBuf,
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use exports::Format;
use hyper::body::{Bytes, Frame};
use tokio::{runtime::Handle, sync::mpsc};

use super::Source;
use crate::error::AppError;

const PIECE: usize = 64 << 10;
/// Pieces that wait for the network.
const AHEAD: usize = 4;

type Piece = io::Result<Bytes>;

/// The file as a download. What goes wrong before its first piece is told; what goes wrong later cuts it off, and so no
/// browser takes it for whole.
pub async fn stream(source: Source, format: Format, scratch: PathBuf) -> Result<Response, AppError> {
    let name = format.file_name(&source.describe().map_err(AppError::internal)?);
    let (send, mut receive) = mpsc::channel(AHEAD);
    let (last, runtime) = (send.clone(), Handle::current());
    tokio::task::spawn_blocking(move || {
        let to = BufWriter::with_capacity(PIECE, Pieces(send));
        if let Err(error) = source.write(&runtime, format, &scratch, to) {
            // Nobody hears it who has left.
            last.blocking_send(Err(io::Error::other(error))).ok();
        }
    });
    let first = receive.recv().await.transpose().map_err(AppError::internal)?;
    let mut response = Response::new(Body::new(Download { first, receive }));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    let disposition = format!("attachment; filename=\"{name}\"");
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).map_err(AppError::internal)?);
    Ok(response)
}

struct Pieces(mpsc::Sender<Piece>);

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes)));
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Download {
    first: Option<Bytes>,
    receive: mpsc::Receiver<Piece>,
}

impl hyper::body::Body for Download {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match self.first.take() {
            Some(first) => Poll::Ready(Some(Ok(Frame::data(first)))),
            None => self.receive.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data))),
        }
    }
}
