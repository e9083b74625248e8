//! What texts are about: the themes that enough of them name, as bars; the others only as hidden lines of the table.

use domain::{
    OptionId,
    disclosure::{Released, ThemeCounts},
    figure::Figure,
    report::Cell,
};

use crate::{
    Look,
    bars::{self, Order},
    caption::Caption,
    text,
    words::Absence,
};

/// `None` where no theme is named by enough texts to be shown.
pub fn themes(
    caption: &Caption,
    counts: Released<&ThemeCounts>,
    label: &dyn Fn(&OptionId) -> String,
    look: &Look,
) -> Option<Figure> {
    plain(caption, counts.get(), label, look)
}

pub(crate) fn plain(
    caption: &Caption,
    ThemeCounts { named, rare }: &ThemeCounts,
    label: &dyn Fn(&OptionId) -> String,
    look: &Look,
) -> Option<Figure> {
    let shown = match &named.distribution {
        Cell::Shown(found) => found.shape.options()?.len(),
        _ => 0,
    };
    if shown == 0 {
        return None;
    }
    let mut figure = bars::plain(caption, named, label, Order::ByShare, look);
    if let Some(head) = figure.table.head.first_mut() {
        *head = if look.locale.is_german() { "Thema" } else { "Topic" }.to_owned();
    }
    let columns = figure.table.head.len();
    let hidden = rare.iter().map(|theme| {
        let mut cells = vec![Absence::Suppressed.sign().to_owned(); columns];
        cells[0] = text::clean(&label(theme));
        cells
    });
    figure.table.rows.splice(shown..shown, hidden.collect::<Vec<_>>());
    Some(figure)
}
