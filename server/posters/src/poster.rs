//! One page that hangs on a wall or lies on a counter.

use domain::Locale;

use crate::{
    Fault,
    fonts::{Weight, lines, shortened},
    paper::{INK, LEADING, MM, MUTED, PETROL, Paper, Pen, Style},
    qr::{LEAST, Qr},
    words,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    A4,
    A6,
}

impl Format {
    pub const ALL: [Format; 2] = [Format::A4, Format::A6];

    pub fn as_str(self) -> &'static str {
        match self {
            Format::A4 => "a4",
            Format::A6 => "a6",
        }
    }

    pub fn parse(text: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.as_str() == text)
    }
}

#[derive(Debug, Clone)]
pub struct Poster<'a> {
    pub format: Format,
    pub locale: Locale,
    /// Who asks.
    pub organisation: &'a str,
    /// The survey's title.
    pub title: &'a str,
    pub minutes: u32,
    /// Nobody gets in without a slip.
    pub needs_code: bool,
    /// Where the code leads.
    pub link: &'a str,
    /// What can be typed instead, without `https://`.
    pub typed: &'a str,
    /// Below everything: an address for questions, or nothing.
    pub contact: &'a str,
}

/// Sizes in points.
struct Plan {
    width: f32,
    height: f32,
    margin: f32,
    band: f32,
    /// Sizes the title is tried in.
    titles: &'static [f32],
    lead: f32,
    text: f32,
    typed: f32,
    small: f32,
    /// Side of the code with its quiet zone, where there is room.
    code: f32,
}

impl Plan {
    fn of(format: Format) -> Plan {
        match format {
            Format::A4 => Plan {
                width: 210.0 * MM,
                height: 297.0 * MM,
                margin: 20.0 * MM,
                band: 8.0 * MM,
                titles: &[48.0, 40.0, 34.0, 28.0, 22.0],
                lead: 20.0,
                text: 16.0,
                typed: 26.0,
                small: 12.0,
                code: 110.0 * MM,
            },
            Format::A6 => Plan {
                width: 105.0 * MM,
                height: 148.0 * MM,
                margin: 9.0 * MM,
                band: 4.0 * MM,
                titles: &[22.0, 19.0, 16.0, 13.0],
                lead: 11.0,
                text: 9.5,
                typed: 14.0,
                small: 8.0,
                code: 54.0 * MM,
            },
        }
    }

    fn column(&self) -> f32 {
        self.width - 2.0 * self.margin
    }
}

/// Lines of one style, and where they begin.
struct Block {
    lines: Vec<String>,
    style: Style,
    y: f32,
}

impl Block {
    /// At most so many lines, or a name of a novel's length would leave no room for the code.
    fn new(text: &str, style: Style, plan: &Plan, most_lines: usize) -> Block {
        let text = style.weight.readable(text);
        let broken = lines(&text, style.weight, style.size, plan.column());
        let lines = shortened(broken, most_lines, style.weight, style.size, plan.column());
        Block { lines, style, y: 0.0 }
    }

    fn height(&self) -> f32 {
        self.lines.len() as f32 * self.style.size * LEADING
    }

    fn at(mut self, y: f32) -> Block {
        self.y = y;
        self
    }
}

/// A poster before it is drawn: who asks, the title and the lead from the top, the address and the contact from the
/// bottom, and between them the code, as large as it gets.
pub(crate) struct Layout {
    heading: String,
    organisation: Block,
    title: Block,
    lead: Block,
    scan: Block,
    typed: Block,
    contact: Block,
    qr: Qr,
    /// Side of the code without its quiet zone.
    pub(crate) side: f32,
    code_y: f32,
}

impl Layout {
    fn of(poster: &Poster<'_>, plan: &Plan) -> Result<Layout, Fault> {
        let (locale, qr) = (poster.locale, Qr::of(poster.link)?);
        let block =
            |text: &str, weight, size, colour, most| Block::new(text, Style::new(weight, size, colour), plan, most);
        let organisation = block(poster.organisation, Weight::Semibold, plan.text, PETROL, 2);
        let lead = block(&words::lead(locale, poster.minutes, poster.needs_code), Weight::Regular, plan.lead, INK, 2);
        let scan = block(words::scan(locale), Weight::Regular, plan.text, INK, 2);
        let typed = block(poster.typed, Weight::Semibold, typed_size(poster.typed, plan), PETROL, 3);
        let contact = block(&words::questions(locale, poster.contact), Weight::Regular, plan.small, MUTED, 2);

        let contact_y = plan.height - plan.margin - contact.height();
        let typed_y = contact_y - plan.small - typed.height();
        let scan_y = typed_y - scan.height();
        let least = qr.with_quiet_zone(LEAST);
        let organisation_y = plan.band + plan.margin * 0.7;
        let title_y = organisation_y + organisation.height() + plan.text * 0.8;
        let gap = plan.lead * 0.6;
        let heading = match Weight::Semibold.readable(poster.title) {
            title if title.is_empty() => words::survey(locale).to_owned(),
            title => title,
        };
        let title = title_block(&heading, plan, scan_y - least - lead.height() - gap - title_y);
        let lead_y = title_y + title.height() + gap;
        let room = scan_y - (lead_y + lead.height());
        let square = room.min(plan.code).max(least);
        let side = square * qr.size() as f32 / qr.with_quiet_zone(qr.size() as f32);
        Ok(Layout {
            heading,
            organisation: organisation.at(organisation_y),
            title: title.at(title_y),
            lead: lead.at(lead_y),
            scan: scan.at(scan_y),
            typed: typed.at(typed_y),
            contact: contact.at(contact_y),
            qr,
            side,
            code_y: scan_y - square,
        })
    }

    /// The side of the code on this poster, in millimetres, without its quiet zone.
    #[cfg(test)]
    pub(crate) fn code_millimetres(poster: &Poster<'_>) -> Result<f32, Fault> {
        Ok(Layout::of(poster, &Plan::of(poster.format))?.side / MM)
    }

    /// Whether nothing lies on something else or beyond the paper.
    #[cfg(test)]
    pub(crate) fn is_tidy(poster: &Poster<'_>) -> Result<bool, Fault> {
        let plan = Plan::of(poster.format);
        let layout = Layout::of(poster, &plan)?;
        let blocks = [&layout.organisation, &layout.title, &layout.lead, &layout.scan, &layout.typed, &layout.contact];
        let follow = blocks.windows(2).all(|pair| pair[0].y + pair[0].height() <= pair[1].y + 0.01);
        let widest = blocks
            .iter()
            .flat_map(|block| block.lines.iter().map(|line| block.style.weight.width(line, block.style.size)));
        let clear = layout.lead.y + layout.lead.height() <= layout.code_y + 0.01;
        Ok(follow && clear && widest.fold(0.0, f32::max) <= plan.column() + 0.01)
    }

    fn draw(&self, pen: &mut Pen<'_>, plan: &Plan, locale: Locale) -> Result<(), Fault> {
        pen.ornament(&[(0.0, 0.0, plan.width, plan.band)], PETROL);
        let x = plan.margin;
        // The quiet zone lies in the margin, so that the code stands flush with the text.
        let quiet = (self.qr.with_quiet_zone(self.side) - self.side) / 2.0;
        // A heading comes first for those who hear it, though on paper it stands second.
        let title = pen.heading(&self.heading, &self.title.lines, self.title.style, (x, self.title.y))?;
        pen.place(title);
        for block in [&self.organisation, &self.lead] {
            let group = pen.paragraph(&block.lines, block.style, (x, block.y))?;
            pen.place(group);
        }
        let code = pen.code(&self.qr, self.side, (x - quiet.min(x), self.code_y), words::code(locale));
        pen.place(code);
        for block in [&self.scan, &self.typed, &self.contact] {
            let group = pen.paragraph(&block.lines, block.style, (x, block.y))?;
            pen.place(group);
        }
        Ok(())
    }
}

/// The largest size in which the title fits whole; else as much of it as there is room for, the survey's first page has
/// all of it.
fn title_block(title: &str, plan: &Plan, room: f32) -> Block {
    let whole = |size: f32| {
        let widest = title.split_whitespace().map(|word| Weight::Semibold.width(word, size)).fold(0.0, f32::max);
        let height = lines(title, Weight::Semibold, size, plan.column()).len() as f32 * size * LEADING;
        widest <= plan.column() && height <= room
    };
    let smallest = plan.titles.last().copied().unwrap_or(plan.text);
    let size = plan.titles.iter().copied().find(|size| whole(*size)).unwrap_or(smallest);
    let most_lines = (room / (size * LEADING)).floor().max(1.0) as usize;
    Block::new(title, Style::new(Weight::Semibold, size, INK), plan, most_lines)
}

/// The address stands on one line if it can.
fn typed_size(typed: &str, plan: &Plan) -> f32 {
    let wide = Weight::Semibold.width(typed, plan.typed);
    if wide <= plan.column() { plan.typed } else { (plan.typed * 0.99 * plan.column() / wide).max(plan.text) }
}

impl Poster<'_> {
    /// As PDF. The same poster gives the same bytes.
    pub fn pdf(&self) -> Result<Vec<u8>, Fault> {
        let plan = Plan::of(self.format);
        let layout = Layout::of(self, &plan)?;
        let mut paper = Paper::new(self.locale.lang())?;
        paper.page((plan.width, plan.height), |pen| layout.draw(pen, &plan, self.locale))?;
        paper.finish(&layout.heading, self.organisation)
    }
}
