//! From the choice of contacts over a look at the mails to the invitations.

use std::collections::HashSet;

use app::invite::{MailText, PreviewPage, invite_preview_page};
use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Locale, format};
use mail::{Kind, schedule, schedule::Invitee};
use store::{Access, Contact, Id, Invitation, Mailing, Schedule, Wave, WaveState};

use super::{
    day_word, kind_word, mailing, not_set_up,
    overview::{Asked, Typed, page_of},
    reminders,
};
use crate::{
    error::AppError,
    http::Visit,
    mailing::{Links, codes::SHEETS, date, letter_for},
    offer_entry,
    page::{self, Head},
    routes::waves::planning::access_told,
    session::Staff,
    state::AppState,
    text,
};

type Pairs = Vec<(String, String)>;

/// Most characters of the staff's own paragraph.
const MOST: usize = 1_500;

fn typed(pairs: &Pairs) -> Typed {
    let values =
        |name: &str| pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect::<Vec<_>>();
    let value = |name: &str| values(name).into_iter().next().unwrap_or_default();
    Typed {
        contacts: values("kontakt"),
        closes: value("closes"),
        note_de: value("note_de"),
        note_en: value("note_en"),
        problems: Vec::new(),
    }
}

pub async fn invite(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    // Pressed twice, the second post waits and sees whom the first has invited: each gets one code.
    let _one_at_a_time = state.mailing.inviting.lock().await;
    let wave = state.store.wave(&slug).await?.ok_or(AppError::NotFound)?;
    let step = pairs.iter().find(|(name, _)| name == "schritt").map_or("", |(_, value)| value.as_str());
    let mut typed = typed(&pairs);
    let chosen = chosen(&state, &wave, &typed).await?;
    if step == "senden" && chosen.is_empty() {
        // The first post has invited them all.
        let count = invited(&state, &wave, &typed).await?;
        if count > 0 {
            return Ok(done(&slug, count));
        }
    }
    typed.problems = problems(&state, &wave, &typed, &chosen);
    if step == "aendern" || !typed.problems.is_empty() {
        if step == "aendern" {
            typed.problems.clear();
        }
        return page_of(&state, &visit, &staff, &wave, Asked::default(), Some(typed)).await;
    }
    let mailing = Mailing {
        note_de: typed.note_de.trim().to_owned(),
        note_en: typed.note_en.trim().to_owned(),
        ..mailing(&state, wave.id).await?
    };
    if step != "senden" {
        return preview(&state, &visit, &staff, &wave, &mailing, typed, &chosen).await;
    }
    set_end(&state, &wave, offer_entry::date(&typed.closes)).await?;
    issue(&state, &wave, mailing, &chosen).await?;
    // Not only those this post has invited: another of the same form may have been a moment faster.
    Ok(done(&slug, invited(&state, &wave, &typed).await?))
}

fn done(slug: &str, count: usize) -> Response {
    Redirect::to(&format!("/intern/wellen/{slug}/einladen?erledigt=eingeladen-{count}")).into_response()
}

/// How many of the contacts in the form are invited by now.
async fn invited(state: &AppState, wave: &Wave, typed: &Typed) -> Result<usize, AppError> {
    let invited = state.roster.invitations(wave.id).await?;
    Ok(invited.iter().filter(|one| typed.contacts.contains(&one.contact.to_hex())).count())
}

/// Mails name the day on which the wave ends, so a wave that has no end gets that one.
async fn set_end(state: &AppState, wave: &Wave, closes: Option<String>) -> Result<(), AppError> {
    let (Some(day), None) = (closes, &wave.schedule.closes) else { return Ok(()) };
    let schedule = Schedule { closes: Some(end_of(&day)), ..wave.schedule.clone() };
    state.store.set_schedule(wave.id, &schedule).await?;
    state.forget();
    Ok(())
}

/// The last minute of a day.
fn end_of(day: &str) -> String {
    format!("{day}T23:59")
}

/// Those who are there, may be written to and are not invited yet, whatever the form says.
async fn chosen(state: &AppState, wave: &Wave, typed: &Typed) -> Result<Vec<Contact>, AppError> {
    let invited: Vec<Id> = state.roster.invitations(wave.id).await?.into_iter().map(|one| one.contact).collect();
    let mut contacts = state.roster.contacts().await?;
    contacts.retain(|one| {
        one.is_reachable() && !invited.contains(&one.id) && typed.contacts.iter().any(|id| *id == one.id.to_hex())
    });
    Ok(contacts)
}

fn problems(state: &AppState, wave: &Wave, typed: &Typed, chosen: &[Contact]) -> Vec<(String, String)> {
    let mut problems = Vec::new();
    let mut complain = |field: &str, text: String| problems.push((field.to_owned(), text));
    if chosen.is_empty() {
        complain("kontakt", "Wählen Sie mindestens einen Kontakt.".to_owned());
    }
    match (offer_entry::date(&typed.closes), wave.schedule.last_day()) {
        (None, _) => complain(
            "closes",
            "Geben Sie an, wann die Umfrage endet. Schreiben Sie 31.12.2026 oder 2026-12-31.".to_owned(),
        ),
        (Some(day), _) if day <= state.clock.today() => {
            complain("closes", "Dieser Tag ist vorbei oder heute. Die Umfrage muss später enden.".to_owned());
        }
        (Some(day), Some(end)) if day != end => {
            let end = format::date(end, Locale::DeSie);
            complain(
                "closes",
                format!("Unter „Zugang, Zeiten und Ziele“ endet die Welle am {end}. Ändern Sie einen der beiden Tage."),
            );
        }
        _ => {}
    }
    for (field, text) in [("note_de", &typed.note_de), ("note_en", &typed.note_en)] {
        let length = text.chars().count();
        if length > MOST {
            complain(field, text::too_long(length, MOST));
        }
    }
    if wave.access == Access::Code {
        complain("kontakt", SHEETS.to_owned());
    }
    if matches!(wave.state, WaveState::Closed | WaveState::Released) {
        complain("kontakt", "Die Welle ist beendet. Es kann niemand mehr eingeladen werden.".to_owned());
    }
    problems
}

async fn preview(
    state: &AppState,
    visit: &Visit,
    staff: &Staff,
    wave: &Wave,
    mailing: &Mailing,
    typed: Typed,
    chosen: &[Contact],
) -> Result<Response, AppError> {
    let running = state.running(&wave.slug).await?;
    let closes = offer_entry::date(&typed.closes);
    let mut texts = Vec::new();
    for (locale, name) in [(Locale::DeSie, "deutsch"), (Locale::En, "englisch")] {
        let Some(contact) = chosen.iter().find(|one| one.locale.is_german() == locale.is_german()) else { continue };
        // As the first of them gets it; the code is issued when it is sent.
        let links = Links::new(state, &running, contact, "BEISPIEL");
        for kind in Kind::ALL {
            let letter = letter_for(&state.config, kind, contact, mailing, closes.as_deref(), &running, &links);
            let written = letter.written();
            let name = format!("{}, {name}", capitalised(kind_word(kind)));
            texts.push(MailText { name, subject: written.subject, text: written.text });
        }
    }
    let plan = schedule::plan(date(closes.as_deref()), &Invitee::default(), state.clock.date());
    let end = wave.schedule.closes.clone().or_else(|| closes.as_deref().map(end_of)).unwrap_or_default();
    let end = format::minute(&end, Locale::DeSie);
    let ends = match &wave.schedule.closes {
        Some(_) => format!("Die Welle schließt von selbst am {end}, wie geplant."),
        None => format!(
            "Die Welle hat noch kein geplantes Ende. Mit dem Einladen bekommt sie es: Sie schließt dann von selbst am {end}."
        ),
    };
    let mut fields: Vec<(String, String)> =
        typed.contacts.into_iter().map(|contact| ("kontakt".to_owned(), contact)).collect();
    fields.extend(
        [("closes", typed.closes), ("note_de", typed.note_de), ("note_en", typed.note_en)]
            .map(|(name, value)| (name.to_owned(), value)),
    );
    let view = PreviewPage {
        wave: wave.slug.clone(),
        title: wave.title.clone(),
        access: access_told(wave.access),
        count: chosen.len(),
        texts,
        fields,
        not_set_up: not_set_up(state),
        ends,
        days: plan.into_iter().map(|(day, kind)| format!("{}: {}", day_word(day), kind_word(kind))).collect(),
        reminders: reminders(state, &running).await?,
    };
    Ok(page::html(state, visit, Head::staff("Mails ansehen", &staff.name), || invite_preview_page(view)))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Codes first, invitations then: the two databases share no commit. A crash between leaves codes that nobody has,
/// and never an invitation without one. Whatever else keeps an invitation from being stored takes its code back, or one
/// more would count as asked.
async fn issue(state: &AppState, wave: &Wave, mailing: Mailing, chosen: &[Contact]) -> Result<(), AppError> {
    let key = state.mailing.seal_key().await?;
    let codes = state.mailing.codes.issue(wave, chosen).await?;
    let seal = |(contact, code): (&Contact, &String)| {
        let sealed = key.seal(code, wave.id, contact.id).map_err(AppError::internal)?;
        Ok(Invitation { wave: wave.id, contact: contact.id, code: sealed, firm: contact.firm.clone(), enough: false })
    };
    let invitations = chosen.iter().zip(&codes).map(seal).collect::<Result<Vec<_>, AppError>>()?;
    let invited = state.roster.invite(mailing, invitations.clone()).await;
    if !matches!(invited, Ok(new) if new == codes.len() as u64) {
        take_back_surplus(state, wave, codes, &invitations).await?;
    }
    invited?;
    state.mailing.ask_for_more();
    Ok(())
}

/// Of these codes those that no invitation holds: their contacts have another, or are gone.
async fn take_back_surplus(
    state: &AppState,
    wave: &Wave,
    mut codes: Vec<String>,
    invitations: &[Invitation],
) -> Result<(), AppError> {
    let stored: HashSet<Vec<u8>> =
        state.roster.invitations(wave.id).await?.into_iter().map(|stored| stored.code).collect();
    let mut own = invitations.iter();
    codes.retain(|_| own.next().is_some_and(|own| !stored.contains(&own.code)));
    state.mailing.codes.take_back(wave, &codes).await
}

#[cfg(test)]
mod tests {
    use store::{Location, NewWave, Roster, Store};

    use super::*;
    use crate::{clock::Clock, config::Config};

    /// Taken out of the contacts by somebody else in the very moment of inviting.
    #[tokio::test]
    async fn the_code_of_somebody_who_cannot_be_invited_is_not_counted_as_asked() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = |name: &str| Location::Sqlite(folder.path().join(name));
        let store = Store::open(&database("data.sqlite")).await.expect("a store");
        let roster = Roster::open(&database("roster.sqlite")).await.expect("a roster");
        store.migrate().await.expect("tables");
        roster.migrate().await.expect("tables");
        let mut config = Config::default();
        config.server.data = folder.path().to_owned();
        let state = AppState::new(store.clone(), roster, config, Clock::system(), false);

        let survey = store.create_survey("firmen", "…").await.expect("survey");
        let version = store.publish(survey, 1, "{}", "2026-09-01").await.expect("published");
        let new = NewWave { survey, version, slug: "firmen".into(), title: "Firmen".into(), demo: false };
        let id = store.create_wave(&new).await.expect("wave");
        store.set_access(id, Access::Invited).await.expect("planned");
        let wave = store.wave_by_id(id).await.expect("read").expect("there");
        let [there, gone] = [Contact::new("Da", "da@b.de"), Contact::new("Weg", "weg@b.de")];
        state.roster.save_contact(&there).await.expect("saved");
        let issued = async || store.batches(id).await.expect("read").iter().map(|batch| batch.issued).sum::<u64>();
        let mailing = mailing(&state, id).await.expect("none yet");

        assert!(issue(&state, &wave, mailing.clone(), &[there.clone(), gone]).await.is_err());
        assert_eq!(issued().await, 0);
        issue(&state, &wave, mailing.clone(), std::slice::from_ref(&there)).await.expect("invited");
        assert_eq!(issued().await, 1);
        // Invited already: the first code stays.
        issue(&state, &wave, mailing, &[there]).await.expect("nobody new");
        assert_eq!(issued().await, 1);
    }
}
