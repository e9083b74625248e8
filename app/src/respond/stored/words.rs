//! What is stored, per language and form of address. A language more is a table more.

mod arabic;
mod informal;
mod plain;
mod turkish;
mod ukrainian;

use domain::Locale;

use super::Extra;

pub struct Words {
    pub title: &'static str,
    pub stored_title: &'static str,
    /// Whether a place is asked for.
    pub answers: fn(bool) -> String,
    pub no_traces: &'static str,
    /// Where firms choose whether their name is stored.
    pub no_traces_named: &'static str,
    /// Where answers are stored one by one, and in what order they lie.
    pub mixed_at_end: &'static str,
    /// Where they are gathered first.
    pub mixed_at_night: &'static str,
    pub counters: &'static str,
    /// What stands beside every answer.
    pub version: &'static str,
    pub extra: fn(Extra) -> &'static str,
    /// What tells that the same was sent twice.
    pub sent_once: &'static str,
    pub pages: &'static str,
    pub free_text: &'static str,
    /// Days after the end.
    pub addresses: fn(i64) -> String,
    pub entrance_title: &'static str,
    pub by_link: &'static str,
    pub by_code: &'static str,
    /// Whoever comes by a poster.
    pub posters: &'static str,
    pub bursts: &'static str,
    pub by_invitation: fn(u64) -> String,
    pub by_name: fn(u64) -> String,
    pub strata: fn(u64) -> String,
    pub code_days: fn(i64) -> String,
    pub who_title: &'static str,
    pub staff: fn(&str) -> String,
    pub staff_named: fn(&str) -> String,
    pub shown_persons: fn(u64) -> String,
    pub shown_firms: fn(u64) -> String,
    pub cookie_title: &'static str,
    pub cookie: &'static str,
    /// Where there may be a device for many: how long in hours its own cookie lasts.
    pub kiosk: fn(i64) -> String,
    /// What the pages' script keeps.
    pub kept_here: &'static str,
    pub how_long_title: &'static str,
    pub draft: fn(i64) -> String,
    pub draft_by_link: fn(i64) -> String,
    /// That open the draft as well.
    pub six_words: &'static str,
    pub grace: fn(i64) -> String,
    /// For how long after the end: see [`domain::format::months`].
    pub retention: fn(&str) -> String,
    pub name_retention: fn(&str) -> String,
    pub no_retention: &'static str,
    pub why_title: &'static str,
    pub voluntary: &'static str,
    pub legal_basis: fn(&str) -> String,
    /// Of a firm's name beside its answer: consent, Art. 6(1)(a) GDPR.
    pub name_basis: &'static str,
    pub young_title: &'static str,
    pub young: &'static str,
    /// Where an address is asked for.
    pub young_contact: &'static str,
    pub rights_title: &'static str,
    pub rights: fn(&str) -> String,
    pub rights_named: fn(&str) -> String,
    pub not_promised_title: &'static str,
    pub not_promised: &'static str,
    pub edition: fn(&str) -> String,
    pub to_start: &'static str,
}

pub fn words(locale: Locale) -> &'static Words {
    match locale {
        Locale::DeSie => &SIE,
        Locale::DeDu => &informal::WORDS,
        Locale::En => &EN,
        Locale::DeEinfach => &plain::WORDS,
        Locale::Tr => &turkish::WORDS,
        Locale::Uk => &ukrainian::WORDS,
        Locale::Ar => &arabic::WORDS,
    }
}

static SIE: Words = Words {
    title: "Was wir speichern",
    stored_title: "Was gespeichert wird",
    answers: |place| {
        let place = if place { " Dazu gehört der Ort, den Sie nennen." } else { "" };
        format!(
            "Wir speichern, was Sie ankreuzen und eintragen.{place} Jede Frage können Sie auslassen, wenn dort nichts anderes steht."
        )
    },
    no_traces: "Mit den Antworten speichern wir keinen Namen, keine IP-Adresse, kein Gerät und keine Uhrzeit.",
    no_traces_named: "Mit den Antworten speichern wir keine IP-Adresse, kein Gerät, keine Uhrzeit und nicht, wer im Betrieb geantwortet hat. Den Namen des Betriebs speichern wir nur, wenn Sie das am Anfang gewählt haben.",
    mixed_at_end: "Am Ende der Umfrage mischen wir die Antworten. Bis dahin könnte man auf dem Server erkennen, in welcher Reihenfolge sie kamen.",
    mixed_at_night: "Die Antworten mischen wir nachts, sobald genug neue da sind, und am Ende der Umfrage. Bis dahin könnte man auf dem Server erkennen, in welcher Reihenfolge sie kamen.",
    version: "Neben der Antwort steht, welche Fassung der Umfrage Sie beantwortet haben.",
    extra: |extra| match extra {
        Extra::DrawnOrder => {
            "Einiges zeigen wir in zufälliger Reihenfolge. Welche Reihenfolge es war, steht neben der Antwort."
        }
        Extra::DealtBlocks => {
            "Bei einigen Fragen sehen nicht alle dieselben Zusammenstellungen. Welche Sie gesehen haben, steht neben der Antwort."
        }
        Extra::Computed => {
            "Einige Werte rechnen wir aus Ihren Antworten aus, zum Beispiel eine Summe. Auch sie stehen bei der Antwort."
        }
        Extra::Quotas => {
            "Von manchen Antworten brauchen wir nur eine bestimmte Zahl. Wir zählen getrennt von den Antworten, wie viele davon schon gekommen sind."
        }
        Extra::Exits => {
            "Für manche endet die Umfrage früher. Dann löschen wir, was sie eingegeben haben, und zählen, wie viele es sind und aus welchem Grund."
        }
    },
    counters: "Getrennt davon zählen wir, wie viele Antworten am Tag und aus einem Kreis kommen.",
    sent_once: "Beim Absenden speichern wir einen zufälligen Prüfwert. An ihm erkennen wir, wenn dasselbe zweimal ankommt. Er führt nicht zu Ihrer Antwort.",
    pages: "Ebenso getrennt zählen wir für jede Seite, wie viele dorthin kommen, weitergehen und etwas ändern, und wie lange das dauert: nach Tag, nach Sprache und danach, ob es ein Telefon ist. Seit wann eine Seite offen ist, steht nur in dieser Seite auf Ihrem Gerät. Nach dem Ende bleiben von den Tagen nur Summen, und seltene Sprachen und Geräte zählen wir nicht mehr einzeln. Bei der Antwort steht, ob sie sehr schnell oder überall mit derselben Stufe ausgefüllt wurde, sonst nichts davon.",
    free_text: "Einige Fragen sind zum Schreiben. Schreiben Sie dort keine Namen und nichts, woran man jemanden erkennt. Was Sie schreiben, liest nach dem Ende zuerst jemand, der auswertet, und nimmt heraus, woran man jemanden erkennt. Dann kann es auf der Ergebnisseite stehen, getrennt von Ihren anderen Antworten.",
    addresses: |days| {
        format!(
            "Hinterlassen Sie eine E-Mail-Adresse, liegt sie in einer anderen Datenbank als die Antworten. Nichts verbindet beide. Wir löschen sie spätestens {days} Tage nach dem Ende, oder wenn Sie es wünschen."
        )
    },
    entrance_title: "Wer antworten kann",
    by_link: "Wer den Link hat, kann antworten. Wir wissen nicht, wer das ist. Darum sind die Ergebnisse nicht repräsentativ.",
    by_code: "Sie haben einen Code bekommen. Die Codes werden zufällig verteilt, und es gibt keine Liste, wer welchen hat. Gespeichert ist nur ein Prüfwert: ob der Code benutzt wurde. Er führt nicht zu Ihrer Antwort.",
    posters: "Auf Plakaten steht eine kurze Adresse. Wir zählen, wie oft sie geöffnet wird, je Ort. Mit den Antworten ist das nicht verbunden.",
    bursts: "Damit niemand über den offenen Link hundertfach antwortet, zählen wir im Arbeitsspeicher, wie viele Antworten gerade aus einem Anschluss kommen. Dort steht nur eine Prüfsumme der IP-Adresse, mit jedem Tag eine neue. Gespeichert wird sie nicht. Was zu viel ist, zählt erst, wenn die Geschäftsstelle es zulässt.",
    by_invitation: |k| {
        format!(
            "Sie sind per Mail eingeladen. Ihre Adresse liegt in einer anderen Datenbank als die Antworten. Wir sehen, dass Ihr Code benutzt wurde, aber nicht, welche Antwort dazu gehört: Antworten werden gesammelt und gemischt, immer mindestens {k}. Bis zum Mischen ist Ihre Antwort vertraulich, danach anonym."
        )
    },
    by_name: |k| {
        format!(
            "Sie sind per Mail eingeladen und wählen am Anfang, ob der Name Ihres Betriebs neben der Antwort steht. Mit Namen ist sie nicht anonym. Ohne Namen sehen wir nur, dass Ihr Code benutzt wurde: Antworten ohne Namen werden gesammelt und gemischt, immer mindestens {k}. Bis zum Mischen ist Ihre Antwort vertraulich, danach anonym. Antworten am Ende weniger als {k} ohne Namen, nehmen wir auch bei anderen den Namen weg. So findet man auch durch Abzählen niemanden heraus. Bis Sie absenden, liegt der Name verschlossen bei Ihrem Code, und nur Ihr Link öffnet ihn."
        )
    },
    strata: |k| {
        format!(
            "Betrieb, Beruf oder Jahr stehen nur dann neben einer Antwort, wenn dafür mindestens {k} Codes ausgegeben wurden. Sonst lassen wir sie weg."
        )
    },
    code_days: |days| format!("Die Prüfwerte der Codes löschen wir {days} Tage nach dem Ende."),
    who_title: "Wer was sieht",
    staff: |who| {
        format!(
            "Einzelne Antworten ohne Namen sehen nur Beschäftigte von {who}, die auswerten, und erst nach dem Ende."
        )
    },
    staff_named: |who| {
        format!(
            "Einzelne Antworten sehen nur Beschäftigte von {who}, die auswerten, und erst nach dem Ende. Den Namen Ihres Betriebs sehen sie nur, wenn Sie ihn angegeben haben."
        )
    },
    shown_persons: |k| format!("Alle anderen sehen nur Ergebnisse von Gruppen ab {k} Personen."),
    shown_firms: |k| {
        format!(
            "Alle anderen sehen nur Ergebnisse von Gruppen ab {k} Betrieben. Kein Betrieb sieht die Antworten eines anderen."
        )
    },
    cookie_title: "Was auf Ihrem Gerät liegt",
    cookie: "Vor dem Start setzen wir kein Cookie. Beim Start setzen wir eines. Es hält Ihre Antworten zusammen, bis Sie sie absenden. Von fremden Servern laden wir nichts.",
    kiosk: |hours| {
        format!(
            "Auf einem Gerät für viele (Kiosk) setzen wir beim Start ein zweites Cookie. Es merkt sich nur, dass dieses Gerät ein Kiosk ist, und läuft nach {hours} Stunden ab."
        )
    },
    kept_here: "Was Sie eintippen, merkt sich Ihr Browser außerdem auf diesem Gerät. So geht nichts verloren, wenn die Verbindung abbricht. Er löscht es, sobald die Seite gespeichert ist, beim Absenden und wenn Sie neu beginnen. Wurde eine Seite nie gespeichert, löscht er es, wenn Sie nach 14 Tagen wieder eine Umfrage öffnen. Auf einem Gerät für viele merkt er sich nichts.",
    how_long_title: "Wie lange",
    draft: |days| {
        format!(
            "Solange Sie antworten, liegt ein verschlüsselter Entwurf bei uns. Den Schlüssel hat Ihr Browser. Wir löschen ihn, sobald Sie absenden, oder nach {days} Tagen."
        )
    },
    draft_by_link: |days| {
        format!(
            "Solange Sie antworten, liegt ein verschlüsselter Entwurf bei uns. Ihn öffnet Ihr persönlicher Link, auf jedem Gerät. Den Code darin bewahren wir verschlossen auf, bis die Umfrage endet, damit wir Sie erinnern können. Wir löschen den Entwurf, sobald Sie absenden, oder nach {days} Tagen."
        )
    },
    six_words: "Lassen Sie sich sechs Wörter geben, öffnen auch diese den Entwurf, auf jedem Gerät. Gespeichert sind die Wörter nur verschlossen.",
    grace: |hours| format!("Endet die Umfrage, während Sie antworten, können Sie noch {hours} Stunden lang absenden."),
    retention: |time| {
        format!(
            "Einzelne Antworten bleiben nach dem Ende der Umfrage noch {time}. Dann löschen wir sie. Nur die Ergebnisse bleiben."
        )
    },
    name_retention: |time| format!("Den Namen behalten wir nach dem Ende höchstens {time}. Dann nehmen wir ihn weg."),
    no_retention: "Wie lange einzelne Antworten bleiben, ist für diese Umfrage nicht festgelegt.",
    why_title: "Wofür und warum wir das dürfen",
    voluntary: "Die Teilnahme ist freiwillig. Wer nicht teilnimmt, hat keinen Nachteil.",
    legal_basis: |basis| format!("Rechtsgrundlage: {basis}"),
    name_basis: "Rechtsgrundlage für den Namen Ihres Betriebs: Ihre Einwilligung (Artikel 6 Absatz 1 Buchstabe a DSGVO).",
    young_title: "Unter 16",
    young: "Auch wer unter 16 ist, darf mitmachen. Wir fragen nicht nach Namen und nicht nach einer Adresse.",
    young_contact: "Auch wer unter 16 ist, darf mitmachen. Nach dem Namen fragen wir nicht. Eine E-Mail-Adresse ist freiwillig. Unter 16 lassen Sie sie am besten weg, denn daran kann man jemanden erkennen.",
    rights_title: "Ihre Rechte",
    rights: |contact| {
        format!(
            "Wir wissen nicht, welche Antwort von Ihnen ist. Darum können wir sie nach dem Absenden nicht heraussuchen, ändern oder löschen. Fragen beantwortet: {contact}."
        )
    },
    rights_named: |contact| {
        format!(
            "Haben Sie mit Namen geantwortet, können Sie Auskunft verlangen und die Zustimmung jederzeit ohne Grund widerrufen. Dann nehmen wir den Namen weg, und die Antwort bleibt ohne Namen. Welche Antworten ohne Namen von Ihnen sind, wissen wir nicht. Schreiben Sie an: {contact}."
        )
    },
    not_promised_title: "Was wir nicht versprechen können",
    not_promised: "Wer den Server betreibt und das Programm im laufenden Betrieb verändert, kann mitlesen. Und wer einen Text liest, erkennt vielleicht, wer ihn geschrieben hat.",
    edition: |edition| {
        format!("Dieser Text wird aus den Einstellungen gebildet, die gerade gelten. Fassung {edition}.")
    },
    to_start: "Zum Anfang der Umfrage",
};

static EN: Words = Words {
    title: "What we store",
    stored_title: "What is stored",
    answers: |place| {
        let place = if place { " That includes the place you name." } else { "" };
        format!("We store what you tick and type.{place} You can leave out any question unless it says otherwise.")
    },
    no_traces: "With the answers we store no name, no IP address, no device and no time of day.",
    no_traces_named: "With the answers we store no IP address, no device, no time of day, and not who in the company answered. We store the company’s name only if you chose that at the start.",
    mixed_at_end: "At the end of the survey we mix the answers. Until then one could tell on the server in which order they came.",
    mixed_at_night: "We mix the answers at night, as soon as there are enough new ones, and at the end of the survey. Until then one could tell on the server in which order they came.",
    version: "Beside the answer stands which version of the survey you answered.",
    extra: |extra| match extra {
        Extra::DrawnOrder => {
            "Some things are shown in an order of chance. Which order it was stands beside the answer."
        }
        Extra::DealtBlocks => {
            "In some questions not everybody sees the same sets of options. Which ones you saw stands beside the answer."
        }
        Extra::Computed => {
            "Some values we work out from your answers, a sum for instance. They stand with the answer too."
        }
        Extra::Quotas => {
            "Of some answers we need only a certain number. Apart from the answers we count how many of them have come."
        }
        Extra::Exits => {
            "For some the survey ends early. Then we delete what they entered, and count how many they are and for what reason."
        }
    },
    counters: "Apart from that we count how many answers come in on a day and from a district.",
    sent_once: "When you send, we store a random check value. It tells us when the same comes twice. It does not lead to your answer.",
    pages: "Also apart from it we count for each page how many come to it, go on and change something, and how long that takes: by day, by language, and by whether it is a phone. Since when a page is open stands only in that page on your device. After the end only totals are left of the days, and rare languages and devices are no longer counted singly. With the answer stands whether it was filled in very fast or with the same point everywhere, and nothing else of this.",
    free_text: "Some questions ask for text. Do not write names there, or anything that tells who somebody is. After the end somebody who works on the results first reads what you write and takes out what tells who somebody is. Then it may stand on the results page, apart from your other answers.",
    addresses: |days| {
        format!(
            "If you leave an e-mail address, it lies in another database than the answers. Nothing joins the two. We delete it {days} days after the end at the latest, or when you ask us to."
        )
    },
    entrance_title: "Who can answer",
    by_link: "Whoever has the link can answer. We do not know who that is. So the results do not stand for everybody.",
    by_code: "You were given a code. Codes are dealt out at random, and there is no list of who has which. We only store whether a code has been used. That does not lead to your answer.",
    posters: "Posters carry a short address. We count how often it is opened, per place. That is not joined to the answers.",
    bursts: "So that nobody answers a hundred times through the open link, we count in memory how many answers come from one connection at a time. All that stands there is a checksum of the IP address, a new one every day. It is not stored. What is too much counts only if the office lets it in.",
    by_invitation: |k| {
        format!(
            "You were invited by e-mail. Your address lies in another database than the answers. We see that your code has been used, but not which answer belongs to it: answers are gathered and mixed, always at least {k} of them. Until then your answer is confidential, afterwards it is anonymous."
        )
    },
    by_name: |k| {
        format!(
            "You were invited by e-mail and choose at the start whether your company’s name stands beside the answer. With a name it is not anonymous. Without a name we only see that your code has been used: answers without a name are gathered and mixed, always at least {k} of them. Until then your answer is confidential, afterwards it is anonymous. If fewer than {k} have answered without a name in the end, we take the names of others away too, so that nobody can be found by counting. Until you send, the name lies locked away beside your code, and only your link opens it."
        )
    },
    strata: |k| {
        format!(
            "Company, occupation or year stand beside an answer only if at least {k} codes were given out for them. Otherwise we leave them out."
        )
    },
    code_days: |days| format!("What we know about the codes is deleted {days} days after the end."),
    who_title: "Who sees what",
    staff: |who| {
        format!(
            "Single answers, without names, are seen only by the staff of {who} who work on the results, and only after the end. Your company does not see them."
        )
    },
    staff_named: |who| {
        format!(
            "Single answers are seen only by the staff of {who} who work on the results, and only after the end. They see your company’s name only if you gave it."
        )
    },
    shown_persons: |k| format!("Everybody else sees only results of groups of {k} people or more."),
    shown_firms: |k| format!("Everybody else sees only results of groups of {k} companies or more."),
    cookie_title: "What lies on your device",
    cookie: "Before the start we set no cookie. Starting sets one. It keeps your answers together until you send them. We load nothing from other servers.",
    kiosk: |hours| {
        format!(
            "On a device for many (kiosk) starting sets a second cookie. It only notes that this device is a kiosk, and expires after {hours} hours."
        )
    },
    kept_here: "Your browser also remembers on this device what you type, so that nothing is lost when the connection breaks. It deletes that as soon as the page is saved, when you send, and when you start again. If a page was never saved, it deletes that when you open a survey again after 14 days. On a device for many it remembers nothing.",
    how_long_title: "How long",
    draft: |days| {
        format!(
            "While you answer, we keep an encrypted draft. Your browser has the key. We delete it as soon as you send, or after {days} days."
        )
    },
    draft_by_link: |days| {
        format!(
            "While you answer, we keep an encrypted draft. Your personal link opens it, on any device. We keep the code in that link locked away until the survey ends, so that we can remind you. We delete the draft as soon as you send, or after {days} days."
        )
    },
    six_words: "If you ask for six words, they open the draft too, on any device. We store the words only locked away.",
    grace: |hours| format!("If the survey ends while you are answering, you can still send for {hours} hours."),
    retention: |time| {
        format!(
            "Single answers stay for {time} after the end of the survey. Then we delete them. Only the results stay."
        )
    },
    name_retention: |time| format!("We keep the name for {time} after the end at most. Then we take it away."),
    no_retention: "How long single answers stay has not been settled for this survey.",
    why_title: "What for, and why we may",
    voluntary: "Taking part is voluntary. Nobody is worse off for not taking part.",
    legal_basis: |basis| format!("Legal basis: {basis}"),
    name_basis: "Legal basis for your company’s name: your consent (Article 6(1)(a) GDPR).",
    young_title: "If you are under 16",
    young: "You may take part. We do not ask for your name or your address.",
    young_contact: "You may take part. We do not ask for your name. An e-mail address is voluntary. Better leave it out, because it can tell who you are.",
    rights_title: "Your rights",
    rights: |contact| {
        format!(
            "We do not know which answer is yours. So we cannot find, change or delete it once it is sent. Questions are answered by: {contact}."
        )
    },
    rights_named: |contact| {
        format!(
            "If you answered with a name, you can ask what we have, and withdraw your consent at any time without a reason. Then we take the name away, and the answer stays without a name. Which answers without a name are yours we do not know. Write to: {contact}."
        )
    },
    not_promised_title: "What we cannot promise",
    not_promised: "Whoever runs the server and secretly changes the program can read along. And whoever reads a text may recognise who wrote it.",
    edition: |edition| format!("This text is made from the settings in force. Edition {edition}."),
    to_start: "To the start of the survey",
};
