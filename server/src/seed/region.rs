//! The 29 municipalities of the regiopolREGION Paderborn, as they were listed when it was founded.

use domain::{OptionId, place::Municipality};

use super::chance::Chance;

const MUNICIPALITIES: &str = include_str!("../../demo/municipalities.csv");

/// A municipality and roughly how many people live there.
#[derive(Debug, Clone)]
pub struct Place {
    pub municipality: Municipality,
    pub population: f64,
}

#[derive(serde::Deserialize)]
struct Line {
    ags: OptionId,
    name: String,
    kreis: String,
    lat: f64,
    lon: f64,
    population_approx: f64,
}

pub fn places() -> Result<Vec<Place>, csv::Error> {
    let lines = csv::Reader::from_reader(MUNICIPALITIES.as_bytes()).into_deserialize::<Line>();
    lines
        .map(|line| {
            let Line { ags, name, kreis, lat, lon, population_approx } = line?;
            Ok(Place { municipality: Municipality { ags, name, kreis, lat, lon }, population: population_approx })
        })
        .collect()
}

/// The place of one person, by population.
pub fn home<'a>(places: &'a [Place], chance: &mut Chance) -> Option<&'a Place> {
    let weighted: Vec<(&Place, f64)> = places.iter().map(|place| (place, place.population)).collect();
    chance.one_of(&weighted).copied()
}

/// Marienmünster, the smallest: three firms answer, too few to be shown.
const TOO_FEW: (&str, usize) = ("05762024", 3);
/// Every other place has enough firms to be shown by itself.
const ENOUGH: usize = 5;

/// How many of `firms` sit in each place: by population, the largest remainders rounded up.
pub fn firms_per_place(places: &[Place], firms: usize) -> Vec<usize> {
    let fixed = |place: &Place| place.municipality.ags.as_str() == TOO_FEW.0;
    let mut counts: Vec<usize> = places.iter().map(|place| if fixed(place) { TOO_FEW.1 } else { ENOUGH }).collect();
    let left = firms.saturating_sub(counts.iter().sum());
    let total: f64 = places.iter().filter(|place| !fixed(place)).map(|place| place.population).sum();
    let quotas: Vec<f64> =
        places.iter().map(|place| if fixed(place) { 0.0 } else { left as f64 * place.population / total }).collect();
    counts.iter_mut().zip(&quotas).for_each(|(count, quota)| *count += quota.floor() as usize);
    let mut by_remainder: Vec<usize> = (0..places.len()).collect();
    by_remainder.sort_by(|a, b| quotas[*b].fract().total_cmp(&quotas[*a].fract()));
    let missing = firms.saturating_sub(counts.iter().sum());
    by_remainder.into_iter().take(missing).for_each(|place| counts[place] += 1);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn firms_are_spread_by_population_and_one_place_has_exactly_three() {
        let places = places().expect("part of the program");
        assert_eq!(places.len(), 29);
        let counts = firms_per_place(&places, 240);
        assert_eq!(counts.iter().sum::<usize>(), 240);
        assert_eq!(counts.iter().filter(|count| **count == 3).count(), 1);
        assert!(counts.iter().all(|count| *count == 3 || *count >= 5));
        let most = counts.iter().enumerate().max_by_key(|(_, count)| **count).map(|(at, _)| at);
        assert_eq!(most.map(|at| places[at].municipality.name.as_str()), Some("Paderborn"));
    }
}
