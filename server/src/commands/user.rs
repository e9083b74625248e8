//! `user`: accounts of the association's staff.

use std::io::{BufRead, IsTerminal, stdin};

use clap::{Args, Subcommand};

use super::{Failure, folder::Folder};
use crate::{
    config::Config,
    session::{PASSWORD_MIN, hash_password},
};

#[derive(Args)]
pub struct User {
    #[command(flatten)]
    folder: Folder,
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Legt ein Konto an; das Passwort wird von der Standardeingabe gelesen (eine Zeile)
    Add {
        #[arg(long)]
        email: String,
        #[arg(long)]
        name: String,
    },
    /// Setzt ein neues Passwort und beendet alle Sitzungen des Kontos
    Password {
        #[arg(long)]
        email: String,
    },
    /// Zeigt alle Konten
    List,
}

#[expect(clippy::print_stdout, reason = "the list is what `user list` is asked for")]
pub async fn run(config: Config, command: User) -> Result<(), Failure> {
    let store = match command.action {
        // Who sets a service up makes the first account before anything else.
        Action::Add { .. } => command.folder.open(config).await?,
        Action::Password { .. } | Action::List => command.folder.open_existing(config).await?,
    };
    match command.action {
        Action::Add { email, name } => {
            let (email, name) = (email.trim(), name.trim());
            mail::address::read(email)?;
            if name.is_empty() {
                return Err("Der Name fehlt. Er steht auf den Seiten der Geschäftsstelle.".into());
            }
            let hash = hash_password(&read_password()?).await?;
            store.create_account(email, name, &hash).await.map_err(|error| match error {
                store::Error::Conflict => format!("Für {email} gibt es schon ein Konto."),
                other => other.to_string(),
            })?;
            eprintln!("Konto für {email} angelegt.");
        }
        Action::Password { email } => {
            let account = store.account_by_email(&email).await?.ok_or_else(|| format!("Kein Konto für {email}."))?;
            let hash = hash_password(&read_password()?).await?;
            store.set_password(account.id, &hash).await?;
            store.end_sessions_of(account.id).await?;
            eprintln!("Neues Passwort gesetzt, alle Sitzungen beendet.");
        }
        Action::List => {
            for account in store.accounts().await? {
                println!("{}\t{}", account.email, account.name);
            }
        }
    }
    store.checkpoint().await?;
    Ok(())
}

fn read_password() -> Result<String, Failure> {
    if stdin().is_terminal() {
        eprintln!("Passwort (mindestens {PASSWORD_MIN} Zeichen, wird angezeigt):");
    }
    let mut line = String::new();
    stdin().lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.chars().count() < PASSWORD_MIN {
        return Err(format!("Das Passwort braucht mindestens {PASSWORD_MIN} Zeichen.").into());
    }
    Ok(password.to_owned())
}
