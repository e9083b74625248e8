//! Needs and offers by Kreis in a report. Municipalities are for staff alone.

use app::inventory::group_label;
use domain::{
    Locale,
    disclosure::Released,
    figure::DataTable,
    format,
    meaning::TargetGroup,
    report::{Cell, Coverage, CoverageLevels, CoverageResult, CoverageRow, Verdict, firms},
    vocabulary,
};
use report::{Block, Table};

use crate::verdicts;

/// Needs against offers.
pub enum Places<'a> {
    Told(&'a Released<CoverageLevels>),
    /// Too few have answered: why nothing is told.
    Withheld(String),
}

/// What is certain of each Kreis, with its reason and with places to spare; all figures go to the appendix.
pub fn by_kreis(places: Places, locale: Locale, tables: &mut Vec<Table>) -> Vec<Block> {
    let kreise = match places {
        Places::Told(levels) => &levels.get().kreise,
        Places::Withheld(why) => return vec![Block::Text(why)],
    };
    if kreise.rows.is_empty() {
        return Vec::new();
    }
    let said = Said { locale, words: words(locale) };
    let mut blocks = vec![Block::Text(said.words.intro.to_owned())];
    for (column, kreis) in kreise.places.iter().enumerate() {
        blocks.push(Block::Heading(kreis.clone()));
        blocks.push(said.kreis(kreise, column, kreis));
    }
    blocks.push(Block::Note(said.words.method.to_owned()));
    tables.extend(TargetGroup::ALL.into_iter().filter_map(|group| said.all(kreise, group)));
    blocks
}

struct Said {
    locale: Locale,
    words: &'static Words,
}

impl Said {
    /// What is certainly missing, most first, then what is certainly covered.
    fn kreis(&self, kreise: &CoverageResult, column: usize, name: &str) -> Block {
        let mut certain: Vec<(&CoverageRow, &Coverage)> = kreise
            .rows
            .iter()
            .filter_map(|row| Some((row, row.cells[column].shown()?)))
            .filter(|(_, coverage)| matches!(coverage.verdict, Verdict::UnmetCertain | Verdict::CoveredCertain))
            .collect();
        certain.sort_by(|a, b| b.1.unmet.value.total_cmp(&a.1.unmet.value));
        if certain.is_empty() {
            return Block::Text(self.words.nothing.to_owned());
        }
        let line = |(row, coverage): (&CoverageRow, &Coverage)| {
            vec![
                self.topic(row),
                group_label(row.group, self.locale).to_owned(),
                verdicts::verdict(coverage, self.locale),
                verdicts::reason(coverage, self.locale).to_owned(),
                coverage.spare().map_or_else(|| "–".to_owned(), |spare| self.whole(spare)),
                firms(coverage.firms, self.locale).to_owned(),
            ]
        };
        let rows = certain.into_iter().map(line).collect();
        let title = format!("{name}: {}", self.words.certain);
        Block::Table(Table { title, table: DataTable { head: strings(&self.words.head), rows } })
    }

    /// Persons without an offer of all who need one: topics by Kreis.
    fn all(&self, kreise: &CoverageResult, group: TargetGroup) -> Option<Table> {
        let cell = |cell: &Cell<Coverage>| match cell {
            Cell::Shown(coverage) => {
                let (unmet, demand) = (self.whole(coverage.unmet.value), self.whole(coverage.demand.value));
                format!("{unmet}\u{a0}{}\u{a0}{demand}", self.words.of)
            }
            Cell::Suppressed => "•".to_owned(),
            Cell::Empty => "–".to_owned(),
        };
        let line = |row: &CoverageRow| [vec![self.topic(row)], row.cells.iter().map(cell).collect()].concat();
        let rows: Vec<Vec<String>> = kreise.rows.iter().filter(|row| row.group == group).map(line).collect();
        let head = [vec![self.words.head[0].to_owned()], kreise.places.clone()].concat();
        let title = format!("{}: {}", self.words.all, group_label(group, self.locale));
        (!rows.is_empty()).then_some(Table { title, table: DataTable { head, rows } })
    }

    fn topic(&self, row: &CoverageRow) -> String {
        vocabulary::topic_label(&row.topic, self.locale).to_owned()
    }

    fn whole(&self, value: f64) -> String {
        format::count(verdicts::rounded(value), self.locale)
    }
}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

struct Words {
    intro: &'static str,
    certain: &'static str,
    nothing: &'static str,
    method: &'static str,
    head: [&'static str; 6],
    all: &'static str,
    of: &'static str,
}

static DE: Words = Words {
    intro: "Wie viele Personen im Jahr eine Qualifizierung brauchen, haben die Betriebe selbst gesagt. Hier steht, für welche \
            Themen es in Reichweite sicher zu wenige oder sicher genug Plätze gibt; wo die Antworten das offen lassen, steht \
            nichts.",
    certain: "was sicher ist",
    nothing: "Die Antworten lassen offen, ob hier etwas fehlt.",
    method: "Plätze fallen denen zu, die sie erreichen können, im Verhältnis zum Bedarf. Freie Plätze sind Plätze im Jahr, die \
             dort niemand braucht. Gerechnet wird nur mit Zahlen, die gezeigt werden dürfen: Was vom Bedarf eines Kreises \
             ausgeblendet ist, zählt in seinen ausgeblendeten Gemeinden zu gleichen Teilen.",
    head: ["Thema", "Zielgruppe", "Befund", "Grund", "freie Plätze", "Betriebe"],
    all: "Personen ohne Angebot nach Kreis",
    of: "von",
};

static EN: Words = Words {
    intro: "Firms told how many people need a qualification per year. Listed are the topics for which there are certainly too \
            few places within reach, or certainly enough; where the answers leave that open, nothing is listed.",
    certain: "what is certain",
    nothing: "The answers leave open whether anything is missing here.",
    method: "Places go to those who can reach them, in proportion to the need. Places to spare are those per year that nobody \
             there needs. Only figures that may be shown are used: what is hidden of the need of a district counts in its \
             hidden municipalities in equal parts.",
    head: ["topic", "target group", "finding", "reason", "places to spare", "firms"],
    all: "People without an offer by district",
    of: "of",
};

fn words(locale: Locale) -> &'static Words {
    if locale.is_german() { &DE } else { &EN }
}
