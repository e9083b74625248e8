//! What is kept under an address and what becomes of it, in German for whoever asked.

use domain::{
    Locale,
    format::{date, whole},
};
use mail::Kind;
use store::Stop;

use super::kept::{Account, Contact, Invited, Kept, Mail};
use crate::routes::invite::kind_word;

pub fn report(kept: &Kept) -> String {
    let mut text = match kept.is_empty() {
        true => format!("Zu {} ist nichts gespeichert.\n", kept.email),
        false => format!("Zu {} ist gespeichert:\n", kept.email),
    };
    for (heading, lines) in sections(kept) {
        text += &section(heading, &lines);
    }
    text + &section("Was diese Auskunft nicht umfasst", &owned(&kept.not_included))
}

/// What would be done.
pub fn rehearsal(kept: &Kept, stop: &Stop) -> String {
    let mut text = format!("Probelauf für {}. Es wurde nichts gelöscht.\n", kept.email);
    text += &section("Gelöscht würde", &or_nothing(gone(kept)));
    text += &section("Es bliebe", &stays(kept, stop));
    text + "\nMit --yes wird gelöscht.\n"
}

/// What was done.
pub fn erased(kept: &Kept, stop: &Stop) -> String {
    let mut text = format!("Gelöscht, was zu {} zu löschen war.\n", kept.email);
    text += &section("Gelöscht ist", &or_nothing(gone(kept)));
    text + &section("Es bleibt", &stays(kept, stop))
}

fn section(heading: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let lines: String = lines.iter().map(|line| format!("  {line}\n")).collect();
    format!("\n{heading}\n{lines}")
}

fn owned(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn or_nothing(lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        owned(&["nichts: Zu dieser Adresse ist nichts gespeichert, was sich löschen lässt."])
    } else {
        lines
    }
}

fn sections(kept: &Kept) -> [(&'static str, Vec<String>); 8] {
    let places = kept.places.iter().map(|one| {
        format!("Welle „{}“: Kennung {}, {} Mal geöffnet (von wem auch immer)", one.wave, one.code, one.opened)
    });
    let left = kept.left_addresses.iter();
    let left = left.map(|one| format!("Welle „{}“, Frage „{}“", one.wave, one.question));
    let barriers = kept.barrier_reports.iter().map(|one| format!("{}: {}", day(&one.day), one.message));
    let named = kept.named_answers.iter();
    let named = named.map(|one| format!("Welle „{}“: {}, {}", one.wave, one.firm, counted(one.answers)));
    [
        ("Kontakt", kept.contact.as_ref().map(contact).unwrap_or_default()),
        ("Einladungen und ihre Mails", kept.invitations.iter().flat_map(invited).collect()),
        ("Eigene Adressen des Betriebs für seine Auszubildenden", places.collect()),
        ("In Umfragen hinterlassene Adresse", left.collect()),
        ("Gemeldete Barrieren", barriers.collect()),
        ("Konto der Geschäftsstelle", kept.account.as_ref().map(account).unwrap_or_default()),
        ("Antworten mit dem Namen des Betriebs", named.collect()),
        ("Texte der Geschäftsstelle, in denen die Adresse steht", kept.mentions.clone()),
    ]
}

fn contact(contact: &Contact) -> Vec<String> {
    let fields: [(&str, &str); 7] = [
        ("Unternehmen", contact.firm.as_str()),
        ("Person", &contact.person),
        ("Gemeinde", &contact.municipality),
        ("Kreis", &contact.kreis),
        ("Branche", &contact.branch),
        ("Größe", &contact.size),
        ("Sprache der Mails", if contact.language == Locale::En.as_str() { "Englisch" } else { "Deutsch" }),
    ];
    let fields = fields.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| format!("{name}: {text}"));
    let marks = [(contact.declined, "möchte keine Mails"), (contact.bounced, "Mails kommen zurück")];
    let marks = marks.into_iter().filter(|(stands, _)| *stands).map(|(_, mark)| format!("Vermerk: {mark}"));
    fields.chain(marks).collect()
}

fn invited(invited: &Invited) -> Vec<String> {
    let title = if invited.title.is_empty() { String::new() } else { format!(" ({})", invited.title) };
    let mut lines = vec![format!("Welle „{}“{title}, eingeladen als {}", invited.wave, invited.firm)];
    if invited.enough {
        lines.push("  Vermerk: möchte zu dieser Umfrage keine Mails mehr".to_owned());
    }
    lines.extend(invited.mails.iter().map(|mail| format!("  {}", of_mail(mail))));
    lines
}

fn of_mail(mail: &Mail) -> String {
    let kind = Kind::parse(&mail.kind).map(kind_word).unwrap_or(&mail.kind);
    let day = day(&mail.day);
    match mail.state {
        "waiting" => format!("{kind}: wartet seit dem {day}"),
        "failed" => format!("{kind}: vom {day}, vom Mailserver abgewiesen: {}", mail.reason),
        _ => format!("{kind}: am {day} gesendet oder nicht mehr nötig"),
    }
}

fn account(account: &Account) -> Vec<String> {
    let right = if account.reads_answers { "ja" } else { "nein" };
    let mut lines = vec![format!("Name: {}", account.name), format!("Darf Antworten im Einzelnen sehen: {right}")];
    lines.push("Passwort: nur als Prüfwert, aus dem es sich nicht ablesen lässt".to_owned());
    lines.extend(account.sessions.iter().map(|one| format!("Sitzung: seit {}, zuletzt {}", one.created, one.seen)));
    lines.extend(works(account));
    lines
}

/// Where the name of the account stands.
fn works(account: &Account) -> impl Iterator<Item = String> + '_ {
    const NAMES: [(&str, &str); 5] = [
        ("reports", "Berichte, zuletzt bearbeitet"),
        ("report_files", "Berichte, freigegeben (Dateien)"),
        ("releases", "Eintragungen im Buch der Veröffentlichungen"),
        ("open_texts", "Offene Antworten, gelesen oder entschieden"),
        ("codings", "Offene Antworten, einem Thema zugeordnet"),
    ];
    let counts = NAMES.into_iter().map(|(key, name)| (name, account.works.get(key).copied().unwrap_or_default()));
    counts.filter(|(_, count)| *count > 0).map(|(name, count)| format!("{name}: {count}"))
}

fn gone(kept: &Kept) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(contact) = &kept.contact {
        lines.push(format!("der Kontakt {} mit Person, Ort und Vermerken", contact.firm));
    }
    let mails = kept.invitations.iter().map(|one| one.mails.len()).sum::<usize>();
    for (count, what) in [
        (kept.invitations.len(), "Einladungen; die Links in ihren Mails führen weiter zur Umfrage, bis sie endet"),
        (mails, "Mails dieser Einladungen; was noch wartet, geht nicht hinaus"),
        (kept.places.len(), "eigene Adressen des Betriebs; gezählt wird dort nicht mehr"),
        (kept.left_addresses.len(), "in Umfragen hinterlassene Adressen"),
        (kept.barrier_reports.len(), "gemeldete Barrieren"),
    ] {
        if count > 0 {
            lines.push(format!("{}: {what}", whole(count)));
        }
    }
    if let Some(account) = &kept.account {
        lines.push(format!("das Konto von {} mit Passwort und Sitzungen", account.name));
    }
    lines
}

fn stays(kept: &Kept, stop: &Stop) -> Vec<String> {
    let mut lines = Vec::new();
    match (&kept.contact, stop) {
        (Some(_), Stop::Keep(_)) => lines.push(format!(
            "{} mit dem Vermerk „möchte keine Mails“, damit ihr niemand wieder schreibt. --no-stop löscht auch das.",
            kept.email
        )),
        (Some(_), Stop::Forget) => {
            lines.push("kein Vermerk: Wird die Adresse neu eingelesen, bekommt sie wieder Mails.".to_owned());
        }
        (None, _) => {}
    }
    if let Some(account) = kept.account.as_ref().filter(|account| works(account).next().is_some()) {
        let name = &account.name;
        lines.push(format!("„{name}“ als Name, wo die Person etwas geschrieben, gelesen oder veröffentlicht hat."));
    }
    for named in &kept.named_answers {
        let (wave, firm, answers) = (&named.wave, &named.firm, counted(named.answers));
        lines.push(format!("{answers} neben dem Namen {firm}: Den nehmen Sie unter /intern/wellen/{wave}/namen weg."));
    }
    // Whether there is an answer is not said: it would tell who has answered.
    for one in kept.invitations.iter().filter(|one| one.name_open) {
        let (wave, firm) = (&one.wave, &one.firm);
        lines.push(format!(
            "Welle „{wave}“: Ob der Name {firm} neben einer Antwort steht, wird vor ihrem Ende nicht gesagt. Nehmen Sie ihn vor \
             dem Löschen unter /intern/wellen/{wave}/namen weg."
        ));
    }
    let mentions = kept.mentions.iter();
    lines.extend(mentions.map(|one| format!("die Adresse im Text: {one}. Ändern Sie ihn in der Anwendung.")));
    lines.extend(owned(&kept.not_included));
    lines
}

fn counted(answers: u64) -> String {
    if answers == 1 { "1 Antwort".to_owned() } else { format!("{answers} Antworten") }
}

/// In a file that is read in any program a blank is a blank.
fn day(iso: &str) -> String {
    date(iso, Locale::DeSie).replace('\u{a0}', " ")
}
