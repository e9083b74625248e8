//! A card that other sites show as a picture within a link. They embed nothing else of ours: no frame, no script, no
//! style, so that it works under any policy of theirs; where their policy allows no foreign picture, its text is there.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{Locale, length};
use serde::Deserialize;
use store::WaveState;

use super::{locale, reachable};
use crate::{
    error::AppError,
    state::{AppState, RunningWave},
};

pub struct Snippet {
    /// A link around a picture.
    pub card: String,
    pub plain: String,
}

const WIDTH: u32 = 320;
const HEIGHT: u32 = 132;

/// To be copied into a page of somebody else.
pub fn snippet(state: &AppState, running: &RunningWave) -> Snippet {
    let (base, slug) = (&state.config.server.base_url, &running.wave.slug);
    let text = escaped(&format!("Zur Umfrage: {}", running.questionnaire.title.get(locale(running, None))));
    // Its own window: what is answered there is no affair of the site around it.
    let open = format!("<a href=\"{base}/s/{slug}\" target=\"_blank\" rel=\"noopener\">");
    let picture =
        format!("<img src=\"{base}/u/{slug}/karte.svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" alt=\"{text}\">");
    Snippet { card: format!("{open}{picture}</a>"), plain: format!("{open}{text}</a>") }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    lang: String,
}

pub async fn picture(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    let running = reachable(&state, &slug).await?;
    let locale = locale(&running, Some(&wanted.lang));
    let minutes = length::minutes(&running.questionnaire).minutes_rounded;
    let title = running.questionnaire.title.get(locale);
    let svg = drawn(title, &state.config.organisation.name, call(locale, running.wave.state, minutes), locale);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        // Other sites show it.
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600")),
    ];
    Ok((headers, svg).into_response())
}

/// The card outlives its wave on sites that nobody tidies up.
fn call(locale: Locale, state: WaveState, minutes: u32) -> String {
    match (locale.is_german(), state) {
        (true, WaveState::Planned) => "Beginnt bald".to_owned(),
        (false, WaveState::Planned) => "Starts soon".to_owned(),
        (true, WaveState::Closed) => "Die Umfrage ist beendet.".to_owned(),
        (false, WaveState::Closed) => "The survey has ended.".to_owned(),
        (true, WaveState::Released) => "Beendet. Zu den Ergebnissen →".to_owned(),
        (false, WaveState::Released) => "Ended. See the results →".to_owned(),
        (true, WaveState::Open) => {
            format!("Zur Umfrage, etwa {minutes} {} →", if minutes == 1 { "Minute" } else { "Minuten" })
        }
        (false, WaveState::Open) => {
            format!("To the survey, about {minutes} {} →", if minutes == 1 { "minute" } else { "minutes" })
        }
    }
}

/// Letters in a line of the card: its font is whatever the reader's system has.
const LINE: usize = 28;

fn drawn(title: &str, organisation: &str, call: String, locale: Locale) -> String {
    let lines = lines(title);
    let title = lines.iter().zip([56, 80]).map(|(line, y)| {
        format!("<text x=\"16\" y=\"{y}\" font-size=\"19\" font-weight=\"600\">{}</text>", escaped(line))
    });
    let title: String = title.collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" \
         height=\"{HEIGHT}\" role=\"img\" lang=\"{}\" font-family=\"'Source Sans 3',system-ui,sans-serif\" \
         fill=\"#ffffff\"><title>{}</title><rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#0b4f5c\"/>\
         <text x=\"16\" y=\"28\" font-size=\"13\">{}</text>{title}\
         <text x=\"16\" y=\"114\" font-size=\"15\">{}</text></svg>",
        locale.lang(),
        escaped(&lines.join(" ")),
        escaped(&shortened(organisation, 42)),
        escaped(&call),
    )
}

/// Two at most.
fn lines(title: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in title.split_whitespace().map(|word| shortened(word, LINE)) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LINE => *line = format!("{line} {word}"),
            _ => lines.push(word),
        }
    }
    if lines.len() > 2 {
        lines.truncate(2);
        lines[1] = format!("{} …", shortened(&lines[1], LINE - 2));
    }
    lines
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// For text and attributes of HTML and SVG. Control characters stand in no XML.
fn escaped(text: &str) -> String {
    let plain = text.chars().filter(|letter| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}'));
    let plain: String = plain.collect();
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_holds_whatever_the_title_is() {
        let hostile = "</text><script>alert(1)</script> \u{0} & eine sehr lange Frage an alle Unternehmen der Region";
        let svg = drawn(hostile, "V <b>\"", "Zur Umfrage".to_owned(), Locale::DeSie);
        assert!(!svg.contains("<script") && !svg.contains("<b>") && !svg.contains('\0') && svg.contains('…'), "{svg}");
        assert_eq!(svg.matches("<text").count(), 4);
    }

    #[test]
    fn a_line_of_the_card_is_never_longer_than_it_may_be() {
        for title in
            ["", "Bedarfe", "Was macht einen Ausbildungsbetrieb attraktiv?", &"x".repeat(90), &"ab ".repeat(60)]
        {
            let lines = lines(title);
            assert!(lines.len() <= 2 && lines.iter().all(|line| line.chars().count() <= LINE), "{lines:?}");
        }
    }
}
