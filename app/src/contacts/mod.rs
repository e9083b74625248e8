//! Who may be written to: the list, one contact, and the page where a person says „keine Mails mehr“.

mod decline;
mod form;
mod list;

pub use decline::{DeclinePage, OneSurvey, decline_page, decline_title};
pub use form::{ContactForm, ContactFormPage, contact_form_page};
pub use list::{ContactFilter, ContactRow, ContactsPage, contacts_page};
