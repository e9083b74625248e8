//! Who reaches what: travel times and the decay of reach with them.

use domain::{
    OptionId,
    meaning::TargetGroup,
    offer::OfferPlace,
    place::{Municipality, estimated_minutes},
};
use statistics::catchment::decay;

/// Travel times in minutes between the places of a demand table, from row to column.
#[derive(Debug, Clone, PartialEq)]
pub struct Travel {
    pub car: Vec<Vec<f64>>,
    pub transit: Vec<Vec<f64>>,
}

impl Travel {
    /// One matrix for both.
    pub fn same(minutes: Vec<Vec<f64>>) -> Travel {
        Travel { car: minutes.clone(), transit: minutes }
    }

    /// The first estimate from distances alone, to be corrected pair by pair.
    pub fn estimated(places: &[Municipality]) -> Travel {
        let from = |from| places.iter().map(|to| estimated_minutes(from, to)).collect();
        Travel::same(places.iter().map(from).collect())
    }

    fn minutes(&self, from: usize, to: usize, group: TargetGroup) -> Option<f64> {
        let matrix = if goes_by_transit(group) { &self.transit } else { &self.car };
        matrix.get(from)?.get(to).copied()
    }
}

/// Apprentices and applicants go by bus and train, the others by car.
pub fn goes_by_transit(group: TargetGroup) -> bool {
    match group {
        TargetGroup::Apprentices | TargetGroup::Applicants => true,
        TargetGroup::Trainers | TargetGroup::SkilledWorkers => false,
    }
}

/// How reach falls with travel time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Access {
    /// Full reach up to here, then falling in a straight line.
    pub full_minutes: f64,
    /// No reach from here on.
    pub zero_minutes: f64,
    /// Reach of an online offer, everywhere.
    pub online: f64,
}

impl Default for Access {
    fn default() -> Access {
        Access { full_minutes: 30.0, zero_minutes: 60.0, online: 0.8 }
    }
}

impl Access {
    /// How far away an offer may be that counts at least one half.
    pub fn half_minutes(&self) -> f64 {
        (self.full_minutes + self.zero_minutes) / 2.0
    }

    /// Whether people of a place can be said to reach an offer: it counts at least one half there.
    pub fn is_within(
        &self,
        places: &[OptionId],
        travel: &Travel,
        offer: &OfferPlace,
        from: usize,
        group: TargetGroup,
    ) -> bool {
        self.reach(places, travel, offer, from, group) >= 0.5
    }

    /// From 0 to 1. A place that is not in the table cannot be reached.
    pub(super) fn reach(
        &self,
        places: &[OptionId],
        travel: &Travel,
        offer: &OfferPlace,
        from: usize,
        group: TargetGroup,
    ) -> f64 {
        match offer {
            OfferPlace::Online => self.online,
            OfferPlace::RegionWide => 1.0,
            OfferPlace::Municipality(ags) => places
                .iter()
                .position(|place| place == ags)
                .and_then(|to| travel.minutes(from, to, group))
                .map_or(0.0, |minutes| decay(minutes, self.full_minutes, self.zero_minutes)),
        }
    }
}
