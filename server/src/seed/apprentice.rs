//! Invented apprentices: what matters to them, what their firms give them, and how that changed over three years.
//!
//! The planted findings: good chances of a job after training and the way to work matter more each year and get
//! worse, so both become gaps; trainers get better.

use domain::{
    Answers, Key, Missing, OptionId, Pass, Value,
    flow::{Field, FieldShape},
};

use super::{
    chance::Chance,
    region::{self, Place},
    walk::Respondent,
};

/// Means on the scale from 1 to 5: row, importance and fulfilment in the first year, change per year of both.
const ROWS: [(&str, f64, f64, f64, f64); 12] = [
    ("betriebsklima", 4.5, 4.0, 0.0, 0.0),
    ("ausbilder", 4.3, 3.5, 0.05, 0.2),
    ("uebernahme", 4.1, 3.4, 0.2, -0.35),
    ("verguetung", 4.1, 3.5, 0.05, 0.05),
    ("inhalte", 4.0, 3.7, 0.0, 0.0),
    ("arbeitszeiten", 3.9, 3.8, 0.0, 0.0),
    ("ueberstunden", 3.6, 3.4, 0.0, 0.0),
    ("weg", 3.9, 3.0, 0.2, -0.25),
    ("technik", 3.4, 3.8, 0.0, 0.1),
    ("pruefungsvorbereitung", 4.2, 3.6, 0.0, 0.0),
    ("weiterbildung", 3.4, 3.5, 0.0, 0.0),
    ("mitsprache", 3.2, 3.0, 0.0, 0.0),
];

/// In the country the bus comes less often.
const RURAL: (&str, f64) = ("Kreis Höxter", -0.5);

const AGES: [(&str, f64); 5] = [("unter-16", 2.0), ("16-17", 22.0), ("18-20", 45.0), ("21-24", 24.0), ("25-plus", 7.0)];
const YEARS: [(&str, f64); 4] = [("1", 34.0), ("2", 32.0), ("3", 27.0), ("4", 7.0)];
const FIELDS: [(&str, f64); 11] = [
    ("metall-elektro", 20.0),
    ("bau-holz", 10.0),
    ("fahrzeuge", 7.0),
    ("it-medien", 6.0),
    ("buero", 18.0),
    ("handel", 12.0),
    ("lager-verkehr", 6.0),
    ("gesundheit", 12.0),
    ("gastronomie", 4.0),
    ("natur", 3.0),
    ("anderes", 2.0),
];

/// How many miss support with a topic.
const SUPPORT: [(&str, f64); 8] = [
    ("nachhilfe", 0.34),
    ("sprachfoerderung", 0.12),
    ("digitalisierung", 0.15),
    ("wohnen-mobilitaet", 0.38),
    ("bindung", 0.36),
    ("verbundausbildung", 0.14),
    ("berufsorientierung", 0.11),
    ("internationale-fachkraefte", 0.07),
];

const WISHES: [&str; 12] = [
    "Ein Bus, der auch nach der Spätschicht noch fährt.",
    "Ich wüsste gern früher, ob ich übernommen werde.",
    "Ein Zimmer in der Nähe der Berufsschule für die Blockwochen.",
    "Mehr Zeit zum Lernen vor der Prüfung.",
    "Dass Überstunden aufgeschrieben werden.",
    "Nachhilfe in Mathe, aber abends und online.",
    "Mehr Rückmeldung, was gut läuft und was nicht.",
    "Nichts, ich bin zufrieden.",
    "Ein Austausch mit Azubis aus anderen Betrieben.",
    "Neuere Geräte in der Werkstatt.",
    "Der Weg dauert mit dem Bus fast zwei Stunden.",
    "Jemand, den man fragen kann, wenn es im Betrieb Streit gibt.",
];

pub struct Apprentice<'a> {
    chance: Chance,
    /// Years since the first wave.
    year: f64,
    place: Option<&'a Place>,
    /// Latent leanings: towards calling things important, towards contentment, and towards the job as a whole.
    demanding: f64,
    content: f64,
    /// Leaves the questionnaire's long middle part half done.
    hurried: bool,
}

impl<'a> Apprentice<'a> {
    pub fn new(places: &'a [Place], year: u32, mut chance: Chance) -> Apprentice<'a> {
        let place = region::home(places, &mut chance);
        let demanding = chance.normal();
        // Who expects more is a little less content.
        let content = -0.2 * demanding + 0.98 * chance.normal();
        let hurried = chance.yes(0.04);
        Apprentice { chance, year: f64::from(year), place, demanding, content, hurried }
    }

    fn rating(&mut self, row: &str, pass: Option<Pass>) -> Option<Value> {
        let (_, importance, fulfilment, more_important, better) = *ROWS.iter().find(|(id, ..)| *id == row)?;
        let is_fulfilment = pass == Some(Pass::Fulfilment);
        let (skip, unsure) = if is_fulfilment { (0.015, 0.035) } else { (0.01, 0.012) };
        if self.chance.yes(if self.hurried && is_fulfilment { 0.6 } else { skip }) {
            return None;
        }
        if self.chance.yes(unsure) {
            return Some(Value::Missing(Missing::DontKnow));
        }
        let rural = self.place.is_some_and(|place| place.municipality.kreis == RURAL.0) && row == "weg";
        let mean = if is_fulfilment {
            fulfilment + self.year * better + 0.45 * self.content + if rural { RURAL.1 } else { 0.0 }
        } else {
            importance + self.year * more_important + 0.3 * self.demanding
        };
        Some(Value::Number(self.chance.rating(mean, if is_fulfilment { 0.85 } else { 0.7 })))
    }

    /// The rows they have called most important; fulfilled less counts a little more.
    fn top(&mut self, field: &Field, max: u32, before: &Answers) -> Option<Value> {
        let point = |row: &OptionId, pass| {
            let item = domain::ItemId::new("merkmale").ok()?;
            match before.get(&Key { item, row: Some(row.clone()), pass: Some(pass), part: None, instance: None }) {
                Some(Value::Number(point)) => Some(*point),
                _ => None,
            }
        };
        let mut rows: Vec<(f64, &OptionId)> = Vec::new();
        for option in field.shape.options() {
            let importance = point(&option.id, Pass::Importance).unwrap_or(2.5);
            let fulfilment = point(&option.id, Pass::Fulfilment).unwrap_or(3.5);
            rows.push((importance - 0.2 * fulfilment + 0.6 * self.chance.normal(), &option.id));
        }
        rows.sort_by(|a, b| b.0.total_cmp(&a.0));
        let wanted = if self.chance.yes(0.92) { max } else { self.chance.whole(1..=max) };
        let chosen: Vec<&OptionId> = rows.into_iter().take(wanted as usize).map(|(_, row)| row).collect();
        Some(choices(field, |id| chosen.contains(&id)))
    }

    fn support(&mut self, field: &Field) -> Option<Value> {
        let lean = (-0.25 * self.content).exp();
        let rural = self.place.is_some_and(|place| place.municipality.kreis == RURAL.0);
        let missed: Vec<&str> = SUPPORT
            .iter()
            .filter(|(topic, share)| {
                let share = if rural && *topic == "wohnen-mobilitaet" { 1.6 * share } else { *share };
                self.chance.yes((share * lean).min(0.95))
            })
            .map(|(topic, _)| *topic)
            .collect();
        let value = choices(field, |id| missed.contains(&id.as_str()));
        Some(if value.is_given() { value } else { choices(field, |id| id.as_str() == "keins") })
    }

    fn one_of(&mut self, weighted: &[(&str, f64)], skipped: f64) -> Option<Value> {
        if self.chance.yes(skipped) {
            return None;
        }
        OptionId::new(self.chance.one_of(weighted)?).ok().map(Value::Choice)
    }
}

impl Respondent for Apprentice<'_> {
    fn answer(&mut self, field: &Field, before: &Answers) -> Option<Value> {
        match (&field.shape, field.key.item.as_str()) {
            (_, "alter") => self.one_of(&AGES, 0.01),
            (_, "lehrjahr") => self.one_of(&YEARS, 0.01),
            (_, "berufsfeld") => self.one_of(&FIELDS, 0.02),
            (FieldShape::Municipality { .. }, _) if self.chance.yes(0.06) => None,
            (FieldShape::Municipality { .. }, _) => {
                self.place.map(|place| Value::Choice(place.municipality.ags.clone()))
            }
            (FieldShape::Rating { .. }, _) => self.rating(field.key.row.as_ref()?.as_str(), field.key.pass),
            (FieldShape::Top { max, .. }, _) => self.top(field, *max, before),
            (FieldShape::Recommendation { .. }, _) if self.chance.yes(0.02) => None,
            (FieldShape::Recommendation { .. }, _) => {
                let point = 7.3 - 0.15 * self.year + 1.5 * self.content + 1.4 * self.chance.normal();
                Some(Value::Number(point.round().clamp(0.0, 10.0)))
            }
            (FieldShape::Multiple { .. }, _) => self.support(field),
            (FieldShape::LongText { .. }, _) if self.chance.yes(0.1) => {
                let wish = WISHES[self.chance.whole(0..=WISHES.len() as u32 - 1) as usize];
                Some(Value::Text(wish.to_owned()))
            }
            _ => None,
        }
    }
}

/// The options that are wanted, in the order of the questionnaire.
pub fn choices(field: &Field, wanted: impl Fn(&OptionId) -> bool) -> Value {
    Value::Choices(field.shape.options().iter().map(|option| option.id.clone()).filter(wanted).collect())
}
