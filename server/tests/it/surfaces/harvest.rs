//! Every page and file of a wave's results that one role can get, and whether the files say what the pages say.

use axum::http::StatusCode;

use super::read::{Sheet, csv_sheet, is_among, numbers, open_data, pictures, select, sheets, workbook};
use crate::{
    app::{Reply, TestApp},
    results::plain,
};

/// One question by one grouping, or by two at once.
#[derive(Clone)]
pub struct GroupPage {
    /// As its address names them.
    pub question: String,
    pub by: String,
    pub and: Option<String>,
    pub html: String,
    /// A sentence for each test.
    pub tests: Vec<String>,
    pub sheets: Vec<Sheet>,
}

/// Figure of a page by one grouping, and of one by two, whose rows have the names of both groups.
pub const ALONE: &str = "gruppen";
pub const CROSSED: &str = "kreuztabelle";

impl GroupPage {
    pub fn query(&self) -> String {
        let and = self.and.as_ref().map(|and| format!("&und={and}")).unwrap_or_default();
        format!("frage={}&nach={}{and}", self.question, self.by)
    }
}

#[derive(Default)]
pub struct Harvest {
    pub html: String,
    pub cite: String,
    pub sheets: Vec<Sheet>,
    pub groups: Vec<GroupPage>,
    pub pages: u64,
    pub files: u64,
    /// Where a file or a picture says something else than its page.
    pub wrong: Vec<String>,
}

const HIDDEN: &str = "ausgeblendet: zu wenige oder alle gleich";

/// `base`: of the result page, public or internal.
pub async fn harvest(app: &mut TestApp, base: &str) -> Harvest {
    let page = app.get(base).await;
    assert_eq!(page.status, StatusCode::OK, "{base}");
    let mut harvest = Harvest {
        cite: plain(&page.text_of(".cite")),
        sheets: sheets(&page.text),
        html: page.text.clone(),
        pages: 1,
        ..Harvest::default()
    };
    harvest.pictures(base, &page);
    for id in ids(&page, "main figure") {
        harvest.figure(app, &format!("{base}/{id}.csv"), &format!("{base}/{id}.svg"), &id, base).await;
    }
    harvest.scores(app, base).await;
    harvest.open_data(app, base).await;
    harvest.by_groups(app, base).await;
    harvest
}

fn ids(page: &Reply, selector: &str) -> Vec<String> {
    page.html().select(&select(selector)).filter_map(|found| found.value().attr("id")).map(str::to_owned).collect()
}

fn values(page: &Reply, selector: &str) -> Vec<String> {
    let html = page.html();
    html.select(&select(selector)).filter_map(|option| option.value().attr("value")).map(str::to_owned).collect()
}

/// The limits that the line below a picture names where a note is explained there.
const EXPLAINED: [(&str, &[(f64, usize)]); 3] =
    [("unscharf:", &[(0.5, 1), (15.0, 0)]), ("Wissenslücke:", &[(20.0, 0)]), ("viele ohne Angabe:", &[(10.0, 0)])];

/// The line below a picture without its days, which tell of nobody: "n = 12 · 3. November 2025 bis 23. November 2026 · …"
fn without_days(text: &str) -> String {
    let name = |month: u8| domain::format::month(&format!("2026-{month:02}"), domain::Locale::DeSie);
    let months: Vec<String> = (1..=12).map(|month| name(month).replace("\u{a0}2026", "")).collect();
    let is_day = |part: &&str| part.contains(". ") || part.contains(".\u{a0}");
    let is_of_days = |part: &&str| is_day(part) && months.iter().any(|month| part.contains(month.as_str()));
    text.split(" · ").filter(|part| !is_of_days(part)).collect::<Vec<_>>().join(" · ")
}

impl Harvest {
    /// The table and the picture of a figure as files.
    async fn figure(&mut self, app: &mut TestApp, csv: &str, svg: &str, id: &str, place: &str) {
        let (table, picture) = (app.get(csv).await, app.get(svg).await);
        assert_eq!((table.status, picture.status), (StatusCode::OK, StatusCode::OK), "{csv}");
        self.files += 2;
        let own = sheets_of(&self.sheets, &self.groups, place).iter().find(|sheet| sheet.id == id).cloned();
        let Some(own) = own else { return self.wrong.push(format!("{place}: {id} has no table")) };
        if csv_sheet(id, &table.text, 3) != own {
            self.wrong.push(format!("{csv} is not the table of its page"));
        }
        self.picture(svg, &picture.text, &own, true);
    }

    /// The pictures in a page, each in two widths.
    fn pictures(&mut self, place: &str, page: &Reply) {
        let html = page.html();
        let all = sheets(&page.text);
        for figure in html.select(&select("main figure")) {
            let id = figure.value().attr("id").unwrap_or_default();
            let Some(own) = all.iter().find(|sheet| sheet.id == id) else { continue };
            for picture in figure.select(&select(".picture")) {
                self.picture(place, &picture.html(), own, false);
            }
        }
    }

    /// A picture may write nothing but the numbers of its table, and draws no more bars than rows that are told.
    pub fn picture(&mut self, place: &str, svg: &str, own: &Sheet, is_file: bool) {
        let mut known: Vec<(f64, usize)> = own.rows.iter().flatten().flat_map(|cell| numbers(cell)).collect();
        known.extend(own.head.iter().flat_map(|head| numbers(head)));
        known.extend(asides(own));
        // "3 von 4 Merkmalen"
        known.extend((0..=own.rows.len()).map(|rows| (rows as f64, 0)));
        // "4 seltenere Antworten zusammen", which the table names one by one.
        let names = |row: &Vec<String>| row[0].replace(" und ", ", ").split(", ").count();
        known.extend(own.rows.iter().map(|row| (names(row) as f64, 0)));
        let labels = if own.id == CROSSED { 2 } else { 1 };
        let is_told = |row: &&Vec<String>| row.iter().skip(labels).any(|cell| cell != "•");
        let (told, hidden) = (own.rows.iter().filter(is_told).count(), own.rows.iter().filter(|row| !is_told(row)));
        let (hidden, found) = (hidden.count(), pictures(svg));
        for picture in &found {
            let mut known = known.clone();
            let said = picture.texts.join(" ");
            known.extend(EXPLAINED.iter().filter(|(word, _)| said.contains(word)).flat_map(|(_, limits)| *limits));
            for text in picture.texts.iter().chain([&picture.title, &picture.desc]) {
                let foreign = numbers(&without_days(text)).into_iter().find(|number| !is_among(*number, &known));
                if let Some((number, _)) = foreign {
                    self.wrong.push(format!("{place}: the picture of {} says {number} in „{text}“", own.id));
                }
            }
            let is_of_groups = own.id == ALONE || own.id == CROSSED || own.id.starts_with("f-");
            let is_in_rows =
                is_of_groups && own.column("n").is_some() && own.column("Median").is_none() && own.rows.len() > 1;
            let notes = picture.texts.iter().filter(|text| *text == HIDDEN).count();
            if is_file && is_in_rows && told > 0 && notes != hidden {
                self.wrong
                    .push(format!("{place}: {notes} of {hidden} hidden rows say so in the picture of {}", own.id));
            }
            if is_in_rows && picture.bars.iter().any(|bars| *bars > told) {
                self.wrong.push(format!("{place}: more bars than rows that are told in {}", own.id));
            }
        }
        if is_file && found.is_empty() {
            self.wrong.push(format!("{place}: no picture"));
        }
    }

    async fn scores(&mut self, app: &mut TestApp, base: &str) {
        let Some(own) = self.sheets.iter().find(|sheet| sheet.id == "wichtig-und-erfuellt").cloned() else { return };
        let file = app.get(&format!("{base}/kennzahlen.csv")).await;
        self.files += 1;
        if csv_sheet(&own.id, &file.text, 2) != own {
            self.wrong.push(format!("{base}/kennzahlen.csv is not the table of its page"));
        }
    }

    /// All figures in one file, as CSV and as a workbook.
    async fn open_data(&mut self, app: &mut TestApp, base: &str) {
        let csv = app.get(&format!("{base}/daten/csv")).await;
        if self.sheets.is_empty() {
            assert_eq!(csv.status, StatusCode::NOT_FOUND, "{base}: data of a page without figures");
            return;
        }
        let [book, excel, codebook] = ["xlsx", "csv-excel", "codebook"].map(|format| format!("{base}/daten/{format}"));
        let (book, excel, codebook) = (app.get(&book).await, app.get(&excel).await, app.get(&codebook).await);
        assert!([&csv, &book, &excel, &codebook].iter().all(|file| file.status == StatusCode::OK), "{base}");
        self.files += 4;
        let rename = |id: &str| if id == "wichtig-und-erfuellt" { "kennzahlen" } else { id }.to_owned();
        let mut own: Vec<[String; 4]> = Vec::new();
        for sheet in &self.sheets {
            for row in &sheet.rows {
                let cells = row.iter().zip(&sheet.head).skip(1);
                own.extend(cells.map(|(cell, head)| [rename(&sheet.id), row[0].clone(), head.clone(), cell.clone()]));
            }
        }
        own.sort();
        if open_data(&csv.text) != own {
            self.wrong.push(format!("{base}/daten/csv is not what the page says"));
        }
        let mut cells: Vec<[String; 4]> = workbook(&book.bytes)
            .into_iter()
            .skip(1)
            .map(|row| [0, 2, 3, 4].map(|at| plain(&exports::original(&row[at]))))
            .collect();
        cells.sort();
        if cells != own {
            self.wrong.push(format!("{base}/daten/xlsx is not what the page says"));
        }
        let lines = excel.text.trim_start_matches('\u{feff}').lines().count();
        if lines != own.len() + 1 {
            self.wrong.push(format!("{base}/daten/csv-excel has {lines} lines for {} cells", own.len()));
        }
    }

    /// Every question by every grouping and by every pair of them, each an address.
    async fn by_groups(&mut self, app: &mut TestApp, base: &str) {
        let address = format!("{base}/gruppen");
        let first = app.get(&address).await;
        assert_eq!(first.status, StatusCode::OK, "{address}");
        self.pages += 1;
        let ways = values(&first, "select#nach option");
        if ways.is_empty() && !sheets(&first.text).is_empty() {
            self.wrong.push(format!("{address}: tables without a choice"));
        }
        for by in ways {
            let listed = app.get(&format!("{address}?nach={by}")).await;
            for question in values(&listed, "select#frage option") {
                self.group_page(app, &address, (question, by.clone(), None)).await;
            }
            for and in values(&listed, "select#und option").into_iter().filter(|and| !and.is_empty()) {
                let listed = app.get(&format!("{address}?nach={by}&und={and}")).await;
                for question in values(&listed, "select#frage option") {
                    self.group_page(app, &address, (question, by.clone(), Some(and.clone()))).await;
                }
            }
        }
    }

    async fn group_page(
        &mut self,
        app: &mut TestApp,
        address: &str,
        (question, by, and): (String, String, Option<String>),
    ) {
        let figure = if and.is_some() { CROSSED } else { ALONE };
        let mut read = GroupPage { question, by, and, html: String::new(), tests: Vec::new(), sheets: Vec::new() };
        let query = read.query();
        let place = format!("{address}?{query}");
        let page = app.get(&place).await;
        self.pages += 1;
        self.pictures(&place, &page);
        read.tests = page.html().select(&select("#test p")).map(|one| plain(&one.text().collect::<String>())).collect();
        read.sheets = sheets(&page.text);
        read.html = page.text;
        self.groups.push(read);
        let [csv, svg] = ["csv", "svg"].map(|kind| format!("{address}/{figure}.{kind}?{query}"));
        self.figure(app, &csv, &svg, figure, &place).await;
    }
}

/// The tables of the page that stands at a place.
fn sheets_of<'h>(own: &'h [Sheet], groups: &'h [GroupPage], place: &str) -> &'h [Sheet] {
    match place.contains("/gruppen?") {
        true => groups.last().map_or(&[], |page| &page.sheets),
        false => own,
    }
}

/// Shares of answers beside the scale, which are drawn and stand in the table as counts.
fn asides(own: &Sheet) -> Vec<(f64, usize)> {
    let count = |row: &[String], head: &str| own.cell(row, head).and_then(|cell| cell.parse::<f64>().ok());
    let share = |row: &Vec<String>| {
        let aside = count(row, "weiß nicht")?;
        Some(((100.0 * aside / (count(row, "n")? + aside)).max(1.0), 0))
    };
    own.rows.iter().filter_map(share).collect()
}
