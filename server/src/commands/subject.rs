//! `subject-report` and `subject-erase`: what is kept under an e-mail address, for whoever asks about themselves or wants it
//! gone (GDPR, articles 15 and 17).

mod kept;
mod words;

use clap::Args;
use store::{Roster, Stop, Store};

use super::{Failure, analyse::print, folder::Folder, open_roster};
use crate::config::Config;
use kept::Kept;

#[derive(Args)]
#[command(after_help = "\
Beispiele:
  bedarfskompass subject-report anna@muster.example > auskunft.txt
  bedarfskompass subject-report anna@muster.example --json --data /var/lib/bedarfskompass

Gesucht wird in beiden Datenbanken, gleich mit welcher Groß- und Kleinschreibung: Kontakt mit Vermerken, Einladungen und ihre
Mails, eigene Adressen des Betriebs, in Umfragen hinterlassene Adressen, gemeldete Barrieren, Konto der Geschäftsstelle, dazu
Antworten, die neben dem Namen des eingeladenen Betriebs stehen (sobald die Welle beendet und gemischt ist), und Texte der
Geschäftsstelle, in denen die Adresse vorkommt.

Antworten ohne Namen stehen unter keiner Adresse und sind nicht zu finden. Am Ende der Auskunft steht, was sie nicht umfasst.
Der Dienst darf dabei laufen; es wird nichts geändert.")]
pub struct SubjectReport {
    /// E-Mail-Adresse der Person, die fragt
    #[arg(value_name = "ADRESSE")]
    email: String,
    /// Gibt ein JSON-Objekt aus statt Text
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    folder: Folder,
}

#[derive(Args)]
#[command(after_help = "\
Beispiele:
  bedarfskompass subject-erase anna@muster.example
  bedarfskompass subject-erase anna@muster.example --yes --data /var/lib/bedarfskompass

Ohne --yes ist es ein Probelauf: Er zeigt, was gelöscht würde und was bleibt. Wer Auskunft möchte, bekommt sie vorher mit
„subject-report“; danach ist sie nicht mehr zu geben.

Von einem Kontakt bleibt die Adresse mit dem Vermerk „möchte keine Mails“, damit ihr niemand wieder schreibt, auch wenn sie neu
eingelesen wird. Mit --no-stop verschwindet auch sie. Antworten ohne Namen stehen unter keiner Adresse und bleiben. Den Namen
eines Betriebs neben seinen Antworten nehmen Sie auf der Seite der Welle weg, denn er gehört dem Betrieb.

Der Dienst darf dabei laufen. Sicherungen enthalten das Gelöschte, bis sie selbst gelöscht sind.")]
pub struct SubjectErase {
    /// E-Mail-Adresse der Person, deren Daten weg sollen
    #[arg(value_name = "ADRESSE")]
    email: String,
    /// Löscht wirklich
    #[arg(long)]
    yes: bool,
    /// Hebt auch die Adresse nicht auf, die sonst für weitere Mails gesperrt bleibt
    #[arg(long)]
    no_stop: bool,
    #[command(flatten)]
    folder: Folder,
}

/// What stands where the firm of a contact stood that was erased.
const INSTEAD: &str = "(auf Wunsch gelöscht)";

pub async fn report(mut config: Config, command: SubjectReport) -> Result<(), Failure> {
    command.folder.apply(&mut config);
    let kept = Kept::find(&opened(&config, &command.folder).await?, &Address::read(&command.email)?).await?;
    print(&match command.json {
        true => serde_json::to_string_pretty(&kept)? + "\n",
        false => words::report(&kept),
    })
}

pub async fn erase(mut config: Config, command: SubjectErase) -> Result<(), Failure> {
    command.folder.apply(&mut config);
    let databases = opened(&config, &command.folder).await?;
    let address = Address::read(&command.email)?;
    let kept = Kept::find(&databases, &address).await?;
    let stop = if command.no_stop { Stop::Forget } else { Stop::Keep(INSTEAD.to_owned()) };
    if !command.yes {
        return print(&words::rehearsal(&kept, &stop));
    }
    // First, because it is refused for the last account: then nothing is erased.
    remove_account(&databases.store, &address).await?;
    let subject = databases.roster.subject(|other| address.is(other)).await?;
    databases.roster.erase_subject(subject, stop.clone()).await?;
    if databases.roster.checkpoint().await.and(databases.store.checkpoint().await).is_err() {
        eprintln!("In den Protokolldateien (-wal) steht es noch, bis der Dienst sie heute Nacht leert oder endet.");
    }
    print(&words::erased(&kept, &stop))
}

async fn remove_account(store: &Store, address: &Address) -> Result<(), Failure> {
    let Some(account) = account(store, address).await? else { return Ok(()) };
    match store.remove_account(account.id).await {
        Ok(_) => Ok(()),
        Err(store::Error::Conflict) => Err(LAST_ACCOUNT.into()),
        Err(other) => Err(other.into()),
    }
}

const LAST_ACCOUNT: &str = "Es wurde nichts gelöscht: Die Adresse gehört dem letzten Konto der Geschäftsstelle. \
    Legen Sie erst ein anderes an: bedarfskompass user add";

struct Databases {
    store: Store,
    roster: Roster,
}

async fn opened(config: &Config, folder: &Folder) -> Result<Databases, Failure> {
    Ok(Databases { store: folder.open_existing(config.clone()).await?, roster: open_roster(config).await? })
}

async fn account(store: &Store, address: &Address) -> Result<Option<store::Account>, Failure> {
    Ok(store.accounts().await?.into_iter().find(|account| address.is(&account.email)))
}

/// As contacts have it: what people have left somewhere is kept as they typed it.
struct Address(String);

impl Address {
    /// One that no mail could reach may be there all the same.
    fn read(typed: &str) -> Result<Address, Failure> {
        match mail::address::read(typed) {
            Err(fault) if !typed.contains('@') => Err(fault.into()),
            _ => Ok(Address(Address::normal(typed))),
        }
    }

    fn is(&self, other: &str) -> bool {
        Address::normal(other) == self.0
    }

    fn normal(typed: &str) -> String {
        mail::address::read(typed).unwrap_or_else(|_| typed.trim().to_lowercase())
    }
}
