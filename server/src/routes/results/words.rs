//! Sentences of a result page. Scores, authors and years only in what is folded away as method.

use domain::{History, ItemId, Key, Locale, Survey, format, history::Break};
use store::Access;

use crate::story::Telling;

pub fn needs_title(locale: Locale) -> String {
    (if locale.is_german() { "Bedarf und Angebot in der Region" } else { "Needs and offers in the region" }).to_owned()
}

pub fn gap_title(locale: Locale) -> String {
    (if locale.is_german() { "Wichtig und erfüllt" } else { "Important and fulfilled" }).to_owned()
}

pub fn hidden_because(k: u64, locale: Locale) -> String {
    if locale.is_german() {
        format!("Es haben weniger als {k} geantwortet. Damit niemand erkannt werden kann, zeigen wir keine Zahlen.")
    } else {
        format!("Fewer than {k} answered. So that nobody can be identified, we show no figures.")
    }
}

pub fn missing(answers: u64) -> String {
    match answers {
        1 => "Noch 1 Antwort bis zur ersten Auswertung.".to_owned(),
        n => format!("Noch {n} Antworten bis zur ersten Auswertung."),
    }
}

/// What was not asked in the same way all the time, a sentence each. `days` are those on which versions were published.
pub fn breaks(history: &History, days: &[(i64, String)], locale: Locale) -> Vec<String> {
    let german = locale.is_german();
    let survey = history.survey();
    let since = |version: i64| {
        let day = days.iter().find(|(number, _)| *number == version);
        match (day.map(|(_, day)| format::date(day, locale)), german) {
            (Some(day), true) => format!("seit dem {day}"),
            (Some(day), false) => format!("since {day}"),
            (None, true) => format!("seit Version {version}"),
            (None, false) => format!("since version {version}"),
        }
    };
    let question = |item: &ItemId| survey.question_text(&Key::item(item), locale);
    let sentence = |found: Break| match (found, german) {
        (Break::Since { item, version }, true) => {
            format!("„{}“ wird {} gefragt; frühere Antworten gibt es dazu nicht.", question(&item), since(version))
        }
        (Break::Since { item, version }, false) => {
            format!("“{}” has been asked {}; there are no earlier answers to it.", question(&item), since(version))
        }
        (Break::Until { item, .. }, true) => {
            format!("„{}“ wurde nur in der ersten Zeit gefragt.", question(&item))
        }
        (Break::Until { item, .. }, false) => {
            format!("“{}” was asked in the first part of the time only.", question(&item))
        }
        (Break::Reworded { item, version }, true) => {
            format!(
                "„{}“ ist {} etwas anders formuliert; alle Antworten zählen zusammen.",
                question(&item),
                since(version)
            )
        }
        (Break::Reworded { item, version }, false) => {
            format!(
                "“{}” has been put differently {}; all answers are counted together.",
                question(&item),
                since(version)
            )
        }
        (Break::Option { item, option, version }, _) => {
            let label = survey.item(&item).map(|item| survey.option_label(item, &option, locale)).unwrap_or_default();
            match german {
                true => format!("Bei „{}“ gibt es „{label}“ erst {}.", question(&item), since(version)),
                false => format!("For “{}” there has been “{label}” only {}.", question(&item), since(version)),
            }
        }
    };
    history.breaks(locale).into_iter().map(sentence).collect()
}

/// One row read out: "4,20 bei Wichtigkeit, 2,35 bei Erfüllung: 1,85 Punkte fehlen."
pub fn gap_reading(telling: &Telling) -> Option<String> {
    let gap = telling.results.get().gap.shown()?;
    let (widest, _) = gap.widest()?;
    let (locale, name) = (telling.locale, telling.row_label(&widest.item));
    let [importance, fulfilment, missing] = [widest.importance.value, widest.fulfilment.value, widest.gap.value]
        .map(|value| format::number(value, 2, locale));
    Some(match locale.is_german() {
        true => format!(
            "Lesehilfe: „{name}“ bekommt {importance} Punkte bei Wichtigkeit und {fulfilment} bei Erfüllung. \
             {missing} Punkte fehlen."
        ),
        false => format!(
            "How to read this: “{name}” gets {importance} points for importance and {fulfilment} for fulfilment. \
             {missing} points are missing."
        ),
    })
}

pub fn needs_method(locale: Locale) -> String {
    (if locale.is_german() {
        "Die Balken zeigen den Anteil an allen, die geantwortet haben; „davon dringend“ zählt, wer einen der zwei höchsten Punkte gewählt hat. Der Rang in der Tabelle folgt dem gewichteten Abstand zwischen Dringlichkeit und Zufriedenheit mit den Angeboten (MWDS, Borich 1980), bei Gleichstand dem Abstand der Ränge (RDS, Narine & Harder 2021), dann dem Anteil."
    } else {
        "The bars show the share of all who answered; “of these urgent” counts who chose one of the two highest points. The rank in the table follows the weighted distance between urgency and satisfaction with offers (MWDS, Borich 1980), then ranked discrepancy (RDS, Narine & Harder 2021), then the share."
    })
    .to_owned()
}

pub fn gap_method(locale: Locale) -> String {
    (if locale.is_german() {
        "Gerechnet wird nur mit Antworten, die beides bewerten. Abstand = Wichtigkeit − Erfüllung. „Sicher“ heißt: Der Abstand liegt mit seiner ganzen Unsicherheit (95\u{202f}%) über null. MWDS = Abstand × mittlere Wichtigkeit (Borich 1980). RDS = Anteil „besser als wichtig“ − Anteil „schlechter als wichtig“ in Prozentpunkten (Narine & Harder 2021). Felder nach Martilla & James (1977). „handeln“ heißt: mindestens durchschnittlich wichtig, sicher ein Abstand, und dabei unterdurchschnittlich erfüllt oder im oberen Viertel nach MWDS; „beobachten“: sicher ein Abstand, sonst; „halten“: wichtig, kein sicherer Abstand; „nachrangig“: alles andere. „unsicher“ heißt: Eine Linie, auf die es ankommt, läuft durch den Bereich der Unsicherheit, oder es sind weniger als 10 Antworten."
    } else {
        "Only answers that rate both are used. Gap = importance − fulfilment. “Certainly” means: the gap is above zero with the whole of its uncertainty (95%). MWDS = gap × mean importance (Borich 1980). RDS = share “better than important” − share “worse than important” in percentage points (Narine & Harder 2021). Fields after Martilla & James (1977). “act” means: of average importance at least, certainly a gap, and fulfilled below average or in the upper quarter by MWDS; “watch”: certainly a gap otherwise; “keep”: important, no certain gap; “minor”: all else. “uncertain” means: a line that matters runs through the range of uncertainty, or there are fewer than 10 answers."
    })
    .to_owned()
}

/// How the survey was introduced, who could answer, and what is shown.
pub fn method(survey: &Survey, access: Access, organisation: &str, k: u64, locale: Locale) -> Vec<String> {
    let intro = survey.introduction(organisation, locale);
    // Who reads answers that come from elsewhere has read it at the top.
    let introduced = survey.source.is_none().then(|| match locale.is_german() {
        true => format!("So hat sich die Umfrage vorgestellt: „{}“", intro.replace('„', "‚").replace('“', "‘")),
        false => format!("How the survey introduced itself: “{}”", intro.replace('“', "‘").replace('”', "’")),
    });
    let who = match survey.source {
        Some(_) => collected_elsewhere(locale),
        None => who_could_answer(access, locale),
    };
    let shown = match locale.is_german() {
        true => format!(
            "Ergebnisse gibt es nur für Gruppen ab {k} Antworten. „•“ heißt: ausgeblendet, zu wenige Antworten oder fast alle gleich. „–“ heißt: Hier gibt es keine Zahl. Haben alle dasselbe geantwortet, steht dort „≥“ und eine gerundete Zahl."
        ),
        false => format!(
            "Results are shown only for groups of {k} answers or more. “•” means: hidden, too few answers or nearly all the same. “–” means: there is no figure. Where all gave the same answer, it says “≥” and a rounded figure."
        ),
    };
    introduced.into_iter().chain([shown, format!("{who} {}", unweighted(locale))]).collect()
}

fn either(german: &'static str, english: &'static str, locale: Locale) -> &'static str {
    if locale.is_german() { german } else { english }
}

/// Whom the answers stand for. Only an open link lets in whoever likes; whoever was asked and did not answer is missing
/// from all others, too.
fn who_could_answer(access: Access, locale: Locale) -> &'static str {
    match access {
        Access::Open => either(
            "Jeder konnte mit dem Link antworten. Die Ergebnisse sind deshalb nicht repräsentativ.",
            "Anybody with the link could answer, so the results are not representative.",
            locale,
        ),
        Access::Code => either(
            "Antworten konnte, wer einen Code bekommen hatte, und jeder Code galt einmal. Wer ihn nicht genutzt hat, fehlt in den Ergebnissen.",
            "Whoever had been given a code could answer, once with each code. Those who did not use theirs are missing from the results.",
            locale,
        ),
        Access::Invited | Access::Named => either(
            "Antworten konnte nur, wer eingeladen war, und nur einmal. Wer nicht geantwortet hat, fehlt in den Ergebnissen.",
            "Only those who were invited could answer, and only once. Those who did not answer are missing from the results.",
            locale,
        ),
    }
}

fn collected_elsewhere(locale: Locale) -> &'static str {
    either(
        "Diese Antworten wurden anderswo erhoben; wer antworten konnte, sagt die Quelle.",
        "These answers were collected elsewhere; the source says who could answer.",
        locale,
    )
}

fn unweighted(locale: Locale) -> &'static str {
    either(
        "Jede Antwort zählt gleich viel: Die Ergebnisse sind nicht gewichtet. „Unsicherheit (95\u{202f}%)“ sagt, wie weit ein Ergebnis durch Zufall schwanken kann; unter 10 Antworten steht sie nicht da.",
        "Each answer counts the same: the results are not weighted. “Uncertainty (95%)” says how far a result may vary by chance; below 10 answers it is left out.",
        locale,
    )
}

/// What came too fast through an open link and is in no figure.
pub fn held_back(count: u64, locale: Locale) -> Option<String> {
    let counted = format::count(count, locale);
    Some(match (count, locale.is_german()) {
        (0, _) => return None,
        (1, true) => {
            "Nicht mitgezählt ist 1 Antwort, die von einem Anschluss kam, der in kurzer Zeit sehr viele geschickt hat."
                .to_owned()
        }
        (_, true) => format!(
            "Nicht mitgezählt sind {counted} Antworten, die von Anschlüssen kamen, die in kurzer Zeit sehr viele geschickt haben."
        ),
        (1, false) => "Not counted is 1 answer from a network that sent very many within a short time.".to_owned(),
        (_, false) => {
            format!("Not counted are {counted} answers from networks that sent very many within a short time.")
        }
    })
}

pub fn statistics(locale: Locale) -> String {
    (if locale.is_german() {
        "Anteile mit Wilson-Intervall (Wilson 1927), Mittelwerte mit t-Intervall, jeweils 95\u{202f}%. n zählt gültige Antworten; was fehlt, steht mit dem Grund in der Tabelle zu jedem Bild."
    } else {
        "Shares with Wilson intervals (Wilson 1927), means with t intervals, 95% each. n counts valid answers; what is missing stands with its reason in the table of each picture."
    })
    .to_owned()
}
