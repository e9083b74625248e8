//! "Was wir speichern": said from the settings in force, short enough to be read at fifteen.

mod words;

use domain::{Locale, format};
use leptos::prelude::*;

use words::words;

/// Who may answer, as far as the page tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entrance {
    Link,
    Code,
    Invitation,
    Named,
}

/// What this survey keeps beside an answer, or counts, that others do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    /// Which order of chance was shown.
    DrawnOrder,
    /// Which set of blocks was dealt of a best-worst item.
    DealtBlocks,
    /// What is worked out from the answers and kept.
    Computed,
    /// How many count towards a quota.
    Quotas,
    /// How many were turned away, by a full quota or as not asked.
    Exits,
}

impl Extra {
    pub const ALL: [Extra; 5] = [Extra::DrawnOrder, Extra::DealtBlocks, Extra::Computed, Extra::Quotas, Extra::Exits];
}

/// What is in force for this survey.
pub struct StoredPage {
    pub title: String,
    pub locale: Locale,
    pub organisation: String,
    pub entrance: Entrance,
    /// Smallest group that is shown.
    pub k: u64,
    /// Respondents are firms, and so are the groups.
    pub firms: bool,
    /// What the answers are for; empty if nothing was written down.
    pub purpose: String,
    pub legal_basis: String,
    /// Months that single answers are kept.
    pub retention_months: Option<u32>,
    pub draft_days: i64,
    pub grace_hours: i64,
    /// Days after the end that codes are kept.
    pub code_days: i64,
    pub asks_for_text: bool,
    pub asks_for_place: bool,
    pub extras: Vec<Extra>,
    /// Hours that the cookie of a device for many lasts, where there may be one.
    pub kiosk_hours: Option<i64>,
    /// Days after the end that addresses are kept, if one is asked for.
    pub address_days: Option<i64>,
    pub privacy_contact: String,
    /// Where the survey begins.
    pub start: String,
}

impl StoredPage {
    pub fn heading(&self) -> &'static str {
        words(self.locale).title
    }

    /// Headings, each with its sentences.
    pub fn sections(&self) -> Vec<(&'static str, Vec<String>)> {
        let words = words(self.locale);
        let named = self.entrance == Entrance::Named;
        let mixed = match self.entrance {
            Entrance::Link | Entrance::Code => words.mixed_at_end,
            Entrance::Invitation | Entrance::Named => words.mixed_at_night,
        };
        let mut stored = vec![
            (words.answers)(self.asks_for_place),
            if named { words.no_traces_named } else { words.no_traces }.to_owned(),
            mixed.to_owned(),
            words.version.to_owned(),
        ];
        stored.extend(self.extras.iter().map(|extra| (words.extra)(*extra).to_owned()));
        stored.extend([words.sent_once.to_owned(), words.counters.to_owned(), words.pages.to_owned()]);
        if self.asks_for_text {
            stored.push(words.free_text.to_owned());
        }
        stored.extend(self.address_days.map(words.addresses));
        let entrance = match self.entrance {
            Entrance::Link => vec![words.by_link.to_owned(), words.bursts.to_owned(), words.posters.to_owned()],
            Entrance::Code => vec![
                words.by_code.to_owned(),
                (words.strata)(self.k),
                (words.code_days)(self.code_days),
                words.posters.to_owned(),
            ],
            Entrance::Invitation => {
                vec![(words.by_invitation)(self.k), (words.strata)(self.k), (words.code_days)(self.code_days)]
            }
            Entrance::Named => vec![(words.by_name)(self.k), (words.code_days)(self.code_days)],
        };
        let staff = if named { words.staff_named } else { words.staff };
        let mut who = vec![staff(&self.organisation)];
        who.push(if self.firms { (words.shown_firms)(self.k) } else { (words.shown_persons)(self.k) });
        let draft = match self.entrance {
            Entrance::Link | Entrance::Code => words.draft,
            Entrance::Invitation | Entrance::Named => words.draft_by_link,
        };
        let mut device = vec![words.cookie.to_owned()];
        device.extend(self.kiosk_hours.map(words.kiosk));
        device.push(words.kept_here.to_owned());
        let mut how_long = vec![draft(self.draft_days), words.six_words.to_owned()];
        if self.grace_hours > 0 {
            how_long.push((words.grace)(self.grace_hours));
        }
        let time = self.retention_months.map(|months| format::months(months, self.locale));
        how_long.push(time.as_deref().map_or_else(|| words.no_retention.to_owned(), words.retention));
        how_long.extend(time.as_deref().filter(|_| named).map(words.name_retention));
        let mut why = Vec::new();
        if !self.purpose.is_empty() {
            why.push(self.purpose.clone());
        }
        why.push(words.voluntary.to_owned());
        why.push((words.legal_basis)(&self.legal_basis));
        why.extend(named.then(|| words.name_basis.to_owned()));
        let mut sections = vec![
            (words.stored_title, stored),
            (words.entrance_title, entrance),
            (words.who_title, who),
            (words.cookie_title, device),
            (words.how_long_title, how_long),
            (words.why_title, why),
        ];
        if !self.firms && !named {
            let young = if self.address_days.is_some() { words.young_contact } else { words.young };
            sections.push((words.young_title, vec![young.to_owned()]));
        }
        let rights =
            if named { (words.rights_named)(&self.privacy_contact) } else { (words.rights)(&self.privacy_contact) };
        sections.push((words.rights_title, vec![rights]));
        sections.push((words.not_promised_title, vec![words.not_promised.to_owned()]));
        sections
    }
}

/// `edition`: what tells this text from what it was before, or will be.
pub fn stored_page(page: StoredPage, edition: String) -> impl IntoView {
    let words = words(page.locale);
    let sections = page.sections().into_iter().map(|(heading, sentences)| {
        let paragraphs: Vec<_> = sentences.iter().map(|sentence| paragraph(sentence, &page)).collect();
        view! { <section><h2>{heading}</h2>{paragraphs}</section> }
    });
    let sections: Vec<_> = sections.collect();
    view! {
        <article class="flow prose">
            <p class="eyebrow">{page.title}</p>
            <h1>{words.title}</h1>
            {sections}
            <p class="hint">{(words.edition)(&edition)}</p>
            <p><a class="button" href=page.start>{words.to_start}</a></p>
        </article>
    }
}

/// The legal basis is written down in German.
fn paragraph(sentence: &str, page: &StoredPage) -> impl IntoView + use<> {
    let basis = Some(page.legal_basis.as_str()).filter(|basis| !basis.is_empty() && !page.locale.is_german());
    match basis.and_then(|basis| Some((basis.to_owned(), sentence.split_once(basis)?))) {
        Some((basis, (before, after))) => {
            let (before, after) = (before.to_owned(), after.to_owned());
            view! { <p>{before}<span lang="de" dir="ltr">{basis}</span>{after}</p> }.into_any()
        }
        None => view! { <p>{sentence.to_owned()}</p> }.into_any(),
    }
}

#[cfg(test)]
mod readable;
#[cfg(test)]
mod tests {
    use super::*;
    use crate::respond::Terms;

    pub(super) fn page(locale: Locale, entrance: Entrance) -> StoredPage {
        StoredPage {
            title: String::new(),
            locale,
            organisation: "Verein".to_owned(),
            entrance,
            k: 5,
            firms: true,
            purpose: String::new(),
            legal_basis: "Interesse".to_owned(),
            retention_months: Some(60),
            draft_days: 14,
            grace_hours: 0,
            code_days: 30,
            asks_for_text: false,
            asks_for_place: false,
            extras: Vec::new(),
            kiosk_hours: None,
            address_days: None,
            privacy_contact: String::new(),
            start: String::new(),
        }
    }

    fn said(locale: Locale, entrance: Entrance) -> String {
        page(locale, entrance).sections().into_iter().flat_map(|(_, lines)| lines).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn consent_is_named_as_the_basis_of_a_name_in_every_language_and_only_where_names_are_asked_for() {
        for locale in Locale::ALL {
            let article = words(locale).name_basis;
            assert!(article.contains('6') && article.contains(if locale.is_german() { "DSGVO" } else { "GDPR" }));
            assert!(said(locale, Entrance::Named).contains(article), "{locale:?}");
            assert!(!said(locale, Entrance::Invitation).contains(article), "{locale:?}");
        }
    }

    #[test]
    fn who_is_under_sixteen_is_told_of_an_address_only_where_one_is_asked_for() {
        for locale in Locale::ALL {
            let (none, some) = (words(locale).young, words(locale).young_contact);
            let said = |address_days| {
                let page = StoredPage { firms: false, address_days, ..page(locale, Entrance::Link) };
                page.sections().into_iter().flat_map(|(_, lines)| lines).collect::<Vec<_>>()
            };
            assert!(said(None).iter().any(|line| line == none) && !said(None).iter().any(|line| line == some));
            assert!(said(Some(30)).iter().any(|line| line == some) && !said(Some(30)).iter().any(|line| line == none));
        }
    }

    #[test]
    fn it_is_said_until_when_an_order_can_be_seen_and_what_lies_on_the_device_in_every_language() {
        for locale in Locale::ALL {
            let words = words(locale);
            for (entrance, mixed) in [
                (Entrance::Link, words.mixed_at_end),
                (Entrance::Code, words.mixed_at_end),
                (Entrance::Invitation, words.mixed_at_night),
                (Entrance::Named, words.mixed_at_night),
            ] {
                let said = said(locale, entrance);
                for sentence in [mixed, words.kept_here, words.six_words, words.sent_once] {
                    assert!(said.contains(sentence), "{locale:?}, {entrance:?}: {sentence}");
                }
            }
        }
    }

    #[test]
    fn what_a_survey_keeps_beside_an_answer_is_said_only_where_it_does_and_the_version_everywhere_in_every_language() {
        for locale in Locale::ALL {
            let words = words(locale);
            for extra in Extra::ALL {
                let page = StoredPage { extras: vec![extra], ..page(locale, Entrance::Link) };
                let stored = page.sections().swap_remove(0).1;
                let told: Vec<Extra> = Extra::ALL
                    .into_iter()
                    .filter(|extra| stored.iter().any(|line| line == (words.extra)(*extra)))
                    .collect();
                assert_eq!(told, [extra], "{locale:?}: {stored:?}");
                assert!(stored.iter().any(|line| line == words.version), "{locale:?}: {stored:?}");
            }
        }
    }

    #[test]
    fn the_cookie_of_a_device_for_many_is_told_with_its_hours_where_there_may_be_one() {
        for locale in Locale::ALL {
            let none = page(locale, Entrance::Link).sections();
            let some = StoredPage { kiosk_hours: Some(12), ..page(locale, Entrance::Link) }.sections();
            let new: Vec<String> = some
                .into_iter()
                .zip(none)
                .flat_map(|((_, some), (_, none))| {
                    some.into_iter().filter(|line| !none.contains(line)).collect::<Vec<_>>()
                })
                .collect();
            assert!(matches!(new.as_slice(), [line] if line.contains("12")), "{locale:?}: {new:?}");
        }
    }

    #[test]
    fn the_question_and_the_notice_say_the_same_time_in_every_language() {
        let terms = Terms { organisation: String::new(), k: 5, months: Some(60), contact: String::new() };
        for locale in Locale::ALL {
            let (time, question) = (format::months(60, locale), terms.lines(locale).join("\n"));
            assert!(time.contains('5') && question.contains(&time), "{question}");
            assert_eq!(said(locale, Entrance::Named).matches(&time).count(), 2, "answers and name, {locale:?}");
        }
    }
}
