//! Importance against fulfilment: two charts and the table of all scores.

use domain::{
    format,
    report::{Cell, Estimate, GapItem},
};

use super::hold::{GERMAN, Held, INTERVAL, NOTE, Page, VERY_FEW, decimals, number};

impl Page<'_> {
    /// The three tables of importance against fulfilment.
    pub fn gap(&self, held: &mut Held) {
        let Cell::Shown(gap) = &self.results.gap else {
            let hidden = self.sheets.iter().filter(|sheet| ["abstand", "vorrang"].contains(&sheet.id.as_str()));
            return hidden.for_each(|sheet| self.row(sheet, &sheet.rows[0], &sheet.id, |_| Some("•".to_owned()), held));
        };
        for id in ["abstand", "vorrang", "wichtig-und-erfuellt"] {
            let Some(sheet) = self.sheets.iter().find(|sheet| sheet.id == id) else {
                held.missing(self.place, id);
                continue;
            };
            for row in &sheet.rows {
                let label = |item: &str| item.replace('.', " ");
                let item = gap.items.iter().find(|item| label(&item.item) == row[0]);
                let is_hidden = gap.hidden.iter().any(|item| label(item) == row[0]);
                // The charts number the rows and name fields; what they are is no figure of respondents.
                let has_class = item.is_some_and(|item| item.n >= VERY_FEW);
                let worded = |head: &str| {
                    let is_class = ["Feld", "Einordnung"].contains(&head) && has_class;
                    is_class || ["Nummer", "Rang nach MWDS", "Rang nach RDS"].contains(&head)
                };
                for (head, shown) in sheet.head.iter().zip(row).skip(1) {
                    let place = format!("{}: {id}, {}, {head}", self.place, row[0]);
                    match item {
                        Some(_) if worded(head) => {}
                        Some(item) => match of_gap(item, id, head) {
                            Some(want) => held.cell(&place, Some(shown), &want),
                            None => held.missing(&place, "a released value"),
                        },
                        None if is_hidden || gap.items.is_empty() => held.cell(&place, Some(shown), "•"),
                        None => held.missing(&place, "such a row in the release"),
                    }
                }
            }
        }
    }
}

fn of_gap(item: &GapItem, id: &str, head: &str) -> Option<String> {
    let points = |share: f64| number(100.0 * share, 0);
    let is_chart = id != "wichtig-und-erfuellt";
    match head {
        "Abstand" if is_chart => Some(format::signed(item.gap.value, 2, GERMAN)),
        "Abstand" => Some(number(item.gap.value, 2)),
        INTERVAL if is_chart || item.n < VERY_FEW => Some(decimals(&item.gap, 2, item.n)),
        INTERVAL => Some(format!("{} bis {}", number(item.gap.lo, 2), number(item.gap.hi, 2))),
        "n" => Some(item.n.to_string()),
        "Wichtigkeit" => Some(number(item.importance.value, 2)),
        "Erfüllung" => Some(number(item.fulfilment.value, 2)),
        "MWDS" => Some(number(item.mwds, 2)),
        "RDS" => Some(number(item.rds, 1)),
        "Top 2: Abstand" => Some(match &item.top2_gap {
            Cell::Shown(gap) if item.n < VERY_FEW => points(gap.value),
            Cell::Shown(gap) => format!("{} ({} bis {})", points(gap.value), points(gap.lo), points(gap.hi)),
            _ => "•".to_owned(),
        }),
        NOTE => {
            let is_wide = |mean: &Estimate| item.n >= VERY_FEW && mean.hi - mean.lo > 1.0;
            let is_vague = [item.importance, item.fulfilment, item.gap].iter().any(is_wide);
            Some(if is_vague { "unscharf" } else { "–" }.to_owned())
        }
        // Nothing is named that rests on so few answers.
        "Feld" | "Einordnung" if item.n < VERY_FEW => Some("unsicher".to_owned()),
        _ => None,
    }
}
