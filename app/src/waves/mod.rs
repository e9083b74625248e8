//! A survey in the field: link and poster, returns, closing, release, export.

mod addresses;
mod closing;
mod codes;
mod held_back;
mod kiosk;
mod line;
mod live;
mod names;
mod planning;
mod reach;
mod releases;
mod report;
mod share;
mod sheet;
mod stops;
mod texts;
mod watch;
mod wave;

pub use addresses::{AddressGroup, AddressesPage, addresses_page};
pub use closing::{ClosingPage, closing_page};
pub use codes::{BatchLine, CodesForm, CodesPage, codes_page};
pub use held_back::{Decision, HeldBack};
pub use kiosk::Kiosk;
pub use line::{WaveLine, wave_lines};
pub use live::{LiveReturns, ReturnsSoFar};
pub use names::{NameRemovalPage, NamedFirm, NamesPage, Withdrawn, name_removal_page, names_page};
pub use planning::{AccessCard, PlanningPage, Target, Targets, planning_page};
pub use reach::{PlaceRow, ReachPage, SnippetView, reach_page};
pub use releases::{ReleaseLine, releases_page};
pub use report::{ReportPage, ReportPreview, ReportRelease, ReportTexts, report_page};
pub use share::{SharePage, share_page, share_title};
pub use sheet::{CodeSheet, Slip, code_sheet};
pub use stops::{StopsPage, stops_page};
pub use texts::{QueuedText, TextPlace, TextQueue, TextsBody, TextsPage, texts_page};
pub use watch::{Problem, WatchPage, watch_page};
pub use wave::{SingleAnswers, WavePage, WaveStep, wave_page};
