//! `user`: accounts of the association's staff.

use std::io::{BufRead, IsTerminal, stdin};

use clap::{Args, Subcommand};
use store::{Removal, Store};

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
    #[command(after_help = "\
Beispiele:
  bedarfskompass user --data data add --email ayla@example.org --name \"Ayla Beispiel\"
  bedarfskompass user add --email ayla@example.org --name \"Ayla Beispiel\" < passwort.txt
  bedarfskompass user add --email ben@example.org --name \"Ben Beispiel\" --allow-answers

Anmelden kann man sich gleich, auch wenn der Dienst schon läuft. Was einzelne Befragte geantwortet
haben, sieht ein neues Konto nur mit --allow-answers oder wenn es später erlaubt wird.")]
    Add {
        /// E-Mail-Adresse, mit der sich die Person anmeldet
        #[arg(long, value_name = "ADRESSE")]
        email: String,
        /// Name, wie er auf den Seiten der Geschäftsstelle steht
        #[arg(long, value_name = "NAME")]
        name: String,
        /// Das Konto darf Antworten im Einzelnen sehen
        #[arg(long)]
        allow_answers: bool,
    },
    /// Erlaubt einem Konto, Antworten im Einzelnen zu sehen
    #[command(after_help = "\
Beispiel:
  bedarfskompass user --data data allow-answers --email ayla@example.org

Es kann dann die Dateien mit den einzelnen Antworten herunterladen und offene Antworten lesen und
freigeben. Das gilt sofort, auch wenn die Person angemeldet ist.")]
    AllowAnswers {
        /// E-Mail-Adresse des Kontos
        #[arg(long, value_name = "ADRESSE")]
        email: String,
    },
    /// Nimmt einem Konto das Recht, Antworten im Einzelnen zu sehen
    #[command(after_help = "\
Beispiel:
  bedarfskompass user --data data deny-answers --email ayla@example.org

Ergebnisse, Berichte und alles andere sieht es weiterhin. Das gilt sofort, auch wenn die Person
angemeldet ist; Dateien, die sie schon gespeichert hat, bleiben.")]
    DenyAnswers {
        /// E-Mail-Adresse des Kontos
        #[arg(long, value_name = "ADRESSE")]
        email: String,
    },
    /// Setzt ein neues Passwort und beendet alle Sitzungen des Kontos
    #[command(after_help = "\
Beispiel:
  bedarfskompass user --data data password --email ayla@example.org

Das neue Passwort wird von der Standardeingabe gelesen (eine Zeile).")]
    Password {
        /// E-Mail-Adresse des Kontos
        #[arg(long, value_name = "ADRESSE")]
        email: String,
    },
    /// Nimmt jemandem das Konto: Adresse, Passwort und Sitzungen werden gelöscht
    #[command(after_help = "\
Beispiel:
  bedarfskompass user --data data remove --email ayla@example.org

Wer gerade angemeldet ist, wird abgemeldet. Wo die Person etwas geschrieben, gelesen oder
veröffentlicht hat, bleibt ihr Name. Das letzte Konto bleibt: Legen Sie erst ein anderes an.")]
    Remove {
        /// E-Mail-Adresse des Kontos
        #[arg(long, value_name = "ADRESSE")]
        email: String,
    },
    /// Zeigt alle Konten
    #[command(after_help = "\
Beispiel:
  bedarfskompass user --data data list

Je Konto eine Zeile: Adresse, Name und ob es Antworten im Einzelnen sehen darf, dazwischen Tabulatoren.")]
    List,
}

#[expect(clippy::print_stdout, reason = "the list is what `user list` is asked for")]
pub async fn run(config: Config, command: User) -> Result<(), Failure> {
    let store = match command.action {
        // Who sets a service up makes the first account before anything else.
        Action::Add { .. } => command.folder.open(config).await?,
        _ => command.folder.open_existing(config).await?,
    };
    match command.action {
        Action::Add { email, name, allow_answers } => {
            let (email, name) = (email.trim(), name.trim());
            mail::address::read(email)?;
            if name.is_empty() {
                return Err("Der Name fehlt. Er steht auf den Seiten der Geschäftsstelle.".into());
            }
            let hash = hash_password(&read_password()?).await?;
            let account = store.create_account(email, name, &hash).await.map_err(|error| match error {
                store::Error::Conflict => format!("Für {email} gibt es schon ein Konto."),
                other => other.to_string(),
            })?;
            store.set_reads_answers(account, allow_answers).await?;
            eprintln!("Konto für {email} angelegt. {}", right(allow_answers));
        }
        Action::AllowAnswers { email } => set_right(&store, &email, true).await?,
        Action::DenyAnswers { email } => set_right(&store, &email, false).await?,
        Action::Password { email } => {
            let account = account(&store, &email).await?;
            let hash = hash_password(&read_password()?).await?;
            store.set_password(account.id, &hash).await?;
            store.end_sessions_of(account.id).await?;
            eprintln!("Neues Passwort gesetzt, alle Sitzungen beendet.");
        }
        Action::Remove { email } => {
            let account = account(&store, &email).await?;
            let name = account.name;
            match store.remove_account(account.id).await {
                Ok(Removal::Nothing) => eprintln!("Konto für {email} gelöscht, alle Sitzungen beendet."),
                Ok(Removal::Name) => eprintln!(
                    "Konto für {email} gelöscht, alle Sitzungen beendet. „{name}“ bleibt als Name, wo die Person etwas geschrieben, gelesen oder veröffentlicht hat."
                ),
                Err(store::Error::Conflict) => {
                    return Err(
                        "Das ist das letzte Konto. Legen Sie erst ein anderes an: bedarfskompass user add".into()
                    );
                }
                Err(other) => return Err(other.into()),
            }
        }
        Action::List => {
            for account in store.accounts().await? {
                println!("{}\t{}\t{}", account.email, account.name, right(account.reads_answers));
            }
        }
    }
    store.checkpoint().await?;
    Ok(())
}

async fn set_right(store: &Store, email: &str, may: bool) -> Result<(), Failure> {
    let account = account(store, email).await?;
    store.set_reads_answers(account.id, may).await?;
    eprintln!("Konto für {}: {}", account.email, right(may));
    Ok(())
}

fn right(reads_answers: bool) -> &'static str {
    if reads_answers { "Darf Antworten im Einzelnen sehen." } else { "Darf Antworten im Einzelnen nicht sehen." }
}

async fn account(store: &Store, email: &str) -> Result<store::Account, Failure> {
    let account = store.account_by_email(email).await?;
    Ok(account.ok_or_else(|| format!("Kein Konto für {email}. Alle zeigt „bedarfskompass user list“."))?)
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
