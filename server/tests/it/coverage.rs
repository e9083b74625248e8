//! Needs and offers by place: the maps of a topic say what the table says, and staff alone see them.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use scraper::{ElementRef, Selector};

use crate::{
    app::Reply,
    pictures::{assert_same_picture, offered},
    response_rate::firms,
    results::plain,
    seeded::demo,
    surfaces::read::csv_sheet,
};

const PAGE: &str = "/intern/wellen/unternehmen-2026/abdeckung";

fn text(element: ElementRef) -> String {
    plain(element.text().collect::<String>().trim())
}

fn all(page: &Reply, selector: &str) -> Vec<String> {
    let html = page.html();
    html.select(&Selector::parse(selector).expect("selector")).map(text).collect()
}

fn values(page: &Reply, selector: &str) -> Vec<String> {
    let html = page.html();
    let options = Selector::parse(selector).expect("selector");
    html.select(&options).filter_map(|option| option.value().attr("value").map(str::to_owned)).collect()
}

/// Cells by row.
fn rows_of(page: &Reply, selector: &str) -> Vec<Vec<String>> {
    let html = page.html();
    let [rows, cells] = [selector, "th, td"].map(|selector| Selector::parse(selector).expect("selector"));
    html.select(&rows).map(|row| row.select(&cells).map(text).collect()).collect()
}

#[tokio::test]
async fn a_topic_is_mapped_and_chosen_in_the_form() {
    let mut app = demo().await;
    assert!(app.get(PAGE).await.asks_to_sign_in());
    app.sign_in().await;
    let page = app.get(PAGE).await;
    assert_eq!(page.count("figure#karte-gedeckt, figure#karte-plaetze"), 2, "{}", page.text_of("main"));
    for width in [".at-wide", ".at-narrow"] {
        assert_eq!(page.count(&format!("#karte-plaetze {width} g.tile")), 29);
    }
    let unused = page.text_of("main").contains("Angebote ohne genannten Bedarf");
    assert!(unused && page.count("main ul a[href^='/intern/angebote/']") > 0, "seats that nobody uses");
    let spare = plain(&page.text_of("#frei p"));
    assert!(spare.starts_with("Am meisten bleibt frei bei „"), "a topic that is covered has places to spare: {spare}");
    let topics = all(&page, "select#thema option");
    assert!(topics.len() > 5, "{topics:?}");
    // Without a choice it is the topic that the page calls the one that is missing most.
    let chosen = page.text_of("select#thema option[selected]");
    assert!(page.text_of("h1").contains(&format!("„{chosen}“")), "{chosen}");

    let trainers = app.get(&format!("{PAGE}?gruppe=trainers")).await;
    let other = values(&trainers, "select#thema option:not([selected])").remove(0);
    let chosen = app.get(&format!("{PAGE}?gruppe=trainers&kreis=&thema={other}")).await;
    assert_eq!(chosen.count(&format!("option[value={other}][selected]")), 1, "{}", chosen.text_of("form.filters"));
    let (titles, label) = (all(&chosen, "#karten h3"), chosen.text_of("select#thema option[selected]"));
    assert!(titles.len() == 2 && titles[1].contains(&format!("„{label}“")), "{titles:?}");
    assert!(plain(&chosen.text_of("#karte-plaetze .subtitle")).contains("mit dem Auto in höchstens 45 Minuten"));
    let files = offered(&chosen);
    assert_eq!(files.len(), 2);
    for address in files {
        assert!(address.contains(&format!("gruppe=trainers&thema={other}")), "{address}");
        assert_same_picture(&mut app, &address).await;
    }

    let gone = app.get(&format!("{PAGE}?thema=segelflug")).await;
    assert_eq!((gone.status, gone.count("#karten figure")), (StatusCode::OK, 2));
    assert!(plain(&gone.text_of(".notice")).contains("„segelflug“"), "{}", gone.text_of("main"));
    let file = format!("{PAGE}/karte-gedeckt.csv");
    assert_eq!(app.get(&format!("{file}?thema=segelflug")).await.status, StatusCode::NOT_FOUND);
    assert!(plain(&app.get(&file).await.text).contains("Gemeinde,Kreis,gedeckt"));
    app.forget_cookies();
    assert!(app.get(&file).await.asks_to_sign_in());
}

#[tokio::test]
async fn what_an_address_asks_for_and_is_not_there_is_told() {
    let mut app = demo().await;
    app.sign_in().await;
    let page = app.get(&format!("{PAGE}?gruppe=lehrer&kreis=Kreis+Nirgends&thema=segelflug")).await;
    assert_eq!(page.status, StatusCode::OK);
    let told = all(&page, ".notice p");
    let said = [("„lehrer“", "„Auszubildende“"), ("„Kreis Nirgends“", "alle Kreise"), ("„segelflug“", "ein anderes")];
    assert_eq!(told.len(), 3, "{told:?}");
    for (told, (gone, instead)) in told.iter().zip(said) {
        assert!(told.contains(gone) && told.contains(instead) && told.contains("aus dieser Adresse"), "{told}");
    }
    assert!(page.count("table.heat tbody tr") > 3, "the rest of the page stands");
    assert_eq!(app.get(&format!("{PAGE}?gruppe=&kreis=&thema=")).await.count(".notice"), 0);
}

/// Fewer than ten answers bear no verdict and no reason, and head no page and no map.
#[tokio::test]
async fn few_answers_are_called_too_few() {
    let mut app = demo().await;
    app.sign_in().await;
    let overview = app.get(PAGE).await;
    let (mut few, mut others) = (0, 0);
    for group in ["apprentices", "trainers", "skilled_workers", "applicants"] {
        for kreis in values(&overview, "select#kreis option") {
            let query = serde_urlencoded::to_string([("gruppe", group), ("kreis", &kreis)]).expect("pairs");
            let page = app.get(&format!("{PAGE}?{query}")).await;
            let finding = page.text_of("h1");
            for row in rows_of(&page, "table.cards tbody tr") {
                // Topic, area, need, places, where it is covered those to spare, covered, finding, reason, unknown places,
                // firms.
                let [.., finding_here, reason, _, firms] = &row[..] else { panic!("{row:?}") };
                let is_few = firms == "unter 10";
                assert_eq!(finding_here == "zu wenige Antworten", is_few, "{row:?}");
                assert_eq!(reason == "–", is_few, "{row:?}");
                let is_certain = row.len() == 9 || row[4] == "–" || finding_here == "gedeckt";
                assert!(is_certain, "places to spare where it is certain: {row:?}");
                if is_few || finding_here.starts_with("unsicher") {
                    assert!(!plain(&finding).contains(&format!("„{}“ ({})", row[0], row[1])), "{finding}: {row:?}");
                }
                *(if is_few { &mut few } else { &mut others }) += 1;
            }
        }
    }
    assert!(few > 20 && others > 20, "{few} of few answers, {others} others");
}

/// The map of all municipalities is no second release: a cell that the table of its Kreis hides is hidden on it.
#[tokio::test]
async fn the_map_shows_what_the_table_of_each_kreis_shows() {
    let mut app = demo().await;
    app.sign_in().await;
    let overview = app.get(&format!("{PAGE}?gruppe=apprentices")).await;
    let mut told = BTreeMap::new();
    for kreis in values(&overview, "select#kreis option").iter().filter(|kreis| !kreis.is_empty()) {
        let query = serde_urlencoded::to_string([("gruppe", "apprentices"), ("kreis", kreis.as_str())]).expect("pairs");
        let page = app.get(&format!("{PAGE}?{query}")).await;
        let heads = all(&page, "table.heat thead th");
        for row in rows_of(&page, "table.heat tbody tr") {
            let cells = heads.iter().zip(&row).skip(1);
            told.extend(cells.map(|(place, cell)| ((row[0].clone(), place.clone()), cell.clone())));
        }
    }
    let (mut hidden, mut shown) = (0, 0);
    for topic in values(&overview, "select#thema option") {
        let page = app.get(&format!("{PAGE}?gruppe=apprentices&thema={topic}")).await;
        let label = plain(&page.text_of("select#thema option[selected]"));
        for line in rows_of(&page, "#karte-gedeckt tbody tr").iter().filter(|line| line[1].contains("reis")) {
            let cell = told.get(&(label.clone(), line[0].clone())).map_or("–", String::as_str);
            let of_cell = cell.chars().next().filter(|first| ['•', '–'].contains(first)).map(String::from);
            match line[2].as_str() {
                told @ ("•" | "–") => {
                    hidden += 1;
                    assert_eq!(of_cell.as_deref(), Some(told), "{topic} in {}", line[0]);
                }
                _ => {
                    shown += 1;
                    assert!(line[6] == "–" || line[8] == "sicher gedeckt", "{line:?}");
                    assert_eq!(line[5], cell, "persons without an offer, {topic} in {}", line[0]);
                }
            }
        }
    }
    assert!(hidden > 0 && shown > 0, "{hidden} hidden, {shown} shown");
}

/// What can be reached is known for each municipality, and adds up with the list of offers.
#[tokio::test]
async fn places_within_reach_are_those_of_the_offers() {
    let mut app = demo().await;
    app.sign_in().await;
    let page = app.get(&format!("{PAGE}?gruppe=apprentices")).await;
    let topic = all(&page, "select#thema option[selected]").remove(0);
    let file = {
        let html = page.html();
        let link = Selector::parse("#karte-plaetze a[href*='.csv']").expect("selector");
        html.select(&link).next().and_then(|link| link.value().attr("href")).expect("a file").to_owned()
    };
    let csv = plain(&app.get(&file).await.text);
    let lines: Vec<&str> =
        csv.lines().filter(|line| line.contains(",Kreis ") || line.contains(",Hochsauerlandkreis")).collect();
    assert_eq!(lines.len(), 29, "{csv}");
    let offers = app.state.active_offers().await.expect("offers");
    let all_on_topic = offers.iter().filter(|offer| {
        let has = |topics: &[domain::id::TopicId]| {
            topics.iter().any(|id| plain(domain::vocabulary::topic_label(id, domain::Locale::DeSie)) == topic)
        };
        offer.target_groups.contains(&domain::meaning::TargetGroup::Apprentices)
            && (has(&offer.topics) || has(&offer.secondary_topics))
    });
    let most: u32 = all_on_topic.filter_map(|offer| offer.seats).sum();
    for line in lines {
        let seats: u32 = line.split(',').nth(2).expect("a cell").trim_start_matches("≥ ").parse().unwrap_or(0);
        assert!(seats <= most, "{line}: more than the {most} there are");
    }
}

/// 72 apprentices and 144 places for the whole region: each Kreis has twice as many as it needs, 96 for 48 and 48 for 24.
#[tokio::test]
async fn places_that_nobody_needs_are_told_on_the_page_and_in_its_files() {
    let mut app = firms(None).await;
    let page = app.get("/intern/wellen/betriebe/abdeckung?gruppe=apprentices").await;
    let said = plain(&page.text_of("#frei p"));
    let most =
        "Am meisten bleibt frei bei „Prüfungsvorbereitung und Nachhilfe“ (Kreis Paderborn): 48 von 96 Plätzen im Jahr.";
    assert_eq!(said, most);
    assert_eq!(all(&page, "#gedeckt thead th")[3..5], ["Plätze", "freie Plätze"]);
    let rows = rows_of(&page, "#gedeckt tbody tr");
    let told: Vec<&[String]> = rows.iter().map(|row| &row[1..5]).collect();
    assert_eq!(told, [["Kreis Paderborn", "48", "96", "48"], ["Kreis Höxter", "24", "48", "24"]], "most first");
    let file = plain(&app.get(&href(&page, "#gedeckt .downloads a")).await.text);
    assert!(file.contains("Prüfungsvorbereitung und Nachhilfe,Kreis Paderborn,48,96,48,100 %,gedeckt"), "{file}");
    let map = plain(&app.get(&href(&page, "#karte-gedeckt a[href*='.csv']")).await.text);
    // Two municipalities of 24 persons each.
    assert!(map.contains("Büren,Kreis Paderborn,100 %,24,48,0,24,10 bis 29,sicher gedeckt"), "{map}");
}

fn href(page: &Reply, selector: &str) -> String {
    let html = page.html();
    let link = html.select(&Selector::parse(selector).expect("selector")).next();
    let link = link.unwrap_or_else(|| panic!("{selector} in {}", page.text_of("main")));
    link.value().attr("href").expect("an address").to_owned()
}

/// The table of colours and the lists are files as well, which say what the page says, of the part that was chosen.
#[tokio::test]
async fn what_the_tables_say_can_be_taken_along_by_staff() {
    let mut app = demo().await;
    app.sign_in().await;
    let mut lists = 0;
    for part in ["apprentices", "apprentices&kreis=Kreis+H%C3%B6xter", "trainers&kreis=Kreis+H%C3%B6xter"] {
        let part = format!("gruppe={part}");
        let page = app.get(&format!("{PAGE}?{part}")).await;
        let csv = href(&page, ".full .downloads a[href*='.csv']");
        assert!(csv.starts_with(&format!("{PAGE}/ohne-angebot.csv?{part}")), "{csv}");
        let file = csv_sheet("", &app.get(&csv).await.text, 3);
        // The page says in words what the signs mean.
        let sign = |cell: &String| match cell.chars().next() {
            Some(sign @ ('•' | '–')) => sign.to_string(),
            _ => cell.clone(),
        };
        let rows: Vec<Vec<String>> =
            rows_of(&page, "table.heat tbody tr").iter().map(|row| row.iter().map(sign).collect()).collect();
        assert_eq!((file.head, file.rows), (all(&page, "table.heat thead th"), rows), "{part}");
        assert_same_picture(&mut app, &csv.replace(".csv", ".svg")).await;
        for list in ["#fehlt", "#gedeckt", "#wenige"] {
            if page.count(list) == 1 {
                lists += 1;
                let file = csv_sheet("", &app.get(&href(&page, &format!("{list} .downloads a"))).await.text, 2);
                let own = (all(&page, &format!("{list} thead th")), rows_of(&page, &format!("{list} tbody tr")));
                assert_eq!((file.head, file.rows), own, "{part} {list}");
            }
        }
        let gone = csv.split('?').next().expect("a path");
        assert_eq!(app.get(&format!("{gone}?gruppe=lehrer")).await.status, StatusCode::NOT_FOUND);
    }
    assert!(lists > 3, "{lists} lists");
    app.forget_cookies();
    for file in ["ohne-angebot.csv", "ohne-angebot.png", "fehlt.csv"] {
        assert!(app.get(&format!("{PAGE}/{file}")).await.asks_to_sign_in(), "{file}");
    }
}
