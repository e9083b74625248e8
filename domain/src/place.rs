//! The region: which municipalities belong to it is data that the association edits, never code.

use serde::{Deserialize, Serialize};

use crate::id::OptionId;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Municipality {
    /// Amtlicher Gemeindeschlüssel, eight digits.
    pub ags: OptionId,
    pub name: String,
    pub kreis: String,
    /// Position of the main place in degrees (WGS 84).
    pub lat: f64,
    pub lon: f64,
}

/// First estimate of the travel time in minutes: 10 minutes plus 1.3 times the great-circle distance at 50 km/h.
/// The association corrects single pairs by hand; see `store`'s travel matrix.
pub fn estimated_minutes(from: &Municipality, to: &Municipality) -> f64 {
    if from.ags == to.ags {
        return 0.0;
    }
    const EARTH_RADIUS_KM: f64 = 6371.0;
    let (lat1, lat2) = (from.lat.to_radians(), to.lat.to_radians());
    let (dlat, dlon) = (lat2 - lat1, (to.lon - from.lon).to_radians());
    let h = (dlat / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * (dlon / 2.0).sin().powi(2);
    let km = 2.0 * EARTH_RADIUS_KM * h.sqrt().asin();
    10.0 + 1.3 * km / 50.0 * 60.0
}
