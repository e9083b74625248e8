//! Charts of the gallery that hold what one person or one firm chose against what others did.

use domain::{
    OptionId,
    disclosure::ThemeCounts,
    id::ConstructId,
    report::{BestWorstCount, Cell, Difference, Estimate, OptionShare, Shape},
};

use super::sides::{difference, two_sides};
use crate::{Caption, Figure, Look, Quartiles, benchmark, best_worst, differences, ranking, samples::*, themes};

fn topic(id: &OptionId) -> String {
    topic_label(id.as_str())
}

fn chosen(place: usize, count: u64, n: u64) -> OptionShare {
    OptionShare { options: vec![option(place)], count: Cell::Shown(count), share: share(count, n) }
}

pub(super) fn places(look: &Look) -> Figure {
    let rows: Vec<_> = [(1.8, 0.2), (2.1, 0.3), (3.9, 0.2)]
        .into_iter()
        .enumerate()
        .map(|(at, (mean, half))| {
            let median = Cell::Shown(f64::round(mean));
            let shape = Shape::Number { mean: estimate(mean, half), median, total: mean * 60.0, dominated: false };
            question(at, distribution(60, 3, shape))
        })
        .chain([question(3, Cell::Suppressed)])
        .collect();
    let caption = Caption { unit: "mittlerer Platz".to_owned(), ..caption("ranking") };
    ranking::plain(&caption, &rows.iter().collect::<Vec<_>>(), &factor, look)
}

pub(super) fn best_and_worst(look: &Look) -> Figure {
    let rows = [(0, 90, 41, 8), (1, 88, 30, 12), (2, 91, 9, 40), (3, 87, 5, 44)];
    let mut rows = rows.map(|(place, shown, best, worst)| BestWorstCount {
        row: option(place),
        shown,
        best: chosen(place, best, shown),
        worst: chosen(place, worst, shown),
    });
    (rows[3].best.count, rows[3].best.share) = (Cell::Suppressed, Estimate::at_most(0.2));
    let result = question(0, distribution(45, 2, Shape::BestWorst(rows.to_vec())));
    best_worst::plain(&caption("best-worst"), &result, &topic, ["am wichtigsten", "am unwichtigsten"], look)
}

pub(super) fn themes_of_texts(look: &Look) -> Figure {
    let named = Shape::Choices([(0, 14), (2, 11), (3, 6)].map(|(place, count)| chosen(place, count, 31)).to_vec());
    let counts = ThemeCounts { named: question(0, distribution(31, 0, named)), rare: vec![option(1), option(5)] };
    themes::plain(&caption("themes"), &counts, &topic, look).expect("themes that enough texts name")
}

pub(super) fn two_audiences(look: &Look) -> Figure {
    let chance = Difference { p_adjusted: 0.3, ..difference(2, 3.1, 3.3, 40) };
    let found = [difference(0, 4.1, 2.6, 80), difference(1, 3.2, 3.9, 80), chance];
    let name =
        |construct: &ConstructId| FACTORS[construct.as_str()[1..].parse::<usize>().unwrap_or_default()].to_owned();
    let [audiences, _] = two_sides("Auszubildende");
    differences::plain(&caption("differences"), &found, 5, &audiences, &name, look)
}

pub(super) fn a_firm_among_others(look: &Look) -> Figure {
    let quartiles = |lower, median, upper| Some(Quartiles { lower, median, upper, n: 24 });
    let peers = [quartiles(3.0, 4.0, 4.5), quartiles(2.0, 2.5, 3.0), None];
    benchmark::plain(&caption("benchmark"), &peers, &[2, 4, 3], 5, &|at| FACTORS[at].to_owned(), look)
}
