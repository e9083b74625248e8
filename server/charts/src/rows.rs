//! Labelled rows: label, number of answers, room for a mark, room for a value. Beside each other where there is room,
//! the label above its mark on a phone.

use crate::{
    canvas::{Align, Canvas},
    caption::Width,
    ink::{Ink, Paint},
    text::{self, LINE, Weight},
};

/// What a row says besides its mark.
#[derive(Debug, Clone, Default)]
pub(crate) struct RowText {
    pub label: String,
    /// Small and grey between label and mark, e.g. the number of answers.
    pub note: String,
}

/// Measures of a chart of rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowStyle {
    pub width: Width,
    /// Where the rows may begin.
    pub top: f64,
    /// Height of the marks.
    pub mark: f64,
    /// Room right of the marks.
    pub tail: f64,
    /// Stands above the notes in the wide form, before them in the narrow one ("n").
    pub note_head: &'static str,
}

pub(crate) struct Rows {
    /// First and last pixel of the marks.
    pub plot: (f64, f64),
    /// From the first row to the last, for hairlines.
    pub span: (f64, f64),
    rows: Vec<Row>,
    style: RowStyle,
    notes_end: f64,
}

struct Row {
    /// Middle of the first line of what stands above it and the rows below it, and its lines.
    head: Option<(f64, Vec<String>)>,
    /// From where to where it reaches.
    span: (f64, f64),
    lines: Vec<String>,
    note: String,
    /// Middle of the first line of the label.
    label: f64,
    /// Middle of the mark.
    mark: f64,
}

/// Widest label column of the wide form.
const LABELS: f64 = 232.0;
const GAP: f64 = 16.0;
const HEAD: f64 = 20.0;
/// Above the head of a block that is not the first, and below each.
const BLOCK_GAP: f64 = 16.0;
const BLOCK_HEAD_GAP: f64 = 4.0;

impl Rows {
    pub(crate) fn new(style: RowStyle, texts: &[RowText]) -> Rows {
        Rows::in_blocks(style, texts, &[])
    }

    /// `heads`: the first row of each block, and what stands above it.
    pub(crate) fn in_blocks(style: RowStyle, texts: &[RowText], heads: &[(usize, String)]) -> Rows {
        match style.width {
            Width::Wide => Rows::beside(style, texts, heads),
            Width::Narrow => Rows::above(style, texts, heads),
        }
    }

    /// Middle of the mark of a row.
    pub(crate) fn middle(&self, row: usize) -> f64 {
        self.rows[row].mark
    }

    /// Top and bottom of the mark of a row.
    pub(crate) fn extent(&self, row: usize) -> (f64, f64) {
        let middle = self.middle(row);
        (middle - self.style.mark / 2.0, middle + self.style.mark / 2.0)
    }

    /// Where hairlines run: all the way down a block beside labels, only behind the marks below labels.
    pub(crate) fn bands(&self) -> Vec<(f64, f64)> {
        match self.style.width {
            Width::Wide if self.rows.iter().all(|row| row.head.is_none()) => vec![self.span],
            Width::Wide => {
                let blocks = self.rows.chunk_by(|_, next| next.head.is_none());
                blocks.filter_map(|block| Some((block.first()?.span.0, block.last()?.span.1))).collect()
            }
            Width::Narrow => {
                let mut bands: Vec<(f64, f64)> =
                    (0..self.rows.len()).map(|row| self.extent(row)).map(|(top, end)| (top - 3.0, end + 3.0)).collect();
                if let Some(last) = bands.last_mut() {
                    last.1 = self.span.1;
                }
                bands
            }
        }
    }

    /// Says in words what a row has no mark for.
    pub(crate) fn say(&self, canvas: &Canvas, row: usize, ink: Ink, words: &str) {
        let paint = Paint { halo: Some(Ink::Paper), ..ink.into() };
        let (indent, room) = match self.style.width {
            Width::Wide => (6.0, self.plot.1 - self.plot.0 - 6.0),
            Width::Narrow => (0.0, self.plot.1 - self.plot.0),
        };
        let words = text::wrap_at_most(words, room, Weight::Regular, 1).concat();
        canvas.text(paint, Align::Left, (self.plot.0 + indent, self.middle(row)), &words);
    }

    /// Height of a head above the plot, where there is one.
    pub(crate) fn head(&self) -> f64 {
        self.style.top + HEAD / 2.0 - 2.0
    }

    pub(crate) fn draw_labels(&self, canvas: &Canvas) {
        let left = self.style.width.inner().0;
        canvas.group("labels", || {
            for row in &self.rows {
                canvas.lines(Ink::Text, Align::Left, (left, row.label), &row.lines);
            }
        });
        for (middle, lines) in self.rows.iter().filter_map(|row| row.head.as_ref()) {
            canvas.group("heads", || {
                for (at, line) in lines.iter().enumerate() {
                    canvas.strong(Ink::Text, Align::Left, (left, middle + at as f64 * LINE), line);
                }
            });
        }
        if self.rows.iter().all(|row| row.note.is_empty()) {
            return;
        }
        canvas.group("notes", || {
            if self.style.width == Width::Wide {
                canvas.text(Ink::Muted, Align::Right, (self.notes_end, self.head()), self.style.note_head);
            }
            for row in self.rows.iter().filter(|row| !row.note.is_empty()) {
                let (at, note) = match self.style.width {
                    Width::Wide => (row.mark, row.note.clone()),
                    Width::Narrow => (row.label, self.spelled_out(&row.note)),
                };
                canvas.text(Ink::Muted, Align::Right, (self.notes_end, at), &note);
            }
        });
    }

    fn spelled_out(&self, note: &str) -> String {
        format!("{}\u{a0}=\u{a0}{note}", self.style.note_head)
    }

    fn beside(style: RowStyle, texts: &[RowText], heads: &[(usize, String)]) -> Rows {
        let (left, right) = style.width.inner();
        let lines: Vec<_> = texts.iter().map(|text| text::wrap(&text.label, LABELS, Weight::Regular)).collect();
        let labels = widest(lines.iter().flatten());
        let notes = widest(texts.iter().map(|text| &text.note));
        // Where labels and notes are short, the head of the notes is what needs room.
        let both = if notes > 0.0 { (labels + GAP + notes).max(text::label_width(style.note_head)) } else { labels };
        let notes_end = left + both;
        let mut y = style.top + if notes > 0.0 { HEAD } else { 0.0 };
        let top = y;
        let rows = lines.into_iter().zip(texts).enumerate().map(|(at, (lines, text))| {
            let head = block_head(style.width, heads, at, &mut y);
            let from = y;
            let block = (lines.len() - 1) as f64 * LINE;
            let pitch = (block + LINE).max(style.mark) + 10.0;
            let mark = y + pitch / 2.0;
            y += pitch;
            Row { head, span: (from, y), label: mark - block / 2.0, lines, note: text.note.clone(), mark }
        });
        let rows = rows.collect();
        Rows { plot: (notes_end + GAP, right - style.tail), span: (top, y), rows, style, notes_end }
    }

    fn above(style: RowStyle, texts: &[RowText], heads: &[(usize, String)]) -> Rows {
        let (left, right) = style.width.inner();
        let notes = texts.iter().map(|text| text.note.as_str()).filter(|note| !note.is_empty());
        let notes = notes.map(|note| text::label_width(&format!("{} = {note}", style.note_head)) + GAP);
        let notes = notes.fold(0.0, f64::max);
        let mut y = style.top;
        let rows = texts.iter().enumerate().map(|(at, text)| {
            let head = block_head(style.width, heads, at, &mut y);
            let from = y;
            let lines = text::wrap(&text.label, right - left - notes, Weight::Regular);
            let label = y + 6.0 + LINE / 2.0;
            let mark = label + (lines.len() as f64 - 0.5) * LINE + 3.0 + style.mark / 2.0;
            y = mark + style.mark / 2.0 + 6.0;
            Row { head, span: (from, y), label, lines, note: text.note.clone(), mark }
        });
        let rows = rows.collect();
        Rows { plot: (left, right - style.tail), span: (style.top, y), rows, style, notes_end: right }
    }
}

/// Makes room for the head of a block, if one begins with this row.
fn block_head(width: Width, heads: &[(usize, String)], row: usize, y: &mut f64) -> Option<(f64, Vec<String>)> {
    let (_, head) = heads.iter().find(|(first, _)| *first == row)?;
    let (left, right) = width.inner();
    let lines = text::wrap(head, right - left, Weight::Semibold);
    if row > 0 {
        *y += BLOCK_GAP;
    }
    let middle = *y + LINE / 2.0;
    *y += lines.len() as f64 * LINE + BLOCK_HEAD_GAP;
    Some((middle, lines))
}

fn widest<'a>(texts: impl Iterator<Item = &'a String>) -> f64 {
    texts.map(|text| text::label_width(text)).fold(0.0, f64::max)
}
