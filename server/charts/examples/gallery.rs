//! Writes every chart, as released figures of invented answers, into one HTML page, to be looked at:
//!
//! ```text
//! cargo run -p charts --example gallery > gallery.html
//! ```
//! The page expects the style sheets of `style/` beside it.

use std::io::Write;

use charts::{Arrangement, Caption, CrossHair, DayCount, Figure, Look, Mode, Order};
use domain::{
    Key, Locale, OptionId,
    disclosure::{Released, Rule, release},
    meaning::Audience,
    report::{Cell, QuestionResult, Results, Shape},
};

#[expect(dead_code, reason = "the tests use the rest")]
#[path = "../src/samples.rs"]
mod samples;

use samples::{
    battery, caption, choice, distribution, estimate, factor, factor_by_id, factors, question, scale, topics,
};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "<!doctype html><html lang=\"de\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
    )?;
    for sheet in ["tokens", "base", "layout", "tables", "results", "charts", "print"] {
        writeln!(out, "<link rel=\"stylesheet\" href=\"{sheet}.css\">")?;
    }
    writeln!(out, "<title>Charts</title><main>")?;
    for look in [Look { locale: Locale::DeSie, mode: Mode::Web }, Look { locale: Locale::En, mode: Mode::Print }] {
        for figure in figures(&look) {
            write_figure(&mut out, &figure)?;
        }
    }
    writeln!(out, "</main></html>")
}

fn figures(look: &Look) -> Vec<Figure> {
    let released = release(results(), &Rule::new(Audience::Apprentice, 10));
    let all: Vec<Released<&QuestionResult>> =
        (0..released.get().questions.len()).map(|place| released.part(|results| &results.questions[place])).collect();
    let [choices, grades, score, ..] = &all[12..] else { return vec![] };
    let named = |suffix: &str| Caption { id: format!("{suffix}-{}", look.locale.as_str()), ..caption("") };
    let option = |id: &OptionId| samples::topic_label(id.as_str());
    let gap = released.part(|results| &results.gap);
    let days: Vec<DayCount> =
        (1..29u64).map(|day| DayCount { day: format!("2027-05-{day:02}"), count: (day * 37 + 11) % 29 }).collect();
    let persons = Caption { unit: "Personen pro Jahr".to_owned(), ..named("summary") };
    vec![
        charts::likert(&named("likert"), &scale(), &all[..12], &factor, Arrangement::Full, look),
        charts::likert(&named("diverging"), &scale(), &all[..12], &factor, Arrangement::Diverging, look),
        charts::bars(&named("bars"), choices.clone(), &option, Order::ByShare, look),
        charts::bars(&named("grades"), grades.clone(), &option, Order::AsAsked, look),
        charts::recommendation(&named("recommendation"), score.clone(), look),
        charts::summary(&persons, &all[15..], &|_: &Key| "Auszubildende".to_owned(), look),
        charts::dumbbell(&named("dumbbell"), gap.clone(), &factor_by_id, look),
        charts::ipa(&named("ipa"), gap, &factor_by_id, CrossHair::DataMeans, look),
        charts::needs(
            &named("needs"),
            released.part(|results| &results.needs),
            None,
            &|topic| samples::topic_label(topic.as_str()),
            look,
        ),
        charts::returns(&named("returns"), &days, look),
    ]
}

/// Twelve rated rows, two choices, a recommendation, a number, the gap and the needs.
fn results() -> Results {
    let score =
        Shape::Recommendation { counts: vec![8, 3, 6, 9, 14, 31, 40, 77, 96, 88, 71], score: estimate(10.8, 7.4) };
    let mean = estimate(12.4, 2.3);
    let number = Shape::Number { mean, median: Cell::Shown(8.0), total: 2_232.0, dominated: false };
    let more = [
        distribution(412, 12, choice(&[250, 231, 140, 96, 60, 31, 9, 4], 412)),
        distribution(24, 0, choice(&[11, 8, 5], 24)),
        distribution(443, 0, score),
        distribution(180, 0, number),
    ];
    let mut questions = battery();
    questions.extend(more.into_iter().enumerate().map(|(place, found)| question(place, found)));
    Results { respondents: Cell::Shown(443), questions, gap: Cell::Shown(factors()), needs: Cell::Shown(topics()) }
}

fn write_figure(out: &mut impl Write, figure: &Figure) -> std::io::Result<()> {
    let Figure { id, title, subtitle, source, svg_narrow, svg_wide, table, .. } = figure;
    writeln!(out, "<figure class=\"figure\" id=\"{id}\"><h3>{title}</h3><p class=\"subtitle\">{subtitle}</p>")?;
    writeln!(out, "<div class=\"picture\"><div class=\"at-narrow\">{svg_narrow}</div>")?;
    writeln!(
        out,
        "<div class=\"at-wide\">{svg_wide}</div></div><figcaption>{source}</figcaption><table class=\"table\">"
    )?;
    for row in std::iter::once(&table.head).chain(&table.rows) {
        writeln!(out, "<tr><td>{}</td></tr>", row.join("</td><td>"))?;
    }
    writeln!(out, "</table></figure>")
}
