//! One question by two groupings at once: a block per group of the first, and what the test of each says.

use charts::Blocks;
use disclosure::Shown;
use domain::{
    Key, Locale,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
};

use super::{
    Telling,
    groups::{Asked, Candidate, Seen, caption, choice, grouping_label, measure, scale, strength, strongest, subject},
    groups_words as words,
};
use crate::breakdown::{self, Block, Tables, is_same_question};

/// A cross table of a breakdown.
pub(super) struct Crossed<'a> {
    telling: &'a Telling<'a>,
    tables: Released<&'a Tables>,
    at: usize,
}

impl<'a> Crossed<'a> {
    /// The pair that was asked for; where the question is not there, what differs most. `None` if the pair is not told.
    pub fn find(telling: &'a Telling<'a>, tables: Released<&'a Tables>, asked: &Asked) -> Option<Crossed<'a>> {
        let all = *tables.get();
        let second = asked.and.as_ref()?;
        let second = all.groupings.iter().position(|grouped| grouped.item.as_str() == second)?;
        let by = [asked.grouping(all), second];
        let own: Vec<usize> = (0..all.crossed.len()).filter(|at| all.crossed[*at].by == by).collect();
        let named = own.iter().find(|at| asked.question.as_ref() == Some(&all.crossed[**at].name));
        let candidate = |at: &usize| {
            let crossed = &all.crossed[*at];
            let strength = crossed.blocks.iter().map(|block| strength(&block.test)).fold(-1.0, f64::max);
            Candidate { at: *at, aspect: &crossed.aspect, strength }
        };
        let at = named.copied().or_else(|| strongest(telling, own.iter().map(candidate).collect()))?;
        Some(Crossed { telling, tables, at })
    }

    pub fn seen(&self) -> Option<Seen> {
        let table = self.table();
        let [by, and] = table.by.map(|grouping| self.all().groupings[grouping].item.to_string());
        Some(Seen {
            question: table.name.clone(),
            subject: subject(self.telling, &table.aspect),
            by,
            and: Some(and),
            choices: self.own().map(|one| choice(self.telling, (&one.name, &one.aspect), &table.name)).collect(),
            figure: self.figure()?,
            tests: self.tests(),
            gaps: None,
            overview: None,
            respondents: Some(self.respondents()),
        })
    }

    fn all(&self) -> &'a Tables {
        self.tables.get()
    }

    fn table(&self) -> &'a breakdown::Crossed {
        &self.all().crossed[self.at]
    }

    fn locale(&self) -> Locale {
        self.telling.locale
    }

    /// All questions by this pair.
    fn own(&self) -> impl Iterator<Item = &'a breakdown::Crossed> {
        let by = self.table().by;
        self.all().crossed.iter().filter(move |other| other.by == by)
    }

    fn groupings(&self) -> [String; 2] {
        self.table().by.map(|at| grouping_label(self.telling, self.all().groupings[at].item.as_str()))
    }

    /// `variable`: the first or the second of the two.
    fn group_label(&self, variable: usize, group: usize) -> String {
        let grouped = &self.all().groupings[self.table().by[variable]];
        let group = grouped.groups.get(group);
        group.map(|group| group.label(self.telling.survey, &grouped.item, self.locale())).unwrap_or_default()
    }

    /// Each with its name.
    fn blocks(&self) -> impl Iterator<Item = (String, &'a Block)> {
        self.table().blocks.iter().enumerate().map(|(at, block)| (self.group_label(0, at), block))
    }

    fn figure(&self) -> Option<Figure> {
        let table = self.table();
        let scale = scale(self.telling, &table.aspect)?;
        let [name, groups] = self.groupings();
        let measure = measure(self.telling, &table.aspect, groups);
        let at = self.at;
        let block = |(block, (name, found)): (usize, (String, &Block))| {
            let row = |row| self.tables.part(|all| &all.crossed[at].blocks[block].rows[row]);
            (name, (0..found.rows.len()).map(row).collect())
        };
        let blocks: Vec<(String, Vec<_>)> = self.blocks().enumerate().map(block).collect();
        let label = |key: &Key| {
            let group = key.row.as_ref().and_then(|row| row.as_str().parse().ok());
            group.map(|group| self.group_label(1, group)).unwrap_or_default()
        };
        let of = Blocks { title: self.finding(), name };
        let caption = caption(self.telling, "kreuztabelle", &table.aspect);
        Some(charts::crossed(&caption, &scale, &blocks, &label, (&measure, &of), &self.telling.look()))
    }

    /// How many are in each group of both. A row may be hidden though its group is told: few of them answered.
    fn respondents(&self) -> DataTable {
        let [name, _] = self.groupings();
        let columns = self.table().blocks.first().map_or(0, |block| block.respondents.len());
        let heads = (0..columns).map(|group| self.group_label(1, group));
        let cell = |count: &Shown<u64>| match count {
            Shown::Value(count) => format::count(*count, self.locale()),
            Shown::Zero => format::count(0, self.locale()),
            Shown::Hidden => "•".to_owned(),
            Shown::None => "–".to_owned(),
        };
        let row =
            |(name, block): (String, &Block)| [name].into_iter().chain(block.respondents.iter().map(cell)).collect();
        DataTable { head: [name].into_iter().chain(heads).collect(), rows: self.blocks().map(row).collect() }
    }

    /// Where the groups certainly differ.
    fn finding(&self) -> String {
        let tested = self.blocks().filter_map(|(name, block)| Some((name, block.test?)));
        let (apart, alike): (Vec<_>, Vec<_>) = tested.partition(|(_, test)| test.is_significant());
        let names: Vec<String> = apart.into_iter().map(|(name, _)| name).collect();
        let subject = subject(self.telling, &self.table().aspect);
        words::crossed_finding(&subject, &self.groupings(), &names, alike.len(), self.locale())
    }

    /// A sentence for each block that is tested, and one for the others together.
    fn tests(&self) -> Vec<String> {
        let locale = self.locale();
        let family = (self.family(), words::comparisons(locale));
        let (tested, untested): (Vec<_>, Vec<_>) = self.blocks().partition(|(_, block)| block.test.is_some());
        let sentence =
            |(name, block): (String, &Block)| format!("{name}: {}", words::test(block.test.as_ref(), family, locale));
        let names: Vec<String> = untested.into_iter().map(|(name, _)| name).collect();
        let rest = (!names.is_empty()).then(|| words::untested(&names, locale));
        tested.into_iter().map(sentence).chain(rest).collect()
    }

    /// Tests that are judged together: all blocks of all rows of the question.
    fn family(&self) -> usize {
        let own = self.table();
        let rows = self.own().filter(|other| is_same_question(&other.aspect, &own.aspect));
        rows.flat_map(|row| &row.blocks).filter(|block| block.test.is_some()).count()
    }
}

/// Pairs that are told, once each: ids, in the order of the survey.
pub fn pairs(telling: &Telling, tables: &Tables) -> Vec<[String; 2]> {
    let place = |id: &domain::ItemId| tables.groupings.iter().position(|grouped| grouped.item == *id);
    let is_told = |[a, b]: &&[domain::ItemId; 2]| {
        let by = place(a).zip(place(b));
        by.is_some_and(|(a, b)| tables.crossed.iter().any(|crossed| crossed.by == [a, b]))
    };
    telling.survey.crossings.iter().filter(is_told).map(|pair| pair.clone().map(|id| id.to_string())).collect()
}
