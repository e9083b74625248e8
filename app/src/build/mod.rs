//! Building a survey: pick a template or upload a file, put it right, preview it, publish it.

mod advice;
mod changes;
mod definition;
mod list;
mod new;
mod overview;
mod preview;
mod survey;

pub use advice::AdviceLine;
pub use changes::{ChangeGroup, Changes, Fork, WaveChoice};
pub use definition::{DefinitionPage, Stored, definition_page};
pub use list::{SurveyEntry, surveys_page};
pub use new::{NewSurveyPage, TemplateCard, new_survey_page};
pub use overview::{LeapNotice, OverviewPage, overview_page};
pub use preview::{PreviewBar, preview_bar};
pub use survey::{FindingLine, SurveyPage, VersionLine, survey_page};
