//! Plain German ("Einfache Sprache"): short sentences, common words, Sie.

use super::{Extra, Words};

pub static WORDS: Words = Words {
    title: "Was wir speichern",
    stored_title: "Das speichern wir",
    answers: |place| {
        let place = if place { " Dazu gehört auch der Ort, den Sie nennen." } else { "" };
        format!(
            "Wir speichern Ihre Antworten.{place} Sie müssen nicht jede Frage beantworten. Gibt es eine Ausnahme? Dann steht es bei der Frage."
        )
    },
    no_traces: "Wir speichern keinen Namen. Wir speichern keine IP-Adresse, kein Gerät und keine Uhrzeit.",
    no_traces_named: "Wir speichern keine IP-Adresse, kein Gerät und keine Uhrzeit. Wir speichern nicht, welcher Mensch geantwortet hat. Den Namen von Ihrem Betrieb speichern wir nur, wenn Sie es wollen. Das wählen Sie am Anfang.",
    mixed_at_end: "Am Ende der Umfrage mischen wir die Antworten. Vorher kann jemand auf dem Server vielleicht sehen: Welche Antwort kam zuerst?",
    mixed_at_night: "Wir mischen die Antworten nachts. Dafür müssen genug neue da sein. Am Ende mischen wir noch einmal. Vorher kann jemand auf dem Server vielleicht sehen: Welche Antwort kam zuerst?",
    version: "Manchmal ändern wir die Umfrage. Bei der Antwort steht, welche Fassung Sie gesehen haben.",
    extra: |extra| match extra {
        Extra::DrawnOrder => {
            "Manches zeigen wir in zufälliger Reihenfolge. Bei der Antwort steht, welche Reihenfolge es war."
        }
        Extra::DealtBlocks => {
            "Manche Fragen zeigen mehrere kurze Listen. Nicht alle Menschen sehen dieselben Listen. Bei der Antwort steht, welche Listen Sie gesehen haben."
        }
        Extra::Computed => {
            "Mit manchen Antworten rechnen wir. Wir zählen zum Beispiel Zahlen zusammen. Auch das Ergebnis steht bei der Antwort."
        }
        Extra::Quotas => {
            "Von manchen Antworten brauchen wir nur eine bestimmte Zahl. Wir zählen: Wie viele sind schon da? Diese Zahl liegt nicht bei den Antworten."
        }
        Extra::Exits => {
            "Für manche Menschen endet die Umfrage früher. Ihre Eingaben löschen wir. Wir zählen: Wie viele sind es? Und warum?"
        }
    },
    counters: "Außerdem zählen wir: Wie viele Antworten kommen an einem Tag? Und wie viele kommen aus einem Kreis?",
    sent_once: "Wenn Sie senden, speichern wir eine zufällige Zahl. Damit merken wir: Diese Antworten sind schon da. Zu Ihrer Antwort führt die Zahl nicht.",
    pages: "Wir zählen auch: Wie viele kommen auf eine Seite? Wie viele gehen weiter? Wie lange dauert das? Ändert jemand etwas? Wir zählen nach Tag und nach Sprache. Und wir zählen: Telefon oder Computer? Das alles steht nicht bei Ihrer Antwort. Bei Ihrer Antwort steht nur: Ist sie sehr schnell fertig? Oder ist überall dasselbe angekreuzt? Seit wann eine Seite offen ist, steht nur in dieser Seite. Und die liegt auf Ihrem Gerät. Nach dem Ende behalten wir von den Tagen nur Summen. Seltene Sprachen und Geräte zählen wir dann nicht mehr einzeln.",
    free_text: "Bei einigen Fragen können Sie selbst etwas schreiben. Schreiben Sie dort keine Namen. Schreiben Sie nichts, woran man einen Menschen erkennt. Nach dem Ende liest ein Mensch Ihren Text. Er nimmt heraus, woran man jemanden erkennt. Dann kann Ihr Text auf der Seite mit den Ergebnissen stehen. Ihre anderen Antworten stehen nicht dabei.",
    addresses: |days| {
        format!(
            "Sie können Ihre E-Mail-Adresse dalassen. Die Adresse liegt nicht bei den Antworten. Wir löschen sie spätestens {days} Tage nach dem Ende."
        )
    },
    entrance_title: "Wer antworten kann",
    by_link: "Wer den Link hat, kann antworten. Wir wissen nicht, wer das ist. Darum sagen die Ergebnisse nicht, was alle denken.",
    by_code: "Sie haben einen Code bekommen. Wer welchen Code bekommt, ist Zufall. Es gibt keine Liste. Wir speichern nur: Der Code ist benutzt. Zu Ihrer Antwort führt das nicht.",
    posters: "Auf Plakaten steht eine kurze Adresse. Wir zählen: Wie oft wird die Adresse geöffnet? Wir zählen das für jeden Ort. Mit Ihren Antworten hat das nichts zu tun.",
    bursts: "Den Link können viele öffnen. Wir zählen, wie viele Antworten aus einem Anschluss kommen. Dafür merkt sich der Computer eine Prüf-Zahl. Die Prüf-Zahl wird nicht gespeichert. Am nächsten Tag gibt es eine neue. Sind es zu viele Antworten? Dann entscheidet das Büro, ob sie zählen.",
    by_invitation: |k| {
        format!(
            "Sie haben eine Einladung per Mail bekommen. Ihre Adresse liegt in einer anderen Datenbank als die Antworten. Wir sehen: Ihr Code ist benutzt. Wir sehen nicht, welche Antwort dazu gehört. Wir sammeln die Antworten und mischen sie. Es sind immer mindestens {k} Antworten. Vor dem Mischen ist Ihre Antwort vertraulich. Nach dem Mischen ist sie anonym. Das heißt: Niemand weiß, von wem sie ist."
        )
    },
    by_name: |k| {
        format!(
            "Sie haben eine Einladung per Mail bekommen. Am Anfang wählen Sie: Soll der Name von Ihrem Betrieb bei der Antwort stehen? Mit Namen ist die Antwort nicht anonym. Ohne Namen sehen wir nur: Ihr Code ist benutzt. Wir sammeln die Antworten ohne Namen und mischen sie. Es sind immer mindestens {k} Antworten. Vor dem Mischen ist Ihre Antwort vertraulich. Nach dem Mischen weiß niemand, von wem sie ist. Gibt es am Ende weniger als {k} Antworten ohne Namen? Dann nehmen wir auch bei anderen den Namen weg. Vor dem Senden liegt der Name verschlossen bei Ihrem Code. Nur Ihr Link öffnet ihn."
        )
    },
    strata: |k| {
        format!(
            "Manchmal stehen Betrieb, Beruf oder Jahr bei einer Antwort. Das machen wir nur, wenn es dafür mindestens {k} Codes gibt. Sonst lassen wir es weg."
        )
    },
    code_days: |days| format!("Was wir über Codes wissen, löschen wir {days} Tage nach dem Ende."),
    who_title: "Wer was sieht",
    staff: |who| {
        format!(
            "Die einzelnen Antworten sehen nur wenige Menschen: Sie arbeiten bei {who} und rechnen die Ergebnisse aus. Sie sehen die Antworten erst nach dem Ende, und ohne Namen. Ihr Betrieb sieht sie nicht."
        )
    },
    staff_named: |who| {
        format!(
            "Die einzelnen Antworten sehen nur wenige Menschen: Sie arbeiten bei {who} und rechnen die Ergebnisse aus. Sie sehen die Antworten erst nach dem Ende. Den Namen von Ihrem Betrieb sehen sie nur, wenn Sie ihn angeben."
        )
    },
    shown_persons: |k| format!("Alle anderen sehen nur Ergebnisse. In jeder Gruppe sind dann mindestens {k} Menschen."),
    shown_firms: |k| format!("Alle anderen sehen nur Ergebnisse. In jeder Gruppe sind dann mindestens {k} Betriebe."),
    cookie_title: "Was auf Ihrem Gerät liegt",
    cookie: "Ein Cookie ist eine kleine Datei. Vor dem Start speichern wir kein Cookie. Beim Start speichern wir eines. Es hält Ihre Antworten zusammen, bis Sie sie senden. Von anderen Servern laden wir nichts.",
    kiosk: |hours| {
        format!(
            "Auf einem Gerät für viele (Kiosk) speichern wir ein zweites Cookie. Es merkt sich nur: Dieses Gerät ist ein Kiosk. Nach {hours} Stunden gilt es nicht mehr."
        )
    },
    kept_here: "Ihr Browser merkt sich auf diesem Gerät, was Sie schreiben. So geht nichts verloren, wenn das Internet ausfällt. Ist die Seite gespeichert? Haben Sie gesendet? Oder neu begonnen? Dann löscht der Browser es. Wurde eine Seite nie gespeichert? Dann löscht er es nach 14 Tagen, wenn Sie eine Umfrage öffnen. Auf einem Gerät für viele merkt er sich nichts.",
    how_long_title: "Wie lange",
    draft: |days| {
        format!(
            "Ihre angefangenen Antworten liegen verschlüsselt bei uns. Ihr Browser hat den Schlüssel. Wir löschen sie, wenn Sie senden. Spätestens löschen wir sie nach {days} Tagen."
        )
    },
    draft_by_link: |days| {
        format!(
            "Ihre angefangenen Antworten liegen verschlüsselt bei uns. Ihr persönlicher Link öffnet sie, auf jedem Gerät. In dem Link steht ein Code. Den Code bewahren wir verschlossen auf, bis die Umfrage endet. So können wir Sie erinnern. Wir löschen die angefangenen Antworten, wenn Sie senden. Spätestens löschen wir sie nach {days} Tagen."
        )
    },
    six_words: "Sie können sich sechs Wörter geben lassen. Mit den Wörtern können Sie auf jedem Gerät weitermachen. Wir speichern die Wörter nur verschlossen.",
    grace: |hours| {
        format!("Endet die Umfrage, während Sie antworten? Dann können Sie noch {hours} Stunden lang senden.")
    },
    retention: |time| {
        format!(
            "Einzelne Antworten bleiben nach dem Ende der Umfrage noch {time}. Dann löschen wir sie. Nur die Ergebnisse bleiben."
        )
    },
    name_retention: |time| format!("Der Name bleibt nach dem Ende höchstens {time}."),
    no_retention: "Wie lange einzelne Antworten bleiben, steht noch nicht fest.",
    why_title: "Wofür wir das brauchen und warum wir es dürfen",
    voluntary: "Sie müssen nicht mitmachen. Wenn Sie nicht mitmachen, passiert Ihnen nichts.",
    legal_basis: |basis| format!("Das Gesetz dazu: {basis}"),
    name_basis: "Den Namen von Ihrem Betrieb speichern wir nur, wenn Sie es erlauben. Das Gesetz dazu: Artikel 6 Absatz 1 Buchstabe a DSGVO.",
    young_title: "Wenn Sie jünger als 16 sind",
    young: "Sie dürfen mitmachen. Wir fragen nicht nach Ihrem Namen. Wir fragen nicht nach Ihrer Adresse.",
    young_contact: "Sie dürfen mitmachen. Wir fragen nicht nach Ihrem Namen. Eine E-Mail-Adresse müssen Sie nicht angeben. Lassen Sie sie am besten weg. Denn an der Adresse kann man Sie erkennen.",
    rights_title: "Ihre Rechte",
    rights: |contact| {
        format!(
            "Wir wissen nicht, welche Antwort von Ihnen ist. Darum können wir sie nach dem Senden nicht finden, ändern oder löschen. Haben Sie Fragen? Schreiben Sie an: {contact}."
        )
    },
    rights_named: |contact| {
        format!(
            "Haben Sie mit Namen geantwortet? Dann können Sie fragen, was wir haben. Sie können auch sagen: Der Name soll weg. Sie müssen keinen Grund nennen. Ihre Antwort bleibt dann ohne Namen. Haben Sie ohne Namen geantwortet? Dann wissen wir nicht, welche Antwort von Ihnen ist. Schreiben Sie an: {contact}."
        )
    },
    not_promised_title: "Was wir nicht versprechen können",
    not_promised: "Jemand betreibt unseren Computer. Ändert er heimlich das Programm, kann er mitlesen. Wer einen Text liest, erkennt vielleicht den Menschen, der ihn geschrieben hat.",
    edition: |edition| {
        format!("Dieser Text entsteht aus den Einstellungen, die jetzt gelten. Nummer des Textes: {edition}.")
    },
    to_start: "Zum Anfang der Umfrage",
};
