//! Batches of codes: given out once, as a page to print, and counted in bands.

use app::waves::{BatchLine, CodeSheet, CodesForm, CodesPage, Slip, code_sheet, codes_page};
use axum::{
    Form,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Code, Locale, format, stratum::Stratum};
use posters::Sheet;
use serde::Deserialize;
use store::{Access, Batch, CODES_AT_ONCE, Id, WaveState};

use super::{super::reach, qr};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    returns::Band,
    session::Staff,
    state::{AppState, RunningWave},
};

const NAME_MAX: usize = 80;

#[derive(Deserialize)]
pub struct Wish {
    #[serde(default)]
    betrieb: String,
    #[serde(default)]
    beruf: String,
    #[serde(default)]
    jahr: String,
    #[serde(default)]
    anzahl: String,
    /// Drawn with the form: posted twice, it is the same sheet.
    #[serde(default)]
    blatt: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct For {
    /// A firm that invites its own apprentices.
    kontakt: String,
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Query(wanted): Query<For>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let contact = match Id::from_hex(&wanted.kontakt) {
        Some(id) => state.roster.contact(id).await?,
        None => None,
    };
    let firm = contact.map(|contact| contact.firm).unwrap_or_default();
    let form = CodesForm { firm, sheet: Id::random().to_hex(), ..CodesForm::default() };
    let page = view(&state, &running, form, Vec::new()).await?;
    Ok(page::html(&state, &visit, Head::staff("Codes", &staff.name), || codes_page(page)))
}

pub async fn issue(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Form(wish): Form<Wish>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    if let Some(why) = closed(&running) {
        return Err(AppError::Conflict(why.to_owned()));
    }
    let (stratum, count) = match read(&wish) {
        Ok(wished) => wished,
        Err(problems) => {
            let form = CodesForm {
                firm: wish.betrieb,
                occupation: wish.beruf,
                year: wish.jahr,
                count: wish.anzahl,
                sheet: wish.blatt,
            };
            let page = view(&state, &running, form, problems).await?;
            let head = Head::staff("Codes", &staff.name);
            return Ok(page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &state, &visit, head, || codes_page(page)));
        }
    };
    let (batch, replaces) = batch(&state, &running, &wish.blatt, &stratum).await?;
    let codes = match replaces {
        true => state.store.reissue_codes(running.wave.id, batch, count).await?,
        false => state.store.issue_codes(running.wave.id, batch, count).await?,
    };
    let sheet = CodeSheet { replaces, ..sheet(&state, &running, &stratum, &codes)? };
    let head = Head::staff("Codes zum Ausdrucken", &staff.name).without_switches();
    Ok(page::html(&state, &visit, head, || code_sheet(sheet)))
}

/// The batch of this form, and whether its sheet was shown before. Pressed twice or loaded anew, one sheet must not become
/// two: the codes of the first would count as given out, and nobody would have them.
async fn batch(state: &AppState, running: &RunningWave, form: &str, stratum: &Stratum) -> Result<(Id, bool), AppError> {
    let (store, wave) = (&state.store, running.wave.id);
    let id = Id::from_hex(form).unwrap_or_else(Id::random);
    match store.create_batch_as(id, wave, stratum).await {
        Err(store::Error::Conflict) => {}
        other => return Ok((other?, false)),
    }
    let is_same = |batch: &Batch| batch.id == id && batch.stratum == *stratum;
    match store.batches(wave).await?.iter().any(is_same) {
        true => Ok((id, true)),
        // The form came back from the browser's memory and was filled in for others.
        false => Ok((store.create_batch(wave, stratum).await?, false)),
    }
}

#[derive(Deserialize)]
pub struct Lost {
    #[serde(default)]
    blatt: String,
}

/// A sheet that was lost: its codes start nothing any more.
pub async fn void(
    State(state): State<AppState>,
    _: Staff,
    Path(slug): Path<String>,
    Form(lost): Form<Lost>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    if let Some(why) = closed(&running) {
        return Err(AppError::Conflict(why.to_owned()));
    }
    let batch = Id::from_hex(&lost.blatt).ok_or(AppError::Unreadable)?;
    state.store.void_codes(running.wave.id, batch).await?;
    Ok(Redirect::to(&format!("/intern/wellen/{slug}/codes")).into_response())
}

/// A sheet as it was shown, posted back: its codes are stored nowhere.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Shown {
    codes: String,
    gruppe: String,
}

pub async fn file(
    State(state): State<AppState>,
    _: Staff,
    Path(slug): Path<String>,
    Form(shown): Form<Shown>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let codes: Result<Vec<Code>, _> = shown.codes.split_whitespace().map(Code::parse).collect();
    let codes = codes.ok().filter(|codes| (1..=CODES_AT_ONCE).contains(&codes.len())).ok_or(AppError::Unreadable)?;
    // Thousands of codes take a while.
    let drawn = tokio::task::spawn_blocking(move || {
        let locale = reach::locale(&running, None);
        let sheet = Sheet {
            locale,
            organisation: &state.config.organisation.name,
            title: running.questionnaire.title.get(locale),
            batch: &shown.gruppe,
            link: &format!("{}/c/", state.config.server.base_url),
            typed: &format!("{}/code", state.config.host()),
            codes: &codes,
        };
        sheet.pdf()
    });
    let file = drawn.await.map_err(AppError::internal)?.map_err(AppError::internal)?;
    reach::pdf(&format!("codes-{slug}"), file)
}

type Problems = Vec<(String, String)>;

fn read(wish: &Wish) -> Result<(Stratum, usize), Problems> {
    let mut problems = Problems::new();
    let parts = [("betrieb", &wish.betrieb), ("beruf", &wish.beruf), ("jahr", &wish.jahr)];
    let [firm, occupation, year] = parts.map(|(name, typed)| {
        let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().count() > NAME_MAX {
            problems.push((name.to_owned(), format!("Nehmen Sie höchstens {NAME_MAX} Zeichen.")));
        }
        text
    });
    if firm.is_empty() {
        problems.push(("betrieb".to_owned(), "Nennen Sie den Betrieb oder die Klasse.".to_owned()));
    }
    let count = wish.anzahl.trim().parse().ok().filter(|count| (1..=CODES_AT_ONCE).contains(count));
    match count {
        Some(count) if problems.is_empty() => Ok((Stratum { firm, occupation, year }, count)),
        Some(_) => Err(problems),
        None => {
            let most = format::count(CODES_AT_ONCE as u64, Locale::DeSie);
            problems.push(("anzahl".to_owned(), format!("Geben Sie eine ganze Zahl von 1 bis {most} ein.")));
            Err(problems)
        }
    }
}

/// Why no codes can be given out.
fn closed(running: &RunningWave) -> Option<&'static str> {
    match (running.wave.access, running.wave.state) {
        (Access::Open, _) => Some("Diese Welle hat einen offenen Link und braucht keine Codes."),
        (Access::Invited | Access::Named, _) => Some("Die Codes dieser Welle gehen mit den Einladungen hinaus."),
        (Access::Code, WaveState::Planned | WaveState::Open) => None,
        (Access::Code, _) => Some("Die Welle ist beendet. Neue Codes gibt es nicht mehr."),
    }
}

async fn view(
    state: &AppState,
    running: &RunningWave,
    form: CodesForm,
    problems: Problems,
) -> Result<CodesPage, AppError> {
    let returns = state.returns.of(&state.store, running).await?;
    let batches = returns.batches(&state.store, running.wave.id).await?;
    Ok(CodesPage {
        slug: running.wave.slug.clone(),
        title: running.wave.title.clone(),
        k: running.k(),
        form,
        closed: closed(running),
        batches: batches.iter().map(|batch| batch_line(batch, running.k())).collect(),
        problems,
    })
}

/// Who has answered is nobody's business: used codes are told in bands of ten, and never of fewer than k.
pub fn batch_line(batch: &Batch, k: u64) -> BatchLine {
    let count = format::count(batch.issued, Locale::DeSie);
    let issued = match (batch.issued, batch.voided) {
        (1, false) => "1 Code".to_owned(),
        (_, false) => format!("{count} Codes"),
        (1, true) => "1 Code, gilt nicht mehr".to_owned(),
        (_, true) => format!("{count} Codes, unbenutzte gelten nicht mehr"),
    };
    let spent = match spent_band(batch, k) {
        None => format!("Benutzung wird erst ab {k} Codes gezeigt"),
        Some(band) => format!("{} benutzt", band.words()),
    };
    BatchLine { id: batch.id.to_hex(), name: batch.stratum.to_string(), issued, spent, voided: batch.voided }
}

/// `None` if it is told of fewer than k.
pub fn spent_band(batch: &Batch, k: u64) -> Option<Band> {
    // The last band takes what is left over, so that none is narrow: "10 of 10" would be everybody.
    let bands = ((batch.issued + 1) / 10).max(1);
    let band = (batch.spent / 10).min(bands - 1);
    let most = if band + 1 == bands { batch.issued } else { band * 10 + 9 };
    (batch.issued >= k).then_some(Band { least: band * 10, most })
}

fn sheet(state: &AppState, running: &RunningWave, stratum: &Stratum, codes: &[Code]) -> Result<CodeSheet, AppError> {
    let survey = &running.questionnaire;
    let base = &state.config.server.base_url;
    let locale = survey.locales.first().copied().unwrap_or(Locale::DeSie);
    let slip = |code: &Code| {
        let svg = qr(&format!("{base}/c/{}", code.compact()))?;
        Ok(Slip {
            groups: code.groups(),
            qr: format!("data:image/svg+xml,{}", page::encode_query(&svg).replace('+', "%20")),
        })
    };
    Ok(CodeSheet {
        replaces: false,
        back: format!("/intern/wellen/{}/codes", running.wave.slug),
        survey: survey.title.get(locale).to_owned(),
        organisation: state.config.organisation.name.clone(),
        batch: stratum.to_string(),
        file: format!("/intern/wellen/{}/codes.pdf", running.wave.slug),
        codes: codes.iter().map(|code| code.compact()).collect::<Vec<_>>().join(" "),
        address: format!("{}/code", state.config.host()),
        slips: codes.iter().map(slip).collect::<Result<_, AppError>>()?,
    })
}

#[cfg(test)]
mod tests {
    use store::Id;

    use super::*;

    #[test]
    fn used_codes_are_told_in_bands_and_not_of_small_batches() {
        let said = |issued, spent| {
            let batch = Batch { id: Id::random(), stratum: Stratum::firm("Muster"), issued, spent, voided: false };
            batch_line(&batch, 10).spent
        };
        assert_eq!(said(9, 9), "Benutzung wird erst ab 10 Codes gezeigt");
        assert_eq!(said(24, 0), "weniger als 10 benutzt");
        assert_eq!(said(24, 17), "10 bis 24 benutzt");
        assert_eq!(said(24, 24), "10 bis 24 benutzt");
        assert_eq!(said(10, 10), said(10, 0));
        assert_eq!(said(29, 20), "20 bis 29 benutzt");
    }
}
