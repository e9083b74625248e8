//! Charts as pictures: whatever is offered as SVG is offered as PNG, and the PNG is the same picture, letters and all.

use axum::http::StatusCode;
use scraper::Selector;

use crate::{
    app::{Reply, TestApp},
    seeded::demo,
    surfaces::read::{csv_sheet, sheets},
};

/// Addresses of the SVG files that a page offers, one per figure.
pub fn offered(page: &Reply) -> Vec<String> {
    let links = Selector::parse("figure .downloads a[href*='.svg']").expect("selector");
    let html = page.html();
    let found: Vec<String> =
        html.select(&links).filter_map(|link| link.value().attr("href").map(str::to_owned)).collect();
    assert_eq!(found.len(), page.count("figure"), "each figure has its picture");
    found
}

struct Picture {
    width: u32,
    height: u32,
    /// Red, green, blue (and alpha) by pixel.
    bytes: Vec<u8>,
}

fn decoded(file: &[u8]) -> Picture {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().expect("a PNG");
    let mut bytes = vec![0; reader.output_buffer_size().expect("a size")];
    let frame = reader.next_frame(&mut bytes).expect("whole");
    assert_eq!(frame.bit_depth, png::BitDepth::Eight);
    Picture { width: frame.width, height: frame.height, bytes }
}

/// The drawing as it would be without a single letter in the fonts.
fn without_texts(svg: &str) -> String {
    svg.lines().filter(|line| !line.starts_with("<text ")).collect::<Vec<_>>().join("\n")
}

pub async fn assert_same_picture(app: &mut TestApp, address: &str) {
    let svg = app.get(address).await;
    let png = app.get(&address.replace(".svg", ".png")).await;
    assert_eq!((svg.status, png.status), (StatusCode::OK, StatusCode::OK), "{address}");
    assert_eq!((svg.header("content-type"), png.header("content-type")), ("image/svg+xml", "image/png"));
    let name = address.split('?').next().and_then(|path| path.rsplit('/').next()).expect("a name");
    let name = name.replace(".svg", ".png");
    assert_eq!(png.header("content-disposition"), format!("attachment; filename=\"{name}\""));
    for policy in ["sandbox", "default-src 'none'"] {
        assert!(png.header("content-security-policy").contains(policy), "{address}");
    }

    let picture = decoded(&png.bytes);
    let size = svg.text.split_once("viewBox=\"0 0 ").and_then(|(_, rest)| rest.split_once('"')).expect("a size").0;
    let (width, height) = size.split_once(' ').expect("two lengths");
    let twice = |length: &str| (2.0 * length.parse::<f64>().expect("a length")).round() as u32;
    assert_eq!((picture.width, picture.height), (twice(width), twice(height)), "{address}");
    assert!(picture.bytes.iter().any(|byte| *byte != picture.bytes[0]), "{address} is blank");
    let bare = pictures::png(&without_texts(&svg.text)).expect("drawn");
    assert!(svg.text.matches("<text ").count() > 1);
    assert_ne!(decoded(&bare).bytes, picture.bytes, "{address} has no letters");
}

#[tokio::test]
async fn every_chart_of_a_released_wave_is_a_picture() {
    let mut app = demo().await;
    let mut addresses = Vec::new();
    for page in ["/ergebnisse/azubis-2026", "/ergebnisse/unternehmen-2026/gruppen", "/perspektiven"] {
        addresses.extend(offered(&app.get(page).await));
    }
    assert!(addresses.len() > 8, "{addresses:?}");
    for address in &addresses {
        assert_same_picture(&mut app, address).await;
    }
}

#[tokio::test]
async fn what_stands_around_a_chart_stands_in_its_picture() {
    let mut app = demo().await;
    let page = app.get("/ergebnisse/azubis-2026").await;
    let svg = app.get("/ergebnisse/azubis-2026/abstand.svg").await.text;
    let written: String = {
        let html = scraper::Html::parse_fragment(&svg);
        html.select(&Selector::parse("text").expect("selector")).flat_map(|text| text.text()).collect()
    };
    let squeezed = |text: &str| text.replace([' ', '\u{a0}', '\u{202f}'], "");
    for around in ["figure#abstand h2, figure#abstand h3", "figure#abstand .subtitle", "figure#abstand figcaption"] {
        let said = page.text_of(around);
        assert!(!said.is_empty() && squeezed(&written).contains(&squeezed(&said)), "{said} is not in {written}");
    }
}

#[tokio::test]
async fn a_picture_is_for_those_who_may_see_the_page() {
    let mut app = demo().await;
    let staff = "/intern/wellen/azubis-2026/ergebnisse/abstand.png";
    assert!(app.get(staff).await.asks_to_sign_in());
    app.sign_in().await;
    let known = app.get(staff).await;
    assert_eq!((known.status, known.header("content-type")), (StatusCode::OK, "image/png"));
    assert_eq!(app.get(staff).await.bytes, known.bytes, "the same drawing is the same file");
    for missing in
        ["/ergebnisse/azubis/abstand.png", "/ergebnisse/azubis-2026/keins.png", "/ergebnisse/azubis-2026/abstand.gif"]
    {
        assert_eq!(app.get(missing).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
}

/// How many came on which day can be taken along as well, by those who see it.
#[tokio::test]
async fn the_returns_of_a_wave_are_a_file_for_staff() {
    let mut app = demo().await;
    let wave = "/intern/wellen/azubis-2026";
    assert!(app.get(&format!("{wave}/bilder/ruecklauf.csv")).await.asks_to_sign_in());
    app.sign_in().await;
    let page = app.get(wave).await;
    let files = offered(&page);
    assert_eq!(files, [format!("{wave}/bilder/ruecklauf.svg")]);
    assert_same_picture(&mut app, &files[0]).await;
    let csv = csv_sheet("ruecklauf", &app.get(&files[0].replace(".svg", ".csv")).await.text, 3);
    assert_eq!(Some(csv), sheets(&page.text).into_iter().find(|sheet| sheet.id == "ruecklauf"));
    for nothing in ["antworten.csv", "ruecklauf.xlsx"] {
        assert_eq!(app.get(&format!("{wave}/bilder/{nothing}")).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}
