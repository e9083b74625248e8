//! Sentences of the page that sets groups of respondents side by side.

use analytics::MOST_OPTIONS;
use domain::Locale;

fn either(german: &'static str, english: &'static str, locale: Locale) -> &'static str {
    if locale.is_german() { german } else { english }
}

/// "Nach Kreis, Branche oder Größe vergleichen"
pub fn way(labels: &[String], locale: Locale) -> String {
    let (or, german) = (either(" oder ", " or ", locale), locale.is_german());
    let names = match labels {
        [all @ .., last] if !all.is_empty() => format!("{}{or}{last}", all.join(", ")),
        _ => labels.concat(),
    };
    if german { format!("Nach {names} vergleichen") } else { format!("Compare by {names}") }
}

pub fn by(locale: Locale) -> &'static str {
    either("Verglichen nach:", "Compared by:", locale)
}

pub fn at_once(locale: Locale) -> &'static str {
    either("Nach zweien zugleich:", "By two at once:", locale)
}

/// "Kreis und Größe"
pub fn both(first: &str, second: &str, locale: Locale) -> String {
    format!("{first} {} {second}", either("und", "and", locale))
}

pub fn no_second(locale: Locale) -> &'static str {
    either("– nichts weiter –", "– nothing else –", locale)
}

/// Why there are no other pairs; `untold`: those that the survey has and this wave does not show.
pub fn only_these(untold: &[String], locale: Locale) -> String {
    let rule = either(
        "Andere Paare gibt es hier nicht: Jedes Paar teilt die Antworten in kleinere Gruppen, von denen mehr ausgeblendet werden müssen. Darum legt die Umfrage vorher fest, welche gezeigt werden.",
        "There are no other pairs here: each divides the answers into smaller groups, more of which must be hidden. So the survey says beforehand which are shown.",
        locale,
    );
    let untold = untold.join(", ");
    match (untold.is_empty(), locale.is_german()) {
        (true, _) => rule.to_owned(),
        (false, true) => format!(
            "{rule} In dieser Welle nicht zu zeigen: {untold}. Dazu fehlen Gruppen mit genug Antworten, oder es käme heraus, was ausgeblendet ist."
        ),
        (false, false) => format!(
            "{rule} Not shown in this wave: {untold}. Groups with enough answers are missing, or hidden figures would follow."
        ),
    }
}

/// "„Wohnen und Mobilität“ nach Kreis und Größe"
pub fn subject_by(subject: &str, groupings: &[String], locale: Locale) -> String {
    let names = groupings.join(either(" und ", " and ", locale));
    match locale.is_german() {
        true => format!("„{subject}“ nach {names}"),
        false => format!("“{subject}” by {names}"),
    }
}

pub fn gone_pair(first: &str, second: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!(
            "Nach „{first}“ und „{second}“ zugleich, wie in dieser Adresse, wird hier nicht (mehr) aufgegliedert. Gezeigt wird eine Gliederung allein."
        ),
        false => format!(
            "By “{first}” and “{second}” at once, as in this address, nothing is broken down here (any more). One grouping alone is shown."
        ),
    }
}

pub fn gone(name: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => {
            format!("„{name}“ aus dieser Adresse gibt es hier nicht (mehr). Gezeigt wird stattdessen, was es gibt.")
        }
        false => format!("“{name}” from this address is not here (any more). What there is is shown instead."),
    }
}

pub fn nothing(locale: Locale) -> &'static str {
    either("Noch keine Gruppen zu vergleichen", "No groups to compare yet", locale)
}

pub fn nothing_because(k: u64, locale: Locale) -> String {
    match locale.is_german() {
        true => format!(
            "Es gibt nicht zwei Gruppen mit je {k} Antworten. Damit niemand erkannt werden kann, zeigen wir keine."
        ),
        false => {
            format!("There are not two groups of {k} answers each. So that nobody can be identified, we show none.")
        }
    }
}

pub fn overview(grouping: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!("Alle Antworten auf diese Frage nach {grouping}"),
        false => format!("All answers to this question by {grouping}"),
    }
}

pub fn overview_note(k: u64, locale: Locale) -> String {
    match locale.is_german() {
        true => format!(
            "Anteil je Gruppe, der größte Unterschied zuerst. „•“: zu wenige Antworten (unter {k}), oder fast alle in der Gruppe antworteten gleich."
        ),
        false => format!(
            "Share per group, the widest difference first. “•”: too few answers (below {k}), or nearly all in the group answered alike."
        ),
    }
}

pub fn respondents(by: &str, and: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!("Wie viele teilgenommen haben, nach {by} und {and}"),
        false => format!("How many took part, by {by} and {and}"),
    }
}

pub fn respondents_note(k: u64, locale: Locale) -> String {
    match locale.is_german() {
        true => format!(
            "Alle, die teilgenommen haben, auch ohne Antwort auf diese Frage. „•“: weniger als {k}, oder ausgeblendet, damit sich kleinere Gruppen nicht aus Summen ergeben."
        ),
        false => format!(
            "Everybody who took part, with or without an answer to this question. “•”: fewer than {k}, or hidden so that smaller groups do not follow from sums."
        ),
    }
}

pub fn gaps(subject: &str, grouping: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!("„{subject}“: Wichtigkeit und Erfüllung nach {grouping}"),
        false => format!("“{subject}”: importance and fulfilment by {grouping}"),
    }
}

pub fn gap_note(locale: Locale) -> &'static str {
    either(
        "Mittelwerte aller gültigen Antworten einer Gruppe; wer nur eines von beiden bewertet hat, zählt dort mit. MWDS = Abstand × mittlere Wichtigkeit (nach Borich 1980).",
        "Means of all valid answers of a group; whoever rated only one of the two counts there. MWDS = gap × mean importance (after Borich 1980).",
        locale,
    )
}

/// `by_two`: the survey declares pairs of groupings.
pub fn method(k: u64, by_two: bool, locale: Locale) -> Vec<String> {
    let (groups, hidden, test) = match locale.is_german() {
        true => (
            format!(
                "Jede Gruppe hat mindestens {k} Antworten; kleinere sind zusammengelegt. Die Gruppen einer Welle stehen fest: Andere Zuschnitte gibt es nicht, damit sich aus zwei Ansichten keine einzelne Antwort ausrechnen lässt."
            ),
            "Ausgeblendet ist, was weniger Antworten hat, und so viel mehr, wie nötig ist, damit es sich nicht aus Summen ergibt. Antworten in einer Gruppe fast alle gleich, steht dort „≥“ und eine gerundete Zahl.",
            "Geprüft wird mit genauen Zahlen von Gruppen ab 10 Antworten: Bewertungen mit Mann-Whitney (zwei Gruppen) oder Kruskal-Wallis (mehr), Nennungen und eine Antwort aus mehreren mit Chi-Quadrat (Pearson 1900), bei kleinen Erwartungswerten und bei Gruppen unter 30 Antworten mit Fisher oder Permutation, über die Zeilen einer Frage nach Benjamini & Hochberg (1995). „am meisten“ und „am wenigsten“ steht nur da, wo beide Gruppen mindestens 30 Antworten haben und ihr Unterschied sicher ist (Newcombe 1998).",
        ),
        false => (
            format!(
                "Each group has at least {k} answers; smaller ones are put together. The groups of a wave are fixed: there are no others, so that no single answer can be worked out from two views."
            ),
            "Hidden is what has fewer answers, and as much more as it takes for that not to follow from sums. Where nearly all in a group answered alike, it says “≥” and a rounded figure.",
            "Tests use exact figures of groups of 10 answers or more: ratings by Mann-Whitney (two groups) or Kruskal-Wallis (more), ticked options and one answer of several by chi-square (Pearson 1900), with small expected counts and with groups below 30 answers by Fisher or permutation, over the rows of a question after Benjamini & Hochberg (1995). “Most” and “least” are said only where both groups have 30 answers or more and their difference is certain (Newcombe 1998).",
        ),
    };
    let crossed = either(
        "Nach zwei Gliederungen zugleich wird in jeder Gruppe der ersten für sich geprüft, ob die Gruppen der zweiten verschieden antworten, zusammen über alle diese Vergleiche einer Frage. Dass ein Unterschied in einer Gruppe sicher ist und in einer anderen nicht, heißt nicht, dass sich diese beiden unterscheiden. Fragen, die nur nach einer dieser Angaben gestellt werden, sind nur nach ihr aufgegliedert.",
        "By two groupings at once, each group of the first is tested for itself: do the groups of the second answer differently? All these comparisons of one question are judged together. That a difference is certain in one group and not in another does not mean that these two differ. Questions that are asked depending on one of the two are broken down by that one only.",
        locale,
    );
    let crossed = by_two.then(|| crossed.to_owned());
    [groups, hidden.to_owned(), untold(locale), test.to_owned()].into_iter().chain(crossed).collect()
}

/// Which questions are not broken down, and why.
fn untold(locale: Locale) -> String {
    match locale.is_german() {
        true => format!(
            "Nicht jede Frage wird aufgegliedert. Es fehlen Angaben dazu, wer antwortet; Zahlen, Tabellen mit Zahlen und Punkte, die verteilt werden, weil eine einzelne große Angabe herauskommen könnte; Rangfolgen, Best-Worst- und Kano-Fragen, deren Antworten nur zusammen etwas sagen; Tage und Texte; Fragen, die sich je Thema wiederholen, weil jede davon nur wenige sehen; eine Antwort aus mehr als {MOST_OPTIONS}, und eine, von der abhängt, wer eine andere Frage sieht, weil deren Zahlen sie verrieten. Auch was für alle zusammen nicht in genauen Zahlen dasteht, oder in Gruppen verriete, was jemand geantwortet hat, fehlt."
        ),
        false => format!(
            "Not every question is broken down. Left out are: what describes who answers; numbers, tables of numbers, and points that are shared out, because a single large one might come out; rankings, best-worst and Kano questions, whose answers say something only together; days and texts; questions that repeat by topic, because few see each of them; one answer of more than {MOST_OPTIONS}, and one that decides who sees another question, because the figures of that would give it away. What is not told in exact figures for all together, or would in groups tell what somebody answered, is left out, too."
        ),
    }
}
