//! Offers from a CSV file, the same for the web upload and for the command line.
//! Columns may have English or German heads; lists are written `a|b`; dates `2026-12-31` or `31.12.2026`.

use std::{
    collections::{HashMap, hash_map::Entry},
    io::Read,
};

use domain::{
    id::TopicId,
    offer::{Offer, OfferPlace},
    place::Municipality,
    vocabulary::Topic,
};

use crate::{
    offer_entry::{self, GROUPS, Vocabulary},
    sheet::{LineProblem, Row, Sheet},
};

/// What a column is called in a file, in English and in German.
const HEADS: [(&str, &str); 14] = [
    ("id_hint", "Kennung"),
    ("title", "Titel"),
    ("provider", "Anbieter"),
    ("description", "Beschreibung"),
    ("topics", "Themen"),
    ("secondary_topics", "Nebenthemen"),
    ("target_groups", "Zielgruppen"),
    ("place", "Ort"),
    ("seats", "Plätze"),
    ("cost", "Kosten"),
    ("url", "Link"),
    ("valid_from", "Gültig ab"),
    ("valid_to", "Gültig bis"),
    ("last_verified", "Geprüft am"),
];

const NEEDED: [&str; 6] = ["title", "provider", "topics", "target_groups", "place", "last_verified"];

/// One line of a file with everything that is wrong in it.
#[derive(Debug, Clone, PartialEq)]
pub struct OfferLine {
    pub line: u64,
    /// As far as the line gives one; `None` if it could not even be taken apart. `demo` is not set.
    pub offer: Option<Offer>,
    pub problems: Vec<LineProblem>,
}

/// The offers of a file with their lines, or everything that is wrong with it. `demo` is not set.
pub fn read(
    source: impl Read,
    topics: &[Topic],
    municipalities: &[Municipality],
) -> Result<Vec<(u64, Offer)>, Vec<LineProblem>> {
    let (mut offers, mut problems) = (Vec::new(), Vec::new());
    for line in lines(source, topics, municipalities)? {
        problems.extend(line.problems);
        offers.extend(line.offer.map(|offer| (line.line, offer)));
    }
    if problems.is_empty() { Ok(offers) } else { Err(problems) }
}

/// Line by line, for a report; an error is about the file as a whole: its head, or that there is nothing below it.
pub fn lines(
    source: impl Read,
    topics: &[Topic],
    municipalities: &[Municipality],
) -> Result<Vec<OfferLine>, Vec<LineProblem>> {
    let mut sheet = Sheet::open(source).map_err(|problem| vec![problem])?;
    let mut problems = sheet.repeated_columns();
    problems.extend(head_problems(&sheet));
    if !problems.is_empty() {
        return Err(problems);
    }
    let columns = Columns(HEADS.map(|(head, german)| sheet.column(head).or_else(|| sheet.column(german))));
    let words = Vocabulary { topics, region: municipalities };
    let mut lines: Vec<OfferLine> = Vec::new();
    let mut seen = HashMap::new();
    while let Some(row) = sheet.next_row() {
        let line = match row {
            Err(problem) => OfferLine { line: problem.line, offer: None, problems: vec![problem] },
            Ok(row) => offer_line(&row, &columns, words, &mut seen),
        };
        lines.push(line);
    }
    if lines.is_empty() {
        return Err(vec![LineProblem::new(2, None, "Unter den Namen der Spalten steht kein Angebot.")]);
    }
    Ok(lines)
}

/// `seen`: names of the offers before, and the line of each.
fn offer_line(row: &Row, columns: &Columns, words: Vocabulary<'_>, seen: &mut HashMap<String, u64>) -> OfferLine {
    let (offer, mut problems) = offer_entry::read(&|head| columns.cell(row, head), words);
    match seen.entry(name(&offer)) {
        Entry::Occupied(twin) => {
            problems.push(("title", format!("Dieses Angebot steht schon in Zeile {}.", twin.get())))
        }
        Entry::Vacant(place) => _ = place.insert(row.line),
    }
    let problems = problems.into_iter().map(|(head, message)| LineProblem::new(row.line, Some(head), message));
    OfferLine { line: row.line, problems: problems.collect(), offer: Some(offer) }
}

/// Gives each offer that the inventory has already its id, so that it is replaced and not added a second time.
/// Gives how many that are.
pub fn recognise(offers: &mut [(u64, Offer)], inventory: &[Offer]) -> usize {
    let inventory = known(inventory);
    let mut recognised = 0;
    for (_, offer) in offers {
        if let Some(stored) = inventory.get(&name(offer)) {
            offer.id.clone_from(&stored.id);
            recognised += 1;
        }
    }
    recognised
}

/// The inventory by what an offer is known by.
pub type Known<'a> = HashMap<String, &'a Offer>;

/// Of two that are called the same the first one counts.
pub fn known(inventory: &[Offer]) -> Known<'_> {
    inventory.iter().rev().map(|offer| (name(offer), offer)).collect()
}

/// An offer is known by its title and provider.
pub fn name(offer: &Offer) -> String {
    // A tab stands in no cell.
    format!("{}\t{}", offer.title, offer.provider)
}

/// The German head of a column.
pub fn german(head: &str) -> &str {
    HEADS.iter().find(|(name, _)| *name == head).map_or(head, |(_, german)| german)
}

/// The offers as a file that [`read`] takes, with German heads, semicolons and byte order mark, as German spreadsheets
/// want it. Without offers it is the template.
pub fn write(offers: &[Offer]) -> Result<Vec<u8>, csv::Error> {
    let mut file = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    file.write_record(HEADS[1..].iter().map(|(_, german)| german))?;
    for offer in offers {
        file.write_record(cells(offer).iter().map(|cell| plain(cell)))?;
    }
    file.into_inner().map_err(|error| error.into_error().into())
}

fn cells(offer: &Offer) -> [String; HEADS.len() - 1] {
    let topics = |topics: &[TopicId]| topics.iter().map(TopicId::as_str).collect::<Vec<_>>().join("|");
    let is_for = |(_, group): &&(&str, _)| offer.target_groups.contains(group);
    [
        offer.title.clone(),
        offer.provider.clone(),
        offer.description.clone(),
        topics(&offer.topics),
        topics(&offer.secondary_topics),
        GROUPS.iter().filter(is_for).map(|(name, _)| *name).collect::<Vec<_>>().join("|"),
        match &offer.place {
            OfferPlace::Online => "online".to_owned(),
            OfferPlace::RegionWide => "region".to_owned(),
            OfferPlace::Municipality(ags) => ags.to_string(),
        },
        offer.seats.map(|seats| seats.to_string()).unwrap_or_default(),
        offer.cost.clone(),
        offer.url.clone(),
        offer.valid_from.clone().unwrap_or_default(),
        offer.valid_to.clone().unwrap_or_default(),
        offer.last_verified.clone(),
    ]
}

/// A blank before what a spreadsheet would take for a formula; reading takes it away again.
fn plain(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!(" {cell}") } else { cell.to_owned() }
}

fn head_problems(sheet: &Sheet) -> Vec<LineProblem> {
    let is_known = |name: &str| HEADS.iter().any(|(head, german)| *head == name || *german == name);
    let all = HEADS[1..].iter().map(|(_, german)| *german).collect::<Vec<_>>().join(", ");
    let unknown = sheet.header().iter().filter(|name| !name.is_empty() && !is_known(name));
    let mut problems: Vec<LineProblem> = unknown
        .map(|name| LineProblem::new(1, Some(name), format!("Diese Spalte gibt es nicht. Es gibt: {all}.")))
        .collect();
    let is_missing = |head: &&&str| {
        let german = HEADS.iter().find(|(name, _)| name == *head).map(|(_, german)| *german);
        sheet.column(head).or_else(|| sheet.column(german?)).is_none()
    };
    let missing = NEEDED.iter().filter(is_missing);
    problems.extend(missing.map(|head| LineProblem::new(1, Some(german(head)), "Diese Spalte fehlt.")));
    problems
}

/// Where each of [`HEADS`] stands in the file.
struct Columns([Option<usize>; HEADS.len()]);

impl Columns {
    fn cell(&self, row: &Row, head: &str) -> String {
        let at = HEADS.iter().position(|(name, _)| *name == head).and_then(|at| self.0[at]);
        at.map_or_else(String::new, |at| row.cell(at).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use domain::{id::OptionId, meaning::TargetGroup, vocabulary};

    use super::*;

    fn region() -> Vec<Municipality> {
        let verl = OptionId::new("05754044").expect("an AGS");
        vec![Municipality { ags: verl, name: "Verl".into(), kreis: "Kreis Gütersloh".into(), lat: 51.9, lon: 8.5 }]
    }

    fn read(text: &str) -> Result<Vec<(u64, Offer)>, Vec<LineProblem>> {
        super::read(text.as_bytes(), vocabulary::topics(), &region())
    }

    const HEAD: &str = "title,provider,topics,target_groups,place,last_verified,seats,valid_from,valid_to,url\n";

    #[test]
    fn german_heads_names_and_dates_are_understood() {
        let text = "\u{feff}Titel;Anbieter;Themen;Zielgruppen;Ort;Geprüft am;Plätze;Gültig bis\r\n\
                    Deutsch;VHS;Sprachförderung|nachhilfe;Auszubildende|trainers;Verl;5.9.2026;;31.12.2026\r\n";
        let (line, offer) = read(text).expect("valid").remove(0);
        assert_eq!(line, 2);
        assert_eq!(offer.topics.iter().map(TopicId::as_str).collect::<Vec<_>>(), ["sprachfoerderung", "nachhilfe"]);
        assert_eq!(offer.target_groups, [TargetGroup::Apprentices, TargetGroup::Trainers]);
        assert!(matches!(offer.place, OfferPlace::Municipality(ags) if ags.as_str() == "05754044"));
        assert_eq!((offer.last_verified.as_str(), offer.valid_to.as_deref()), ("2026-09-05", Some("2026-12-31")));
        assert_eq!(offer.seats, None);
    }

    #[test]
    fn every_fault_is_told_with_line_and_column() {
        let text = format!(
            "{HEAD}A,X,digitalisierung,trainers,online,2026-01-01,10,,,\n\
             ,X,tanzen,alle,Berlin,gestern,viele,2026-12-31,2026-01-01,www.example.org\n\
             A,X,digitalisierung,trainers,region,2026-02-30,,,,\n"
        );
        let problems = read(&text).expect_err("faults");
        let places: Vec<(u64, &str)> =
            problems.iter().map(|p| (p.line, p.column.as_deref().unwrap_or_default())).collect();
        assert_eq!(
            places,
            [
                (3, "title"),
                (3, "topics"),
                (3, "target_groups"),
                (3, "place"),
                (3, "seats"),
                (3, "url"),
                (3, "last_verified"),
                (3, "valid_to"),
                (4, "last_verified"),
                (4, "title"),
            ]
        );
    }

    #[test]
    fn too_many_seats_are_refused_with_the_bound() {
        for seats in ["999999", "-1", "viele", "1.5"] {
            let text = format!("{HEAD}A,X,digitalisierung,trainers,online,2026-01-01,{seats},,,\n");
            let problem = read(&text).expect_err("refused").remove(0);
            let said = format!("„{seats}“ passt nicht. Möglich sind ganze Zahlen von 0 bis 100.000.");
            assert!(problem.message.starts_with(&said), "{problem}");
        }
    }

    #[test]
    fn unknown_repeated_and_missing_columns_are_refused_before_any_line() {
        let problems =
            read("title,provider,topic,place,place\nA,X,digitalisierung,online,online\n").expect_err("heads");
        let columns: Vec<&str> = problems.iter().filter_map(|p| p.column.as_deref()).collect();
        assert_eq!(columns, ["place", "topic", "Themen", "Zielgruppen", "Geprüft am"]);
        assert!(problems.iter().all(|problem| problem.line == 1));
        assert!(read(HEAD).is_err_and(|problems| problems[0].message.contains("kein Angebot")));
    }

    #[test]
    fn a_known_offer_keeps_its_id() {
        let mut stored = read(&format!("{HEAD}A,X,digitalisierung,trainers,online,2026-01-01,,,,\n")).expect("valid");
        stored[0].1.id = "00".repeat(16);
        let text = format!(
            "{HEAD}A,X,digitalisierung,trainers,online,2026-06-01,5,,,\nB,X,digitalisierung,trainers,online,2026-06-01,,,,\n"
        );
        let mut offers = read(&text).expect("valid");
        assert_eq!(recognise(&mut offers, &[stored[0].1.clone()]), 1);
        assert_eq!((offers[0].1.id.as_str(), offers[1].1.id.as_str()), ("00".repeat(16).as_str(), ""));
    }

    #[test]
    fn good_lines_are_told_from_bad_ones() {
        let text =
            format!("{HEAD}A,X,digitalisierung,trainers,online,2026-01-01,,,,\n,X,tanzen,trainers,online,,,,,\n");
        let lines = lines(text.as_bytes(), vocabulary::topics(), &region()).expect("a good head");
        assert_eq!(lines.iter().map(|line| (line.line, line.problems.len())).collect::<Vec<_>>(), [(2, 0), (3, 3)]);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = format!(
            "{HEAD}=A;\"B\",X,digitalisierung|bindung,trainers,Verl,2026-01-01,7,2026-01-01,,https://a.example/\n"
        );
        let offers: Vec<Offer> = read(&text).expect("valid").into_iter().map(|(_, offer)| offer).collect();
        let file = write(&offers).expect("written");
        assert!(file.starts_with("\u{feff}Titel;Anbieter".as_bytes()));
        assert!(String::from_utf8_lossy(&file).contains("\" =A;"), "no formula for a spreadsheet");
        let again = super::read(file.as_slice(), vocabulary::topics(), &region()).expect("valid");
        assert_eq!(again.into_iter().map(|(_, offer)| offer).collect::<Vec<_>>(), offers);
        assert!(read(&String::from_utf8(write(&[]).expect("written")).expect("text")).is_err_and(|p| p[0].line == 2));
    }
}
