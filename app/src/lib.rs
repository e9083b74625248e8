//! What people see: views as functions of data, and the islands that add comfort.
//!
//! A page is a component that takes plain data. The server loads the data, calls [`document()`] with the page and
//! sends the text. Forms are plain forms to plain routes; nothing here fetches, stores or computes figures.
//!
//! # The whole site on one page
//!
//! | who | URL | what |
//! |---|---|---|
//! | public | `/` | what this is, what runs, what was found |
//! | public | `/ergebnisse`, `/ergebnisse/{wave}` | released results |
//! | public | `/angebote`, `/angebote/{id}` | offers for apprentices and firms |
//! | public | `/impressum`, `/datenschutz` | filled from settings |
//! | public | `/barrierefreiheit` | the same, with a form to tell of a barrier |
//! | public | `/einstellungen` (POST) | language and light or dark, by cookie |
//! | respondent | `/s/{wave}` | who asks, what for, how long; start |
//! | respondent | `/s/{wave}/{step}` | one question or battery, check answers, receipt |
//! | respondent | `/u/{wave}` | the short address on posters |
//! | public | `/u/{wave}/weitergeben` | posters, link and text to pass a survey on |
//! | recipient | `/keine-mails/{token}` | the link that ends the mails |
//! | recipient | `/keine-mails/{token}/{wave}` | the one that ends those of an open wave, where nobody knows who has answered |
//! | staff | `/anmelden`, `/abmelden` (POST) | sign in and out |
//! | staff | `/intern` | what runs, what needs doing |
//! | staff | `/intern/umfragen`, `/intern/umfragen/{survey}` | templates, upload, preview, publish |
//! | staff | `/intern/wellen/{wave}` | returns, link, QR code, close, release, export |
//! | staff | `/intern/wellen/{wave}/plakate` | posters by place, firms that invite their apprentices, link card |
//! | staff | `/intern/wellen/{wave}/adressen` | addresses that people left with a tick |
//! | staff | `/intern/wellen/{wave}/feld`, `/intern/wellen/{wave}/abbruch` | how it runs, where people stop |
//! | staff | `/intern/wellen/{wave}/texte` | open answers: read, redact, release |
//! | staff | `/intern/wellen/{wave}/einladen` | whom to invite, texts, dry run, start and stop |
//! | staff | `/intern/kontakte`, `/intern/kontakte/{id}` | contacts, CSV import, who wants no mails |
//! | staff | `/intern/angebote`, `/intern/angebote/{id}` | inventory, CSV import |
//! | staff | `/intern/huerden` | barriers that people told of |
//! | staff | `/intern/region` | municipalities and travel times |
//! | all | `/pkg/*` | style, font, script: content-hashed names |
//! | all | `/api/*` | what islands ask |

pub mod account;
pub mod backend;
pub mod build;
pub mod contacts;
#[cfg(feature = "ssr")]
pub mod document;
pub mod home;
pub mod inventory;
pub mod invite;
pub mod region;
pub mod respond;
pub mod results;
pub mod ui;
pub mod waves;

#[cfg(feature = "ssr")]
pub use document::{Assets, Audience, Frame, Ground, Switches, Theme, document};
