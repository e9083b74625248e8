//! Who is reminded. Of an open link nobody knows who has answered: staff are told so before they invite, as the mails tell
//! those who get them.

use leptos::prelude::*;

use crate::ui::{Notice, NoticeKind};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reminders {
    /// Each has a link of their own: whoever has not answered.
    ToSilent,
    /// The link is open: everybody, until they say that it is enough.
    ToAll {
        /// The wave can still be given links of their own.
        can_change: bool,
    },
}

impl Reminders {
    pub fn sentence(self) -> &'static str {
        match self {
            Reminders::ToSilent => "Erinnert wird nur, wer bis dahin nicht geantwortet und sich nicht abgemeldet hat.",
            Reminders::ToAll { .. } => {
                "Erinnert werden alle, die sich bis dahin nicht abgemeldet haben, auch wer schon geantwortet hat."
            }
        }
    }
}

/// Beside what is about to be sent with an open link. `base`: the address of the wave.
pub fn all_are_reminded(reminders: Reminders, base: &str) -> impl IntoView + use<> {
    let Reminders::ToAll { can_change } = reminders else { return None };
    let change = can_change.then(|| {
        let href = format!("{base}/planung");
        view! {
            <p>
                "Beim Zugang „Einladung per Mail“ bekommt jeder einen eigenen Link, und wer geantwortet hat, bekommt keine Mail mehr. "
                <a href=href>"Zugang ändern"</a>
            </p>
        }
    });
    Some(view! {
        <Notice kind=NoticeKind::Warning title="Mit dem offenen Link werden alle erinnert">
            <p>
                "Wer über den offenen Link geantwortet hat, weiß niemand. Darum geht jede Erinnerung an alle Eingeladenen. So steht es in den Mails, und mit einem Link darin kann jeder die Erinnerungen an diese Umfrage beenden."
            </p>
            {change}
        </Notice>
    })
}
