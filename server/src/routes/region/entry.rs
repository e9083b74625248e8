//! A municipality out of typed texts: the same rules for the form and for a line of a file.

use app::region::MunicipalityForm;
use domain::{OptionId, form, place::Municipality};

use crate::text;

pub type Problem = (&'static str, String);

const LONGEST_NAME: usize = 80;
/// Germany lies within these degrees; so swapped or mistyped coordinates are noticed.
const LATITUDE: (f64, f64) = (47.0, 55.2);
const LONGITUDE: (f64, f64) = (5.7, 15.2);

/// The municipality, or everything that is wrong with it.
pub fn read(typed: &MunicipalityForm) -> Result<Municipality, Vec<Problem>> {
    let mut problems = Vec::new();
    let ags = key(&typed.ags).map_err(|text| problems.push(("ags", text))).ok();
    let name = named(&typed.name, "Der Name fehlt.").map_err(|text| problems.push(("name", text))).ok();
    let kreis = named(&typed.kreis, "Der Kreis fehlt.").map_err(|text| problems.push(("kreis", text))).ok();
    let lat = degrees(&typed.lat, LATITUDE, "Breite").map_err(|text| problems.push(("lat", text))).ok();
    let lon = degrees(&typed.lon, LONGITUDE, "Länge").map_err(|text| problems.push(("lon", text))).ok();
    match (ags, name, kreis, lat, lon) {
        (Some(ags), Some(name), Some(kreis), Some(lat), Some(lon)) => Ok(Municipality { ags, name, kreis, lat, lon }),
        _ => Err(problems),
    }
}

/// Eight digits. Spreadsheets take away the leading zero of the first nine Länder; it is put back.
pub fn key(typed: &str) -> Result<OptionId, String> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let padded = if digits.len() == 7 { format!("0{digits}") } else { digits };
    let is_key = padded.len() == 8 && padded.bytes().all(|byte| byte.is_ascii_digit());
    let id = OptionId::new(&padded).ok().filter(|_| is_key);
    id.ok_or_else(|| match typed.trim() {
        "" => "Der Gemeindeschlüssel fehlt.".to_owned(),
        typed => format!("„{typed}“ ist kein Gemeindeschlüssel. Er hat acht Ziffern, zum Beispiel 05774032."),
    })
}

fn named(typed: &str, missing: &str) -> Result<String, String> {
    let name = typed.trim();
    match name.chars().count() {
        0 => Err(missing.to_owned()),
        1..=LONGEST_NAME => Ok(name.to_owned()),
        length => Err(text::too_long(length, LONGEST_NAME)),
    }
}

fn degrees(typed: &str, (least, most): (f64, f64), what: &str) -> Result<f64, String> {
    if typed.trim().is_empty() {
        return Err(format!("Die {what} fehlt."));
    }
    let value = form::number(typed, 6).map_err(|_| format!("„{}“ ist keine Zahl in Grad.", typed.trim()))?;
    if (least..=most).contains(&value) {
        Ok(value)
    } else {
        Err(format!("Die {what} liegt nicht in Deutschland. Sind Breite und Länge vertauscht?"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(ags: &str, lat: &str, lon: &str) -> MunicipalityForm {
        let texts = [ags, " Altenbeken ", "Kreis Paderborn", lat, lon].map(str::to_owned);
        let [ags, name, kreis, lat, lon] = texts;
        MunicipalityForm { ags, name, kreis, lat, lon }
    }

    #[test]
    fn german_and_english_numbers_and_a_lost_zero_are_understood() {
        for (ags, lat, lon) in [("05774004", "51,76455", "8.942"), ("5774004", "51.76455", "8,942")] {
            let place = read(&typed(ags, lat, lon)).expect("valid");
            assert_eq!((place.ags.as_str(), place.name.as_str()), ("05774004", "Altenbeken"));
            assert_eq!((place.lat, place.lon), (51.76455, 8.942));
        }
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let problems = read(&typed("5774", "8,9", "viel")).expect_err("wrong");
        assert_eq!(problems.iter().map(|(field, _)| *field).collect::<Vec<_>>(), ["ags", "lat", "lon"]);
        let problems = read(&MunicipalityForm::default()).expect_err("empty");
        assert_eq!(problems.len(), 5);
        assert!(read(&typed("0577400x", "51,7", "8,9")).is_err());
    }
}
