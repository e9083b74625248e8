//! Broken pages, to show that the readers notice: a figure too many, a wrong one, a group that is told though hidden.

use super::{
    attack::{attack, naive, people},
    draw::{Audience, Kind, survey},
    field::{self, Wave},
    harvest::{ALONE, CROSSED, GroupPage, Harvest, harvest},
    hold::{Held, Page, percents},
    hold_groups::Stored,
    known::{Grouping, Known, points},
    read::{Sheet, sheets},
};
use crate::app::TestApp;

/// A released wave with a row that is hidden in a figure of groups because it is of few, as anybody sees it.
async fn found(figure: &str, n: usize) -> (TestApp, Wave, usize) {
    for seed in 0..40 {
        let mut app = TestApp::new().await;
        app.sign_in().await;
        field::region(&app).await;
        let mut drawn = survey(seed, Some(Audience::Firm));
        if figure == ALONE {
            // With cross tables most groups are hidden to protect a cell.
            drawn.crossings.clear();
        }
        let mut wave = field::wave(&mut app, drawn, ("erste", "2025-11-03"), n, seed).await;
        app.post("/intern/wellen/erste/veroeffentlichen", &[]).await;
        app.forget_cookies();
        let read = harvest(&mut app, "/ergebnisse/erste").await;
        let known = Known::read(&wave.drawn, &[&read]);
        let at = read.groups.iter().position(|page| {
            let sheet = page.sheets.iter().find(|sheet| sheet.id == figure && sheet.rows.len() > 1);
            sheet.is_some_and(|sheet| hides_few(&wave, &known, page, sheet))
        });
        wave.public = Some(read);
        if let Some(at) = at {
            return (app, wave, at);
        }
    }
    panic!("nothing was hidden in any survey")
}

/// Whether a row is hidden, and of two groupings for the few people that are in it.
fn hides_few(wave: &Wave, known: &Known, page: &GroupPage, sheet: &Sheet) -> bool {
    let k = wave.drawn.audience.k() as usize;
    let is_few = |row: usize| page.and.is_none() || (1..k).contains(&own(wave, known, page, row).len());
    (0..sheet.rows.len()).any(|row| is_hidden(&sheet.rows[row]) && is_few(row))
}

/// Behind its label, of two groupings behind both.
fn is_hidden(row: &[String]) -> bool {
    row[1..].iter().any(|cell| cell == "•") && !row[1..].iter().any(|cell| cell.starts_with('≥'))
}

async fn wrong(app: &TestApp, wave: &Wave, read: &Harvest) -> Vec<String> {
    let (results, breakdown) = wave.released(app).await;
    let mut held = Held::default();
    Page { drawn: &wave.drawn, results: &results, sheets: &read.sheets, place: "page" }.hold(&mut held);
    let breakdown = breakdown.expect("groups");
    Stored { drawn: &wave.drawn, breakdown: &breakdown }.hold(&read.groups, "page", &mut held);
    assert!(held.cells > 100 && held.hidden > 0);
    held.wrong
}

/// Who is in a row.
fn own(wave: &Wave, known: &Known, page: &GroupPage, row: usize) -> Vec<usize> {
    let grouping = |id: &String| {
        let is_it = |grouping: &&Grouping| wave.drawn.backgrounds[grouping.background].id == *id;
        known.groupings.iter().find(is_it).expect("groups")
    };
    let first = grouping(&page.by);
    let Some(second) = page.and.as_ref().map(grouping) else {
        return people(&wave.crowd, first, &first.groups[row]);
    };
    let within = people(&wave.crowd, first, &first.groups[row / second.groups.len()]);
    let mut own = people(&wave.crowd, second, &second.groups[row % second.groups.len()]);
    own.retain(|person| within.contains(person));
    own
}

/// What the page would say of the people of a hidden row if nobody hid it.
fn truth(wave: &Wave, page: &GroupPage, own: &[usize], head: &[String]) -> Vec<String> {
    let points = points(&wave.drawn, &page.question);
    let id = page.question.split(['~', '.']).next().unwrap_or_default();
    let kind = wave.drawn.question(id).expect("a question").kind;
    let falling = matches!(kind, Kind::Battery { falling: true, .. });
    let mut counts = vec![0_u64; points.len()];
    let codes = own.iter().filter_map(|person| wave.crowd.said[&page.question][*person]);
    codes.for_each(|code| counts[usize::from(code)] += 1);
    let n: u64 = counts.iter().sum();
    let shares = if n > 0 { percents(&counts, falling) } else { vec!["–".to_owned(); points.len()] };
    let missing = (own.len() as u64 - n).to_string();
    let labels = if page.and.is_some() { 2 } else { 1 };
    let more = head.len() - labels - 2 - points.len();
    shares.into_iter().chain(vec!["–".to_owned(); more]).chain([n.to_string(), missing]).collect()
}

#[tokio::test]
async fn a_page_that_tells_a_hidden_group_is_noticed_and_broken() {
    noticed_and_broken(ALONE, 18).await;
}

#[tokio::test]
async fn a_cross_table_that_tells_a_hidden_cell_is_noticed_and_broken() {
    noticed_and_broken(CROSSED, 40).await;
}

/// What the readers find in an honest page, and in the same page with one row that is not hidden.
async fn noticed_and_broken(figure: &str, n: usize) {
    let (app, wave, at) = found(figure, n).await;
    let honest = wave.public.as_ref().expect("read");
    assert_eq!(wrong(&app, &wave, honest).await, Vec::<String>::new());
    assert_eq!(honest.wrong, Vec::<String>::new());
    let known = Known::read(&wave.drawn, &[honest]);
    assert!(!attack(&wave.drawn, &wave.crowd, &known).is_any());

    let page = &honest.groups[at];
    let sheet = page.sheets.iter().find(|sheet| sheet.id == figure).expect("a table");
    let mut given_away = 0;
    for row in (0..sheet.rows.len()).filter(|row| is_hidden(&sheet.rows[*row])) {
        let labels = &sheet.rows[row][..if page.and.is_some() { 2 } else { 1 }];
        let label = labels.join(", ");
        let cells = truth(&wave, page, &own(&wave, &known, page, row), &sheet.head);
        let is_line = |line: &&str| line.contains('•') && labels.iter().all(|label| line.contains(label.as_str()));
        let line = page.html.split("<tr").find(is_line);
        let (line, _) = line.expect("its line").split_once("</tr>").expect("its end");
        let told: String = labels.iter().chain(&cells).map(|cell| format!("<td>{cell}</td>")).collect();
        let tampered = sheets(&page.html.replace(line, &format!(">{told}")));
        assert_ne!(tampered, page.sheets, "the page was changed");
        let broken = harvest_with(honest, at, tampered);
        let noticed = wrong(&app, &wave, &broken).await;
        let of_group = noticed.iter().filter(|wrong| wrong.contains(&label) && wrong.contains("released is „•“"));
        assert_eq!(of_group.count(), cells.len(), "{noticed:?}");
        let known = Known::read(&wave.drawn, &[&broken]);
        given_away += usize::from(attack(&wave.drawn, &wave.crowd, &known).is_any());
    }
    // Some rows are hidden to protect others, and give nothing away by themselves.
    assert!(given_away > 0, "no hidden row of {figure} gives anybody away");

    // A wrong number on the result page.
    let mut broken = harvest_with(honest, at, page.sheets.clone());
    let cell = broken.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows).flat_map(|row| &mut row[1..]);
    let cell = cell.filter(|cell| cell.parse::<u64>().is_ok()).last().expect("a count");
    *cell = format!("{cell}1");
    assert_eq!(wrong(&app, &wave, &broken).await.len(), 1);
}

/// A picture that says a number which its table hides, and a file that is not the table of its page.
#[tokio::test]
async fn a_picture_that_says_more_than_its_table_is_noticed() {
    let (mut app, wave, at) = found(ALONE, 18).await;
    let page = &wave.public.as_ref().expect("read").groups[at];
    let sheet = page.sheets.iter().find(|sheet| sheet.id == ALONE).expect("a table");
    let address = format!("/ergebnisse/erste/gruppen/gruppen.svg?frage={}&nach={}", page.question, page.by);
    let svg = app.get(&address).await.text;
    let mut read = Harvest::default();
    read.picture("honest", &svg, sheet, true);
    assert_eq!(read.wrong, Vec::<String>::new());
    let hidden = "ausgeblendet: zu wenige oder alle gleich";
    assert!(svg.contains(hidden));
    for said in ["ausgeblendet", "71,3", "4711"] {
        read.picture("tampered", &svg.replacen(hidden, said, 1), sheet, true);
    }
    let desc = svg.replacen("</desc>", " 4711</desc>", 1);
    read.picture("tampered", &desc, sheet, true);
    assert!(read.wrong.len() >= 4, "{:?}", read.wrong);
}

/// The same pages, one of them with other tables.
fn harvest_with(honest: &Harvest, at: usize, sheets: Vec<Sheet>) -> Harvest {
    let mut groups = honest.groups.clone();
    groups[at].sheets = sheets;
    Harvest { cite: honest.cite.clone(), sheets: honest.sheets.clone(), groups, ..Harvest::default() }
}

/// Every group of every question told as it is: the attack must find what that gives away.
#[tokio::test]
async fn pages_that_hide_nothing_are_broken_by_the_attack() {
    let mut broken = 0;
    for seed in 0..12 {
        let drawn = survey(seed, Some(Audience::Firm));
        let crowd = super::answers::crowd(&drawn, 18, seed);
        let known = naive(&drawn, &crowd);
        broken += u64::from(attack(&drawn, &crowd, &known).is_any());
    }
    assert!(broken >= 6, "only {broken} of 12 are broken");
}
