//! Plain German: short sentences, common words.

use super::Words;

pub static WORDS: Words = Words {
    choose: "Wählen Sie eine Antwort",
    choose_several: "Wählen Sie eine Antwort oder mehr",
    rate: "Wählen Sie eine Stufe",
    choose_place: "Wählen Sie einen Ort aus der Liste",
    enter_number: "Schreiben Sie eine Zahl",
    enter_text: "Schreiben Sie eine Antwort",
    enter_day: "Schreiben Sie ein Datum",
    enter_month: "Schreiben Sie einen Monat und ein Jahr",
    give_place: "Geben Sie einen Platz",
    choose_occupation: "Wählen Sie einen Beruf aus der Liste",
    enter_address: "Schreiben Sie eine E-Mail-Adresse",
    not_an_option: "Wählen Sie eine Antwort, die hier steht.",
    only_one: "Wählen Sie nur 1 Antwort.",
    too_many: |max| format!("Das sind zu viele Antworten. Wählen Sie nicht mehr als {max}."),
    exclusive: "Diese Antworten passen nicht zusammen. Wählen Sie nur die eine oder nur die anderen.",
    not_a_day: "Schreiben Sie Tag, Monat und Jahr mit Ziffern. Zum Beispiel: 24 5 2026.",
    no_such_day: "Diesen Tag gibt es nicht. Prüfen Sie den Tag und den Monat.",
    not_a_month: "Wählen Sie einen Monat. Schreiben Sie das Jahr mit 4 Ziffern.",
    between: |min, max| format!("Erlaubt ist: {min} bis {max}."),
    no_such_place: |places| format!("Geben Sie einen Platz von 1 bis {places}."),
    place_taken: |place| format!("Platz {place} gibt es mehrmals. Geben Sie jeden Platz nur einmal."),
    place_left_out: |place| format!("Platz {place} ist noch frei. Lassen Sie keinen Platz aus."),
    too_much: |amount, total| format!("Das ist {amount} zu viel. Zusammen müssen es genau {total} sein."),
    too_little: |amount, total| format!("Es fehlt noch {amount}. Zusammen müssen es genau {total} sein."),
    best_is_worst: "Wählen Sie 2 verschiedene Antworten.",
    not_an_address: "Schreiben Sie eine E-Mail-Adresse. Zum Beispiel: name@beispiel.de.",
    consent_missing: "Setzen Sie das Häkchen. Oder löschen Sie die Adresse.",
    address_missing: "Schreiben Sie Ihre E-Mail-Adresse. Oder nehmen Sie das Häkchen weg.",
    page_changed: "Diese Seite ist jetzt anders als vorher. Prüfen Sie Ihre Antworten. Senden Sie sie dann noch einmal.",
    fewer: |chosen, max| format!("Sie haben {chosen} von {max} gewählt. Wählen Sie noch mehr."),
    own_words: "Schreiben Sie auf, was Sie meinen.",
    more_than_whole: |part, whole| {
        format!("Sie haben {part} von {whole} geschrieben. Ist das falsch? Dann ändern Sie eine Zahl.")
    },
};
