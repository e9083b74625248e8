//! What the report of a firm says itself.

use domain::Locale;

pub struct Words {
    pub standing: &'static str,
    pub advice: &'static str,
    pub method: &'static str,
    pub data: &'static str,
    /// Where the own values are.
    pub private: &'static str,
}

static DE: Words = Words {
    standing: "Ihre Werte im Vergleich",
    advice: "Was Sie tun können",
    method: "So haben wir gerechnet",
    data: "Daten und Zitierweise",
    private: "Ihre eigenen Werte stehen in diesem Dokument und in der Adresse, über die Sie es geladen haben. Gespeichert haben wir sie nicht.",
};

static EN: Words = Words {
    standing: "Your values in comparison",
    advice: "What you can do",
    method: "How we calculated",
    data: "Data and citation",
    private: "Your own values stand in this document and in the address from which you loaded it. We have not stored them.",
};

pub fn words(locale: Locale) -> &'static Words {
    if locale.is_german() { &DE } else { &EN }
}

/// Where the counts are from which all this follows.
pub fn where_data_are(address: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!("Die Ergebnisse, aus denen Median und Quartile folgen, stehen unter {address}."),
        false => format!("The results from which median and quartiles follow are at {address}."),
    }
}
