//! One answer of several, by groups: counted by hand.

use axum::http::StatusCode;
use disclosure::Distribution;
use scraper::Selector;
use server::breakdown::Breakdown;
use store::{Imported, WaveState};

use crate::{
    app::{Reply, TODAY, TestApp},
    results::plain,
};

const ADDRESS: &str = "/intern/wellen/farben/ergebnisse/gruppen";

/// `weg` decides who is asked `rat`; `sieben` has seven options, `lang` eight; `alter` describes respondents.
fn survey() -> String {
    let single = |id: &str, options: &[&str], more: &str| {
        let options =
            options.iter().map(|id| format!("{{ id = \"{id}\", label.de-sie = \"{id}\", label.en = \"{id}\" }}"));
        format!(
            "\n[[section.page]]\nid = \"{id}\"\n\n[[section.page.item]]\nid = \"{id}\"\nkind = \"single\"\n\
             text.de-sie = \"Frage {id}?\"\ntext.en = \"Question {id}?\"\n{more}option = [{}]\n",
            options.collect::<Vec<_>>().join(", ")
        )
    };
    let background = "meaning = { role = \"background\" }\n";
    let text = |name: &str| format!("{name}.de-sie = \"{name}\"\n{name}.en = \"{name}\"\n");
    [
        "slug = \"farben\"\naudience = \"other\"\nk = 5\nlocales = [\"de-sie\", \"en\"]\n",
        "grouping = [{ id = \"groesse\", label.de-sie = \"Größe\", label.en = \"Size\" }, ",
        "{ id = \"art\", label.de-sie = \"Art\", label.en = \"Type\" }]\ncrossing = [[\"groesse\", \"art\"]]\n",
        &["title", "intro", "privacy"].map(text).concat(),
        "\n[protection]\nretention_months = 12\nlevel = \"anonymous\"\nlegal_basis = \"keine\"\n",
        &text("purpose"),
        "\n[[section]]\ntitle.de-sie = \"Alles\"\ntitle.en = \"All\"\n",
        &single("groesse", &["klein", "gross"], background),
        &single("art", &["alt", "neu"], background),
        &single("alter", &["jung", "reif"], background),
        &single("farbe", &["rot", "blau", "gelb"], ""),
        &single("form", &["rund", "eckig"], ""),
        &single("lang", &["a", "b", "c", "d", "e", "f", "g", "h"], ""),
        &single("sieben", &["a", "b", "c", "d", "e", "f", "g"], ""),
        &single("weg", &["ja", "nein"], ""),
        "\n[[section.page]]\nid = \"rat\"\ncondition = 'weg == \"ja\"'\n\n[[section.page.item]]\nid = \"rat\"\n",
        "kind = \"recommendation\"\ntext.de-sie = \"Frage rat?\"\ntext.en = \"Question rat?\"\n",
        "low.de-sie = \"nie\"\nlow.en = \"never\"\nhigh.de-sie = \"immer\"\nhigh.en = \"always\"\n",
    ]
    .concat()
}

/// Small: red 12, blue 30, yellow 18, and two without an answer. Large: red 20, blue 16, yellow 4. Half of each are old.
/// All small ones say "rund", and half of the large.
fn answers() -> Vec<Imported> {
    let counts = [("klein", "rot", 12), ("klein", "blau", 30), ("klein", "gelb", 18), ("klein", "", 2)];
    let counts = counts.into_iter().chain([("gross", "rot", 20), ("gross", "blau", 16), ("gross", "gelb", 4)]);
    let each = counts.flat_map(|(size, colour, count)| (0..count).map(move |at| (size, colour, at)));
    let answer = |(person, (size, colour, at)): (usize, (&str, &str, usize))| {
        let colour = if colour.is_empty() { "!no" } else { colour };
        let kind = if at % 2 == 0 { "alt" } else { "neu" };
        let form = if size == "klein" || at % 4 < 2 { "rund" } else { "eckig" };
        let letters = ["a", "b", "c", "d", "e", "f", "g", "h"];
        let (seven, eight) = (letters[person % 7], letters[person % 8]);
        let way =
            if person % 3 == 0 { r#""weg":"nein""#.to_owned() } else { format!(r#""weg":"ja","rat":{}"#, person % 11) };
        let age = if person % 5 < 2 { "jung" } else { "reif" };
        let answers = format!(
            r#"{{"groesse":"{size}","art":"{kind}","alter":"{age}","farbe":"{colour}","form":"{form}","sieben":"{seven}","lang":"{eight}",{way}}}"#
        );
        Imported { kreis: None, answers, day: TODAY.into() }
    };
    each.enumerate().map(answer).collect()
}

async fn closed() -> TestApp {
    let mut app = TestApp::new().await;
    let wave = app.open_survey(&survey(), "farben").await;
    app.state.store.import_responses(wave.id, wave.version, answers()).await.expect("imported");
    app.move_wave("farben", WaveState::Open, WaveState::Closed).await;
    app.sign_in().await;
    app
}

fn rows(page: &Reply, figure: &str) -> Vec<Vec<String>> {
    let [row, cell] = [&format!("#{figure} tbody tr"), "th, td"].map(|css| Selector::parse(css).expect("selector"));
    let text = |cell: scraper::ElementRef| plain(cell.text().collect::<String>().trim());
    page.html().select(&row).map(|row| row.select(&cell).map(text).collect()).collect()
}

#[tokio::test]
async fn one_answer_of_several_is_told_by_groups_with_its_test() {
    let mut app = closed().await;
    let page = app.get(&format!("{ADDRESS}?frage=farbe&nach=groesse")).await;
    assert_eq!(page.status, StatusCode::OK);
    let table = rows(&page, "gruppen");
    assert_eq!(table[0], ["klein", "20 %", "50 %", "30 %", "60", "2"]);
    assert_eq!(table[1], ["gross", "50 %", "40 %", "10 %", "40", "0"]);
    assert_eq!(plain(&page.text_of("h1")), "„Frage farbe?“: sicherer Unterschied zwischen den Gruppen");
    // Expected 19.2, 27.6, 13.2 and 12.8, 18.4, 8.8: X² = 2.7 + 0.209 + 1.745 + 4.05 + 0.313 + 2.618 = 11.64; p = exp(-X²/2).
    let test = plain(&page.text_of("#test"));
    for said in ["Chi-Quadrat-Test, χ² = 11,6, df = 2, p = 0,003", "2 Gruppen, n = 100", "mittel (Cramérs V = 0,34)"]
    {
        assert!(test.contains(said), "{said}: {test}");
    }
    // No option is the good one: no mean, no share that is called the best, nobody "am meisten".
    let text = plain(&page.text_of("main"));
    assert!(!text.contains("Mittelwert") && !text.contains("zwei beste Punkte"), "{text}");
    let csv = plain(&app.get(&format!("{ADDRESS}/gruppen.csv?frage=farbe&nach=groesse")).await.text);
    assert!(csv.contains("rot") && csv.contains("gross"), "{csv}");
    let picture = app.get(&format!("{ADDRESS}/gruppen.svg?frage=farbe&nach=groesse")).await;
    assert!(picture.text.contains("auseinander liegen die Anteile von „rot“"), "{}", picture.text);
    // By two at once: in each type the same shares.
    let both = app.get(&format!("{ADDRESS}?frage=farbe&nach=art&und=groesse")).await;
    let cells = rows(&both, "kreuztabelle");
    assert_eq!(cells[0][..7], ["alt", "klein", "20 %", "50 %", "30 %", "30", "1"]);
    assert_eq!(cells[3][..7], ["neu", "gross", "50 %", "40 %", "10 %", "20", "0"]);
}

/// What decides who is asked another question would be told by how many answered that one.
#[tokio::test]
async fn choices_that_say_too_much_or_too_many_things_are_left_out_and_the_page_says_so() {
    let mut app = closed().await;
    let page = app.get(ADDRESS).await;
    let offered = |name: &str| page.count(&format!("select#frage option[value={name}]"));
    assert_eq!(["farbe", "form", "sieben", "rat"].map(offered), [1; 4]);
    assert_eq!(["weg", "lang", "alter", "groesse", "art"].map(offered), [0; 5]);
    let text = plain(&page.text_of("main"));
    for said in
        ["eine Antwort aus mehr als 7", "Rangfolgen, Best-Worst- und Kano-Fragen", "Punkte, die verteilt werden"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    let english = app.get(&format!("{ADDRESS}?lang=en")).await;
    assert_eq!(english.status, StatusCode::OK);
}

/// All small ones answered alike: beside the answers of all, the large ones would tell it.
#[tokio::test]
async fn a_group_that_chose_alike_is_not_told_by_the_others() {
    let mut app = closed().await;
    let page = app.get(&format!("{ADDRESS}?frage=form&nach=groesse")).await;
    let wave = app.state.store.wave("farben").await.expect("read").expect("a wave");
    let document = app.state.store.breakdown(wave.id).await.expect("read").expect("made");
    let stored: Breakdown = serde_json::from_str(&document).expect("readable");
    let item = stored.items.iter().find(|item| item.release.name == "form").expect("broken down");
    let cells = item.release.views.iter().flat_map(|view| &view.cells);
    let exact = cells.filter(|told| matches!(told, Distribution::Counts { counts, .. } if counts.contains(&0)));
    assert_eq!(exact.count(), 0);
    let table = rows(&page, "gruppen");
    assert!(table[0][1] == "•" || table[0][1].starts_with('≥'), "{table:?}");
    assert!(table[1][1..].iter().all(|cell| cell == "•"), "{table:?}");
}
