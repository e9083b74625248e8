//! The inventory of offers: the public list and page, and its upkeep.

mod card;
mod form;
mod import;
mod list;
mod offer;
mod removal;
mod stock;
mod topics;
mod words;

pub use card::{OfferCard, group_label, groups, offer_list, place_name, seats};
pub use form::{OfferForm, OfferFormPage, offer_form_page, place_value};
pub use import::{ImportPage, Mapped, Outcome, Report, ReportLine, import_page};
pub use list::{OfferFilter, OfferGroup, OffersPage, offers_page};
pub use offer::{OfferPage, offer_page};
pub use removal::{RemovalPage, removal_page};
pub use stock::{STATES, StockFilter, StockPage, StockRow, state_value, stock_page};
