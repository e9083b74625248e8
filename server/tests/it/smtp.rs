//! An SMTP server on loopback that keeps what it is given: as much of RFC 5321 as a client needs to hand over a mail.

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufStream},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, pki_types::PrivateKeyDer},
};

#[derive(Debug, Clone)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    /// As it came over the wire, dots unstuffed.
    pub raw: String,
}

pub const CLEAR: &str = "in clear: ";

trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}
type Talk = BufStream<Box<dyn Wire>>;

#[derive(Clone, Default)]
pub struct Behaviour {
    /// Hangs up on everybody.
    pub down: Arc<AtomicBool>,
    /// Addresses it will never take (550), and those it puts off once (451).
    pub refuses: Arc<Mutex<BTreeSet<String>>>,
    pub puts_off: Arc<Mutex<BTreeSet<String>>>,
    /// What AUTH PLAIN must say before a mail is taken, if anything.
    pub login: Arc<Mutex<Option<&'static str>>>,
    /// With what it encrypts, and whether it does from the first byte on.
    pub tls: Arc<Mutex<Option<(TlsAcceptor, bool)>>>,
    /// Every line that was said to it, mails left out; those in clear begin with [`CLEAR`].
    pub heard: Arc<Mutex<Vec<String>>>,
}

pub struct Smtp {
    pub addr: SocketAddr,
    pub behaviour: Behaviour,
    mails: Arc<Mutex<Vec<Received>>>,
}

impl Smtp {
    pub async fn start() -> Smtp {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let addr = listener.local_addr().expect("an address");
        let (behaviour, mails) = (Behaviour::default(), Arc::<Mutex<Vec<Received>>>::default());
        let (how, kept) = (behaviour.clone(), Arc::clone(&mails));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (how, kept) = (how.clone(), Arc::clone(&kept));
                // A client that goes away in the middle has handed nothing over.
                tokio::spawn(async move { _ = serve(Box::new(stream), &how, &kept).await });
            }
        });
        Smtp { addr, behaviour, mails }
    }

    /// What has come since it was asked last.
    pub fn take(&self) -> Vec<Received> {
        std::mem::take(&mut self.mails.lock().expect("no panic"))
    }
}

async fn serve(stream: Box<dyn Wire>, how: &Behaviour, kept: &Mutex<Vec<Received>>) -> std::io::Result<()> {
    if how.down.load(Ordering::Relaxed) {
        return Ok(());
    }
    let tls = how.tls.lock().expect("no panic").clone();
    let Some((acceptor, from_the_start)) = tls else { return talk(BufStream::new(stream), how, kept, true).await };
    let stream = if from_the_start { stream } else { until_starttls(BufStream::new(stream), how).await? };
    let encrypted: Box<dyn Wire> = Box::new(acceptor.accept(stream).await?);
    talk(BufStream::new(encrypted), how, kept, from_the_start).await
}

/// What it hears before it encrypts.
async fn until_starttls(mut wire: Talk, how: &Behaviour) -> std::io::Result<Box<dyn Wire>> {
    say(&mut wire, "220 test").await?;
    while let Some(line) = next_line(&mut wire).await? {
        let is_over = line == "STARTTLS";
        let answer = if line.starts_with("EHLO") { "250-test\r\n250 STARTTLS" } else { "220 go" };
        how.heard.lock().expect("no panic").push(format!("{CLEAR}{line}"));
        say(&mut wire, answer).await?;
        if is_over {
            return Ok(wire.into_inner());
        }
    }
    Err(std::io::ErrorKind::UnexpectedEof.into())
}

async fn say(wire: &mut Talk, line: &str) -> std::io::Result<()> {
    wire.write_all(format!("{line}\r\n").as_bytes()).await?;
    wire.flush().await
}

async fn next_line(wire: &mut Talk) -> std::io::Result<Option<String>> {
    let mut line = Vec::new();
    let read = wire.read_until(b'\n', &mut line).await?;
    Ok((read > 0).then(|| String::from_utf8(line).expect("ASCII").trim_end().to_owned()))
}

/// `greets`: not yet, where encryption began in the middle of a talk.
async fn talk(mut wire: Talk, how: &Behaviour, kept: &Mutex<Vec<Received>>, greets: bool) -> std::io::Result<()> {
    if greets {
        say(&mut wire, "220 test").await?;
    }
    let (mut from, mut to) = (String::new(), Vec::new());
    let login = *how.login.lock().expect("no panic");
    let mut may_send = login.is_none();
    while let Some(line) = next_line(&mut wire).await? {
        if how.down.load(Ordering::Relaxed) {
            return Ok(());
        }
        how.heard.lock().expect("no panic").push(line.clone());
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let answer = match verb.as_str() {
            "EHLO" if login.is_some() => "250-test\r\n250-AUTH PLAIN\r\n250 8BITMIME",
            "EHLO" => "250-test\r\n250 8BITMIME",
            "AUTH" => {
                may_send = login.is_some_and(|login| line.ends_with(login));
                if may_send { "235 welcome" } else { "535 no" }
            }
            "MAIL" if !may_send => "530 sign in first",
            "MAIL" => {
                (from, to) = (address(&line), Vec::new());
                "250 ok"
            }
            "RCPT" => recipient(address(&line), how, &mut to),
            "DATA" => {
                say(&mut wire, "354 go").await?;
                let raw = data(&mut wire).await?;
                let mail = Received { from: from.clone(), to: to.clone(), raw };
                kept.lock().expect("no panic").push(mail);
                "250 kept"
            }
            "RSET" | "NOOP" => "250 ok",
            "QUIT" => {
                return say(&mut wire, "221 bye").await;
            }
            _ => "502 what?",
        };
        say(&mut wire, answer).await?;
    }
    Ok(())
}

fn recipient(address: String, how: &Behaviour, to: &mut Vec<String>) -> &'static str {
    if how.refuses.lock().expect("no panic").contains(&address) {
        return "550 no such user";
    }
    if how.puts_off.lock().expect("no panic").remove(&address) {
        return "451 try again later";
    }
    to.push(address);
    "250 ok"
}

/// Between the angle brackets.
fn address(line: &str) -> String {
    line.split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'))
        .map(|(address, _)| address)
        .unwrap_or_default()
        .into()
}

async fn data(wire: &mut Talk) -> std::io::Result<String> {
    let mut raw = Vec::new();
    loop {
        let mut line = Vec::new();
        if wire.read_until(b'\n', &mut line).await? == 0 || line == b".\r\n" {
            break;
        }
        if line.starts_with(b".") {
            line.remove(0);
        }
        raw.extend_from_slice(&line);
    }
    Ok(String::from_utf8(raw).expect("a mail in ASCII"))
}

/// A certificate for `name` by an authority that nobody knows, whose own it gives as PEM.
pub fn certified(name: &str) -> (TlsAcceptor, String) {
    let mut of_authority = CertificateParams::default();
    of_authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(of_authority, key()).expect("signed");
    let own = key();
    let of_server = CertificateParams::new(vec![name.to_owned()]).expect("a name");
    let certificate = of_server.signed_by(&own, &authority).expect("signed");
    let chain = vec![certificate.der().clone(), authority.der().clone()];
    let config = ServerConfig::builder_with_provider(Arc::new(tokio_rustls::rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(chain, PrivateKeyDer::Pkcs8(own.serialize_der().into()))
        .expect("a certificate with its key");
    (TlsAcceptor::from(Arc::new(config)), authority.pem())
}

fn key() -> KeyPair {
    KeyPair::generate().expect("a key")
}

impl Received {
    /// Names of the headers in their order.
    pub fn header_names(&self) -> Vec<&str> {
        let head = self.raw.split("\r\n\r\n").next().expect("a head");
        let lines = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
        lines.map(|line| line.split_once(':').expect("a name and a value").0).collect()
    }

    /// Unfolded.
    pub fn header(&self, name: &str) -> String {
        let head = self.raw.split("\r\n\r\n").next().expect("a head").replace("\r\n ", " ").replace("\r\n\t", " ");
        let start = format!("{name}: ");
        head.split("\r\n").find_map(|line| line.strip_prefix(&start)).unwrap_or_default().to_owned()
    }

    /// Both parts with their quoted-printable undone.
    pub fn body(&self) -> String {
        let joined = self.raw.replace("=\r\n", "");
        let mut parts = joined.split('=');
        let mut body = parts.next().unwrap_or_default().as_bytes().to_vec();
        for part in parts {
            match part.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                Some(byte) => {
                    body.push(byte);
                    body.extend_from_slice(&part.as_bytes()[2..]);
                }
                None => body.extend_from_slice(format!("={part}").as_bytes()),
            }
        }
        String::from_utf8_lossy(&body).into_owned()
    }

    /// The code in the link to the survey.
    pub fn code(&self) -> String {
        let body = self.body();
        let (_, rest) = body.split_once("/c/").expect("a link with a code");
        rest.chars().take_while(char::is_ascii_alphanumeric).collect()
    }
}
