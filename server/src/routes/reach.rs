//! What leads people to a wave outside of mails: posters, the short address on them, and a card for other sites.

use app::waves::{PlaceRow, ReachPage, reach_page};
use axum::{
    Form, Router,
    extract::{Path, Query, State},
    http::{HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::{Locale, length, meaning::Audience};
use posters::{Format, Poster};
use serde::Deserialize;
use store::Place;

use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    session::Staff,
    state::{AppState, RunningWave},
};

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/u/{wave}", get(short))
        .route("/u/{wave}/karte.svg", get(card))
        .route("/intern/wellen/{wave}/plakate", get(show).post(change))
        .route("/intern/wellen/{wave}/plakat.pdf", get(poster))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct At {
    p: String,
}

/// The address on posters. Opening it is counted for its place, by nobody's name and without a date.
async fn short(
    State(state): State<AppState>,
    method: Method,
    Path(slug): Path<String>,
    Query(at): Query<At>,
) -> Result<Response, AppError> {
    let wave = state.store.wave(&slug).await?.ok_or(AppError::NotFound)?;
    if method == Method::GET && !at.p.is_empty() {
        state.roster.count_opening(wave.id, &at.p).await?;
    }
    Ok(Redirect::to(&format!("/s/{}", wave.slug)).into_response())
}

/// The language a wave speaks on posters: that of its audience.
fn locale(running: &RunningWave) -> Locale {
    if running.questionnaire.audience == Audience::Apprentice { Locale::DeDu } else { Locale::DeSie }
}

/// In steps: exact numbers would invite to read more into them than they hold.
fn band(opened: u64) -> &'static str {
    match opened {
        0 => "noch nicht",
        1..10 => "weniger als 10-mal",
        10..50 => "10- bis 49-mal",
        50..100 => "50- bis 99-mal",
        100..500 => "100- bis 499-mal",
        _ => "500-mal und öfter",
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    erledigt: String,
}

async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let done = match asked.erledigt.as_str() {
        "neu" => Some("Der Ort ist hinzugefügt."),
        "entfernt" => Some("Der Ort ist entfernt."),
        _ => None,
    };
    page_of(&state, &visit, &staff, &slug, String::new(), None, done).await
}

async fn page_of(
    state: &AppState,
    visit: &Visit,
    staff: &Staff,
    slug: &str,
    label: String,
    problem: Option<&str>,
    done: Option<&str>,
) -> Result<Response, AppError> {
    let running = state.running(slug).await?;
    let places = state.roster.places(running.wave.id).await?;
    let (card, plain) = snippets(state, &running);
    let view = ReachPage {
        wave: running.wave.slug.clone(),
        title: running.wave.title.clone(),
        places: places.into_iter().map(row).collect(),
        label,
        problems: problem.map(|text| ("label".to_owned(), text.to_owned())).into_iter().collect(),
        card,
        plain,
        card_picture: format!("/u/{slug}/karte.svg"),
        done: done.map(str::to_owned),
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(page::html_with(status, state, visit, Head::staff("Plakate", &staff.name), || reach_page(view)))
}

fn row(place: Place) -> PlaceRow {
    PlaceRow { opened: band(place.opened), code: place.code, label: place.label }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Change {
    schritt: String,
    label: String,
    ort: String,
}

async fn change(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Form(change): Form<Change>,
) -> Result<Response, AppError> {
    let wave = state.store.wave(&slug).await?.ok_or(AppError::NotFound)?;
    if change.schritt == "entfernen" {
        state.roster.remove_place(wave.id, &change.ort).await?;
        return Ok(Redirect::to(&format!("/intern/wellen/{slug}/plakate?erledigt=entfernt")).into_response());
    }
    let code = code_of(&change.label);
    let added = match code.as_str() {
        "" => Err("Geben Sie an, wo das Plakat hängt."),
        code => match state.roster.add_place(wave.id, code, change.label.trim()).await {
            Err(store::Error::Conflict) => Err("Diesen Ort gibt es schon."),
            other => Ok(other?),
        },
    };
    match added {
        Ok(()) => Ok(Redirect::to(&format!("/intern/wellen/{slug}/plakate?erledigt=neu")).into_response()),
        Err(problem) => page_of(&state, &visit, &staff, &slug, change.label, Some(problem), None).await,
    }
}

/// "Messe Höxter" is `messe-hoexter`.
fn code_of(label: &str) -> String {
    let spelled = label.to_lowercase().replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss");
    let words = spelled.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").chars().take(40).collect::<String>().trim_end_matches('-').to_owned()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    format: String,
    ort: String,
}

async fn poster(
    State(state): State<AppState>,
    _: Staff,
    Path(slug): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let format = Format::parse(&wanted.format).unwrap_or(Format::A4);
    let place = match wanted.ort.as_str() {
        "" => String::new(),
        code => {
            let places = state.roster.places(running.wave.id).await?;
            let place = places.into_iter().find(|place| place.code == code).ok_or(AppError::NotFound)?;
            format!("?p={}", place.code)
        }
    };
    let host = state.config.host();
    let poster = Poster {
        format,
        locale: locale(&running),
        organisation: &state.config.organisation.name,
        title: running.questionnaire.title.get(locale(&running)),
        minutes: length::minutes(&running.questionnaire).minutes_rounded,
        link: &format!("{}/u/{slug}{place}", state.config.server.base_url),
        typed: &format!("{host}/u/{slug}"),
        contact: &state.config.organisation.email,
    };
    let file = posters::pdf(&poster).map_err(AppError::internal)?;
    let name = if wanted.ort.is_empty() { slug } else { format!("{slug}-{}", wanted.ort) };
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"plakat-{name}-{}.pdf\"", format.as_str())),
    ];
    Ok((headers, file).into_response())
}

/// For pages of others: nothing but a link, so that it works under any policy of theirs.
fn snippets(state: &AppState, running: &RunningWave) -> (String, String) {
    let title = escaped(running.questionnaire.title.get(locale(running)));
    let base = &state.config.server.base_url;
    let slug = &running.wave.slug;
    let open = format!("<a href=\"{base}/s/{slug}\" target=\"_blank\" rel=\"noopener\">");
    let picture =
        format!("<img src=\"{base}/u/{slug}/karte.svg\" width=\"360\" height=\"140\" alt=\"Zur Umfrage: {title}\">");
    (format!("{open}{picture}</a>"), format!("{open}Zur Umfrage: {title}</a>"))
}

async fn card(State(state): State<AppState>, Path(slug): Path<String>) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let locale = locale(&running);
    let minutes = length::minutes(&running.questionnaire).minutes_rounded;
    let svg = card_svg(running.questionnaire.title.get(locale), &state.config.organisation.name, minutes);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox")),
        (header::HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600")),
    ];
    Ok((headers, svg).into_response())
}

/// Letters in a line of the card: its font is whatever the reader's system has.
const LINE: usize = 32;

fn card_svg(title: &str, organisation: &str, minutes: u32) -> String {
    let mut lines: Vec<String> = vec![String::new()];
    for word in title.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LINE => *line = format!("{line} {word}"),
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > 2 {
        lines.truncate(2);
        lines[1].push_str(" …");
    }
    let title: String = lines
        .iter()
        .enumerate()
        .map(|(at, line)| format!("<text x=\"20\" y=\"{}\" font-size=\"19\" font-weight=\"600\">{}</text>", 58 + at * 24, escaped(line)))
        .collect();
    let unit = if minutes == 1 { "Minute" } else { "Minuten" };
    let organisation: String = organisation.chars().take(48).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 360 140\" width=\"360\" height=\"140\" role=\"img\" \
         font-family=\"'Source Sans 3',system-ui,sans-serif\" fill=\"#ffffff\"><title>Zur Umfrage</title>\
         <rect width=\"360\" height=\"140\" fill=\"#0b4f5c\"/>\
         <text x=\"20\" y=\"30\" font-size=\"13\">{}</text>{title}\
         <text x=\"20\" y=\"118\" font-size=\"15\">Zur Umfrage, etwa {minutes} {unit} →</text></svg>",
        escaped(&organisation)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_a_code_that_can_be_typed() {
        assert_eq!(code_of("  Messe Höxter 2026! "), "messe-hoexter-2026");
        assert_eq!((code_of("…"), code_of(&"x".repeat(60)).len()), (String::new(), 40));
    }

    #[test]
    fn the_card_holds_whatever_the_title_is() {
        let svg = card_svg("</text><script>alert(1)</script> & eine sehr lange Frage an alle Unternehmen der Region", "V <b>", 5);
        assert!(!svg.contains("<script") && !svg.contains("<b>") && svg.contains('…'), "{svg}");
    }
}
