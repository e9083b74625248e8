//! A wave in the field on one screen: what came in against what was hoped for, where people stop, the next mail, and what
//! somebody should see to.

mod situation;

use std::collections::HashSet;

use app::waves::{WatchPage, watch_page};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{Locale, figure::DataTable, format};
use jiff::civil::Date;
use store::{Batch, Contact, Id, LetterState, Wave, WaveState};

use self::situation::{Goal, Mails, Situation, Standing};
use super::{codes::batch_line, exits, state_word, stops::Told};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    returns::{Band, Returns},
    routes::invite::next_mail,
    session::Staff,
    state::{AppState, RunningWave},
};

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let wave = &running.wave;
    let counts = state.paradata.of(&state.store, &running).await?;
    let told = Told { survey: running.questionnaire.survey(), counts, k: running.k() };
    let returns = state.returns.of(&state.store, &running).await?;
    let situation = situation(&state, &running, &told, &returns).await?;
    let problems = situation.problems(&format!("/intern/wellen/{}", wave.slug));
    let view = WatchPage {
        slug: wave.slug.clone(),
        title: wave.title.clone(),
        state: state_word(wave.state),
        running: wave.state == WaveState::Open,
        at: format::minute(&state.clock.minute(), Locale::DeSie),
        count: situation.sent,
        target: situation.target(),
        days_left: situation.days_left.map(situation::days_left),
        begun_and_sent: told.begun_and_sent(),
        kreise: kreise(&situation),
        has_pace: situation.share.is_some(),
        groups: groups(&running, &returns),
        stopping: situation.stopping.clone(),
        next_mail: next_mail(&state, wave).await?.map(|next| (next.day, next.what)),
        problems,
    };
    let head = Head::staff(&format!("Wie läuft es? {}", wave.title), &staff.name).watched(view.running);
    Ok(page::html(&state, &visit, head, || watch_page(view)))
}

async fn situation(
    state: &AppState,
    running: &RunningWave,
    told: &Told<'_>,
    returns: &Returns,
) -> Result<Situation, AppError> {
    let (wave, k) = (&running.wave, running.k());
    let is_full =
        |id: &str, limit: u32| returns.quotas.iter().any(|(name, count)| name == id && *count >= u64::from(limit));
    let full = running.questionnaire.quotas.iter().filter(|quota| is_full(quota.id.as_str(), quota.limit));
    let (share, days_left) = time(wave, state.clock.date());
    Ok(Situation {
        k,
        is_open: wave.state == WaveState::Open,
        sent: state.store.response_count(wave.id).await?,
        share,
        days_left,
        goals: goals(state, wave, returns, k).await?,
        full: full.map(|quota| quota.id.to_string()).collect(),
        stopping: told.stopping().map(|stopping| (stopping.label, stopping.share)),
        mails: mails(state, wave).await?,
    })
}

/// Quotas and screen-outs, and the groups that codes were given out to.
fn groups(running: &RunningWave, returns: &Returns) -> Vec<(String, String)> {
    let of_batch = |batch: &Batch| {
        let line = batch_line(batch, running.k());
        (line.name, format!("{}, {}", line.issued, line.spent))
    };
    exits(running, returns).into_iter().chain(returns.batches.iter().map(of_batch)).collect()
}

/// Kreise in which so many have answered that it may be told, and those with a target.
async fn goals(state: &AppState, wave: &Wave, returns: &Returns, k: u64) -> Result<Vec<Goal>, AppError> {
    let targets = state.store.targets(wave.id).await?;
    let count = |kreis: &str| returns.kreise.iter().find(|(name, _)| name == kreis).map_or(0, |(_, count)| *count);
    let small = |kreis: &str| (count(kreis) < k).then(|| Band::of(0, k));
    let goal = |(kreis, target): (String, u64)| Goal { band: small(&kreis), kreis, target: Some(target) };
    let mut goals: Vec<Goal> = targets.into_iter().map(goal).collect();
    for (kreis, band) in returns.kreise(k) {
        match goals.iter_mut().find(|goal| goal.kreis == kreis) {
            Some(goal) => goal.band = Some(band),
            None => goals.push(Goal { kreis, band: Some(band), target: None }),
        }
    }
    goals.sort_by(|a, b| a.kreis.cmp(&b.kreis));
    Ok(goals)
}

/// Which part of its time a wave has had, and how many days are left to it.
fn time(wave: &Wave, today: Date) -> (Option<f64>, Option<i64>) {
    let day = |text: &str| text.get(..10).and_then(|day| day.parse::<Date>().ok());
    let (opened, closes) = (wave.opened.as_deref().and_then(day), wave.schedule.closes.as_deref().and_then(day));
    if wave.state != WaveState::Open {
        return (None, None);
    }
    let days = |from: Date, to: Date| from.until(to).ok().map(|span| i64::from(span.get_days()));
    let left = closes.and_then(|closes| days(today, closes));
    let share = opened.zip(closes).and_then(|(opened, closes)| {
        let (gone, all) = (days(opened, today)?, days(opened, closes)?);
        (all > 0).then(|| (gone as f64 / all as f64).clamp(0.0, 1.0))
    });
    (share, left)
}

async fn mails(state: &AppState, wave: &Wave) -> Result<Option<Mails>, AppError> {
    let Some(mailing) = state.roster.mailing(wave.id).await? else { return Ok(None) };
    let invited: HashSet<Id> =
        state.roster.invitations(wave.id).await?.into_iter().map(|invitation| invitation.contact).collect();
    let contacts = state.roster.contacts().await?;
    let of_wave = |contact: &&Contact| invited.contains(&contact.id);
    let letters = state.roster.letters(wave.id).await?;
    Ok(Some(Mails {
        is_set_up: state.mailing.is_set_up(),
        trouble: state.mailing.trouble().map(|trouble| trouble.reason),
        stopped: mailing.stopped,
        refused: letters.iter().filter(|letter| letter.state == LetterState::Failed).count(),
        bounced: contacts.iter().filter(of_wave).filter(|contact| contact.bounced).count(),
    }))
}

fn kreise(situation: &Situation) -> Option<DataTable> {
    let row = |goal: &Goal| {
        let standing = match situation.standing(goal) {
            Standing::Reached => "erreicht",
            Standing::Behind => "hinter dem Plan",
            Standing::OnTrack => "im Plan",
            Standing::Unknown => "–",
        };
        let target = goal.target.map_or_else(|| "–".to_owned(), |target| format::count(target, Locale::DeSie));
        vec![goal.kreis.clone(), goal.band.map_or_else(|| "–".to_owned(), Band::words), target, standing.to_owned()]
    };
    let head = ["Kreis", "Antworten", "Ziel", "Stand"].map(str::to_owned).to_vec();
    (!situation.goals.is_empty()).then(|| DataTable { head, rows: situation.goals.iter().map(row).collect() })
}
