//! What each URL does. One file per place on the site, named like the folder of its pages in `app`.

pub mod account;
pub mod api;
pub mod barriers;
pub mod contacts;
mod coverage;
pub mod decline;
pub mod inventory;
pub mod invite;
pub mod public;
pub mod reach;
pub mod region;
pub mod respond;
pub mod results;
mod stamp;
pub mod surveys;
mod to_the_end;
mod upload;
pub mod waves;

#[cfg(test)]
mod tests {
    use domain::publish::address;

    /// Last parts of the fixed addresses directly under `prefix`, where a name from the database may stand too.
    fn fixed(source: &str, prefix: &str) -> Vec<String> {
        let routes = source.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next());
        let parts = routes.filter_map(|route| route.strip_prefix(prefix)?.split('/').next());
        let mut parts: Vec<String> = parts.filter(|part| !part.starts_with('{')).map(str::to_owned).collect();
        parts.sort();
        parts.dedup();
        parts
    }

    #[test]
    fn names_that_addresses_have_are_refused_for_pages_surveys_and_waves() {
        assert_eq!(fixed(include_str!("respond/mod.rs"), "/s/{wave}/"), address::STEPS);
        assert_eq!(fixed(include_str!("surveys/mod.rs"), "/intern/umfragen/"), address::SURVEYS);
        // Nothing stands beside a wave, so its name may be any.
        assert_eq!(fixed(include_str!("respond/mod.rs"), "/s/"), [""; 0]);
        assert_eq!(fixed(include_str!("reach.rs"), "/u/"), [""; 0]);
        assert_eq!(fixed(include_str!("waves.rs"), "/intern/wellen/"), [""; 0]);
        assert_eq!(fixed(include_str!("results.rs"), "/ergebnisse/"), [""; 0]);
    }
}
