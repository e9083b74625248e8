//! How a mail leaves: to an SMTP server, or into a folder where a demo shows it.

use std::{
    fmt,
    path::{Path, PathBuf},
    time::Duration,
};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    transport::smtp::{
        PoolConfig,
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
    },
};
use serde::{Deserialize, Serialize};
use tokio::io::AsyncWriteExt as _;

/// A server that says nothing for so long is not there.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encryption {
    /// Begins in clear and must change to TLS before anything is said; port 587.
    #[default]
    Starttls,
    /// TLS from the first byte; port 465.
    Tls,
    /// For a server on the same machine.
    None,
}

impl Encryption {
    pub fn port(self) -> u16 {
        match self {
            Encryption::Starttls => 587,
            Encryption::Tls => 465,
            Encryption::None => 25,
        }
    }
}

pub struct Server {
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    /// Who else may vouch for the server's certificate, as PEM: the authority of an office that has one of its own.
    pub authority: Option<Vec<u8>>,
    /// Name and password.
    pub login: Option<(String, String)>,
}

/// The way out.
pub enum Post {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// Each mail becomes a file `.eml`.
    Folder(PathBuf),
}

/// Why a mail did not leave, as far as it matters for what to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The server is not there, does not let us in, or the folder cannot be written: no mail would leave.
    Unreachable(String),
    /// The server says to come back later with this one.
    Later(String),
    /// The server will never take this one.
    Refused(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Failure::Unreachable(reason) | Failure::Later(reason) | Failure::Refused(reason)) = self;
        f.write_str(reason)
    }
}

impl Post {
    pub fn smtp(server: Server) -> Result<Post, Failure> {
        let tls = match server.encryption {
            Encryption::Starttls => Tls::Required(server.tls()?),
            Encryption::Tls => Tls::Wrapper(server.tls()?),
            Encryption::None => Tls::None,
        };
        // Nothing dangerous about it: the name says that `builder` has no TLS yet.
        let mut smtp = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server.host)
            .port(server.port)
            .tls(tls)
            .timeout(Some(PATIENCE))
            .pool_config(PoolConfig::new().max_size(1).idle_timeout(Duration::from_secs(30)));
        if let Some((name, password)) = server.login {
            smtp = smtp.credentials(Credentials::new(name, password));
        }
        Ok(Post::Smtp(smtp.build()))
    }

    /// Hands the mail over; once this is `Ok` somebody else answers for it. `name` is the file's.
    pub async fn send(&self, message: &Message, name: &str) -> Result<(), Failure> {
        match self {
            Post::Folder(folder) => {
                let stored = async {
                    private_folder(folder).await?;
                    private_file(&folder.join(format!("{name}.eml")), &message.formatted()).await
                };
                stored.await.map_err(|error| Failure::Unreachable(error.to_string()))
            }
            Post::Smtp(smtp) => match smtp.send(message.clone()).await {
                Ok(_) => Ok(()),
                Err(error) => Err(failure(&error)),
            },
        }
    }
}

impl Server {
    fn tls(&self) -> Result<TlsParameters, Failure> {
        let unusable = |error: lettre::transport::smtp::Error| Failure::Unreachable(error.to_string());
        let mut tls = TlsParameters::builder(self.host.clone());
        if let Some(authority) = &self.authority {
            tls = tls.add_root_certificate(Certificate::from_pem(authority).map_err(unusable)?);
        }
        tls.build().map_err(unusable)
    }
}

/// Mails hold addresses and links that open what somebody answers: for nobody but who runs the service.
async fn private_folder(folder: &Path) -> std::io::Result<()> {
    tokio::fs::create_dir_all(folder).await?;
    #[cfg(unix)]
    tokio::fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700)).await?;
    Ok(())
}

async fn private_file(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let mut options = tokio::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(path).await?;
    file.write_all(content).await?;
    file.flush().await
}

/// By the server's code: 421 and the 53x of signing in are about us and not about the mail.
fn failure(error: &lettre::transport::smtp::Error) -> Failure {
    let reason = match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    };
    let reason = crate::one_line(&reason);
    match error.status().map(u16::from) {
        Some(421 | 454 | 530 | 534 | 535 | 538) => Failure::Unreachable(reason),
        Some(400..500) => Failure::Later(reason),
        Some(500..600) => Failure::Refused(reason),
        _ => Failure::Unreachable(reason),
    }
}
