//! Codes to cut apart: one slip per code with its QR code, the code to type and the address where.

use domain::{Code, Locale};
use krilla::tagging::{ListNumbering, Tag, TagGroup};

use crate::{
    Fault,
    fonts::{Weight, lines, shortened},
    paper::{INK, LEADING, MM, MUTED, PETROL, Paper, Pen, Style},
    qr::{LEAST, Qr},
    words,
};

const PAGE: (f32, f32) = (210.0 * MM, 297.0 * MM);
const MARGIN: f32 = 9.0 * MM;
/// Above the first slips: for whom the sheet is. It is cut off.
const HEAD: f32 = 15.0 * MM;
const COLUMNS: usize = 2;
const ROWS: usize = 6;
const SLIP: (f32, f32) = ((PAGE.0 - 2.0 * MARGIN) / COLUMNS as f32, (PAGE.1 - HEAD - MARGIN) / ROWS as f32);
/// Above the text of a slip, and between its parts.
const TOP: f32 = 2.0 * MM;
const GAP: f32 = 0.6 * MM;

#[derive(Debug, Clone)]
pub struct Sheet<'a> {
    pub locale: Locale,
    /// Who asks.
    pub organisation: &'a str,
    /// The survey's title.
    pub title: &'a str,
    /// For whom: "Muster GmbH · 2. Jahr". Stands at the head of the paper and on no slip.
    pub batch: &'a str,
    /// A code leads to this and itself: `https://umfrage.example.org/c/`
    pub link: &'a str,
    /// To type: `umfrage.example.org/code`
    pub typed: &'a str,
    pub codes: &'a [Code],
}

impl Sheet<'_> {
    /// As PDF. The same sheet gives the same bytes.
    pub fn pdf(&self) -> Result<Vec<u8>, Fault> {
        let heading = self.heading();
        let mut paper = Paper::new(self.locale.lang())?;
        let pages: Vec<&[Code]> = self.codes.chunks(COLUMNS * ROWS).collect();
        for (number, codes) in pages.iter().enumerate() {
            paper.page(PAGE, |pen| {
                self.head(pen, &heading, number, pages.len())?;
                cuts(pen, codes.len());
                let mut list = TagGroup::new(Tag::L(ListNumbering::None));
                for (at, code) in codes.iter().enumerate() {
                    list.push(self.slip(pen, *code, corner(at))?);
                }
                pen.place(list);
                Ok(())
            })?;
        }
        paper.finish(&heading, self.organisation)
    }

    fn heading(&self) -> String {
        let count = words::codes(self.locale, self.codes.len());
        let said = [count.as_str(), self.batch, self.title].map(|part| Weight::Semibold.readable(part));
        said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    fn head(&self, pen: &mut Pen<'_>, heading: &str, number: usize, of: usize) -> Result<(), Fault> {
        let style = Style::new(Weight::Semibold, 10.0, MUTED);
        let most = PAGE.0 - 2.0 * MARGIN - 30.0 * MM;
        let broken = lines(heading, style.weight, style.size, most);
        let line = shortened(broken, 1, style.weight, style.size, most);
        let at = (MARGIN, 5.0 * MM);
        if number == 0 {
            let group = pen.heading(heading, &line, style, at)?;
            pen.place(group);
        } else {
            pen.running_head(&line.concat(), style, at)?;
        }
        let leaf = words::leaf(self.locale, number + 1, of);
        let right = PAGE.0 - MARGIN - style.weight.width(&leaf, style.size);
        pen.running_head(&leaf, style, (right, at.1))
    }

    fn slip(&self, pen: &mut Pen<'_>, code: Code, (x, y): (f32, f32)) -> Result<TagGroup, Fault> {
        let qr = Qr::of(&format!("{}{}", self.link, code.compact()))?;
        let square = qr.with_quiet_zone(LEAST);
        let text_x = x + square;
        let most = SLIP.0 - square - 2.0 * MM;
        let mut body = TagGroup::new(Tag::LBody);
        let mut base = y + TOP;
        for (text, style, most_lines) in self.texts(code) {
            let broken = lines(&style.weight.readable(&text), style.weight, style.size, most);
            let said = shortened(broken, most_lines, style.weight, style.size, most);
            body.push(pen.paragraph(&said, style, (text_x, base))?);
            base += said.len() as f32 * style.size * LEADING + GAP;
        }
        let first = code.groups().into_iter().next().unwrap_or_default();
        let top = y + (SLIP.1 - square) / 2.0;
        body.push(pen.code(&qr, LEAST, (x, top), &words::slip_code(self.locale, &first)));
        Ok(TagGroup::with_children(Tag::LI, vec![body.into()]))
    }

    /// What stands on a slip, and in how many lines at most.
    fn texts(&self, code: Code) -> [(String, Style, usize); 5] {
        let style = Style::new;
        let who = format!("{}. {}", self.organisation.trim_end_matches('.'), words::anonymous(self.locale));
        [
            (self.title.to_owned(), style(Weight::Semibold, 9.0, INK), 2),
            (code.groups().join(" "), style(Weight::Semibold, 12.5, INK), 2),
            (words::slip(self.locale).to_owned(), style(Weight::Regular, 7.5, INK), 2),
            (self.typed.to_owned(), style(Weight::Semibold, 8.0, PETROL), 2),
            (who, style(Weight::Regular, 7.0, MUTED), 3),
        ]
    }

    /// Whether a slip of this many lines, the most there can be, stays within its edges.
    #[cfg(test)]
    pub(crate) fn fits(&self) -> bool {
        let texts = self.texts(Code::new([0xff; 16]));
        let lines: f32 = texts.iter().map(|(_, style, most)| *most as f32 * style.size * LEADING + GAP).sum();
        TOP + lines <= SLIP.1 + 0.01
    }

    /// The code as it stands on a slip, line by line.
    #[cfg(test)]
    pub(crate) fn code_lines(&self, code: Code) -> Vec<String> {
        let qr_side = Qr::of(&format!("{}{}", self.link, code.compact())).map_or(0.0, |qr| qr.with_quiet_zone(LEAST));
        let (text, style, _) = &self.texts(code)[1];
        lines(text, style.weight, style.size, SLIP.0 - qr_side - 2.0 * MM)
    }
}

/// Row by row.
fn corner(at: usize) -> (f32, f32) {
    let (column, row) = (at % COLUMNS, at / COLUMNS);
    (MARGIN + column as f32 * SLIP.0, HEAD + row as f32 * SLIP.1)
}

/// Where to cut: above and below every row of slips, and between them.
fn cuts(pen: &mut Pen<'_>, slips: usize) {
    const THIN: f32 = 0.4;
    const DASH: f32 = 1.5 * MM;
    let rows = slips.div_ceil(COLUMNS);
    let height = rows as f32 * SLIP.1;
    let mut dashes = Vec::new();
    for row in 0..=rows {
        let y = HEAD + row as f32 * SLIP.1;
        dashes.extend(steps(0.0, PAGE.0, DASH).map(|x| (x, y, DASH, THIN)));
    }
    for column in 1..COLUMNS {
        let x = MARGIN + column as f32 * SLIP.0;
        dashes.extend(steps(HEAD, height, DASH).map(|y| (x, y, THIN, DASH)));
    }
    pen.ornament(&dashes, MUTED);
}

fn steps(from: f32, length: f32, dash: f32) -> impl Iterator<Item = f32> {
    let count = (length / (2.0 * dash)) as usize;
    (0..count).map(move |step| from + step as f32 * 2.0 * dash)
}
