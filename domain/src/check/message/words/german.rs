//! German, with Sie and with du.

use super::Words;

/// "1 fehlt", "20 fehlen"
fn lacks(amount: &str) -> &'static str {
    if amount == "1" { "fehlt" } else { "fehlen" }
}

pub static SIE: Words = Words {
    choose: "Wählen Sie eine Antwort aus",
    choose_several: "Wählen Sie mindestens eine Antwort aus",
    rate: "Wählen Sie eine Stufe aus",
    choose_place: "Wählen Sie einen Ort aus der Liste aus",
    enter_number: "Geben Sie eine Zahl ein",
    enter_text: "Schreiben Sie eine Antwort",
    enter_day: "Geben Sie ein Datum ein",
    enter_month: "Geben Sie einen Monat und ein Jahr ein",
    give_place: "Geben Sie einen Platz an",
    choose_occupation: "Wählen Sie einen Beruf aus der Liste aus",
    enter_address: "Geben Sie eine E-Mail-Adresse ein",
    not_an_option: "Wählen Sie eine der angezeigten Antworten aus.",
    only_one: "Wählen Sie nur eine Antwort aus.",
    too_many: |max| format!("Wählen Sie höchstens {max} Antworten aus."),
    exclusive: "Eine der gewählten Antworten schließt die anderen aus. Wählen Sie entweder nur diese oder nur die anderen.",
    not_a_day: "Geben Sie Tag, Monat und Jahr in Ziffern ein, zum Beispiel 24 5 2026.",
    no_such_day: "Diesen Tag gibt es im Kalender nicht. Prüfen Sie Tag und Monat.",
    not_a_month: "Wählen Sie einen Monat und geben Sie das Jahr mit vier Ziffern ein.",
    between: |min, max| format!("Möglich ist {min} bis {max}."),
    no_such_place: |places| format!("Geben Sie einen Platz von 1 bis {places} an."),
    place_taken: |place| format!("Platz {place} ist mehrmals vergeben. Geben Sie jeden Platz nur einmal an."),
    place_left_out: |place| format!("Platz {place} ist noch frei. Vergeben Sie die Plätze ohne Lücke."),
    too_much: |amount, total| format!("{amount} zu viel: Verteilen Sie genau {total}."),
    too_little: |amount, total| format!("{amount} {} noch: Verteilen Sie genau {total}.", lacks(amount)),
    best_is_worst: "Wählen Sie zwei verschiedene Antworten aus.",
    not_an_address: "Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de.",
    consent_missing: "Setzen Sie das Häkchen, oder löschen Sie die Adresse.",
    address_missing: "Geben Sie Ihre E-Mail-Adresse ein, oder nehmen Sie das Häkchen weg.",
    page_changed: "Diese Seite hat sich seit dem Öffnen geändert. Prüfen Sie Ihre Antworten und senden Sie sie noch einmal.",
    fewer: |chosen, max| format!("Sie haben {chosen} von {max} gewählt. Wählen Sie noch mehr aus."),
    own_words: "Schreiben Sie dazu, was Sie meinen.",
    more_than_whole: |part, whole| {
        format!("Sie haben {part} von {whole} angegeben. Wenn das nicht stimmt, ändern Sie eine der beiden Zahlen.")
    },
};

pub static DU: Words = Words {
    choose: "Wähle eine Antwort aus",
    choose_several: "Wähle mindestens eine Antwort aus",
    rate: "Wähle eine Stufe aus",
    choose_place: "Wähle einen Ort aus der Liste aus",
    enter_number: "Gib eine Zahl ein",
    enter_text: "Schreib eine Antwort",
    enter_day: "Gib ein Datum ein",
    enter_month: "Gib einen Monat und ein Jahr ein",
    give_place: "Gib einen Platz an",
    choose_occupation: "Wähle einen Beruf aus der Liste aus",
    enter_address: "Gib eine E-Mail-Adresse ein",
    not_an_option: "Wähle eine der angezeigten Antworten aus.",
    only_one: "Wähle nur eine Antwort aus.",
    too_many: |max| format!("Wähle höchstens {max} Antworten aus."),
    exclusive: "Eine deiner Antworten schließt die anderen aus. Wähle entweder nur diese oder nur die anderen.",
    not_a_day: "Gib Tag, Monat und Jahr in Ziffern ein, zum Beispiel 24 5 2026.",
    no_such_day: "Diesen Tag gibt es im Kalender nicht. Prüfe Tag und Monat.",
    not_a_month: "Wähle einen Monat und gib das Jahr mit vier Ziffern ein.",
    between: SIE.between,
    no_such_place: |places| format!("Gib einen Platz von 1 bis {places} an."),
    place_taken: |place| format!("Platz {place} ist mehrmals vergeben. Gib jeden Platz nur einmal an."),
    place_left_out: |place| format!("Platz {place} ist noch frei. Vergib die Plätze ohne Lücke."),
    too_much: |amount, total| format!("{amount} zu viel: Verteile genau {total}."),
    too_little: |amount, total| format!("{amount} {} noch: Verteile genau {total}.", lacks(amount)),
    best_is_worst: "Wähle zwei verschiedene Antworten aus.",
    not_an_address: "Gib eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de.",
    consent_missing: "Setz das Häkchen, oder lösche die Adresse.",
    address_missing: "Gib deine E-Mail-Adresse ein, oder nimm das Häkchen weg.",
    page_changed: "Diese Seite hat sich seit dem Öffnen geändert. Prüfe deine Antworten und sende sie noch einmal.",
    fewer: |chosen, max| format!("Du hast {chosen} von {max} gewählt. Wähle noch mehr aus."),
    own_words: "Schreib dazu, was du meinst.",
    more_than_whole: |part, whole| {
        format!("Du hast {part} von {whole} angegeben. Wenn das nicht stimmt, ändere eine der beiden Zahlen.")
    },
};
