//! Random small surveys.

use disclosure::{Amounts, Cube, Dimension, Item, Level};
use rand::{Rng, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

pub struct Dataset {
    pub cube: Cube,
    pub item: Item,
    pub places: Amounts,
}

/// Up to 120 respondents; municipalities in Kreise, one of which has one member only; branch, size, year and one more
/// variable, five in all; two crossings, or three in a ring.
pub fn dataset(seed: u64) -> Dataset {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let respondents = rng.random_range(12..=120);
    let municipalities = rng.random_range(3..=5);
    let sizes = [municipalities, rng.random_range(2..=4), rng.random_range(2..=3), rng.random_range(2..=3), 2];
    let names = ["Gemeinde", "Branche", "Größe", "Jahr", "Kammer"];
    let mut dimensions: Vec<Dimension> = names
        .iter()
        .zip(sizes)
        .map(|(name, size)| {
            let categories: Vec<String> = (0..size).map(|at| format!("{name} {at}")).collect();
            Dimension { name: (*name).to_owned(), categories, levels: Vec::new() }
        })
        .collect();
    let kreis_of = (0..municipalities).map(|at| if at == 0 { 0 } else { 1 + (at - 1) % 2 }).collect();
    let kreise = (0..=2.min(municipalities - 1)).map(|at| format!("Kreis {at}")).collect();
    dimensions[0].levels.push(Level { name: "Kreis".to_owned(), groups: kreise, group_of: kreis_of });
    let crossings = match rng.random_range(0..4) {
        0 => vec![(0, 1), (1, 2), (0, 2)],
        1 => vec![(0, 1), (2, 3)],
        2 => vec![(0, 1), (1, 2)],
        _ => vec![(0, 1), (0, 2)],
    };
    // Uneven, as places and branches are.
    let codes: Vec<Vec<u16>> = sizes
        .iter()
        .map(|size| {
            let pull = rng.random_range(1..=3);
            let code = |rng: &mut ChaCha8Rng| (0..pull).map(|_| rng.random_range(0..*size)).min().unwrap_or(0) as u16;
            (0..respondents).map(|_| code(&mut rng)).collect()
        })
        .collect();
    let share = [0.5, 0.8, 0.95, 1.0].choose_one(&mut rng);
    let answers = (0..respondents)
        .map(|_| if rng.random_bool(0.1) { None } else { Some(u16::from(rng.random_bool(share))) })
        .collect();
    let item = Item {
        name: "Bedarf".to_owned(),
        categories: vec!["nein".to_owned(), "ja".to_owned()],
        codes: answers,
        is_total_known: false,
        is_routed: false,
        closed: Vec::new(),
    };
    let values = (0..respondents).map(|_| {
        let is_large = rng.random_bool(0.08);
        rng.random_bool(0.9).then(|| f64::from(rng.random_range(0..if is_large { 400_u32 } else { 20 })))
    });
    let values = values.collect();
    let holdings = (0..respondents as u32).map(|at| if rng.random_bool(0.1) { at / 2 } else { at }).collect();
    let places = Amounts { name: "Plätze".to_owned(), values, holdings };
    Dataset { cube: Cube::new(dimensions, crossings, codes).unwrap(), item, places }
}

trait Choose<T> {
    fn choose_one(&self, rng: &mut ChaCha8Rng) -> T;
}

impl<T: Copy> Choose<T> for [T; 4] {
    fn choose_one(&self, rng: &mut ChaCha8Rng) -> T {
        let mut all = *self;
        all.shuffle(rng);
        all[0]
    }
}

/// A table of counts with every margin, up to 6 x 6.
pub fn table(seed: u64) -> Cube {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (rows, columns) = (rng.random_range(3..=6_u16), rng.random_range(3..=6_u16));
    let mut codes = vec![Vec::new(), Vec::new()];
    for row in 0..rows {
        for column in 0..columns {
            let count = match rng.random_range(0..10) {
                0..3 => rng.random_range(0..5),
                3..7 => rng.random_range(5..15),
                _ => rng.random_range(15..60),
            };
            codes[0].extend(std::iter::repeat_n(row, count));
            codes[1].extend(std::iter::repeat_n(column, count));
        }
    }
    let dimension = |name: &str, size: u16| Dimension {
        name: name.to_owned(),
        categories: (0..size).map(|at| at.to_string()).collect(),
        levels: Vec::new(),
    };
    Cube::new(vec![dimension("Zeile", rows), dimension("Spalte", columns)], vec![(0, 1)], codes).unwrap()
}
