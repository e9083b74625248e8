//! Topics of open answers: suggested, confirmed by a person, counted once every text has them.

use axum::http::StatusCode;
use domain::{OptionId, Survey, open_answers};
use store::Wave;

use crate::{
    app::{Reply, TestApp},
    open_answers::{PUBLIC, STAFF, SURVEY, decide, document, ended, id_of, release_wave},
    results::plain,
};

pub const THEMES: &str = "/intern/wellen/probe/texte/themen";

/// A text on the page: its id, the mark of how it stood, and what it says.
pub struct Shown {
    id: String,
    stand: String,
    text: String,
    ticked: Vec<String>,
}

fn select(selector: &str) -> scraper::Selector {
    scraper::Selector::parse(selector).expect("selector")
}

fn shown(page: &Reply) -> Vec<Shown> {
    let html = page.html();
    let one = |text: scraper::ElementRef| {
        let value = |selector: &str| {
            let field = text.select(&select(selector)).next().expect(selector);
            (
                field.value().attr("name").expect("a name").to_owned(),
                field.value().attr("value").expect("a value").to_owned(),
            )
        };
        let (name, stand) = value("input[name^=stand-]");
        let checked = select("input[checked]");
        let ticked = text.select(&checked);
        Shown {
            id: name.trim_start_matches("stand-").to_owned(),
            stand,
            text: text.select(&select("blockquote")).next().expect("a text").text().collect(),
            ticked: ticked.map(|field| field.value().attr("value").expect("a value").to_owned()).collect(),
        }
    };
    html.select(&select(".texts > li")).map(one).collect()
}

async fn confirm(app: &mut TestApp, list: &str, texts: &[(&Shown, Vec<String>)]) -> Reply {
    let mut form = vec![("frage".to_owned(), "wunsch".to_owned())];
    if list == "zugeordnet" {
        form.push(("zugeordnet".to_owned(), "1".to_owned()));
    }
    for (text, themes) in texts {
        form.push(("id".to_owned(), text.id.clone()));
        form.push((format!("stand-{}", text.id), text.stand.clone()));
        form.extend(themes.iter().map(|theme| (format!("thema-{}", text.id), theme.clone())));
    }
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    app.post(THEMES, &form).await
}

/// Confirms what `read` finds in each text of the first page.
pub async fn code_page(app: &mut TestApp, read: impl Fn(&str) -> Vec<OptionId>) {
    let page = app.get(THEMES).await;
    let texts = shown(&page);
    let of = |text: &Shown| match read(&text.text) {
        none if none.is_empty() => vec!["kein".to_owned()],
        themes => themes.iter().map(ToString::to_string).collect(),
    };
    let coded: Vec<_> = texts.iter().map(|text| (text, of(text))).collect();
    let done = confirm(app, "", &coded).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text_of("main"));
}

async fn released(app: &mut TestApp, wave: &Wave) {
    app.get("/intern/wellen/probe/texte").await;
    for text in app.state.store.open_texts(wave.id).await.expect("queued") {
        let then = if text.given.starts_with("Privat") { "zurueckhalten" } else { "freigeben" };
        assert_eq!(decide(app, &text.id.to_hex(), &text.given, then).await.status, StatusCode::SEE_OTHER);
    }
}

/// Nine want money, six of them a bus too; two speak of exams, one of nothing; three were kept back.
fn written() -> Vec<&'static str> {
    let mut written = vec!["Mehr Geld und ein Bus"; 6];
    written.extend(vec!["Mehr Geld"; 3]);
    written.extend(vec!["Hilfe vor der Prüfung"; 2]);
    written.push("Nichts");
    written.extend(vec!["Privat: mehr Geld"; 3]);
    written
}

async fn wave() -> (TestApp, Wave) {
    let (mut app, wave) = ended(SURVEY, &written().into_iter().map(document).collect::<Vec<_>>()).await;
    release_wave(&mut app).await;
    released(&mut app, &wave).await;
    (app, wave)
}

async fn log(app: &mut TestApp) -> usize {
    let page = app.get("/intern/veroeffentlichungen").await;
    page.text_of("main").matches("Themen der offenen Antworten gezählt").count()
}

fn row(page: &Reply, label: &str) -> Vec<String> {
    let html = page.html();
    let rows = select("#themen-wunsch tbody tr");
    let cells = |row: scraper::ElementRef| {
        row.select(&select("th, td")).map(|cell| plain(cell.text().collect::<String>().trim())).collect::<Vec<_>>()
    };
    let found = html.select(&rows).map(cells).find(|row| row[0] == label);
    found.unwrap_or_else(|| panic!("no row {label} in {}", page.text_of("#worte-1")))
}

#[tokio::test]
async fn topics_are_counted_once_every_text_has_them_and_never_from_a_suggestion() {
    let (mut app, _) = wave().await;
    let page = app.get(THEMES).await;
    let first = shown(&page);
    assert_eq!(first.len(), 10, "a page at a time");
    assert!(!page.text.contains("Privat"), "what was kept back is not coded");
    for text in &first {
        let expected: &[&str] = match text.text.as_str() {
            "Mehr Geld und ein Bus" => &["wohnen-mobilitaet", "verguetung"],
            "Mehr Geld" => &["verguetung"],
            "Hilfe vor der Prüfung" => &["nachhilfe", "pruefungsvorbereitung"],
            _ => &[],
        };
        assert_eq!(text.ticked, expected, "{}", text.text);
    }
    for place in [STAFF, PUBLIC] {
        assert_eq!(app.get(place).await.count("#themen-wunsch"), 0, "only suggested");
    }
    let as_suggested: Vec<_> = first.iter().map(|text| (text, text.ticked.clone())).collect();
    let done = confirm(&mut app, "", &as_suggested).await;
    assert!(done.location().contains("&erledigt="), "{}", done.location());
    assert_eq!((app.get(PUBLIC).await.count("#themen-wunsch"), log(&mut app).await), (0, 0), "some are left");
    let rest = shown(&app.get(THEMES).await);
    assert!(rest.iter().any(|text| text.text == "Nichts"), "what has no tick stays");
    let of = |text: &Shown| if text.ticked.is_empty() { vec!["kein".to_owned()] } else { text.ticked.clone() };
    let rest: Vec<_> = rest.iter().map(|text| (text, of(text))).collect();
    confirm(&mut app, "", &rest).await;
    assert_eq!(log(&mut app).await, 1);
    for place in [STAFF, PUBLIC] {
        let page = app.get(place).await;
        assert_eq!(
            row(&page, "Gute Ausbildungsvergütung"),
            ["Gute Ausbildungsvergütung", "≥ 50 %", "–", "•"],
            "9 of 12"
        );
        assert_eq!(row(&page, "Wohnen und Mobilität")[3], "6");
        assert_eq!(row(&page, "Wohnen und Mobilität")[1], "50 %");
        assert_eq!(row(&page, "Prüfungsvorbereitung und Nachhilfe")[1..], ["•", "•", "•"], "2 of 12");
        assert_eq!(row(&page, "Digitalisierung und KI")[1..], ["•", "•", "•"], "none, which looks the same");
        assert_eq!(row(&page, "gültige Antworten (n)")[3], "12", "those that can be read");
        let title = plain(&page.text_of("#themen-wunsch h4"));
        assert!(title.starts_with("„Gute Ausbildungsvergütung“"), "{title}");
        let section = plain(&page.text_of("#worte-1"));
        for said in [
            "n = 12 freigegebene Texte",
            "Was wünschen Sie sich?",
            "von weniger als 5 Texten genannt",
            "eine zweite hat das nicht geprüft",
        ] {
            assert!(section.contains(said), "{said} is not in {section}");
        }
        let csv = app.get(&format!("{place}/themen-wunsch.csv")).await;
        assert!(plain(&csv.text).contains("Wohnen und Mobilität,50 %"), "{}", csv.text);
        assert!(app.get(&format!("{place}/themen-wunsch.svg")).await.text.contains("Wohnen und Mobilität"));
        assert!(app.get(&format!("{place}/daten/csv")).await.text.contains("themen-wunsch"));
    }
    let english = app.get(&format!("{PUBLIC}?lang=en")).await;
    assert_eq!(row(&english, "Housing and transport")[3], "6");
}

#[tokio::test]
async fn a_text_that_is_released_otherwise_loses_its_topics_and_the_count_with_it() {
    let (mut app, wave) = wave().await;
    let frame = open_answers::themes(&Survey::from_toml(SURVEY).expect("readable"));
    for _ in 0..2 {
        code_page(&mut app, |text| open_answers::suggested(text, &frame).into_iter().collect()).await;
    }
    assert_eq!(app.get(PUBLIC).await.count("#themen-wunsch"), 1);
    let seen = app.get("/intern/wellen/probe/texte?frage=wunsch&gesehen=1").await;
    let (id, field) = (id_of(&seen, "Nichts"), format!("text-{}", id_of(&seen, "Nichts")));
    let form =
        [("frage", "wunsch"), ("id", id.as_str()), ("war", "released"), (field.as_str(), "[…]"), ("dann", "freigeben")];
    assert_eq!(app.post("/intern/wellen/probe/texte", &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.get(PUBLIC).await.count("#themen-wunsch"), 0);
    let lines = app.get("/intern/veroeffentlichungen").await.text_of("main");
    assert!(lines.contains("Themen der offenen Antworten zurückgenommen"), "{lines}");
    let open = shown(&app.get(THEMES).await);
    assert_eq!(open.iter().map(|text| text.text.as_str()).collect::<Vec<_>>(), ["[…]"]);
    // Kept back, it is none of those that are counted.
    let form = [
        ("frage", "wunsch"),
        ("id", id.as_str()),
        ("war", "released"),
        (field.as_str(), "[…]"),
        ("dann", "zurueckhalten"),
    ];
    app.post("/intern/wellen/probe/texte", &form).await;
    assert_eq!(row(&app.get(PUBLIC).await, "gültige Antworten (n)")[3], "11");
    // With the wave's single answers nothing of this goes: it was made of what stays.
    app.set_time("2027-11-24T10:00:00Z");
    server::fieldwork::turn(&app.state).await.expect("settled");
    server::retention::turn(&app.state).await.expect("turned");
    let cleared = app.state.store.wave_by_id(wave.id).await.expect("read").expect("there").cleared;
    assert!(cleared.is_some());
    assert_eq!(row(&app.get(PUBLIC).await, "gültige Antworten (n)")[3], "11");
}

#[tokio::test]
async fn of_two_who_code_a_text_the_second_is_told_and_keeps_what_was_ticked() {
    let (mut app, wave) = wave().await;
    let page = shown(&app.get(THEMES).await);
    let (first, second) = (&page[0], &page[1]);
    let themes = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    assert_eq!(confirm(&mut app, "", &[(first, themes(&["technik"]))]).await.status, StatusCode::SEE_OTHER);
    let late = confirm(&mut app, "", &[(second, themes(&["weg"])), (first, themes(&["bindung", "weg"]))]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(late.count(&format!("[href='#thema-{}']", first.id)), 1, "{}", late.text_of("main"));
    let back = shown(&late);
    assert_eq!(
        back.iter().map(|text| &text.ticked).collect::<Vec<_>>(),
        [&themes(&["weg"]), &themes(&["bindung", "weg"])]
    );
    let stored = async |app: &TestApp| {
        let all = app.state.store.open_texts(wave.id).await.expect("read").into_iter();
        all.filter_map(|text| Some((text.id.to_hex(), text.coding?.themes))).collect::<Vec<_>>()
    };
    assert_eq!(stored(&app).await, [(first.id.clone(), themes(&["technik"]))], "nothing of a page that came back");
    // Whoever confirms what came back has seen what stands.
    let again = confirm(&mut app, "", &[(&back[0], themes(&["weg"])), (&back[1], themes(&["bindung"]))]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text_of("main"));
    assert_eq!(stored(&app).await.len(), 2);
    let seen = app.get(&format!("{THEMES}?frage=wunsch&zugeordnet=1")).await;
    assert!(seen.text_of(".texts").contains("Zugeordnet: Ayla Beispiel"), "by whom");
    let coded = shown(&seen);
    let text = coded.iter().find(|text| text.id == first.id).expect("coded");
    assert_eq!(text.ticked, ["bindung"]);
    let both = confirm(&mut app, "zugeordnet", &[(text, themes(&["kein", "weg"]))]).await;
    assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(both.text_of(".problem").contains("„Keines davon“"), "{}", both.text_of("main"));
    let same = confirm(&mut app, "zugeordnet", &[(text, themes(&["bindung"]))]).await;
    assert!(same.location().ends_with("&zugeordnet=1&erledigt=0#texte"), "{}", same.location());
    // What is no topic, no text or not released is refused.
    let unknown = confirm(&mut app, "", &[(text, themes(&["erfunden"]))]).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    assert_eq!(app.post(THEMES, &[("frage", "wunsch")]).await.status, StatusCode::BAD_REQUEST);
    let nowhere = Shown { id: "0".repeat(32), stand: String::new(), text: String::new(), ticked: Vec::new() };
    assert_eq!(confirm(&mut app, "", &[(&nowhere, themes(&["weg"]))]).await.status, StatusCode::CONFLICT);
    app.forget_cookies();
    assert!(app.get(THEMES).await.asks_to_sign_in());
    assert!(confirm(&mut app, "", &[(text, themes(&["weg"]))]).await.asks_to_sign_in());
}

#[tokio::test]
async fn a_text_cannot_become_a_part_of_the_page_of_topics() {
    const ATTACK: &str = "</blockquote><script>alert(1)</script>\"' onload=x &amp; <img src=x>";
    let mut written = vec!["Mehr Licht"; 10];
    written.push(ATTACK);
    let (mut app, wave) = ended(SURVEY, &written.into_iter().map(document).collect::<Vec<_>>()).await;
    let before = app.get(THEMES).await;
    assert!(before.text_of("main").contains("Noch kein Text ist freigegeben"));
    released(&mut app, &wave).await;
    let pages = [app.get(THEMES).await, {
        let next = app.get(THEMES).await.attributes("#texte p > a[href*='nach=']", "href");
        app.get(next.first().expect("a second page")).await
    }];
    let quoted: Vec<String> = pages.iter().flat_map(shown).map(|text| text.text).collect();
    assert!(quoted.iter().any(|text| text == ATTACK), "{quoted:?}");
    for page in &pages {
        assert_eq!(page.count("main script, main img[src=x], [onload]"), 0);
    }
}
