//! The demo region: real municipalities, invented firms, apprentices and offers, and one survey with real answers.
//! The same every time, but for its dates, which follow the day it is made.

mod apprentice;
mod chance;
mod contact;
mod firm;
mod pages;
mod region;
mod survey;
mod walk;

use domain::{Answers, Locale, Questionnaire, format, offer::Offer, place::Municipality, vocabulary};
use jiff::{ToSpan, civil::Date};
use store::Store;

use crate::{
    clock::Clock,
    commands::Failure,
    offer_csv,
    response_csv::{self, Mapping},
};

use self::{apprentice::Apprentice, firm::Firm, region::Place, survey::Field};

pub use chance::Chance;
pub use contact::contacts;
pub use walk::{Respondent, walk};

const SEED: u64 = 33_098;
pub const FIRMS: usize = 240;
/// Apprentices in the three waves, oldest first.
/// Of the firms that had the link.
const FIRMS_ASKED: u64 = 800;
pub const APPRENTICES: [usize; 3] = [340, 370, 390];

/// In each year.
const APPRENTICES_ASKED: u64 = 1_500;
const OFFERS: &str = include_str!("../../demo/offers.csv");
const PERTH: &str = include_str!("../../demo/perth_ipa.csv");
const DRAFT: &str = include_str!("../../demo/entwurf.toml");
/// The day for which the dates in `offers.csv` were written.
const OFFERS_WRITTEN: Date = Date::constant(2026, 11, 23);

/// The setting that says that everything is there.
const SEEDED: &str = "seeded";

/// Open, for whoever wants to answer.
pub const APPRENTICE_WAVE: &str = "azubis";
pub const FIRM_WAVE: &str = "unternehmen";
pub const ALL_KINDS_WAVE: &str = "alle-fragearten";
pub const ALL_LANGUAGES_WAVE: &str = "was-hilft";
pub const REAL_DATA_WAVE: &str = "beispiel-echte-daten";

/// Whether the demo is complete; not so after an interrupted start.
pub async fn is_seeded(store: &Store) -> Result<bool, store::Error> {
    Ok(store.setting(SEEDED).await?.is_some())
}

/// The released wave of apprentices with the newest results.
pub async fn newest_results(store: &Store) -> Result<Option<String>, store::Error> {
    let mut waves = store.waves().await?;
    waves.retain(|wave| wave.slug.starts_with("azubis-") && wave.released.is_some());
    Ok(waves.into_iter().max_by(|a, b| a.released.cmp(&b.released)).map(|wave| wave.slug))
}

/// Fills an empty, migrated store; `tell` hears what is being done.
pub async fn seed(store: &Store, clock: &Clock, mut tell: impl FnMut(&str)) -> Result<(), Failure> {
    store.set_setting("demo", "1").await?;
    let places = region::places()?;
    tell("29 Gemeinden der Region");
    let municipalities: Vec<_> = places.iter().map(|place| place.municipality.clone()).collect();
    store.import_municipalities(&municipalities).await?;
    tell("40 Angebote");
    store.import_offers(offers(&municipalities, clock.date())?).await?;
    let seeding = Seeding { store, clock, places, municipalities };
    tell(&format!("{FIRMS} Unternehmen"));
    seeding.firms().await?;
    let apprentices = APPRENTICES.iter().sum::<usize>() as u64;
    tell(&format!("{} Auszubildende in drei Wellen", format::count(apprentices, Locale::DeSie)));
    seeding.apprentices().await?;
    tell("393 echte Antworten (Perth)");
    seeding.real_data().await?;
    seeding.all_kinds().await?;
    seeding.all_languages().await?;
    store.create_survey("wohnen-in-der-ausbildung", DRAFT).await?;
    store.set_setting(SEEDED, &clock.today()).await?;
    Ok(())
}

struct Seeding<'a> {
    store: &'a Store,
    clock: &'a Clock,
    places: Vec<Place>,
    municipalities: Vec<Municipality>,
}

impl Seeding<'_> {
    async fn firms(&self) -> Result<(), Failure> {
        let published = survey::publish(self.store, "unternehmen", &self.day(-70)).await?;
        let field = Field { opened: self.date(-60), days: 40, released: self.date(-6), asked: Some(FIRMS_ASKED) };
        let title = format!("Bedarfsabfrage Unternehmen {}", field.opened.year());
        let wave = field.wave(&published, &format!("unternehmen-{}", field.opened.year()), &title, true);
        let answers = firm_answers(&published.questionnaire, &self.places);
        wave.fill(self.store, &self.municipalities, answers, Chance::new(SEED, 101)).await?;
        let title = "Was braucht Ihr Betrieb? (laufend)";
        survey::open(self.store, &published, FIRM_WAVE, title, &self.day(-3)).await
    }

    async fn apprentices(&self) -> Result<(), Failure> {
        let published =
            survey::publish(self.store, "auszubildende", &self.date(-80).saturating_sub(2.years()).to_string()).await?;
        for (year, count) in (0..).zip(APPRENTICES) {
            let before = (APPRENTICES.len() as i32 - 1 - year).years();
            let [opened, released] = [self.date(-72), self.date(-16)].map(|date| date.saturating_sub(before));
            let field = Field { opened, days: 42, released, asked: Some(APPRENTICES_ASKED) };
            let title = format!("Auszubildende {}", opened.year());
            let wave = field.wave(&published, &format!("azubis-{}", opened.year()), &title, true);
            let answers = apprentice_answers(&published.questionnaire, &self.places, year as u32, count);
            wave.fill(self.store, &self.municipalities, answers, Chance::new(SEED, 200 + year as u64)).await?;
        }
        let title = "Was macht einen Ausbildungsbetrieb attraktiv? (laufend)";
        survey::open(self.store, &published, APPRENTICE_WAVE, title, &self.day(-3)).await
    }

    /// Through the same reader as `import responses`.
    async fn real_data(&self) -> Result<(), Failure> {
        let published = survey::publish(self.store, "beispiel", &self.day(0)).await?;
        let responses = response_csv::read(PERTH.as_bytes(), &published.questionnaire, &perth());
        if let Some(problem) = responses.problems.first() {
            return Err(problem.to_string().into());
        }
        let field = Field { opened: self.date(0), days: 1, released: self.date(0), asked: None };
        let wave = field.wave(&published, REAL_DATA_WAVE, "Beispiel mit echten Daten", false);
        let answers = responses.accepted.into_iter().map(|(_, answers)| answers).collect();
        wave.fill(self.store, &self.municipalities, answers, Chance::new(SEED, 300)).await
    }

    /// Every kind of question, to try.
    async fn all_kinds(&self) -> Result<(), Failure> {
        let published = survey::publish(self.store, "alle-fragearten", &self.day(-3)).await?;
        survey::open(self.store, &published, ALL_KINDS_WAVE, "Alle Fragearten", &self.day(-3)).await
    }

    /// Every language, to read.
    async fn all_languages(&self) -> Result<(), Failure> {
        let published = survey::publish(self.store, "was-hilft", &self.day(-3)).await?;
        let title = "Was hilft in der Ausbildung? (laufend)";
        survey::open(self.store, &published, ALL_LANGUAGES_WAVE, title, &self.day(-3)).await
    }

    fn date(&self, days: i64) -> Date {
        self.clock.date().saturating_add(days.days())
    }

    fn day(&self, days: i64) -> String {
        self.date(days).to_string()
    }
}

/// How the columns of the Perth data are called.
pub fn perth() -> Mapping {
    Mapping {
        renamed: Vec::new(),
        prefixes: vec![
            ("imp_".to_owned(), "merkmale.{}.importance".to_owned()),
            ("sat_".to_owned(), "merkmale.{}.fulfilment".to_owned()),
        ],
        ignored: vec!["respondent".to_owned()],
    }
}

/// The answers of all firms, place by place.
pub fn firm_answers(questionnaire: &Questionnaire, places: &[Place]) -> Vec<Answers> {
    let counts = region::firms_per_place(places, FIRMS);
    let all = places.iter().zip(counts).flat_map(|(place, count)| std::iter::repeat_n(place, count));
    all.zip(1_000..)
        .map(|(place, stream)| walk(questionnaire, &mut Firm::new(place, Chance::new(SEED, stream))))
        .collect()
}

/// The answers of one wave of apprentices, `year` years after the first.
pub fn apprentice_answers(questionnaire: &Questionnaire, places: &[Place], year: u32, count: usize) -> Vec<Answers> {
    let first = 10_000 * (u64::from(year) + 1);
    let streams = (first..).take(count);
    streams.map(|stream| walk(questionnaire, &mut Apprentice::new(places, year, Chance::new(SEED, stream)))).collect()
}

pub use region::places;

/// The inventory of the demo as of `today`: dates move along in whole days, so that what is out of date stays the only
/// thing that is.
fn offers(region: &[Municipality], today: Date) -> Result<Vec<Offer>, Failure> {
    let offers = offer_csv::read(OFFERS.as_bytes(), vocabulary::topics(), region);
    let offers = offers.map_err(|problems| problems.first().map(ToString::to_string).unwrap_or_default())?;
    let shift = OFFERS_WRITTEN.until(today)?;
    let moved = |day: &str| -> Result<String, jiff::Error> { Ok(day.parse::<Date>()?.checked_add(shift)?.to_string()) };
    offers
        .into_iter()
        .map(|(_, mut offer)| {
            offer.demo = true;
            offer.last_verified = moved(&offer.last_verified)?;
            offer.valid_from = offer.valid_from.as_deref().map(moved).transpose()?;
            offer.valid_to = offer.valid_to.as_deref().map(moved).transpose()?;
            Ok(offer)
        })
        .collect()
}
