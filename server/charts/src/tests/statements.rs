//! What charts say: titles, descriptions, tables; numbers that agree with each other; nothing where nothing may be said.

use domain::{
    Key, Locale, OptionId,
    report::{Cell, Estimate, GapResult, NeedsResult, Rating, Shape, UniformAnswer},
    survey::Direction,
};

use super::{
    gallery::figures,
    told::{numbers, text_of},
};
use crate::{
    Apart, Arrangement, CrossHair, DayCount, Figure, Measure, Order, bars, dumbbell, ipa, likert, needs,
    samples::*,
    summary,
    words::{self, Lead},
};

/// 3 of 8 are 37.5 %: rounded apart from their rest they would be 38 % in the title and 37 % in the table.
#[test]
fn a_share_by_groups_is_the_same_in_the_table_and_in_the_description() {
    let mut scale = scale();
    scale.labels.truncate(2);
    let measure = Measure {
        subject: "Wohnen".to_owned(),
        share: Some("genannt".to_owned()),
        groups: "Kreis".to_owned(),
        has_mean: false,
    };
    let group = |row: usize, named: u64, n: u64| {
        let share = Estimate::share(named, n);
        let rating = Rating {
            counts: vec![n - named, named],
            mean: share,
            sd: 0.5,
            falling: false,
            top2: share,
            bottom2: Estimate::share(n - named, n),
        };
        question(row, distribution(n, 0, Shape::Rating(rating)))
    };
    for (named, n) in (5..=40).flat_map(|n| (0..=n).map(move |named| (named, n))) {
        let rows = [group(0, named, n), group(1, n, n)];
        let look = &LOOKS[0];
        let figure = likert::groups::plain(&caption("groups"), &scale, &rows, &factor, (&measure, Apart::Chance), look);
        let [rest, share] = [1, 2].map(|column| figure.table.rows[0][column].clone());
        assert!(
            figure.desc.contains(&share) || figure.desc.contains("Zu wenige Gruppen"),
            "{share} of {named} in {n}: {}",
            figure.desc
        );
        let whole: u32 =
            [&rest, &share].iter().flat_map(|cell| numbers(cell)).map(|one| one.parse::<u32>().unwrap()).sum();
        assert_eq!(whole, 100, "{rest} and {share}");
    }
}

#[test]
fn the_segments_of_a_bar_add_up_to_a_hundred() {
    for figure in figures(&LOOKS[0]).iter().filter(|figure| figure.id.starts_with("likert")) {
        for row in figure.table.rows.iter().filter(|row| row[1] != "•") {
            let sum: u32 = row[1..6].iter().flat_map(|cell| numbers(cell)).filter_map(|n| n.parse::<u32>().ok()).sum();
            assert_eq!(sum, 100, "{row:?}");
        }
    }
}

#[test]
fn hidden_and_empty_results_show_no_number() {
    for (cell, sign) in [(Cell::Suppressed, "•"), (Cell::Empty, "–")] {
        for look in &LOOKS {
            let caption = caption("none");
            let row = [question(0, cell.clone())];
            let gap = match sign {
                "•" => Cell::Suppressed,
                _ => Cell::Empty,
            };
            let figures = [
                likert::plain(&caption, &scale(), &row, &|_| "Klima".to_owned(), Arrangement::Full, look),
                bars::plain(&caption, &row[0], &|id: &OptionId| id.to_string(), Order::ByShare, look),
                crate::recommendation::plain(&caption, &row[0], look),
                summary::plain(&caption, &row, &|_: &Key| "Klima".to_owned(), look),
                dumbbell::plain(&caption, &gap, &str::to_owned, look),
                ipa::plain(&caption, &gap, &str::to_owned, CrossHair::DataMeans, look),
            ];
            for figure in figures {
                assert!(numbers(&figure.title).is_empty() && numbers(&figure.desc).is_empty(), "{figure:?}");
                assert!(figure.table.rows.iter().all(|row| row[1..].iter().all(|cell| cell == sign)), "{figure:?}");
                assert!(!figure.source.contains("n ="), "{}", figure.source);
                let said = text_of(&figure.svg_wide);
                assert!(numbers(&said).is_empty() && !said.is_empty(), "{said}");
            }
        }
    }
}

#[test]
fn a_hidden_row_stays_and_says_so() {
    let figure = figure("likert");
    let row = figure.table.rows.iter().find(|row| row[0] == "Mitsprache").expect("the row is there");
    assert!(row[1..].iter().all(|cell| cell == "•"), "{row:?}");
    assert!(figure.svg_narrow.contains("ausgeblendet: zu wenige oder alle gleich"));
}

fn figure(id: &str) -> Figure {
    figures(&LOOKS[0]).into_iter().find(|figure| figure.id == id).expect("in the gallery")
}

/// 45 % and 27 % of 67 were once called "almost level", because their intervals touch.
#[test]
fn what_is_well_behind_is_not_called_level() {
    let share = |count| Estimate::share(count, 67);
    let lead = |counts: &[u64]| {
        let shares: Vec<Estimate> = counts.iter().map(|count| share(*count)).collect();
        words::lead(&shares[0], &shares[1..], words::LEVEL_SHARES, 67)
    };
    assert_eq!(lead(&[60, 10, 9]), Lead::Sure);
    assert_eq!(lead(&[30, 18]), Lead::Unsure);
    assert_eq!(lead(&[30, 28, 10]), Lead::Level(1));
    assert_eq!(lead(&[30, 29, 28, 27, 3]), Lead::Level(3));
    assert_eq!(lead(&[30]), Lead::Sure);
    let names = ["„A“", "„B“", "„C“", "„D“"].map(str::to_owned);
    let title = |lead: Lead| lead.title(&names, "45\u{202f}%", "ist vorn", "27\u{202f}%", Locale::DeSie);
    assert_eq!(title(Lead::Sure), "„A“ ist vorn (45\u{202f}%)");
    assert_eq!(title(Lead::Unsure), "„A“ ist vorn (45\u{202f}%), aber nicht sicher vor „B“ (27\u{202f}%)");
    assert_eq!(title(Lead::Level(2)), "„A“, „B“ und „C“ liegen fast gleichauf vorn");
    assert_eq!(title(Lead::Level(3)), "Mehrere liegen fast gleichauf vorn, darunter „A“ (45\u{202f}%)");
}

#[test]
fn titles_say_the_finding() {
    let title = |id: &str| figure(id).title;
    assert_eq!(
        title("likert"),
        "„Übernahme nach der Ausbildung“ ist am wichtigsten, „Klima im Team“ am wenigsten wichtig"
    );
    assert_eq!(title("bars"), "„Digitale Kompetenzen“ und „Prüfungsvorbereitung“ liegen fast gleichauf vorn");
    assert_eq!(title("ordinal"), "„Ausbildung der Ausbildenden“ wird am häufigsten genannt (48\u{202f}%)");
    assert_eq!(title("recommendation"), "Mehr Empfehlende als Kritische: +11 Punkte");
    assert_eq!(title("dumbbell"), "9 von 11 Merkmalen sind sicher weniger erfüllt als wichtig");
    assert_eq!(title("perth"), "Handlungsbedarf besteht bei „Merkmal 10“, „Merkmal 9“ und 3 weiteren");
    // The class does not hang on where the cross-hair stands.
    assert_eq!(title("centre"), title("perth"));
    assert_eq!(title("needs"), "„Digitale Kompetenzen“ und „Prüfungsvorbereitung“ liegen fast gleichauf vorn");
}

/// Ten of twelve means lay behind, eight of them certainly, and the title said "8 of 12 are less fulfilled".
#[test]
fn the_title_of_the_gap_says_that_it_counts_what_is_certain() {
    // Half the width of the interval of a gap is 0.12.
    let title = |gaps: &[f64], look| {
        let items: Vec<_> = gaps.iter().map(|gap| gap_item("f0", 3.0 + gap, 3.0, (3.0, 3.0))).collect();
        let found = GapResult { items, ..perth() };
        dumbbell::plain(&caption("g"), &Cell::Shown(found), &str::to_owned, look).title
    };
    let [german, english] = &LOOKS;
    let two = [0.4, 0.3, 0.1, -0.2];
    assert_eq!(title(&two, german), "2 von 4 Merkmalen sind sicher weniger erfüllt als wichtig");
    assert_eq!(title(&two, english), "2 of 4 items are certainly less fulfilled than important");
    assert_eq!(title(&two[1..], german), "1 von 3 Merkmalen ist sicher weniger erfüllt als wichtig");
    assert_eq!(title(&two[1..], english), "1 of 3 items is certainly less fulfilled than important");
    assert_eq!(title(&two[2..], german), "Kein Merkmal ist sicher weniger erfüllt als wichtig");
    assert_eq!(title(&two[3..], german), "Nirgends bleibt die Erfüllung hinter der Wichtigkeit zurück");
}

#[test]
fn rows_that_hardly_differ_are_not_ranked() {
    let rows =
        [[10, 20, 30, 40, 20], [11, 20, 30, 40, 19]].map(|counts| distribution(120, 0, Shape::Rating(rating(counts))));
    let rows: Vec<_> = rows.into_iter().enumerate().map(|(row, cell)| question(row, cell)).collect();
    let figure = likert::plain(&caption("close"), &scale(), &rows, &factor, Arrangement::Full, &LOOKS[0]);
    assert!(figure.title.starts_with("Kein sicherer Unterschied"), "{}", figure.title);
}

#[test]
fn a_scale_that_runs_downwards_is_turned() {
    let mut scale = scale();
    scale.direction = Direction::HighIsBad;
    // As the analysis gives it: counts in the order of the scale, the rest counted from the worst point.
    let raw = rating([60, 20, 10, 5, 5]);
    let turned = domain::report::Rating { top2: raw.bottom2, bottom2: raw.top2, ..raw };
    let rows = [question(0, distribution(100, 0, Shape::Rating(turned)))];
    let figure = likert::plain(&caption("grades"), &scale, &rows, &factor, Arrangement::Full, &LOOKS[0]);
    assert_eq!(figure.table.head[1], "sehr wichtig");
    assert_eq!(
        figure.table.rows[0][1..7],
        ["5\u{202f}%", "5\u{202f}%", "10\u{202f}%", "20\u{202f}%", "60\u{202f}%", "80\u{202f}%"]
    );
}

#[test]
fn bounds_are_told_as_bounds_and_zero_as_zero() {
    let shape = Shape::Choice(vec![
        domain::report::OptionShare { options: vec![option(0)], count: Cell::Shown(30), share: share(30, 30) },
        domain::report::OptionShare { options: vec![option(1)], count: Cell::Shown(0), share: share(0, 30) },
        domain::report::OptionShare {
            options: vec![option(2)],
            count: Cell::Suppressed,
            share: Estimate::at_most(0.1),
        },
    ]);
    let figure = bars::plain(
        &caption("b"),
        &question(0, distribution(30, 0, shape)),
        &|id: &OptionId| id.to_string(),
        Order::AsAsked,
        &LOOKS[0],
    );
    let shares: Vec<&str> = figure.table.rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(shares[..3], ["100\u{202f}%", "0\u{202f}%", "≤\u{a0}10\u{202f}%"]);
    assert_eq!(figure.table.rows[2][3], "•");
}

#[test]
fn options_put_together_stand_last_and_lead_nothing() {
    let together = domain::report::OptionShare {
        options: (1..6).map(option).collect(),
        count: Cell::Shown(18),
        share: share(18, 30),
    };
    let single = domain::report::OptionShare { options: vec![option(0)], count: Cell::Shown(12), share: share(12, 30) };
    let figure = bars::plain(
        &caption("b"),
        &question(0, distribution(30, 0, Shape::Choice(vec![together, single]))),
        &|id: &OptionId| id.to_string(),
        Order::ByShare,
        &LOOKS[0],
    );
    assert!(figure.title.starts_with(&format!("„{}“ wird am häufigsten genannt", option(0))), "{}", figure.title);
    assert!(text_of(&figure.svg_narrow).contains("5 seltenere Antworten zusammen"));
    let names: Vec<&str> = figure.table.rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(names[0], option(0).to_string());
    assert!((1..6).all(|at| names[1].contains(&option(at).to_string())), "the table names them all: {}", names[1]);
}

#[test]
fn the_same_answer_from_all_is_told_in_words_only() {
    let uniform = Shape::Uniform { answer: UniformAnswer::Points(4, 5), at_least: 0.9 };
    let rows = [question(0, distribution(41, 2, uniform))];
    let figure = likert::plain(&caption("u"), &scale(), &rows, &factor, Arrangement::Full, &LOOKS[0]);
    assert_eq!(figure.title, "Die Antworten sind nahezu einheitlich");
    assert!(text_of(&figure.svg_wide).contains("≥\u{a0}90\u{202f}% „eher wichtig“ bis „sehr wichtig“"));
    assert_eq!(figure.table.rows[0][1], "•");
}

#[test]
fn few_answers_have_no_interval_and_say_so() {
    let figure = figure("few");
    assert!(figure.source.contains("sehr kleine Fallzahl"), "{}", figure.source);
    assert!(figure.table.rows.iter().all(|row| row[2] == "–"), "{:?}", figure.table.rows);
    assert!(!figure.svg_wide.contains("c-whisker"));
}

#[test]
fn the_table_of_the_gap_holds_reference_case_g03() {
    let figure = figure("perth");
    let row = figure.table.rows.iter().find(|row| row[0] == "Merkmal 10").expect("item 10");
    assert_eq!(row[1..6], ["1", "4,25", "3,60", "+0,65", "unsicher"], "the box of its fulfilment crosses the mean");
    assert_eq!(row[6], "handeln");
    assert_eq!(figure.table.rows.len(), 22);
}

#[test]
fn rows_of_the_gap_go_from_the_widest_to_the_narrowest() {
    let figure = figure("dumbbell");
    let gaps: Vec<&str> = figure.table.rows.iter().map(|row| row[3].as_str()).collect();
    assert_eq!(gaps[..3], ["+1,30", "+1,10", "+0,90"]);
    assert_eq!(gaps.last(), Some(&"•"));
}

#[test]
fn needs_stand_in_the_order_of_the_bars_and_tie_by_the_rule_of_the_bars() {
    let mut found = topics();
    found.topics.rotate_left(3);
    for (topic, rank) in found.topics.iter_mut().zip(1..) {
        topic.rank = rank;
    }
    let told = |found: &NeedsResult| {
        let label = |topic: &domain::id::TopicId| topic_label(topic.as_str());
        needs::plain(&caption("n"), &Cell::Shown(found.clone()), Default::default(), &label, &LOOKS[0])
    };
    let figure = told(&found);
    let shares: Vec<&str> = figure.table.rows[..3].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(shares, ["53\u{202f}%", "49\u{202f}%", "41\u{202f}%"]);
    assert_eq!(figure.title, "„Digitale Kompetenzen“ und „Prüfungsvorbereitung“ liegen fast gleichauf vorn");
    found.topics.retain(|topic| !matches!(topic.topic.as_str(), "t1" | "t2"));
    let title = told(&found).title;
    assert_eq!(
        title,
        "„Digitale Kompetenzen“ ist der häufigste Bedarf, „Ausbildung der Ausbildenden“ folgt mit 32\u{202f}%"
    );
}

#[test]
fn a_background_question_has_its_question_for_a_title() {
    let caption = crate::Caption { role: Some(domain::meaning::Role::Background), ..caption("b") };
    let row = question(0, distribution(30, 0, choice(&[20, 10], 30)));
    let figure = bars::plain(&caption, &row, &|id: &OptionId| id.to_string(), Order::AsAsked, &LOOKS[0]);
    assert_eq!((figure.title, figure.subtitle), (caption.question, caption.unit));
}

#[test]
fn days_without_an_answer_are_drawn_and_wrong_days_left_out() {
    let day = |day: &str, count: u64| DayCount { day: day.to_owned(), count };
    let days = [day("2027-05-03", 4), day("2027-05-07", 2), day("gestern", 9)];
    let figure = crate::returns(&caption("r"), &days, &LOOKS[0]);
    assert_eq!(figure.title, "Bisher 6 Antworten, die meisten am 3.\u{a0}Mai\u{a0}2027");
    assert_eq!(figure.table.rows, [["3.\u{a0}Mai\u{a0}2027", "4"], ["7.\u{a0}Mai\u{a0}2027", "2"], ["Summe", "6"]]);
    // Two columns, five days apart on the axis.
    assert_eq!(figure.svg_wide.matches("c-lead hatched").count(), 2);
}
