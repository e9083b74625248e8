//! German with "du", for people of fifteen: sentences of at most twelve words (ux.md R13).

use super::{Extra, Words};

pub static WORDS: Words = Words {
    title: "Was wir speichern",
    stored_title: "Was gespeichert wird",
    answers: |place| {
        let place = if place { " Dazu gehört der Ort, den du nennst." } else { "" };
        format!(
            "Wir speichern, was du ankreuzt und einträgst.{place} Jede Frage kannst du auslassen. Gibt es eine Ausnahme? Dann steht es bei der Frage."
        )
    },
    no_traces: "Mit den Antworten speichern wir keinen Namen und keine IP-Adresse. Wir speichern auch kein Gerät und keine Uhrzeit.",
    no_traces_named: "Mit den Antworten speichern wir keine IP-Adresse, kein Gerät und keine Uhrzeit. Wir speichern nicht, wer im Betrieb geantwortet hat. Den Namen des Betriebs speichern wir nur, wenn du es willst. Das wählst du am Anfang.",
    mixed_at_end: "Am Ende der Umfrage mischen wir die Antworten. Vorher kann man auf dem Server sehen, in welcher Reihenfolge sie kamen.",
    mixed_at_night: "Wir mischen die Antworten nachts, sobald genug neue da sind. Am Ende der Umfrage mischen wir noch einmal. Vorher kann man auf dem Server sehen, in welcher Reihenfolge sie kamen.",
    version: "Manchmal ändern wir die Umfrage. Neben der Antwort steht, welche Fassung du beantwortet hast.",
    extra: |extra| match extra {
        Extra::DrawnOrder => {
            "Einiges zeigen wir in zufälliger Reihenfolge. Neben der Antwort steht, welche Reihenfolge es war."
        }
        Extra::DealtBlocks => {
            "Manche Fragen zeigen mehrere kurze Listen. Nicht alle sehen dieselben Listen. Neben der Antwort steht, welche du gesehen hast."
        }
        Extra::Computed => {
            "Einiges rechnen wir aus deinen Antworten aus, zum Beispiel eine Summe. Auch das steht bei der Antwort."
        }
        Extra::Quotas => {
            "Von manchen Antworten brauchen wir nur eine bestimmte Zahl. Darum zählen wir, wie viele schon da sind. Diese Zahl steht nicht bei den Antworten."
        }
        Extra::Exits => {
            "Für manche endet die Umfrage früher. Was sie eingegeben haben, löschen wir. Wir zählen, wie viele es sind und aus welchem Grund."
        }
    },
    counters: "Getrennt davon zählen wir, wie viele Antworten am Tag kommen. Wir zählen auch, wie viele aus einem Kreis kommen.",
    sent_once: "Beim Absenden speichern wir eine zufällige Zahl. An ihr merken wir, wenn dasselbe zweimal ankommt. Zu deiner Antwort führt sie nicht.",
    pages: "Wir zählen auch, wie viele auf eine Seite kommen und weitergehen. Wir zählen, wie lange das dauert und ob jemand etwas ändert. Dabei trennen wir nach Tag, nach Sprache und nach Telefon oder Computer. Das alles steht nicht bei deiner Antwort. Dort steht nur, ob sie sehr schnell ausgefüllt ist oder überall gleich. Seit wann eine Seite offen ist, steht nur in dieser Seite. Und die liegt auf deinem Gerät. Nach dem Ende bleiben von den Tagen nur Summen. Seltene Sprachen und Geräte zählen wir dann nicht mehr einzeln.",
    free_text: "Bei einigen Fragen schreibst du selbst. Schreib dort keine Namen und nichts, woran man jemanden erkennt. Deinen Text liest nach dem Ende zuerst jemand, der auswertet. Er nimmt heraus, woran man jemanden erkennt. Dann kann der Text auf der Ergebnisseite stehen. Deine anderen Antworten stehen nicht dabei.",
    addresses: |days| {
        format!(
            "Du kannst eine E-Mail-Adresse dalassen. Sie liegt in einer anderen Datenbank als die Antworten. Nichts verbindet beide. Wir löschen sie spätestens {days} Tage nach dem Ende. Wir löschen sie früher, wenn du es wünschst."
        )
    },
    entrance_title: "Wer antworten kann",
    by_link: "Wer den Link hat, kann antworten. Wir wissen nicht, wer das ist. Darum stehen die Ergebnisse nicht für alle.",
    by_code: "Du hast einen Code bekommen. Die Codes werden zufällig verteilt. Es gibt keine Liste, wer welchen hat. Wir speichern nur, ob ein Code benutzt wurde. Zu deiner Antwort führt das nicht.",
    posters: "Auf Plakaten steht eine kurze Adresse. Wir zählen für jeden Ort, wie oft sie geöffnet wird. Mit den Antworten ist das nicht verbunden.",
    bursts: "Niemand soll über den offenen Link hundertmal antworten. Darum zählen wir, wie viele Antworten gerade aus einem Anschluss kommen. Der Server macht dafür aus der IP-Adresse eine Zahl. Jeden Tag ist es eine neue. Gespeichert wird sie nicht. Kommen zu viele Antworten? Dann entscheidet die Geschäftsstelle, ob sie zählen.",
    by_invitation: |k| {
        format!(
            "Du bist per Mail eingeladen. Deine Adresse liegt in einer anderen Datenbank als die Antworten. Wir sehen, dass dein Code benutzt wurde. Welche Antwort dazu gehört, sehen wir nicht. Wir sammeln die Antworten und mischen immer mindestens {k} davon. Bis zum Mischen ist deine Antwort vertraulich, danach anonym."
        )
    },
    by_name: |k| {
        format!(
            "Du bist per Mail eingeladen. Am Anfang wählst du, ob der Name deines Betriebs dabeisteht. Mit Namen ist deine Antwort nicht anonym. Ohne Namen sehen wir nur, dass dein Code benutzt wurde. Antworten ohne Namen sammeln wir und mischen immer mindestens {k} davon. Bis zum Mischen ist deine Antwort vertraulich, danach anonym. Sind am Ende weniger als {k} Antworten ohne Namen da? Dann nehmen wir auch bei anderen den Namen weg. So findet man auch durch Abzählen niemanden heraus. Bis du absendest, liegt der Name verschlossen bei deinem Code. Nur dein Link öffnet ihn."
        )
    },
    strata: |k| {
        format!(
            "Manchmal stehen Betrieb, Beruf oder Jahr neben einer Antwort. Dafür muss es mindestens {k} Codes geben. Sonst lassen wir sie weg."
        )
    },
    code_days: |days| format!("Was wir über Codes wissen, löschen wir {days} Tage nach dem Ende."),
    who_title: "Wer was sieht",
    staff: |who| {
        format!(
            "Einzelne Antworten sehen nur Beschäftigte von {who}, die auswerten. Sie sehen sie erst nach dem Ende und ohne Namen. Dein Betrieb sieht sie nicht. Deine Schule auch nicht."
        )
    },
    staff_named: |who| {
        format!(
            "Einzelne Antworten sehen nur Beschäftigte von {who}, die auswerten. Sie sehen sie erst nach dem Ende. Den Namen deines Betriebs sehen sie nur, wenn du ihn angibst."
        )
    },
    shown_persons: |k| format!("Alle anderen sehen nur Ergebnisse von Gruppen ab {k} Personen."),
    shown_firms: |k| format!("Alle anderen sehen nur Ergebnisse von Gruppen ab {k} Betrieben."),
    cookie_title: "Was auf deinem Gerät liegt",
    cookie: "Vor dem Start setzen wir kein Cookie. Beim Start setzen wir eines. Es hält deine Antworten zusammen, bis du sie absendest. Von fremden Servern laden wir nichts.",
    kiosk: |hours| {
        format!(
            "Auf einem Gerät für viele (Kiosk) setzen wir ein zweites Cookie. Es merkt sich nur, dass dieses Gerät ein Kiosk ist. Nach {hours} Stunden gilt es nicht mehr."
        )
    },
    kept_here: "Was du eintippst, merkt sich dein Browser auch auf diesem Gerät. So geht nichts verloren, wenn die Verbindung abbricht. Er löscht es, sobald die Seite gespeichert ist. Er löscht es auch, wenn du absendest oder neu beginnst. Wurde eine Seite nie gespeichert? Dann löscht er es nach 14 Tagen, sobald du eine Umfrage öffnest. Auf einem Gerät für viele merkt er sich nichts.",
    how_long_title: "Wie lange",
    draft: |days| {
        format!(
            "Solange du antwortest, liegt ein verschlüsselter Entwurf bei uns. Den Schlüssel hat dein Browser. Wir löschen den Entwurf, sobald du absendest, oder nach {days} Tagen."
        )
    },
    draft_by_link: |days| {
        format!(
            "Solange du antwortest, liegt ein verschlüsselter Entwurf bei uns. Dein persönlicher Link öffnet ihn auf jedem Gerät. Den Code darin bewahren wir verschlossen auf, bis die Umfrage endet. So können wir dich erinnern. Wir löschen den Entwurf, sobald du absendest, oder nach {days} Tagen."
        )
    },
    six_words: "Du kannst dir sechs Wörter geben lassen. Auch sie öffnen den Entwurf, auf jedem Gerät. Wir speichern die Wörter nur verschlossen.",
    grace: |hours| {
        format!("Endet die Umfrage, während du antwortest? Dann kannst du noch {hours} Stunden lang absenden.")
    },
    retention: |time| {
        format!(
            "Nach dem Ende der Umfrage bleiben einzelne Antworten noch {time}. Dann löschen wir sie. Nur die Ergebnisse bleiben."
        )
    },
    name_retention: |time| format!("Den Namen behalten wir nach dem Ende höchstens {time}. Dann nehmen wir ihn weg."),
    no_retention: "Wie lange einzelne Antworten bleiben, steht noch nicht fest.",
    why_title: "Wofür und warum wir das dürfen",
    voluntary: "Du musst nicht mitmachen. Wenn du nicht mitmachst, hast du keinen Nachteil.",
    legal_basis: |basis| format!("Das Gesetz dazu: {basis}"),
    name_basis: "Den Namen deines Betriebs speichern wir nur mit deiner Einwilligung. Das Gesetz dazu: Artikel 6 Absatz 1 Buchstabe a DSGVO.",
    young_title: "Wenn du jünger als 16 bist",
    young: "Du darfst mitmachen. Wir fragen nicht nach deinem Namen und nicht nach deiner Adresse.",
    young_contact: "Du darfst mitmachen. Nach deinem Namen fragen wir nicht. Eine E-Mail-Adresse ist freiwillig. Lass sie am besten weg, denn daran kann man dich erkennen.",
    rights_title: "Deine Rechte",
    rights: |contact| {
        format!(
            "Wir wissen nicht, welche Antwort von dir ist. Nach dem Absenden können wir sie darum nicht heraussuchen, ändern oder löschen. Fragen beantwortet: {contact}."
        )
    },
    rights_named: |contact| {
        format!(
            "Hast du mit Namen geantwortet? Dann kannst du fragen, was wir haben. Du kannst deine Zustimmung jederzeit ohne Grund widerrufen. Dann nehmen wir den Namen weg. Die Antwort bleibt ohne Namen. Welche Antworten ohne Namen von dir sind, wissen wir nicht. Schreib an: {contact}."
        )
    },
    not_promised_title: "Was wir nicht versprechen können",
    not_promised: "Wer den Server betreibt und das Programm heimlich verändert, kann mitlesen. Wer einen Text liest, erkennt vielleicht, wer ihn geschrieben hat.",
    edition: |edition| format!("Dieser Text entsteht aus den Einstellungen, die gerade gelten. Fassung {edition}."),
    to_start: "Zum Anfang der Umfrage",
};
