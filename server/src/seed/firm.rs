//! Invented firms and what they need.
//!
//! The planted findings: in Kreis Höxter most firms need language support, and no course is in reach; housing and
//! transport is needed everywhere, with next to nothing on offer; digital skills have more seats than takers.

use domain::{
    Answers, Key, Missing, OptionId, Pass, Value,
    flow::{Field, FieldShape},
};

use super::{apprentice::choices, chance::Chance, region::Place, walk::Respondent};

/// Classes by number of people, how common they are, and a middling number for scaling.
const SIZES: [(&str, f64, f64); 4] =
    [("1-9", 34.0, 5.0), ("10-49", 38.0, 24.0), ("50-249", 21.0, 110.0), ("250-plus", 7.0, 400.0)];

const BRANCHES: [(&str, f64); 12] = [
    ("industrie", 20.0),
    ("bau", 15.0),
    ("handel", 16.0),
    ("verkehr", 5.0),
    ("gastgewerbe", 6.0),
    ("it", 6.0),
    ("buero", 10.0),
    ("oeffentlich", 5.0),
    ("gesundheit", 9.0),
    ("landwirtschaft", 3.0),
    ("versorgung", 2.0),
    ("sonstige", 3.0),
];

/// A topic as firms see it.
struct Need {
    topic: &'static str,
    /// Share of firms that need it.
    share: f64,
    /// Mean urgency and mean satisfaction with what there is, on scales from 1 to 5.
    urgency: f64,
    satisfaction: f64,
    /// Share that knows an offer.
    known: f64,
    /// Persons per year in a firm of 24: apprentices, trainers, skilled workers, applicants.
    persons: [f64; 4],
}

const fn need(topic: &'static str, share: f64, urgency: f64, satisfaction: f64, known: f64, persons: [f64; 4]) -> Need {
    Need { topic, share, urgency, satisfaction, known, persons }
}

const NEEDS: [Need; 10] = [
    need("azubi-marketing", 0.46, 3.9, 3.1, 0.62, [0.0, 0.4, 0.0, 3.0]),
    need("berufsorientierung", 0.34, 3.2, 3.4, 0.7, [0.0, 0.0, 0.0, 2.6]),
    need("ausbilderqualifizierung", 0.27, 3.0, 3.7, 0.78, [0.0, 1.1, 0.0, 0.0]),
    need("verbundausbildung", 0.12, 2.7, 3.0, 0.35, [1.1, 0.0, 0.0, 0.0]),
    need("wohnen-mobilitaet", 0.58, 4.1, 1.9, 0.2, [2.4, 0.0, 0.6, 0.0]),
    need("sprachfoerderung", 0.14, 3.1, 3.0, 0.5, [1.0, 0.0, 0.8, 0.0]),
    need("digitalisierung", 0.3, 2.8, 3.9, 0.82, [1.3, 0.5, 1.5, 0.0]),
    need("bindung", 0.31, 3.3, 3.2, 0.55, [1.4, 0.0, 0.9, 0.0]),
    need("internationale-fachkraefte", 0.22, 3.4, 2.7, 0.45, [0.2, 0.4, 1.2, 0.9]),
    need("nachhilfe", 0.36, 3.5, 3.5, 0.72, [1.8, 0.0, 0.0, 0.0]),
];

/// Sprachförderung where no course is in reach.
const UNSERVED: (&str, Need) = ("Kreis Höxter", need("sprachfoerderung", 0.74, 4.4, 1.7, 0.12, [2.2, 0.0, 1.6, 0.0]));

/// What firms believe apprentices find important, and how well they say they do: both too high for the way to work.
const VIEW: [(&str, f64, f64); 12] = [
    ("betriebsklima", 4.3, 4.2),
    ("ausbilder", 4.0, 4.1),
    ("uebernahme", 3.9, 4.0),
    ("verguetung", 4.4, 3.6),
    ("inhalte", 3.8, 3.9),
    ("arbeitszeiten", 4.0, 3.8),
    ("ueberstunden", 3.7, 3.8),
    ("weg", 3.3, 3.2),
    ("technik", 3.7, 3.8),
    ("pruefungsvorbereitung", 3.8, 3.7),
    ("weiterbildung", 3.6, 3.8),
    ("mitsprache", 3.1, 3.4),
];

pub struct Firm<'a> {
    chance: Chance,
    place: &'a Place,
    size: usize,
    /// Latent leanings: towards needing help, and towards thinking well of oneself.
    needy: f64,
    proud: f64,
    offered: f64,
}

impl<'a> Firm<'a> {
    pub fn new(place: &'a Place, mut chance: Chance) -> Firm<'a> {
        let sizes: Vec<(usize, f64)> = SIZES.iter().enumerate().map(|(at, (_, share, _))| (at, *share)).collect();
        let size = chance.one_of(&sizes).copied().unwrap_or_default();
        let (needy, proud) = (chance.normal(), chance.normal());
        Firm { chance, place, size, needy, proud, offered: 0.0 }
    }

    /// How large it is beside a firm of 24; large firms need more, but not in proportion.
    fn scale(&self) -> f64 {
        (SIZES[self.size].2 / 24.0).powf(0.45)
    }

    fn need(&self, topic: &str) -> Option<&'static Need> {
        static ELSEWHERE: [Need; 10] = NEEDS;
        static HERE: (&str, Need) = UNSERVED;
        if self.place.municipality.kreis == HERE.0 && topic == HERE.1.topic {
            return Some(&HERE.1);
        }
        ELSEWHERE.iter().find(|need| need.topic == topic)
    }

    fn topics(&mut self, field: &Field) -> Value {
        let lean = (0.2 * self.needy).exp() * if self.size == 0 { 0.8 } else { 1.0 };
        let mut needed = Vec::new();
        for option in field.shape.options() {
            let share = self.need(option.id.as_str()).map_or(0.0, |need| need.share);
            if self.chance.yes((share * lean).min(0.95)) {
                needed.push(option.id.clone());
            }
        }
        let value = choices(field, |id| needed.contains(id));
        if value.is_given() { value } else { choices(field, |id| id.as_str() == "keins") }
    }

    fn persons(&mut self, need: &Need, group: usize) -> Option<Value> {
        // Who has nobody to name often leaves the field empty.
        if need.persons[group] == 0.0 {
            return self.chance.yes(0.3).then_some(Value::Number(0.0));
        }
        if self.chance.yes(0.05) {
            return None;
        }
        let mean = need.persons[group] * self.scale() * 1.3;
        Some(Value::Number(self.chance.count(mean, 0.5).clamp(0.0, 60.0)))
    }

    fn barriers(&mut self, field: &Field, need: &Need) -> Option<Value> {
        if self.chance.yes(0.06) {
            return None;
        }
        let unserved = self.place.municipality.kreis == UNSERVED.0 && need.topic == UNSERVED.1.topic;
        let shares = [
            ("zeit", 0.4),
            ("kosten", 0.25),
            ("entfernung", if unserved { 0.65 } else { 0.2 }),
            ("passt_nicht", 0.18),
            ("voll", if need.topic == "wohnen-mobilitaet" { 0.4 } else { 0.1 }),
            ("unbekannt", 0.75 * (1.0 - need.known)),
        ];
        let named: Vec<&str> = shares.iter().filter(|(_, share)| self.chance.yes(*share)).map(|(id, _)| *id).collect();
        let value = choices(field, |id| named.contains(&id.as_str()));
        Some(if value.is_given() { value } else { choices(field, |id| id.as_str() == "keine") })
    }

    /// First what they need themselves.
    fn first(&mut self, field: &Field, max: u32, before: &Answers) -> Option<Value> {
        if self.chance.yes(0.04) {
            return None;
        }
        let own = match domain::ItemId::new("themen").ok().and_then(|item| before.get(&Key::item(&item))) {
            Some(Value::Choices(ids)) => ids.as_slice(),
            _ => &[],
        };
        let mut ranked: Vec<(f64, &OptionId)> = Vec::new();
        for option in field.shape.options() {
            let urgency = self.need(option.id.as_str()).map_or(2.0, |need| need.urgency * need.share.sqrt());
            let bonus = if own.contains(&option.id) { 2.0 } else { 0.0 };
            ranked.push((urgency + bonus + 0.8 * self.chance.normal(), &option.id));
        }
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let wanted = if self.chance.yes(0.9) { max } else { self.chance.whole(1..=max) };
        let chosen: Vec<&OptionId> = ranked.into_iter().take(wanted as usize).map(|(_, id)| id).collect();
        Some(choices(field, |id| chosen.contains(&id)))
    }

    fn view(&mut self, row: &str, pass: Option<Pass>) -> Option<Value> {
        let (_, importance, success) = *VIEW.iter().find(|(id, ..)| *id == row)?;
        let is_success = pass == Some(Pass::Fulfilment);
        if self.chance.yes(0.015) {
            return None;
        }
        if self.chance.yes(if is_success { 0.02 } else { 0.03 }) {
            return Some(Value::Missing(Missing::DontKnow));
        }
        let mean = if is_success { success + 0.35 * self.proud } else { importance + 0.15 * self.proud };
        Some(Value::Number(self.chance.rating(mean, 0.75)))
    }

    fn rating(&mut self, field: &Field, need: &Need, before: &Answers) -> Option<Value> {
        if self.chance.yes(0.03) {
            return None;
        }
        if field.key.item.as_str() == "dringlichkeit" {
            return Some(Value::Number(self.chance.rating(need.urgency + 0.25 * self.needy, 0.8)));
        }
        let awareness = domain::ItemId::new("bekanntheit").ok().and_then(|item| {
            before.get(&Key { item, row: None, pass: None, part: None, instance: field.key.instance.clone() })
        });
        // Who knows no offer can rarely say.
        let knows = matches!(awareness, Some(Value::Choice(id)) if id.as_str() == "ja");
        if self.chance.yes(if knows { 0.03 } else { 0.7 }) {
            return Some(Value::Missing(Missing::DontKnow));
        }
        Some(Value::Number(self.chance.rating(need.satisfaction, 0.8)))
    }

    /// What is asked once per ticked topic.
    fn about(&mut self, topic: &str, field: &Field, before: &Answers) -> Option<Value> {
        let need = self.need(topic)?;
        let group = ["personen_auszubildende", "personen_ausbildende", "personen_fachkraefte", "personen_bewerbende"]
            .iter()
            .position(|id| *id == field.key.item.as_str());
        match (&field.shape, group) {
            (_, Some(group)) => self.persons(need, group),
            (FieldShape::Rating { .. }, _) => self.rating(field, need, before),
            (FieldShape::Single { .. }, _) if self.chance.yes(0.03) => None,
            (FieldShape::Single { .. }, _) => {
                let answer = if self.chance.yes(need.known) { "ja" } else { "nein" };
                OptionId::new(answer).ok().map(Value::Choice)
            }
            (FieldShape::Multiple { .. }, _) => self.barriers(field, need),
            _ => None,
        }
    }

    fn places_offered(&mut self, before: &Answers) -> Option<Value> {
        if self.chance.yes(0.04) {
            return None;
        }
        let ausbildung = domain::ItemId::new("ausbildung").ok()?;
        if matches!(before.get(&Key::item(&ausbildung)), Some(Value::Choice(id)) if id.as_str() == "geplant") {
            return Some(Value::Number(0.0));
        }
        self.offered = self.chance.count(1.4 * self.scale() * self.scale(), 0.5).clamp(1.0, 60.0);
        Some(Value::Number(self.offered))
    }

    /// About one place in four stays empty.
    fn places_filled(&mut self) -> Option<Value> {
        if self.offered == 0.0 || self.chance.yes(0.04) {
            return None;
        }
        let filled = (0..self.offered as u32).filter(|_| self.chance.yes(0.74)).count();
        Some(Value::Number(filled as f64))
    }
}

impl Respondent for Firm<'_> {
    fn answer(&mut self, field: &Field, before: &Answers) -> Option<Value> {
        if let Some(topic) = &field.key.instance {
            return self.about(topic.as_str(), field, before);
        }
        let choice = |id: &str| OptionId::new(id).ok().map(Value::Choice);
        match (&field.shape, field.key.item.as_str()) {
            (_, "branche") => {
                let branch = *self.chance.one_of(&BRANCHES)?;
                choice(branch)
            }
            (_, "groesse") => choice(SIZES[self.size].0),
            (FieldShape::Municipality { .. }, _) => Some(Value::Choice(self.place.municipality.ags.clone())),
            (_, "ausbildung") => {
                let trains = [0.5, 0.78, 0.93, 0.99][self.size];
                let otherwise = if self.chance.yes(0.35) { "geplant" } else { "nein" };
                choice(if self.chance.yes(trains) { "ja" } else { otherwise })
            }
            (_, "plaetze_angeboten") => self.places_offered(before),
            (_, "plaetze_besetzt") => self.places_filled(),
            (_, "themen") => Some(self.topics(field)),
            (FieldShape::Top { max, .. }, _) => self.first(field, *max, before),
            (FieldShape::Rating { .. }, _) => self.view(field.key.row.as_ref()?.as_str(), field.key.pass),
            _ => None,
        }
    }
}
