//! An offer out of named texts: the same rules whether a form or a line of a file brings them.

use domain::{
    Locale, format,
    id::TopicId,
    meaning::TargetGroup,
    offer::{Offer, OfferPlace},
    place::Municipality,
    vocabulary::Topic,
};
use jiff::civil::Date;

use crate::text;

/// Most characters of a short text and of the description.
const SHORT: usize = 200;
const LONG: usize = 2_000;
/// More places than this in one offer are a slip of the finger.
const MOST_SEATS: f64 = 100_000.0;

/// German names of the target groups, as they may be written beside their ids.
pub const GROUPS: [(&str, TargetGroup); 4] = [
    ("Auszubildende", TargetGroup::Apprentices),
    ("Ausbildende", TargetGroup::Trainers),
    ("Fachkräfte", TargetGroup::SkilledWorkers),
    ("Bewerbende", TargetGroup::Applicants),
];

/// The name of a field, and what is wrong with it in German.
pub type Problem = (&'static str, String);

/// The words an offer may use.
#[derive(Clone, Copy)]
pub struct Vocabulary<'a> {
    pub topics: &'a [Topic],
    pub region: &'a [Municipality],
}

/// The offer as far as the texts give one, and everything that is wrong with them. `text` gives what stands in a
/// field (`title`, `provider`, `topics`, ...), lists as `a|b`. `id` and `demo` are not set.
pub fn read(text: &dyn Fn(&str) -> String, words: Vocabulary<'_>) -> (Offer, Vec<Problem>) {
    let mut entry = Entry { text, problems: Vec::new() };
    let offer = entry.offer(words);
    (offer, entry.problems)
}

struct Entry<'a> {
    text: &'a dyn Fn(&str) -> String,
    problems: Vec<Problem>,
}

impl Entry<'_> {
    fn offer(&mut self, words: Vocabulary<'_>) -> Offer {
        let offer = Offer {
            id: String::new(),
            title: self.needed("title", SHORT, "Der Titel fehlt."),
            provider: self.needed("provider", SHORT, "Der Anbieter fehlt."),
            description: self.text("description", LONG),
            topics: self.needed_list("topics", "Mindestens ein Hauptthema fehlt.", |word| topic(word, words.topics)),
            secondary_topics: self.list("secondary_topics", |word| topic(word, words.topics)),
            target_groups: self.needed_list("target_groups", "Mindestens eine Zielgruppe fehlt.", group),
            place: self.place(words.region),
            seats: self.seats(),
            cost: self.text("cost", SHORT),
            url: self.url(),
            valid_from: self.date("valid_from"),
            valid_to: self.date("valid_to"),
            last_verified: self.verified(),
            demo: false,
        };
        if let (Some(from), Some(to)) = (&offer.valid_from, &offer.valid_to)
            && from > to
        {
            self.complain("valid_to", "Das Ende liegt vor dem Anfang.");
        }
        if offer.secondary_topics.iter().any(|topic| offer.topics.contains(topic)) {
            self.complain("secondary_topics", "Ein Thema ist Hauptthema oder Nebenthema, nicht beides.");
        }
        offer
    }

    fn given(&self, field: &str) -> String {
        (self.text)(field).replace("\r\n", "\n").trim().to_owned()
    }

    fn complain(&mut self, field: &'static str, message: impl Into<String>) {
        self.problems.push((field, message.into()));
    }

    fn text(&mut self, field: &'static str, most: usize) -> String {
        let text = self.given(field);
        let length = text.chars().count();
        if length > most {
            self.complain(field, text::too_long(length, most));
        }
        text
    }

    fn needed(&mut self, field: &'static str, most: usize, missing: &str) -> String {
        let text = self.text(field, most);
        if text.is_empty() {
            self.complain(field, missing);
        }
        text
    }

    fn list<T: PartialEq>(&mut self, field: &'static str, read: impl Fn(&str) -> Result<T, String>) -> Vec<T> {
        let mut list = Vec::new();
        for word in self.given(field).split('|').map(str::trim).filter(|word| !word.is_empty()) {
            match read(word) {
                Ok(value) if list.contains(&value) => {}
                Ok(value) => list.push(value),
                Err(message) => self.complain(field, message),
            }
        }
        list
    }

    fn needed_list<T: PartialEq>(
        &mut self,
        field: &'static str,
        missing: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Vec<T> {
        if self.given(field).is_empty() {
            self.complain(field, missing);
        }
        self.list(field, read)
    }

    fn place(&mut self, region: &[Municipality]) -> OfferPlace {
        let word = self.given("place");
        let named = |place: &&Municipality| place.ags.as_str() == word || place.name == word;
        match word.to_lowercase().as_str() {
            "online" => OfferPlace::Online,
            "region" => OfferPlace::RegionWide,
            "" => {
                self.complain("place", "Der Ort fehlt.");
                OfferPlace::RegionWide
            }
            _ => match region.iter().find(named) {
                Some(place) => OfferPlace::Municipality(place.ags.clone()),
                None => {
                    let message = format!(
                        "„{word}“ ist kein Ort der Region. Möglich sind der Name oder Schlüssel einer Gemeinde, „online“ \
                         und „region“."
                    );
                    self.complain("place", message);
                    OfferPlace::RegionWide
                }
            },
        }
    }

    fn seats(&mut self) -> Option<u32> {
        let typed = self.given("seats");
        let number = domain::form::number(&typed, 0).ok().filter(|number| number.fract() == 0.0);
        let seats = number.filter(|number| (0.0..=MOST_SEATS).contains(number)).map(|number| number as u32);
        if seats.is_none() && !typed.is_empty() {
            let most = format::number(MOST_SEATS, 0, Locale::DeSie);
            let message = format!(
                "„{typed}“ passt nicht. Möglich sind ganze Zahlen von 0 bis {most}. Leer heißt: nicht bekannt."
            );
            self.complain("seats", message);
        }
        seats
    }

    fn url(&mut self) -> String {
        let url = self.text("url", LONG);
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let is_address = rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace));
        if !url.is_empty() && !is_address {
            self.complain("url", "Eine Adresse beginnt mit https:// und hat keine Leerzeichen.");
        }
        url
    }

    fn date(&mut self, field: &'static str) -> Option<String> {
        let typed = self.given(field);
        let date = date(&typed);
        if date.is_none() && !typed.is_empty() {
            self.complain(field, format!("„{typed}“ ist kein Tag. Schreiben Sie 31.12.2026 oder 2026-12-31."));
        }
        date
    }

    fn verified(&mut self) -> String {
        if self.given("last_verified").is_empty() {
            self.complain("last_verified", "Es fehlt, wann das Angebot zuletzt geprüft wurde.");
        }
        self.date("last_verified").unwrap_or_default()
    }
}

fn topic(word: &str, topics: &[Topic]) -> Result<TopicId, String> {
    let is_named = |topic: &&Topic| topic.id.as_str() == word || topic.label.0.values().any(|label| label == word);
    let found = topics.iter().find(is_named);
    found.map(|topic| topic.id.clone()).ok_or_else(|| {
        let all = topics.iter().map(|topic| topic.label.get(Locale::DeSie)).collect::<Vec<_>>().join(", ");
        format!("Das Thema „{word}“ gibt es nicht. Es gibt: {all}.")
    })
}

fn group(word: &str) -> Result<TargetGroup, String> {
    let german = GROUPS.iter().find(|(name, _)| *name == word).map(|(_, group)| *group);
    german.or_else(|| TargetGroup::parse(word)).ok_or_else(|| {
        let all = GROUPS.map(|(name, _)| name).join(", ");
        format!("Die Zielgruppe „{word}“ gibt es nicht. Es gibt: {all}.")
    })
}

/// `2026-12-31` or `31.12.2026` as `2026-12-31`.
pub(crate) fn date(text: &str) -> Option<String> {
    let numbers = |sign: char| -> Option<[i16; 3]> {
        let numbers: Vec<i16> = text.split(sign).map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
        numbers.try_into().ok()
    };
    let [year, month, day] = match numbers('.') {
        Some([day, month, year]) => [year, month, day],
        None => numbers('-')?,
    };
    let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    (1900..=2200).contains(&year).then(|| date.to_string())
}
