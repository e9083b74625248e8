//! Small surveys, drawn from a seed: what describes the respondents, and a few questions of different kinds.

use std::fmt::Write as _;

use rand::{
    Rng, SeedableRng,
    seq::{IndexedRandom, SliceRandom},
};
use rand_chacha::ChaCha8Rng;

/// No digits in any label: every digit on a surface is a figure.
pub const TREES: [&str; 6] = ["ahorn", "birke", "eiche", "fichte", "linde", "tanne"];
/// AGS, name, Kreis.
pub const PLACES: [(&str, &str, &str); 6] = [
    ("05774032", "Paderborn", "Kreis Paderborn"),
    ("05774016", "Büren", "Kreis Paderborn"),
    ("05762020", "Höxter", "Kreis Höxter"),
    ("05762036", "Warburg", "Kreis Höxter"),
    ("05766020", "Detmold", "Kreis Lippe"),
    ("05770032", "Minden", "Kreis Minden-Lübbecke"),
];
const CONSTRUCTS: [&str; 3] = ["betriebsklima", "ausbilder", "technik"];
const NAMES: [&str; 4] = ["branche", "groesse", "art", "kammer"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    Firm,
    Apprentice,
    Other,
}

impl Audience {
    const ALL: [Audience; 3] = [Audience::Firm, Audience::Apprentice, Audience::Other];

    fn word(self) -> &'static str {
        match self {
            Audience::Firm => "firm",
            Audience::Apprentice => "apprentice",
            Audience::Other => "other",
        }
    }

    pub fn k(self) -> u64 {
        if self == Audience::Apprentice { 10 } else { 5 }
    }
}

/// What describes a respondent: one of a few options, or a municipality.
pub struct Background {
    pub id: String,
    /// Ids and labels.
    pub options: Vec<(String, String)>,
    pub is_place: bool,
    pub is_grouping: bool,
    /// The larger, the more are in the first option.
    pub pull: u32,
    /// Share without an answer.
    pub missing: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Single,
    /// Several options may be ticked.
    Multiple,
    Battery {
        points: usize,
        falling: bool,
    },
    Paired {
        points: usize,
    },
    Recommendation,
    Number,
}

/// Only those with this option are asked, or only the others.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    pub background: usize,
    pub option: usize,
    pub is_not: bool,
}

impl Route {
    pub fn asks(&self, option: Option<usize>) -> bool {
        (option == Some(self.option)) != self.is_not
    }
}

pub struct Question {
    pub id: String,
    pub kind: Kind,
    /// Ids and labels of options or rows.
    pub parts: Vec<(String, String)>,
    pub route: Option<Route>,
    pub required: bool,
    /// How many give the usual answer.
    pub lean: f64,
    /// The usual answer is another in each group of this.
    pub by: Option<usize>,
}

pub struct Drawn {
    pub slug: String,
    pub audience: Audience,
    pub backgrounds: Vec<Background>,
    /// Pairs of groupings, by their places among the backgrounds.
    pub crossings: Vec<[usize; 2]>,
    pub questions: Vec<Question>,
}

fn named(item: &str, ids: &[&str]) -> Vec<(String, String)> {
    ids.iter().map(|id| ((*id).to_owned(), format!("{item} {id}"))).collect()
}

/// `audience`: of a survey that stands beside another.
pub fn survey(seed: u64, audience: Option<Audience>) -> Drawn {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let audience = audience.unwrap_or(Audience::ALL[seed as usize % 3]);
    let groupings = rng.random_range(1..=3);
    let all = groupings + usize::from(rng.random_bool(0.5));
    let has_place = rng.random_bool(0.35);
    let backgrounds: Vec<Background> =
        (0..all).map(|at| background(NAMES[at], has_place && at == 0, at < groupings, &mut rng)).collect();
    let kinds = [
        Kind::Multiple,
        Kind::Battery { points: rng.random_range(3..=5), falling: rng.random_bool(0.3) },
        Kind::Paired { points: 5 },
        Kind::Recommendation,
        Kind::Number,
        Kind::Single,
    ];
    let mut questions: Vec<Question> = Vec::new();
    for (at, kind) in kinds.into_iter().enumerate() {
        if at == 0 || rng.random_bool(0.7) {
            questions.push(question(kind, &backgrounds, &mut rng));
        }
    }
    let slug = format!("umfrage-{seed}-{}", audience.word());
    Drawn { slug, audience, backgrounds, crossings: crossings(seed, groupings), questions }
}

/// Of two or three groupings most often as many pairs as close no ring.
fn crossings(seed: u64, groupings: usize) -> Vec<[usize; 2]> {
    // Dice of their own, so that all else is drawn as it was before there were pairs.
    let mut rng = ChaCha8Rng::seed_from_u64(seed.wrapping_add(1 << 32));
    let mut pairs = vec![[0, 1], [1, 2], [2, 0]];
    pairs.retain(|pair| pair.iter().all(|at| *at < groupings));
    pairs.shuffle(&mut rng);
    pairs.truncate((groupings - 1).min(2));
    pairs.retain(|_| rng.random_bool(0.8));
    pairs
}

fn background(id: &str, is_place: bool, is_grouping: bool, rng: &mut ChaCha8Rng) -> Background {
    let id = if is_place { "standort" } else { id };
    let options = match is_place {
        true => PLACES.iter().map(|(ags, name, _)| ((*ags).to_owned(), (*name).to_owned())).collect(),
        false => named(id, &TREES[..rng.random_range(3..=5)]),
    };
    let missing = if rng.random_bool(0.5) { 0.0 } else { 0.08 };
    Background { id: id.to_owned(), options, is_place, is_grouping, pull: rng.random_range(1..=3), missing }
}

fn question(kind: Kind, backgrounds: &[Background], rng: &mut ChaCha8Rng) -> Question {
    let (id, parts) = match kind {
        Kind::Single => ("farbe", named("farbe", &TREES[..3])),
        Kind::Multiple => ("themen", named("themen", &TREES[..rng.random_range(2..=4)])),
        Kind::Battery { .. } => ("zufrieden", named("zufrieden", &TREES[..2])),
        Kind::Paired { .. } => ("merkmale", named("merkmale", &CONSTRUCTS[..rng.random_range(2..=3)])),
        Kind::Recommendation => ("empfehlen", Vec::new()),
        Kind::Number => ("plaetze", Vec::new()),
    };
    let is_choice = |at: &usize| !backgrounds[*at].is_place;
    let choices: Vec<usize> = (0..backgrounds.len()).filter(is_choice).collect();
    let route = choices.choose(rng).copied().filter(|_| rng.random_bool(0.3)).map(|background| Route {
        background,
        option: rng.random_range(0..backgrounds[background].options.len()),
        is_not: rng.random_bool(0.6),
    });
    Question {
        id: id.to_owned(),
        kind,
        parts,
        route,
        required: rng.random_bool(0.3),
        lean: [0.5, 0.8, 0.95, 1.0].choose(rng).copied().unwrap_or(0.5),
        by: rng.random_bool(0.4).then(|| rng.random_range(0..backgrounds.len())),
    }
}

impl Drawn {
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    pub fn groupings(&self) -> impl Iterator<Item = (usize, &Background)> {
        self.backgrounds.iter().enumerate().filter(|(_, background)| background.is_grouping)
    }

    pub fn toml(&self) -> String {
        let (mut text, k) = (String::new(), self.audience.k());
        let groupings: Vec<String> = self
            .groupings()
            .map(|(_, background)| format!("{{ id = \"{0}\", {1} }}", background.id, said("label", &background.id)))
            .collect();
        let id = |at: usize| &self.backgrounds[at].id;
        let crossings: Vec<String> =
            self.crossings.iter().map(|[a, b]| format!("[\"{}\", \"{}\"]", id(*a), id(*b))).collect();
        // Writing to a String cannot fail.
        _ = write!(
            text,
            "slug = \"{}\"\naudience = \"{}\"\nk = {k}\nlocales = [\"de-sie\", \"en\"]\ngrouping = [{}]\ncrossing = [{}]\n\
             title = {{ {} }}\nintro = {{ {} }}\nprivacy = {{ {} }}\n\n[protection]\nretention_months = 12\n\
             level = \"anonymous\"\nlegal_basis = \"Artikel 6 Absatz 1 Buchstabe f DSGVO\"\npurpose = {{ {} }}\n",
            self.slug,
            self.audience.word(),
            groupings.join(", "),
            crossings.join(", "),
            both("Eine kleine Umfrage"),
            both("Wir fragen wenig."),
            both(&format!("Ergebnisse zeigen wir erst ab {k} Antworten.")),
            both("Zum Prüfen."),
        );
        for points in 3..=5 {
            for (name, direction) in [("gut", "high_is_good"), ("schlecht", "high_is_bad")] {
                let labels: Vec<String> =
                    TREES[..points].iter().map(|tree| format!("{{ {} }}", both(&format!("Stufe {tree}")))).collect();
                _ = write!(
                    text,
                    "\n[[scale]]\nid = \"{name}-{points}\"\ndirection = \"{direction}\"\nlabels = [{}]\n\
                     dont_know = {{ {} }}\n",
                    labels.join(", "),
                    both("Dazu nichts"),
                );
            }
        }
        _ = write!(text, "\n[[section]]\ntitle = {{ {} }}\n", both("Alles"));
        self.backgrounds.iter().for_each(|background| text += &background.toml());
        self.questions.iter().for_each(|question| text += &question.toml(self));
        text
    }
}

/// German and English alike.
fn both(text: &str) -> String {
    format!("de-sie = \"{text}\", en = \"{text}\"")
}

fn said(name: &str, text: &str) -> String {
    format!("{name}.de-sie = \"{text}\", {name}.en = \"{text}\"")
}

fn list(name: &str, parts: &[(String, String)], more: impl Fn(&str) -> String) -> String {
    let line =
        |(id, label): &(String, String)| format!("  {{ id = \"{id}\", {}{} }},\n", said("label", label), more(id));
    format!("{name} = [\n{}]\n", parts.iter().map(line).collect::<String>())
}

fn page(id: &str, condition: Option<String>, kind: &str) -> String {
    let condition = condition.map(|condition| format!("condition = '{condition}'\n")).unwrap_or_default();
    format!(
        "\n[[section.page]]\nid = \"{id}\"\n{condition}\n[[section.page.item]]\nid = \"{id}\"\nkind = \"{kind}\"\n\
         text = {{ {} }}\n",
        both(&format!("Frage {id}?"))
    )
}

impl Background {
    fn toml(&self) -> String {
        let background = "meaning = { role = \"background\" }\n";
        match self.is_place {
            true => page(&self.id, None, "municipality") + background,
            false => page(&self.id, None, "single") + background + &list("option", &self.options, |_| String::new()),
        }
    }

    /// The groups that pages may tell apart: of municipalities their Kreise.
    pub fn kreis(&self, option: usize) -> Option<&'static str> {
        self.is_place.then(|| PLACES[option].2)
    }
}

impl Question {
    /// Of its options or rows.
    pub fn labels(&self) -> impl Iterator<Item = String> + '_ {
        self.parts.iter().map(|(_, label)| label.clone())
    }

    fn toml(&self, drawn: &Drawn) -> String {
        let condition = self.route.map(|route| {
            let background = &drawn.backgrounds[route.background];
            let is = format!("{} == \"{}\"", background.id, background.options[route.option].0);
            if route.is_not { format!("not ({is})") } else { is }
        });
        let kind = match self.kind {
            Kind::Single => "single",
            Kind::Multiple => "multiple",
            Kind::Battery { .. } => "battery",
            Kind::Paired { .. } => "paired",
            Kind::Recommendation => "recommendation",
            Kind::Number => "number",
        };
        let mut text = page(&self.id, condition, kind);
        text += &format!("required = {}\n", self.required);
        match self.kind {
            Kind::Single | Kind::Multiple => text += &list("option", &self.parts, |_| String::new()),
            Kind::Battery { points, falling } => {
                let name = if falling { "schlecht" } else { "gut" };
                text += &format!("scale = \"{name}-{points}\"\n");
                text += &list("row", &self.parts, |_| String::new());
            }
            Kind::Paired { points } => {
                text += &format!(
                    "importance_scale = \"gut-{points}\"\nfulfilment_scale = \"gut-{points}\"\n\
                     fulfilment_text = {{ {} }}\n",
                    both("Und wie gut gelingt es?")
                );
                text += &list("row", &self.parts, |id| format!(", meaning = {{ construct = \"{id}\" }}"));
            }
            Kind::Recommendation => {
                text += &format!("low = {{ {} }}\nhigh = {{ {} }}\n", both("nie"), both("immer"));
            }
            Kind::Number => text += &format!("unit = {{ {} }}\nmin = 0\nmax = 9999\n", both("Plätze")),
        }
        text
    }
}
