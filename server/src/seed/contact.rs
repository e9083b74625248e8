//! Invented contacts of invented firms, at addresses that reach nobody (RFC 2606).

use store::{Contact, Roster};

use super::{FIRMS, SEED, chance::Chance, region};
use crate::commands::Failure;

const BRANCHES: [&str; 6] =
    ["Handwerk", "Industrie", "Handel", "Gesundheit und Pflege", "Gastgewerbe", "Dienstleistung"];
const SIZES: [&str; 4] = ["1 bis 9", "10 bis 49", "50 bis 249", "250 und mehr"];

/// Fills an empty roster: as many firms as answer in the demo, and nothing that ties the one to the other.
pub async fn contacts(roster: &Roster) -> Result<(), Failure> {
    let places = region::places()?;
    let mut chance = Chance::new(SEED, 7);
    let mut contacts = Vec::with_capacity(FIRMS);
    for number in 1..=FIRMS {
        let mut contact =
            Contact::new(&format!("Demo-Betrieb {number:03}"), &format!("betrieb-{number:03}@example.org"));
        if let Some(place) = region::home(&places, &mut chance) {
            contact.municipality.clone_from(&place.municipality.name);
            contact.kreis.clone_from(&place.municipality.kreis);
        }
        contact.branch = BRANCHES[chance.whole(0..=5) as usize].to_owned();
        contact.size = SIZES[chance.whole(0..=3) as usize].to_owned();
        contact.declined = number % 60 == 0;
        contact.bounced = number % 80 == 7;
        contacts.push(contact);
    }
    roster.import_contacts(contacts).await?;
    Ok(())
}
