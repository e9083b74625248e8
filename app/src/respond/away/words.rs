//! What is said about leaving and coming back, per language and form of address.

mod arabic;
mod plain;
mod turkish;
mod ukrainian;

use domain::Locale;

pub struct Words {
    pub later: &'static str,
    pub saved_here: &'static str,
    pub elsewhere: &'static str,
    pub elsewhere_how: &'static str,
    pub show_code: &'static str,
    pub your_code: &'static str,
    pub write_down: &'static str,
    pub code_ends: &'static str,
    pub made_too_often: fn(u64) -> String,
    pub back_to_question: &'static str,
    pub have_code: &'static str,
    pub resume: &'static str,
    pub six_words: &'static str,
    pub six_words_hint: &'static str,
    pub go_on: &'static str,
    pub replace: &'static str,
    pub no_code: &'static str,
    pub not_six: fn(usize) -> String,
    pub not_in_list: fn(&str) -> String,
    pub perhaps: fn(&[&str]) -> String,
    pub opens_nothing: &'static str,
    pub others_here: &'static str,
    pub tried_too_often: fn(u64) -> String,
    pub restored: &'static str,
    pub discard: &'static str,
    pub offline_title: &'static str,
    pub offline: &'static str,
    pub offline_kiosk: &'static str,
    pub still_there: &'static str,
    pub still_there_why: &'static str,
    pub here_i_am: &'static str,
    pub throw_away: &'static str,
    /// Added to what is said of the one cookie.
    pub kiosk_cookie: &'static str,
    pub leave_kiosk: &'static str,
    pub pin: &'static str,
    pub wrong_pin: &'static str,
    pub pin_too_often: fn(u64) -> String,
    pub next_person: &'static str,
    pub to_start: &'static str,
}

pub fn words(locale: Locale) -> &'static Words {
    match locale {
        Locale::DeSie => &SIE,
        Locale::DeDu => &DU,
        Locale::En => &EN,
        Locale::DeEinfach => &plain::WORDS,
        Locale::Tr => &turkish::WORDS,
        Locale::Uk => &ukrainian::WORDS,
        Locale::Ar => &arabic::WORDS,
    }
}

fn seconds(n: u64) -> String {
    if n == 1 { "1 Sekunde".to_owned() } else { format!("{n} Sekunden") }
}

/// „a“, „b“ oder „c“
fn listed(words: &[&str], quotes: (char, char), or: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("{}{word}{}", quotes.0, quotes.1)).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} {or} {last}", before.join(", ")),
        None => String::new(),
    }
}

const DE: (char, char) = ('„', '“');

static SIE: Words = Words {
    later: "Später weitermachen",
    saved_here: "Ihre Antworten sind gespeichert. Auf diesem Gerät können Sie 14 Tage lang weitermachen: Öffnen Sie einfach die Umfrage wieder.",
    elsewhere: "Auf einem anderen Gerät weitermachen",
    elsewhere_how: "Dafür bekommen Sie einen Code aus sechs Wörtern. Er öffnet Ihre Antworten auf jedem Gerät. Geben Sie ihn niemandem.",
    show_code: "Code anzeigen",
    your_code: "Ihr Code",
    write_down: "Schreiben Sie die sechs Wörter auf oder machen Sie ein Foto. Geben Sie sie auf dem anderen Gerät hier ein:",
    code_ends: "Der Code gilt, bis Sie Ihre Antworten absenden, sonst 14 Tage.",
    made_too_often: |n| {
        format!("Gerade fragen sehr viele nach einem Code. Bitte versuchen Sie es in {} wieder.", seconds(n))
    },
    back_to_question: "Zurück zur Frage",
    have_code: "Weitermachen mit Code",
    resume: "Mit Code weitermachen",
    six_words: "Ihre sechs Wörter",
    six_words_hint: "Groß oder klein ist egal, ae statt ä auch.",
    go_on: "Weitermachen",
    replace: "Trotzdem mit dem Code weitermachen",
    no_code: "Einen Code bekommen Sie in der Umfrage unter „Später weitermachen“. Wenn er verloren ist, kann ihn niemand wiederherstellen.",
    not_six: |n| {
        format!(
            "Ein Code hat sechs Wörter. Hier {}.",
            if n == 1 { "steht 1".to_owned() } else { format!("stehen {n}") }
        )
    },
    not_in_list: |typed| format!("„{typed}“ steht nicht in unserer Liste."),
    perhaps: |meant| format!("Gemeint ist vielleicht {}.", listed(meant, DE, "oder")),
    opens_nothing: "Mit diesen Wörtern finden wir nichts. Prüfen Sie die Wörter und ihre Reihenfolge. Vielleicht sind die Antworten schon abgesendet oder nach 14 Tagen gelöscht.",
    others_here: "Auf diesem Gerät sind schon andere angefangene Antworten zu dieser Umfrage. Wenn Sie mit dem Code weitermachen, sind sie hier nicht mehr zu erreichen.",
    tried_too_often: |n| {
        format!("Gerade werden sehr viele Codes eingegeben. Bitte versuchen Sie es in {} wieder.", seconds(n))
    },
    restored: "Wiederhergestellt: Was Sie hier zuletzt eingegeben haben, war noch nicht abgesendet.",
    discard: "Verwerfen",
    offline_title: "Keine Verbindung",
    offline: "Ihre Antworten sind auf diesem Gerät gespeichert und werden gesendet, sobald die Verbindung wieder da ist. Lassen Sie diese Seite offen, oder öffnen Sie die Umfrage später wieder.",
    offline_kiosk: "Ihre Antwort wird gesendet, sobald die Verbindung wieder da ist.",
    still_there: "Sind Sie noch da?",
    still_there_why: "Sonst werden die Antworten gleich gelöscht, damit die Nächsten neu anfangen können.",
    here_i_am: "Ich bin noch da",
    throw_away: "Abbrechen und Antworten löschen",
    kiosk_cookie: "Ein zweites Cookie merkt sich nur, dass dieses Gerät ein Kiosk ist.",
    leave_kiosk: "Kiosk beenden",
    pin: "PIN",
    wrong_pin: "Diese PIN stimmt nicht.",
    pin_too_often: |n| format!("Bitte warten Sie {}, bevor Sie es wieder versuchen.", seconds(n)),
    next_person: "Neu beginnen",
    to_start: "Zum Anfang",
};

static DU: Words = Words {
    later: "Später weitermachen",
    saved_here: "Deine Antworten sind gespeichert. Auf diesem Gerät kannst du 14 Tage lang weitermachen: Öffne einfach die Umfrage wieder.",
    elsewhere: "Auf einem anderen Gerät weitermachen",
    elsewhere_how: "Dafür bekommst du einen Code aus sechs Wörtern. Er öffnet deine Antworten auf jedem Gerät. Gib ihn niemandem.",
    show_code: "Code anzeigen",
    your_code: "Dein Code",
    write_down: "Schreib die sechs Wörter auf oder mach ein Foto. Gib sie auf dem anderen Gerät hier ein:",
    code_ends: "Der Code gilt, bis du deine Antworten absendest, sonst 14 Tage.",
    made_too_often: |n| format!("Gerade fragen sehr viele nach einem Code. Versuch es in {} wieder.", seconds(n)),
    back_to_question: "Zurück zur Frage",
    have_code: "Weitermachen mit Code",
    resume: "Mit Code weitermachen",
    six_words: "Deine sechs Wörter",
    six_words_hint: "Groß oder klein ist egal, ae statt ä auch.",
    go_on: "Weitermachen",
    replace: "Trotzdem mit dem Code weitermachen",
    no_code: "Einen Code bekommst du in der Umfrage unter „Später weitermachen“. Wenn er verloren ist, kann ihn niemand wiederherstellen.",
    not_six: SIE.not_six,
    not_in_list: SIE.not_in_list,
    perhaps: SIE.perhaps,
    opens_nothing: "Mit diesen Wörtern finden wir nichts. Prüf die Wörter und ihre Reihenfolge. Vielleicht sind die Antworten schon abgesendet oder nach 14 Tagen gelöscht.",
    others_here: "Auf diesem Gerät sind schon andere angefangene Antworten zu dieser Umfrage. Wenn du mit dem Code weitermachst, sind sie hier nicht mehr zu erreichen.",
    tried_too_often: |n| format!("Gerade werden sehr viele Codes eingegeben. Versuch es in {} wieder.", seconds(n)),
    restored: "Wiederhergestellt: Was du hier zuletzt eingegeben hast, war noch nicht abgesendet.",
    discard: "Verwerfen",
    offline_title: "Keine Verbindung",
    offline: "Deine Antworten sind auf diesem Gerät gespeichert und werden gesendet, sobald die Verbindung wieder da ist. Lass diese Seite offen, oder öffne die Umfrage später wieder.",
    offline_kiosk: "Deine Antwort wird gesendet, sobald die Verbindung wieder da ist.",
    still_there: "Bist du noch da?",
    still_there_why: "Sonst werden die Antworten gleich gelöscht, damit die Nächsten neu anfangen können.",
    here_i_am: "Ich bin noch da",
    throw_away: "Abbrechen und Antworten löschen",
    kiosk_cookie: "Ein zweites Cookie merkt sich nur, dass dieses Gerät ein Kiosk ist.",
    leave_kiosk: "Kiosk beenden",
    pin: "PIN",
    wrong_pin: "Diese PIN stimmt nicht.",
    pin_too_often: |n| format!("Warte {}, bevor du es wieder versuchst.", seconds(n)),
    next_person: "Neu beginnen",
    to_start: "Zum Anfang",
};

static EN: Words = Words {
    later: "Continue later",
    saved_here: "Your answers are saved. On this device you can continue for 14 days: simply open the survey again.",
    elsewhere: "Continue on another device",
    elsewhere_how: "For this you get a code of six German words. It opens your answers on any device. Give it to nobody.",
    show_code: "Show code",
    your_code: "Your code",
    write_down: "Write the six words down or take a photo. Enter them on the other device here:",
    code_ends: "The code is valid until you send your answers, otherwise for 14 days.",
    made_too_often: |n| format!("Very many people are asking for a code just now. Try again in {n} seconds."),
    back_to_question: "Back to the question",
    have_code: "Continue with a code",
    resume: "Continue with a code",
    six_words: "Your six words",
    six_words_hint: "Capital letters do not matter, nor does ae in place of ä.",
    go_on: "Continue",
    replace: "Continue with the code anyway",
    no_code: "You get a code within the survey under “Continue later”. If it is lost, nobody can restore it.",
    not_six: |n| {
        format!("A code has six words. There {} here.", if n == 1 { "is 1".to_owned() } else { format!("are {n}") })
    },
    not_in_list: |typed| format!("“{typed}” is not in our list."),
    perhaps: |meant| format!("Perhaps it should be {}.", listed(meant, ('“', '”'), "or")),
    opens_nothing: "We find nothing for these words. Check the words and their order. The answers may have been sent already, or deleted after 14 days.",
    others_here: "This device already holds other unfinished answers to this survey. If you continue with the code, they can no longer be reached here.",
    tried_too_often: |n| format!("Very many codes are being entered just now. Try again in {n} seconds."),
    restored: "Restored: what you last entered here had not been sent yet.",
    discard: "Discard",
    offline_title: "No connection",
    offline: "Your answers are saved on this device and will be sent as soon as the connection is back. Leave this page open, or open the survey again later.",
    offline_kiosk: "Your answer will be sent as soon as the connection is back.",
    still_there: "Are you still there?",
    still_there_why: "Otherwise the answers will be deleted in a moment, so that the next person can begin anew.",
    here_i_am: "I am still here",
    throw_away: "Stop and delete the answers",
    kiosk_cookie: "A second cookie only notes that this device is a kiosk.",
    leave_kiosk: "Leave the kiosk",
    pin: "PIN",
    wrong_pin: "This PIN is not right.",
    pin_too_often: |n| format!("Wait {n} seconds before you try again."),
    next_person: "Begin anew",
    to_start: "To the start",
};
