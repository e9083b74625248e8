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
use store::{Access, Contact, Group, Id, LetterState, Wave, WaveState};

use self::situation::{Goal, Mails, Situation, Standing};
use super::{
    codes::{batch_line, spent_band},
    quota_name, quota_state, state_word,
    stops::Told,
};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    returns::{Band, Returns, band},
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
        kreise: table(&situation, "Kreis", |group| matches!(group, Group::Kreis(_))),
        has_pace: situation.share.is_some(),
        groups: table(&situation, "Gruppe", |group| !matches!(group, Group::Kreis(_))),
        turned_away: turned_away(&running, &returns),
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
    let is_full = |id: &str, limit: u32| returns.quota(id) >= u64::from(limit);
    let full = running.questionnaire.quotas.iter().filter(|quota| is_full(quota.id.as_str(), quota.limit));
    let (share, days_left) = time(wave, state.clock.date());
    Ok(Situation {
        k,
        is_open: wave.state == WaveState::Open,
        sent: state.store.response_count(wave.id).await?,
        share,
        days_left,
        goals: goals(state, running, returns).await?,
        full: full.map(|quota| quota.id.to_string()).collect(),
        stopping: told.stopping().map(|stopping| (stopping.label, stopping.share)),
        holds_back: !wave.viewed && state.store.held_back(wave.id).await? > 0,
        mails: mails(state, wave).await?,
    })
}

/// Whom the survey sent away.
fn turned_away(running: &RunningWave, returns: &Returns) -> Vec<(String, String)> {
    let (survey, k) = (&running.questionnaire, running.k());
    let quotas = survey.quotas.iter().map(|quota| (quota_name(quota.id.as_str()), quota.id.as_str()));
    let outs = survey.screen_outs.iter().map(|out| (format!("Ausschluss „{}“", out.id), out.id.as_str()));
    quotas.chain(outs).map(|(name, id)| (name, band(returns.turned_away(id), k))).collect()
}

/// Kreise in which so many have answered that it may be told, and those with a target; quotas and batches of codes all.
async fn goals(state: &AppState, running: &RunningWave, returns: &Returns) -> Result<Vec<Goal>, AppError> {
    let (wave, k) = (running.wave.id, running.k());
    let targets = state.store.targets(wave).await?;
    let target = |group: &Group| targets.iter().find(|(of, _)| of == group).map(|(_, target)| *target);
    let mut goals = kreise(&targets, returns, k);
    goals.extend(running.questionnaire.quotas.iter().map(|quota| {
        let (id, limit) = (quota.id.as_str(), u64::from(quota.limit));
        let (group, count) = (Group::Quota(id.to_owned()), returns.quota(id));
        let band = if count >= limit { Band { least: limit, most: limit } } else { Band::of(count, k) };
        let told = quota_state(count, quota.limit, k);
        Goal { target: target(&group), name: quota_name(id), band: Some(band), told, group }
    }));
    if running.wave.access == Access::Code {
        goals.extend(returns.batches(&state.store, wave).await?.iter().map(|batch| {
            let (group, line) = (Group::Codes(batch.id.to_hex()), batch_line(batch, k));
            let told = format!("{}, {}", line.issued, line.spent);
            Goal { target: target(&group), name: line.name, band: spent_band(batch, k), told, group }
        }));
    }
    Ok(goals)
}

fn kreise(targets: &[(Group, u64)], returns: &Returns, k: u64) -> Vec<Goal> {
    let mut goals: Vec<Goal> = targets.iter().filter_map(|(group, target)| kreis(group, *target, returns, k)).collect();
    for (kreis, band) in returns.kreise(k) {
        match goals.iter_mut().find(|goal| goal.name == kreis) {
            Some(goal) => (goal.band, goal.told) = (Some(band), band.words()),
            None => goals.push(Goal {
                group: Group::Kreis(kreis.clone()),
                name: kreis,
                band: Some(band),
                told: band.words(),
                target: None,
            }),
        }
    }
    goals.sort_by(|a, b| a.name.cmp(&b.name));
    goals
}

/// With its target, and as long as no band is told of it, that it is small.
fn kreis(group: &Group, target: u64, returns: &Returns, k: u64) -> Option<Goal> {
    let Group::Kreis(name) = group else { return None };
    let band = (returns.of_kreis(name) < k).then(|| Band::of(0, k));
    let told = band.map_or_else(String::new, Band::words);
    Some(Goal { group: group.clone(), name: name.clone(), band, told, target: Some(target) })
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

/// Groups of this kind, each with what came, its target, and how it stands. `None` if there are none.
fn table(situation: &Situation, first: &str, is_of: fn(&Group) -> bool) -> Option<DataTable> {
    let row = |goal: &Goal| {
        let standing = match situation.standing(goal) {
            Standing::Reached => "erreicht",
            Standing::Behind => "hinter dem Plan",
            Standing::OnTrack => "im Plan",
            Standing::Unknown => "–",
        };
        let target = goal.target.map_or_else(|| "–".to_owned(), |target| format::count(target, Locale::DeSie));
        let told = if goal.told.is_empty() { "–".to_owned() } else { goal.told.clone() };
        vec![goal.name.clone(), told, target, standing.to_owned()]
    };
    let rows: Vec<Vec<String>> = situation.goals.iter().filter(|goal| is_of(&goal.group)).map(row).collect();
    let head = [first, "Antworten", "Ziel", "Stand"].map(str::to_owned).to_vec();
    (!rows.is_empty()).then_some(DataTable { head, rows })
}
