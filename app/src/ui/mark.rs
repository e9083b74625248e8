//! The mark: the 29 municipalities as equal tiles, Paderborn filled.
//!
//! Placed on seven by five cells by the least sum of squared distances to their real positions, stretched to the
//! frame. The sign of the product, not a map: the members of the region are data and may change, this stays.

use std::sync::LazyLock;

use leptos::prelude::*;

/// Cells of the rows from north to south, Paderborn left out.
const ROWS: [&[u8]; 5] =
    [&[1, 3, 4, 5], &[1, 2, 3, 4, 5, 6], &[0, 1, 3, 4, 5, 6], &[0, 1, 2, 3, 4, 5, 6], &[0, 1, 2, 3, 5]];

/// Column and row of Paderborn.
const HOME: (u8, u8) = (2, 2);

/// Unit of the drawing: a tile of four and a gap of one, so that the small mark falls on whole pixels.
const PITCH: u8 = 5;
const TILE: u8 = 4;

fn tile((column, row): (u8, u8)) -> String {
    format!("M{} {}h{TILE}v{TILE}h-{TILE}z", column * PITCH, row * PITCH)
}

/// Drawn once: the mark is on every page.
static HOME_TILE: LazyLock<String> = LazyLock::new(|| tile(HOME));
static OTHER_TILES: LazyLock<String> = LazyLock::new(|| {
    (0..).zip(ROWS).flat_map(|(row, cells)| cells.iter().map(move |&column| tile((column, row)))).collect()
});

/// The small mark beside the name.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 34 24" aria-hidden="true">
            <path d=OTHER_TILES.as_str()></path>
            <path class="home" d=HOME_TILE.as_str()></path>
        </svg>
    }
}

/// The same, large and quiet: start screens, 404, empty states.
#[component]
pub fn Motif() -> impl IntoView {
    view! {
        <svg class="motif" viewBox="0 0 34 24" aria-hidden="true">
            <path d=OTHER_TILES.as_str()></path>
            <path class="home" d=HOME_TILE.as_str()></path>
        </svg>
    }
}

/// The same in white as a picture of its own, for printing on a coloured ground: the other tiles are faint.
pub fn white_motif() -> String {
    let (others, home) = (OTHER_TILES.as_str(), HOME_TILE.as_str());
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 34 24\"><path fill=\"#fff\" fill-opacity=\".14\" \
         d=\"{others}\"/><path fill=\"#fff\" d=\"{home}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_nine_tiles_and_none_twice() {
        let mut cells: Vec<(u8, u8)> =
            (0..).zip(ROWS).flat_map(|(row, cells)| cells.iter().map(move |&column| (column, row))).collect();
        cells.push(HOME);
        cells.sort_unstable();
        cells.dedup();
        assert_eq!(cells.len(), 29);
    }
}
