//! What so many answers do not bear is not said (methods.md §6.6).

use domain::{
    guard::Guard,
    report::{Cell, Estimate, GapResult, Priority, QuestionResult, Rating, Shape},
};

use crate::{
    Apart, Arrangement, Blocks, CrossHair, Figure, Measure, Order, bars, dumbbell, ipa, likert, needs,
    samples::*,
    words::{self, Lead},
};

fn measure() -> Measure {
    let share = Some("genannt".to_owned());
    Measure { subject: "Wohnen".to_owned(), share, groups: "Kreis".to_owned(), has_mean: false }
}

fn group(row: usize, named: u64, n: u64) -> QuestionResult {
    let share = Estimate::share(named, n);
    let counts = vec![n - named, named];
    let bottom2 = Estimate::share(n - named, n);
    let rating = Rating { counts, mean: share, sd: 0.5, falling: false, top2: share, bottom2 };
    question(row, distribution(n, 0, Shape::Rating(rating)))
}

fn by_groups(rows: &[QuestionResult], apart: Apart, look: usize) -> Figure {
    let mut scale = scale();
    scale.labels.truncate(2);
    likert::groups::plain(&caption("groups"), &scale, rows, &factor, (&measure(), apart), &LOOKS[look])
}

/// 40 % and 29 % of 200: the intervals overlap, that of the difference does not hold 0. The title said "no clear
/// difference", the test below it "certainly different".
#[test]
fn the_title_of_groups_says_what_their_test_says() {
    let rows = [group(0, 80, 200), group(1, 58, 200)];
    let title = |apart| by_groups(&rows, apart, 0).title;
    assert_eq!(
        title(Apart::Certain),
        "„Wohnen“: am meisten „Übernahme nach der Ausbildung“ (40\u{202f}%), am wenigsten „Vergütung“ (29\u{202f}%)"
    );
    assert_eq!(title(Apart::Chance), "„Wohnen“: kein sicherer Unterschied zwischen den Gruppen");
    assert_eq!(title(Apart::Untested), "„Wohnen“: zu wenige Antworten für einen Vergleich");
    assert_eq!(by_groups(&rows, Apart::Chance, 1).title, "“Wohnen”: no certain difference between the groups");
}

/// The test is of all groups together: the two furthest apart may be small ones.
#[test]
fn groups_of_fewer_than_thirty_are_not_put_in_order() {
    let rows = [group(0, 15, 20), group(1, 3, 20), group(2, 100, 200)];
    let figure = by_groups(&rows, Apart::Certain, 0);
    assert_eq!(figure.title, "„Wohnen“: sicherer Unterschied zwischen den Gruppen");
    assert!(
        figure.desc.starts_with("Anteil „genannt“: je nach Gruppe 15\u{202f}% bis 75\u{202f}%."),
        "{}",
        figure.desc
    );
    let close = [group(0, 80, 200), group(1, 72, 200)];
    assert_eq!(by_groups(&close, Apart::Certain, 0).title, figure.title, "the two alone are not certainly apart");
}

/// Of colours nobody chose the most: red 20 and 50 %, blue 50 and 40 %, green 30 and 10 %. Furthest apart is red, by 30.
#[test]
fn of_options_without_an_order_no_group_is_ahead() {
    let mut names = scale();
    names.labels = ["Rot", "Blau", "Grün"].map(domain::Text::same).to_vec();
    let rows = [[40, 100, 60], [50, 40, 10]].map(|counts| (counts, counts.iter().sum::<u64>()));
    let rows = rows.map(|(counts, n)| question(usize::from(n == 100), distribution(n, 0, choice(&counts, n))));
    let measure = Measure { share: None, ..measure() };
    let figure = |look: usize| {
        likert::groups::plain(&caption("groups"), &names, &rows, &factor, (&measure, Apart::Certain), &LOOKS[look])
    };
    let told = figure(0);
    assert_eq!(told.title, "„Wohnen“: sicherer Unterschied zwischen den Gruppen");
    assert_eq!(
        told.desc,
        "Am weitesten auseinander liegen die Anteile von „Rot“: je nach Gruppe 20\u{202f}% bis 50\u{202f}%. \
         Grundlage: 100 bis 200 Antworten je Gruppe."
    );
    assert_eq!(told.table.head, ["Kreis", "Rot", "Blau", "Grün", "n", "ohne Antwort"]);
    assert_eq!(told.table.rows[0][1..], ["20\u{202f}%", "50\u{202f}%", "30\u{202f}%", "200", "0"]);
    assert_eq!(told.table.rows[1][1..], ["50\u{202f}%", "40\u{202f}%", "10\u{202f}%", "100", "0"]);
    assert!(figure(1).desc.starts_with("Shares of “Rot” are the furthest apart: 20%"), "{}", figure(1).desc);
    // Nothing of the ramp's orange, which elsewhere stands for what is bad.
    assert!(
        !["c-1\"", "c-1 ", "c-2\"", "c-2 "].iter().any(|orange| told.svg_wide.contains(orange)),
        "{}",
        told.svg_wide
    );
    let blocks = Blocks { name: "Größe".to_owned(), title: "Kein sicherer Unterschied".to_owned() };
    let parts = [("klein", vec![&rows[0]]), ("groß", vec![&rows[1]])];
    let crossed = likert::crossed::plain(&caption("crossed"), &names, &parts, &factor, (&measure, &blocks), &LOOKS[0]);
    assert_eq!(crossed.desc, told.desc);
    assert_eq!(crossed.table.head.len(), 7);
}

fn gaps(n: u64) -> Cell<GapResult> {
    let found = factors();
    let items = found.items.iter().map(|item| domain::report::GapItem { n, ..item.clone() }).collect();
    Cell::Shown(GapResult { items, ..found })
}

/// Of six firms the title said "3 of 4 are certainly less fulfilled", above a table without intervals.
#[test]
fn of_very_few_answers_no_gap_is_called_certain_and_no_row_has_a_class() {
    let [of_few, of_many] = [6, 60].map(|n| dumbbell::plain(&caption("g"), &gaps(n), &factor_by_id, &LOOKS[0]));
    assert_eq!(of_few.title, "Bei so wenigen Antworten ist kein Abstand sicher");
    assert!(of_many.title.starts_with("9 von 11"), "{}", of_many.title);
    assert_eq!(of_few.svg_wide.matches("c-accent").count(), 1, "in the key alone");
    let figure = ipa::plain(&caption("i"), &gaps(6), &factor_by_id, CrossHair::DataMeans, &LOOKS[0]);
    assert_eq!(figure.title, "Bei keinem Merkmal ist Handlungsbedarf sicher");
    let shown = figure.table.rows.iter().filter(|row| row[1] != "•");
    assert!(shown.clone().all(|row| row[5] == "unsicher" && row[6] == "unsicher"), "{:?}", figure.table.rows);
    assert!(shown.count() == 11 && !figure.svg_wide.contains("Unsicherheit"), "no boxes");
}

/// Importance 3.70 against a mean of 3.63, fulfilment 3.65 against 3.66, a gap that covers 0: "action is needed".
#[test]
fn a_row_whose_box_crosses_a_line_is_named_by_no_field() {
    let cross = (3.66, 3.63);
    let unsure = domain::report::GapItem { priority: Priority::Uncertain, ..gap_item("r0", 3.70, 3.65, cross) };
    let sure = domain::report::GapItem { priority: Priority::Act, ..gap_item("r1", 4.4, 3.0, cross) };
    let found = |items| {
        let (fulfilment, importance) = cross;
        Cell::Shown(GapResult {
            grand_mean_importance: importance,
            grand_mean_fulfilment: fulfilment,
            items,
            hidden: vec![],
            ..perth()
        })
    };
    let figure = |items, look: usize| {
        ipa::plain(&caption("i"), &found(items), &factor_by_id, CrossHair::DataMeans, &LOOKS[look])
    };
    let alone = figure(vec![unsure.clone()], 0);
    assert_eq!(alone.title, "Bei keinem Merkmal ist Handlungsbedarf sicher");
    assert_eq!(alone.table.rows[0][5..7], ["unsicher", "unsicher"]);
    let both = figure(vec![unsure, sure], 1);
    assert_eq!(both.title, "Action is needed for “Vergütung”");
    assert_eq!(both.table.rows[0][5..7], ["Act here", "act"]);
    // A box for each point, and one in the key.
    assert_eq!(alone.svg_wide.matches("class=\"boxes\"").count(), 1);
}

/// "Furthest apart" stood over the row with the largest mean, by whatever little it led.
#[test]
fn the_widest_gap_is_called_so_where_no_other_interval_reaches_it() {
    // Half the width of the interval of a gap is 0.12.
    let widest = |gaps: &[f64], n: u64| {
        let item = |gap: &f64| domain::report::GapItem { n, ..gap_item("r0", 3.0 + gap, 3.0, (3.0, 3.0)) };
        let found = GapResult { items: gaps.iter().map(item).collect(), ..perth() };
        found.widest().map(|(item, is_first)| ((100.0 * item.gap.value).round() / 100.0, is_first))
    };
    assert_eq!(widest(&[0.5, 1.0], 60), Some((1.0, true)));
    assert_eq!(widest(&[0.9, 1.0], 60), Some((1.0, false)));
    assert_eq!(widest(&[0.1, -0.2], 60), None, "may be chance");
    assert_eq!(widest(&[0.5, 1.0], 9), None, "very few answers");
}

#[test]
fn very_few_answers_have_no_sure_first_place() {
    let shares = [Estimate::share(8, 9), Estimate::share(1, 9)];
    assert_eq!(words::lead(&shares[0], &shares[1..], words::LEVEL_SHARES, 9), Lead::Unsure);
    assert_eq!(words::lead(&shares[0], &shares[1..], words::LEVEL_SHARES, 90), Lead::Sure);
    let row = question(0, distribution(9, 0, choice(&[8, 1], 9)));
    let figure = bars::plain(&caption("b"), &row, &|id| id.to_string(), Order::ByShare, &LOOKS[0]);
    assert!(figure.title.contains("aber nicht sicher vor"), "{}", figure.title);
    let mut found = topics();
    found.n = 9;
    let told = needs::plain(&caption("n"), &Cell::Shown(found), Default::default(), &|t| t.to_string(), &LOOKS[0]);
    assert!(!told.title.contains("folgt mit"), "{}", told.title);
    let rated = |row, counts| question(row, distribution(9, 0, Shape::Rating(rating(counts))));
    let rows = [rated(0, [0, 0, 0, 1, 8]), rated(1, [8, 1, 0, 0, 0])];
    let figure = likert::plain(&caption("l"), &scale(), &rows, &factor, Arrangement::Full, &LOOKS[0]);
    assert_eq!(figure.title, "Bei so wenigen Antworten ist keine Reihenfolge sicher");
    assert!(!Guard::of(9).bears_interval());
}

/// Means known to a point or so, a fifth that does not know, a tenth that gave no answer: each is marked in its row and
/// explained below the picture.
#[test]
fn what_a_reader_must_know_of_a_row_is_marked_and_explained() {
    let wide = Rating { mean: estimate(3.0, 0.6), ..rating([20, 20, 20, 20, 20]) };
    let sharp = |dont_know| distribution(100, dont_know, Shape::Rating(rating([20, 20, 20, 20, 20])));
    let rows = [question(0, distribution(100, 0, Shape::Rating(wide))), question(1, sharp(26)), question(2, sharp(25))];
    let drawn = |rows: &[QuestionResult], look: usize| {
        likert::plain(&caption("l"), &scale(), rows, &factor, Arrangement::Full, &LOOKS[look])
    };
    let figure = drawn(&rows, 0);
    let marks: Vec<&str> = figure.table.rows.iter().filter_map(|row| row.last()).map(String::as_str).collect();
    assert_eq!(figure.table.head.last().map(String::as_str), Some("Hinweis"));
    assert_eq!(marks, ["unscharf", "Wissenslücke", "–"]);
    assert!(figure.source.contains("unscharf: Unsicherheit über ±0,5 Punkte"), "{}", figure.source);
    assert!(figure.source.contains("Wissenslücke: mehr als 20\u{202f}% sagen „weiß nicht“"), "{}", figure.source);
    let english = drawn(&rows, 1);
    assert!(english.source.contains("knowledge gap: more than 20%"), "{}", english.source);
    let plain = drawn(&rows[2..], 0);
    assert!(!plain.table.head.contains(&"Hinweis".to_owned()) && !plain.source.contains("unscharf"));
}

/// In a table by two groupings two cells of a row are labels: a hidden row had "–" beside its dots, as if it had been seen.
#[test]
fn of_a_hidden_row_no_mark_is_told_either() {
    let rows = [group(0, 7, 12), question(1, Cell::Suppressed)];
    let mut scale = scale();
    scale.labels.truncate(2);
    let blocks = Blocks { name: "Kreis".to_owned(), title: "Höxter".to_owned() };
    let by_two = likert::crossed::plain(
        &caption("crossed"),
        &scale,
        &[("Kreis Höxter", rows.iter().collect())],
        &factor,
        (&measure(), &blocks),
        &LOOKS[0],
    );
    for figure in [by_two, by_groups(&rows, Apart::Untested, 0)] {
        let marks: Vec<&str> = figure.table.rows.iter().filter_map(|row| row.last()).map(String::as_str).collect();
        assert_eq!(figure.table.head.last().map(String::as_str), Some("Hinweis"));
        assert_eq!(marks, ["unscharf", "•"]);
    }
}
