//! Access, times and targets of a wave.

use app::waves::{AccessCard, PlanningPage, Target, Targets, planning_page};
use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Locale, format};
use store::{Access, Group, Schedule, Wave, WaveState};

use super::quota_name;
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    publication::permits,
    session::Staff,
    state::{AppState, RunningWave},
};

/// More than a Kreis has apprentices or firms.
const TARGET_MAX: u64 = 100_000;

/// More than a region has people of an age.
const ASKED_MAX: u64 = 1_000_000;

/// Of codes and invitations it is known how many were asked, and what was told stays.
fn can_be_asked(wave: &Wave) -> bool {
    wave.access == Access::Open && wave.state != WaveState::Released
}

fn card(access: Access) -> AccessCard {
    let (name, meaning) = match access {
        Access::Open => {
            ("Offener Link", "Wer den Link hat, kann antworten, auch mehrmals. Anonym, aber nicht repräsentativ.")
        }
        Access::Code => (
            "Code-Zettel",
            "Zufällig verteilte Codes, jeder gilt für eine Antwort. Anonym: Niemand weiß, wer welchen hat.",
        ),
        Access::Invited => (
            "Einladung per Mail",
            "Jeder hat einen eigenen Code. Vertraulich, bis die Antworten gemischt sind, danach anonym.",
        ),
        Access::Named => (
            "Mit Namen, wer will",
            "Einladung per Mail. Jeder Betrieb wählt am Anfang, ob sein Name neben der Antwort steht. Wer das nicht will, \
             antwortet wie bei „Einladung per Mail“.",
        ),
    };
    AccessCard { value: access.as_str(), name, meaning }
}

/// Name and meaning, in two sentences.
pub fn access_told(access: Access) -> String {
    let AccessCard { name, meaning, .. } = card(access);
    format!("{name}. {meaning}")
}

pub fn access_name(access: Access) -> &'static str {
    card(access).name
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let page = view(&state, &running, &aims(&state, &running).await?).await?;
    Ok(page::html(&state, &visit, Head::staff("Zugang, Zeiten und Ziele", &staff.name), || planning_page(page)))
}

async fn kreise(state: &AppState) -> Result<Vec<String>, AppError> {
    let mut kreise: Vec<String> = state.region().await?.iter().map(|place| place.kreis.clone()).collect();
    kreise.sort();
    kreise.dedup();
    Ok(kreise)
}

/// A group for which a target can be set.
struct Aim {
    group: Group,
    label: String,
    /// More can never come.
    most: u64,
}

impl Aim {
    /// Of its field.
    fn name(&self) -> String {
        let value: Vec<&str> = self.group.value().split_whitespace().collect();
        format!("ziel-{}-{}", self.group.dimension(), value.join("-"))
    }
}

/// Whatever the wave counts: Kreise, quotas, batches of codes.
async fn aims(state: &AppState, running: &RunningWave) -> Result<Vec<Aim>, AppError> {
    let kreise = kreise(state).await?.into_iter();
    let mut aims: Vec<Aim> =
        kreise.map(|kreis| Aim { label: kreis.clone(), group: Group::Kreis(kreis), most: TARGET_MAX }).collect();
    aims.extend(running.questionnaire.quotas.iter().map(|quota| Aim {
        group: Group::Quota(quota.id.to_string()),
        label: quota_name(quota.id.as_str()),
        most: u64::from(quota.limit),
    }));
    if running.wave.access == Access::Code {
        // How many of fewer than k codes are used is never told.
        let told = state
            .store
            .batches(running.wave.id)
            .await?
            .into_iter()
            .filter(|batch| batch.issued >= running.k() && !batch.voided);
        aims.extend(told.map(|batch| Aim {
            group: Group::Codes(batch.id.to_hex()),
            label: batch.stratum.to_string(),
            most: batch.issued,
        }));
    }
    Ok(aims)
}

/// By kind, with what was typed or is stored.
fn targets(aims: &[Aim], stored: &[(Group, u64)]) -> Vec<Targets> {
    let kinds = [
        (
            "kreis",
            "Ziele je Kreis",
            "Wie viele Antworten Sie sich erhoffen. Steht auf der Seite der Welle neben dem Rücklauf.",
        ),
        ("quota", "Ziele je Quote", "Höchstens so viele, wie die Quote aufnimmt."),
        ("codes", "Ziele je Gruppe mit Codes", "Höchstens so viele, wie Codes ausgegeben sind."),
    ];
    let target = |aim: &Aim| {
        let count = stored.iter().find(|(group, _)| *group == aim.group).map(|(_, count)| count.to_string());
        Target { name: aim.name(), label: aim.label.clone(), typed: count.unwrap_or_default() }
    };
    let of_kind = |(dimension, title, hint): (&str, &'static str, &'static str)| {
        let targets: Vec<Target> = aims.iter().filter(|aim| aim.group.dimension() == dimension).map(target).collect();
        (!targets.is_empty()).then_some(Targets { title, hint, targets })
    };
    kinds.into_iter().filter_map(of_kind).collect()
}

async fn view(state: &AppState, running: &RunningWave, aims: &[Aim]) -> Result<PlanningPage, AppError> {
    let wave = &running.wave;
    let stored = state.store.targets(wave.id).await?;
    let access: Vec<AccessCard> = if wave.state == WaveState::Planned {
        Access::ALL.into_iter().filter(|access| permits(&running.questionnaire, *access)).map(card).collect()
    } else {
        vec![card(wave.access)]
    };
    Ok(PlanningPage {
        slug: wave.slug.clone(),
        title: wave.title.clone(),
        access,
        chosen: wave.access.as_str().to_owned(),
        opens: wave.schedule.opens.clone().unwrap_or_default(),
        closes: wave.schedule.closes.clone().unwrap_or_default(),
        over: !matches!(wave.state, WaveState::Planned | WaveState::Open),
        grace_hours: state.config.fieldwork.grace_hours,
        asked: can_be_asked(wave).then(|| wave.asked.map(|asked| asked.to_string()).unwrap_or_default()),
        targets: targets(aims, &stored),
        problems: Vec::new(),
    })
}

pub async fn save(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let aims = aims(&state, &running).await?;
    let mut page = view(&state, &running, &aims).await?;
    // Read as empty it would take times and targets away.
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(&body).map_err(|_| AppError::Unreadable)?;
    let plan = Plan::read(&state, &running, &aims, &mut page, &pairs);
    let changes_access = plan.access.is_some_and(|access| access != running.wave.access);
    if changes_access && !state.roster.invitations(running.wave.id).await?.is_empty() {
        page.problems.push(("zugang".to_owned(), INVITED.to_owned()));
    }
    if !page.problems.is_empty() {
        let head = Head::staff("Zugang, Zeiten und Ziele", &staff.name);
        return Ok(page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &state, &visit, head, || planning_page(page)));
    }
    plan.store(&state, &running).await?;
    state.forget();
    Ok(Redirect::to(&format!("/intern/wellen/{slug}")).into_response())
}

const SETTLED: &str = "Der Zugang steht fest, seit die Welle geöffnet ist: So wurde es denen gesagt, die geantwortet haben. \
                       Für einen anderen Zugang legen Sie eine neue Welle an.";

/// Their links are made when they are invited, and are of the kind that the access asks for.
const INVITED: &str = "Zu dieser Welle sind schon Kontakte eingeladen, mit Links für den bisherigen Zugang. Für einen anderen Zugang \
                       legen Sie eine neue Welle an.";

/// What is asked for, as far as the state of the wave lets it be changed.
struct Plan {
    access: Option<Access>,
    schedule: Option<Schedule>,
    targets: Vec<(Group, u64)>,
    /// How many have the link, where only staff can know.
    asked: Option<Option<u64>>,
}

impl Plan {
    /// What does not read stays in the page, with the reason.
    fn read(
        state: &AppState,
        running: &RunningWave,
        aims: &[Aim],
        page: &mut PlanningPage,
        pairs: &[(String, String)],
    ) -> Plan {
        let named = |name: &str| pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim());
        let mut problems = Vec::new();
        let mut access = None;
        if running.wave.state == WaveState::Planned {
            access = Access::parse(named("zugang")).filter(|access| permits(&running.questionnaire, *access));
            match access {
                Some(access) => page.chosen = access.as_str().to_owned(),
                None => problems.push(("zugang".to_owned(), "Wählen Sie aus, wer antworten kann.".to_owned())),
            }
        }
        let wished = Access::parse(named("zugang")).filter(|wished| *wished != running.wave.access);
        if running.wave.state != WaveState::Planned && wished.is_some() {
            problems.push(("zugang".to_owned(), SETTLED.to_owned()));
        }
        let mut schedule = None;
        if !page.over {
            (page.opens, page.closes) = (named("oeffnet").to_owned(), named("schliesst").to_owned());
            schedule = Some(read_schedule(state, running, page, &mut problems));
        }
        let mut targets = Vec::new();
        for target in page.targets.iter_mut().flat_map(|kind| &mut kind.targets) {
            let Some(aim) = aims.iter().find(|aim| aim.name() == target.name) else { continue };
            // A group that came while the page was open is not in its form, and keeps what it has.
            if let Some((_, typed)) = pairs.iter().find(|(key, _)| *key == target.name) {
                target.typed = typed.trim().to_owned();
            }
            match target.typed.parse::<u64>() {
                Ok(count) if (1..=aim.most).contains(&count) => targets.push((aim.group.clone(), count)),
                _ if target.typed.is_empty() || target.typed == "0" => {}
                _ => {
                    let most = format::count(aim.most, Locale::DeSie);
                    let what = format!("{}: Geben Sie eine ganze Zahl bis {most} ein, oder nichts.", aim.label);
                    problems.push((target.name.clone(), what));
                }
            }
        }
        let asked = page.asked.is_some().then(|| {
            let typed = named("gefragt").to_owned();
            let asked = typed.parse::<u64>().ok().filter(|asked| (1..=ASKED_MAX).contains(asked));
            if asked.is_none() && !typed.is_empty() {
                let most = format::count(ASKED_MAX, Locale::DeSie);
                problems
                    .push(("gefragt".to_owned(), format!("Geben Sie eine ganze Zahl bis {most} ein, oder nichts.")));
            }
            page.asked = Some(typed);
            asked
        });
        page.problems = problems;
        Plan { access, schedule, targets, asked }
    }

    async fn store(self, state: &AppState, running: &RunningWave) -> Result<(), AppError> {
        let (store, id) = (&state.store, running.wave.id);
        if let Some(access) = self.access {
            store.set_access(id, access).await?;
        }
        if let Some(schedule) = &self.schedule {
            store.set_schedule(id, schedule).await?;
        }
        // With codes it is counted; who has just chosen them cannot say otherwise.
        if let Some(asked) = self.asked.filter(|_| self.access.is_none_or(|access| access == Access::Open)) {
            store.set_asked(id, asked).await?;
        }
        Ok(store.set_targets(id, self.targets).await?)
    }
}

fn read_schedule(
    state: &AppState,
    running: &RunningWave,
    page: &PlanningPage,
    problems: &mut Vec<(String, String)>,
) -> Schedule {
    let mut minute = |name: &str, typed: &str| {
        let read = typed.parse::<jiff::civil::DateTime>().ok().map(|at| at.strftime("%Y-%m-%dT%H:%M").to_string());
        if read.is_none() && !typed.is_empty() {
            problems.push((name.to_owned(), "Geben Sie Tag und Uhrzeit an, zum Beispiel 2027-03-01T08:00.".to_owned()));
        }
        read
    };
    let schedule = Schedule { opens: minute("oeffnet", &page.opens), closes: minute("schliesst", &page.closes) };
    if let Some(closes) = &schedule.closes {
        let opens = schedule.opens.as_ref().filter(|_| running.wave.state == WaveState::Planned);
        if opens.is_some_and(|opens| opens >= closes) {
            problems.push(("schliesst".to_owned(), "Die Welle muss schließen, nachdem sie geöffnet hat.".to_owned()));
        } else if *closes <= state.clock.minute() {
            problems.push(("schliesst".to_owned(), "Dieser Zeitpunkt ist schon vorbei.".to_owned()));
        }
    }
    schedule
}
