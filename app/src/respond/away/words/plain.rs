//! Plain German ("Einfache Sprache"): short sentences, common words, Sie.

use super::{DE, Words, listed, seconds};

pub static WORDS: Words = Words {
    later: "Später weitermachen",
    saved_here: "Ihre Antworten sind gespeichert. Sie können 14 Tage lang weitermachen. Nehmen Sie dafür dieses Gerät. Öffnen Sie einfach die Umfrage wieder.",
    elsewhere: "Auf einem anderen Gerät weitermachen",
    elsewhere_how: "Dafür bekommen Sie einen Code. Er hat 6 Wörter. Er öffnet Ihre Antworten auf jedem Gerät. Geben Sie den Code keinem anderen Menschen.",
    show_code: "Code zeigen",
    your_code: "Ihr Code",
    write_down: "Schreiben Sie die 6 Wörter auf. Oder machen Sie ein Foto. Auf dem anderen Gerät schreiben Sie die Wörter hier hinein:",
    code_ends: "Der Code gilt 14 Tage. Wenn Sie Ihre Antworten senden, gilt er nicht mehr.",
    made_too_often: |n| {
        format!(
            "Gerade wollen sehr viele Menschen einen Code. Warten Sie {}. Versuchen Sie es dann noch einmal.",
            seconds(n)
        )
    },
    back_to_question: "Zurück zur Frage",
    have_code: "Weitermachen mit Code",
    resume: "Mit Code weitermachen",
    six_words: "Ihre 6 Wörter",
    six_words_hint: "Große oder kleine Buchstaben: Beides geht. Sie können auch ae statt ä schreiben.",
    go_on: "Weitermachen",
    replace: "Trotzdem mit dem Code weitermachen",
    no_code: "Den Code bekommen Sie in der Umfrage. Wählen Sie dort „Später weitermachen“. Ist der Code weg? Dann kann ihn niemand zurückholen.",
    not_six: |n| {
        let here = if n == 1 { "Hier ist es nur 1 Wort.".to_owned() } else { format!("Hier sind es {n}.") };
        format!("Ein Code hat 6 Wörter. {here}")
    },
    not_in_list: |typed| format!("Das Wort „{typed}“ steht nicht in unserer Liste."),
    perhaps: |meant| format!("Vielleicht meinen Sie {}.", listed(meant, DE, "oder")),
    opens_nothing: "Mit diesen Wörtern finden wir nichts. Prüfen Sie jedes Wort. Prüfen Sie auch die Reihenfolge. Vielleicht haben Sie die Antworten schon gesendet. Oder es sind mehr als 14 Tage vorbei.",
    others_here: "Auf diesem Gerät gibt es schon andere Antworten zu dieser Umfrage. Machen Sie mit dem Code weiter? Dann sind diese Antworten hier weg.",
    tried_too_often: |n| {
        format!("Gerade gibt es sehr viele Versuche. Warten Sie {}. Versuchen Sie es dann noch einmal.", seconds(n))
    },
    restored: "Ihre letzte Antwort ist wieder da. Sie war noch nicht gesendet.",
    discard: "Löschen",
    offline_title: "Keine Verbindung",
    offline: "Ihre Antworten sind auf diesem Gerät gespeichert. Wir senden sie, sobald es wieder Internet gibt. Lassen Sie diese Seite offen. Oder öffnen Sie die Umfrage später wieder.",
    offline_kiosk: "Wir senden Ihre Antwort, sobald es wieder Internet gibt.",
    still_there: "Sind Sie noch da?",
    still_there_why: "Sonst löschen wir die Antworten gleich. Dann kann der nächste Mensch neu beginnen.",
    here_i_am: "Ich bin noch da",
    throw_away: "Abbrechen und Antworten löschen",
    kiosk_cookie: "Ein zweites Cookie merkt sich nur: Dieses Gerät ist ein Kiosk.",
    leave_kiosk: "Kiosk beenden",
    pin: "PIN",
    wrong_pin: "Diese PIN ist falsch.",
    pin_too_often: |n| format!("Warten Sie {}. Versuchen Sie es dann noch einmal.", seconds(n)),
    next_person: "Neu beginnen",
    to_start: "Zum Anfang",
};
