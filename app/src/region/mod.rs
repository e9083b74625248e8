//! The region: its municipalities, and how long the ways between them take.

mod form;
mod list;
mod travel;

pub use form::{MunicipalityForm, MunicipalityFormPage, municipality_form_page};
pub use list::{Kreis, RegionPage, region_page};
pub use travel::{Destination, TravelPage, travel_page};
