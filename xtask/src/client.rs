//! A small browser for measuring and proving: HTTP/1.1 on loopback, with cookies, forms, keep-alive and packed bodies.
//! It counts what a line would carry, and never hides a broken connection by asking again.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Long enough for the first result page of a million answers.
const PATIENCE: Duration = Duration::from_secs(120);

/// What the client accepts, as in the `Accept-Encoding` header.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

impl Encoding {
    pub fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }
}

/// One visitor: a connection and a cookie jar.
pub struct Client {
    address: SocketAddr,
    encoding: Encoding,
    cookies: BTreeMap<String, String>,
    connection: Option<BufReader<TcpStream>>,
}

/// An answer of the server, its body unpacked.
pub struct Response {
    pub status: u16,
    /// The `Location` of a redirect, without scheme and host.
    pub location: Option<String>,
    pub body: Vec<u8>,
    /// Bytes that came over the line: head and packed body.
    pub wire: usize,
}

impl Response {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Client {
    pub fn new(address: SocketAddr, encoding: Encoding) -> Self {
        Self { address, encoding, cookies: BTreeMap::new(), connection: None }
    }

    /// # Errors
    /// When the connection breaks or the answer is not HTTP. Any status is an answer.
    pub fn get(&mut self, path: &str) -> Result<Response> {
        self.ask("GET", path, "")
    }

    /// Posts a form as a browser does from a page of the same site.
    ///
    /// # Errors
    /// As [`Client::get`]. Whether the server has carried it out is then unknown.
    pub fn post(&mut self, path: &str, pairs: &[(String, String)]) -> Result<Response> {
        self.ask("POST", path, &form_encode(pairs))
    }

    /// Forgets a connection on which nothing can come any more: the server ends those that are idle for long.
    pub fn let_go_if_closed(&mut self) {
        let is_open = |connection: &BufReader<TcpStream>| {
            let stream = connection.get_ref();
            let waits = |()| stream.peek(&mut [0]).is_err_and(|error| error.kind() == ErrorKind::WouldBlock);
            stream.set_nonblocking(true).is_ok_and(waits) && stream.set_nonblocking(false).is_ok()
        };
        self.connection = self.connection.take().filter(is_open);
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<Response> {
        let head = self.head(method, path, body.len());
        let answer = self.exchange(&head, body);
        if answer.is_err() {
            self.connection = None;
        }
        answer.with_context(|| format!("{method} {path}"))
    }

    fn head(&self, method: &str, path: &str, length: usize) -> String {
        let Self { address, encoding, .. } = self;
        let mut head =
            format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: {}\r\n", encoding.name());
        if !self.cookies.is_empty() {
            let pairs: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            head += &format!("Cookie: {}\r\n", pairs.join("; "));
        }
        if method == "POST" {
            head += &format!("Origin: http://{address}\r\nSec-Fetch-Site: same-origin\r\n");
            head += &format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n");
        }
        head + "\r\n"
    }

    fn exchange(&mut self, head: &str, body: &str) -> Result<Response> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => connect(self.address)?,
        };
        connection.get_mut().write_all(format!("{head}{body}").as_bytes())?;
        let (response, headers) = read_response(&mut connection)?;
        for (name, value) in &headers {
            if name == "set-cookie" {
                self.remember(value);
            }
        }
        if !headers.iter().any(|(name, value)| name == "connection" && value.eq_ignore_ascii_case("close")) {
            self.connection = Some(connection);
        }
        Ok(response)
    }

    fn remember(&mut self, cookie: &str) {
        let mut parts = cookie.split(';').map(str::trim);
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { return };
        if value.is_empty() || parts.any(|part| part.eq_ignore_ascii_case("max-age=0")) {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

fn connect(address: SocketAddr) -> Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(BufReader::new(stream))
}

fn read_response(connection: &mut BufReader<TcpStream>) -> Result<(Response, Vec<(String, String)>)> {
    let (status_line, mut wire) = read_line(connection)?;
    let status = status_line.split(' ').nth(1).and_then(|code| code.parse().ok()).context("no status")?;
    let mut headers = Vec::new();
    loop {
        let (line, length) = read_line(connection)?;
        wire += length;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').context("a header without a colon")?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let header = |wanted: &str| headers.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let (packed, length) = match (header("transfer-encoding"), header("content-length")) {
        (Some(_), _) => read_chunks(connection)?,
        (None, Some(length)) => read_exactly(connection, length.parse()?)?,
        (None, None) => (Vec::new(), 0),
    };
    let body = unpack(packed, header("content-encoding"))?;
    let location = header("location").map(path_of);
    Ok((Response { status, location, body, wire: wire + length }, headers))
}

/// A line without its end, and its length on the wire.
fn read_line(connection: &mut BufReader<TcpStream>) -> Result<(String, usize)> {
    let mut line = String::new();
    let length = connection.read_line(&mut line)?;
    if !line.ends_with('\n') {
        bail!("the connection broke");
    }
    line.truncate(line.trim_end().len());
    Ok((line, length))
}

fn read_exactly(connection: &mut BufReader<TcpStream>, length: usize) -> Result<(Vec<u8>, usize)> {
    let mut body = vec![0; length];
    connection.read_exact(&mut body)?;
    Ok((body, length))
}

fn read_chunks(connection: &mut BufReader<TcpStream>) -> Result<(Vec<u8>, usize)> {
    let (mut body, mut wire) = (Vec::new(), 0);
    loop {
        let (line, length) = read_line(connection)?;
        let size = usize::from_str_radix(line.split(';').next().unwrap_or_default(), 16)?;
        let (mut chunk, _) = read_exactly(connection, size)?;
        body.append(&mut chunk);
        wire += length + size + read_line(connection)?.1;
        if size == 0 {
            return Ok((body, wire));
        }
    }
}

fn unpack(packed: Vec<u8>, encoding: Option<&str>) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    match encoding {
        None | Some("identity") => return Ok(packed),
        Some("gzip") => flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut body)?,
        Some("br") => brotli::Decompressor::new(packed.as_slice(), 4096).read_to_end(&mut body)?,
        Some(other) => bail!("the server packs with {other}, which was not accepted"),
    };
    Ok(body)
}

/// The path of an address, absolute or not.
pub fn path_of(address: &str) -> String {
    match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |slash| &rest[slash..]).to_owned(),
        None => address.to_owned(),
    }
}

fn form_encode(pairs: &[(String, String)]) -> String {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
    pairs.join("&")
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => escaped.push(char::from(byte)),
            b' ' => escaped.push('+'),
            _ => escaped += &format!("%{byte:02X}"),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
