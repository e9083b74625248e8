//! How the visible items of a page are spread over steps, and in which order rows are shown.

use std::ops::Range;

use super::Field;
use crate::{
    answer::{Answers, Key, Pass, Value},
    id::ItemId,
    maxdiff::{Design, Plan},
    questionnaire::Questionnaire,
    survey::{Choice, Item, ItemKind, Order},
};

/// Most rows of batteries on one step (ux.md R2).
pub const MAX_ROWS: usize = 7;

/// One step of a page: which items, and which rows of them.
pub(crate) struct Block {
    pub pass: Option<Pass>,
    pub chunk: Option<u8>,
    pub parts: Vec<Part>,
}

pub(crate) struct Part {
    /// Position among the visible items of the page.
    pub item: usize,
    /// Which of its visible rows (of a best-worst item: of its blocks); all of them for other kinds.
    pub rows: Range<usize>,
    /// Nothing more of the item comes behind it.
    pub is_last: bool,
}

/// Small items of a page share a step. A long battery is cut into even chunks, a paired one comes in two passes,
/// and texts stay with what they introduce. `shown` are the items shown, each with the number of its rows.
pub(crate) fn arrange<'a>(shown: impl Iterator<Item = (&'a ItemKind, usize)>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut shared = SharedStep::Closed;
    for (item, (kind, rows)) in shown.enumerate() {
        match kind {
            ItemKind::Paired { .. } => {
                cut(&mut blocks, &shared, item, even_chunks(rows), Some(Pass::Importance));
                cut(&mut blocks, &SharedStep::Closed, item, even_chunks(rows), Some(Pass::Fulfilment));
                shared = SharedStep::Closed;
            }
            ItemKind::Battery { .. } | ItemKind::Matrix { .. } if rows > MAX_ROWS => {
                cut(&mut blocks, &shared, item, even_chunks(rows), None);
                shared = SharedStep::Closed;
            }
            // A block of a best-worst item is a question of its own.
            ItemKind::BestWorst { block_size, .. } => {
                let blocks_asked = Plan::new(rows, *block_size as usize).map_or(0, |plan| plan.blocks);
                cut(&mut blocks, &shared, item, (0..blocks_asked).map(|block| block..block + 1), None);
                shared = SharedStep::Closed;
            }
            _ => {
                let rated = if is_in_rows(kind) { rows } else { 0 };
                shared = share(&mut blocks, shared, Part { item, rows: 0..rows, is_last: true }, kind, rated);
            }
        }
    }
    number(&mut blocks);
    blocks
}

/// Kinds whose rows fill a page.
fn is_in_rows(kind: &ItemKind) -> bool {
    matches!(
        kind,
        ItemKind::Battery { .. } | ItemKind::Ranking { .. } | ItemKind::ConstantSum { .. } | ItemKind::Matrix { .. }
    )
}

/// Whether the last block takes more items.
#[derive(PartialEq)]
enum SharedStep {
    Closed,
    /// Only texts so far: they belong to whatever comes next.
    Texts,
    Open {
        rated: usize,
    },
}

fn share(blocks: &mut Vec<Block>, shared: SharedStep, part: Part, kind: &ItemKind, rated: usize) -> SharedStep {
    let is_text = matches!(kind, ItemKind::Information);
    let before = match shared {
        SharedStep::Open { rated } => rated,
        SharedStep::Texts | SharedStep::Closed => 0,
    };
    let fits = match shared {
        SharedStep::Closed => is_text && !blocks.is_empty(),
        SharedStep::Texts => true,
        SharedStep::Open { .. } => before + rated <= MAX_ROWS,
    };
    match blocks.last_mut() {
        Some(last) if fits => last.parts.push(part),
        _ => blocks.push(Block { pass: None, chunk: None, parts: vec![part] }),
    }
    match (is_text, shared) {
        (true, SharedStep::Closed) if fits => SharedStep::Closed,
        (true, SharedStep::Closed | SharedStep::Texts) => SharedStep::Texts,
        _ => SharedStep::Open { rated: if fits { before + rated } else { rated } },
    }
}

fn cut(
    blocks: &mut Vec<Block>,
    shared: &SharedStep,
    item: usize,
    chunks: impl Iterator<Item = Range<usize>>,
    pass: Option<Pass>,
) {
    let mut introduction = match blocks.pop_if(|_| *shared == SharedStep::Texts) {
        Some(block) => block.parts,
        None => Vec::new(),
    };
    let mut chunks = chunks.peekable();
    while let Some(rows) = chunks.next() {
        let is_last = chunks.peek().is_none() && pass != Some(Pass::Importance);
        let mut parts = std::mem::take(&mut introduction);
        parts.push(Part { item, rows, is_last });
        blocks.push(Block { pass, chunk: None, parts });
    }
}

/// As few chunks of at most [`MAX_ROWS`] as possible, their sizes at most one apart, the larger ones first.
fn even_chunks(rows: usize) -> impl Iterator<Item = Range<usize>> {
    let chunks = rows.div_ceil(MAX_ROWS).max(1);
    let (size, larger) = (rows / chunks, rows % chunks);
    (0..chunks).map(move |chunk| {
        let start = chunk * size + chunk.min(larger);
        start..start + size + usize::from(chunk < larger)
    })
}

fn number(blocks: &mut [Block]) {
    for pass in [None, Some(Pass::Importance), Some(Pass::Fulfilment)] {
        if blocks.iter().filter(|block| block.pass == pass).count() > 1 {
            for (chunk, block) in (1..=u8::MAX).zip(blocks.iter_mut().filter(|block| block.pass == pass)) {
                block.chunk = Some(chunk);
            }
        }
    }
}

/// Deals each best-worst item's blocks to a new respondent: which set it was is kept with the answers.
pub(super) fn deal(questionnaire: &Questionnaire, answers: &mut Answers, seed: u64) {
    for (item, design) in questionnaire.designs() {
        let draw = draw(seed, item.as_str(), "");
        answers.set(Key::item(item), Value::Number(design.deal(draw) as f64));
    }
}

impl Design {
    /// The set of blocks these answers were given on; the first where nothing was dealt.
    pub(crate) fn version_in(&self, answers: &Answers, item: &ItemId) -> usize {
        match answers.get(&Key::item(item)) {
            Some(Value::Number(version)) if (1..=self.versions()).any(|known| known as f64 == *version) => {
                *version as usize
            }
            _ => 1,
        }
    }
}

/// Whether its rows come in an order of chance: those of a battery always (ux.md R2), of a ranking or a sum where the
/// survey says so, of a matrix never. Numbers are looked up in the order in which they are asked.
pub(super) fn turns(item: &Item) -> bool {
    match &item.kind {
        ItemKind::Battery { rows, .. } | ItemKind::Paired { rows, .. } => rows.len() > 1,
        ItemKind::Ranking { .. } | ItemKind::ConstantSum { .. } => item.order == Order::Random,
        _ => false,
    }
}

/// Rows of one step in the order one respondent sees them, the same in both passes.
///
/// N.B. Rows change places within their step only: were the steps themselves cut differently for each seed, an
/// address would not mean the same questions to everyone.
pub(super) fn sort_rows(rows: &mut [&Choice], item: &Item, seed: u64) {
    rows.sort_by_cached_key(|row| draw(seed, item.id.as_str(), row.id.as_str()));
}

/// Puts the rows on a step into the order of this respondent, as [`sort_rows`].
pub(super) fn rotate(fields: &mut [Field], seed: u64) {
    let turns = |field: &Field| field.row.is_some() && field.key.part.is_none() && turns(field.item);
    for rows in fields.chunk_by_mut(|a, b| turns(a) && turns(b) && a.key.item == b.key.item && a.key.pass == b.key.pass)
    {
        rows.sort_by_cached_key(|field| field.row.map(|row| draw(seed, field.key.item.as_str(), row.id.as_str())));
    }
}

/// A number per row that looks random and depends on the seed alone: FNV-1a over the ids, mixed as in SplitMix64
/// (Steele, Lea & Flood, 2014). Stored orders are read with it: it never changes.
pub(super) fn draw(seed: u64, item: &str, row: &str) -> u64 {
    let bytes = item.bytes().chain([b'.']).chain(row.bytes());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    let mut z = hash.wrapping_add(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
