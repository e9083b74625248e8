//! Sentences of the page on which a firm compares itself.

use domain::{Locale, meaning::Role};

fn either(german: &'static str, english: &'static str, locale: Locale) -> &'static str {
    if locale.is_german() { german } else { english }
}

pub fn title(locale: Locale) -> &'static str {
    either("Ihr Betrieb im Vergleich", "Your firm in comparison", locale)
}

pub fn way(locale: Locale) -> &'static str {
    either("Den eigenen Betrieb vergleichen", "Compare your own firm", locale)
}

pub fn all_firms(locale: Locale) -> &'static str {
    either("alle Betriebe", "all firms", locale)
}

pub fn left_out(locale: Locale) -> &'static str {
    either("keine Angabe", "no answer", locale)
}

pub fn role(role: Role, locale: Locale) -> &'static str {
    match role {
        Role::Importance => either("Wichtigkeit", "Importance", locale),
        _ => either("Erfüllung", "Fulfilment", locale),
    }
}

pub fn with_all(locale: Locale) -> &'static str {
    either(
        "Verglichen mit allen Betrieben, die geantwortet haben.",
        "Compared with all firms that have answered.",
        locale,
    )
}

pub fn with_group(group: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!("Verglichen mit den Betrieben der Gruppe „{group}“."),
        false => format!("Compared with the firms of the group “{group}”."),
    }
}

pub fn fallen_back(group: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!(
            "Verglichen mit allen Betrieben: In der Gruppe „{group}“ ist mindestens eines Ihrer Merkmale ausgeblendet, damit niemand erkannt werden kann."
        ),
        false => format!(
            "Compared with all firms: in the group “{group}” at least one of your items is hidden, so that nobody can be identified."
        ),
    }
}

pub fn nothing(locale: Locale) -> &'static str {
    either(
        "Auch über alle Betriebe ist hier ausgeblendet, was geantwortet wurde. Es gibt deshalb nichts, womit wir Ihre Werte vergleichen können.",
        "What was answered is hidden here even over all firms. So there is nothing we can compare your values with.",
        locale,
    )
}

/// Where an address of the PDF leads to the page.
pub fn no_pdf(locale: Locale) -> &'static str {
    either(
        "Ein PDF gibt es erst, wenn mindestens ein eigener Wert angegeben ist und alle Angaben stimmen. Prüfen Sie sie unten.",
        "There is a PDF once at least one value of your own is given and everything is right. Check it below.",
        locale,
    )
}

pub fn busy(locale: Locale) -> &'static str {
    either(
        "Gerade werden viele Dateien erstellt. Versuchen Sie es in einer Minute noch einmal. Ihre Angaben stehen unten.",
        "Many files are being made just now. Please try again in a minute. What you have given stands below.",
        locale,
    )
}

pub fn no_row(name: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!("Das Merkmal „{name}“ aus dieser Adresse gibt es hier nicht (mehr). Es bleibt weg."),
        false => format!("The item “{name}” from this address is not here (any more). It is left out."),
    }
}

pub fn no_group(name: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!(
            "Die Gruppe „{name}“ aus dieser Adresse gibt es hier nicht (mehr). Wählen Sie unten eine andere; bis dahin vergleichen wir mit allen Betrieben."
        ),
        false => format!(
            "The group “{name}” from this address is not here (any more). Choose another below; until then we compare with all firms."
        ),
    }
}

pub fn out_of_range(value: &str, label: &str, points: u32, locale: Locale) -> String {
    match locale.is_german() {
        true => format!("„{value}“ ist kein Wert von 1 bis {points} für „{label}“. Wählen Sie unten einen."),
        false => format!("“{value}” is not a value from 1 to {points} for “{label}”. Choose one below."),
    }
}

/// `matters`: how important apprentices find it.
pub fn below(label: &str, own: u32, median: &str, matters: Option<&str>, locale: Locale) -> String {
    let (first, second) = match locale.is_german() {
        true => (
            format!("Mehr tun bei „{label}“: Ihr Wert {own}, Median der Vergleichsgruppe {median}."),
            matters.map(|mean| format!(" Auszubildende bewerten die Wichtigkeit im Mittel mit {mean}.")),
        ),
        false => (
            format!("Do more about “{label}”: your value {own}, median of the peer group {median}."),
            matters.map(|mean| format!(" Apprentices rate its importance {mean} on average.")),
        ),
    };
    first + &second.unwrap_or_default()
}

pub fn keep(label: &str, own: u32, median: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!(
            "Behalten Sie bei, was Sie tun: Kein Wert zur Erfüllung liegt unter dem Median. Am besten stehen Sie bei „{label}“ da (Ihr Wert {own}, Median {median})."
        ),
        false => format!(
            "Keep doing what you do: none of your values of fulfilment is below the median. You do best at “{label}” (your value {own}, median {median})."
        ),
    }
}

pub fn method(k: u64, locale: Locale) -> Vec<String> {
    match locale.is_german() {
        true => vec![
            "Median und Quartile folgen allein aus den veröffentlichten Häufigkeiten der Skalenpunkte (Quantil Typ 2 nach Hyndman & Fan 1996). Zwischen den Quartilen liegt die mittlere Hälfte der Antworten.".to_owned(),
            format!("Jede Gruppe hat mindestens {k} Antworten. Ist eines Ihrer Merkmale in Ihrer Gruppe ausgeblendet, vergleichen wir alle Ihre Werte mit allen Betrieben. Antworteten fast alle gleich, gilt dieser Punkt als Median und Quartil, wenn mehr als drei Viertel ihn wählten."),
            "Vorgeschlagen werden höchstens drei Merkmale, deren Erfüllung unter dem Median liegt: zuerst die mit dem größten Abstand, bei gleichem Abstand die, die Auszubildenden wichtiger sind.".to_owned(),
        ],
        false => vec![
            "Median and quartiles follow from the published counts of the scale points alone (quantile of type 2 after Hyndman & Fan 1996). Between the quartiles lies the middle half of the answers.".to_owned(),
            format!("Each group has at least {k} answers. If one of your items is hidden in your group, we compare all your values with all firms. Where nearly all answered alike, that point is median and quartile if more than three quarters chose it."),
            "Suggested are three items at most whose fulfilment is below the median: the widest distance first, and of equal ones what matters more to apprentices.".to_owned(),
        ],
    }
}
