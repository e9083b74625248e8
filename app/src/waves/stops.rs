//! Where people stop, page by page.

use domain::figure::DataTable;
use leptos::prelude::*;

use crate::ui::{Breadcrumb, DataTableView, EmptyState};

pub struct StopsPage {
    pub slug: String,
    pub title: String,
    /// People are still answering.
    pub runs: bool,
    /// Smallest group that is told of.
    pub k: u64,
    /// Where most stop, if that is worth a look.
    pub finding: Option<String>,
    /// None as long as fewer than k have begun.
    pub pages: Option<DataTable>,
    pub locales: Option<DataTable>,
    pub devices: Option<DataTable>,
    pub periods: Option<DataTable>,
    /// That can be looked at page by page: value, words, and whether it is the one shown.
    pub choice: Vec<(String, String, bool)>,
    /// The pages of the chosen one.
    pub period: Option<DataTable>,
}

pub fn stops_page(page: StopsPage) -> impl IntoView {
    let base = format!("/intern/wellen/{}", page.slug);
    let heading = match (&page.pages, page.finding) {
        (None, _) => "Wo Leute aufhören".to_owned(),
        (Some(_), Some(finding)) => finding,
        (Some(_), None) => "Auf keiner Seite hören auffällig viele auf".to_owned(),
    };
    let k = page.k;
    let body = match page.pages {
        None => {
            let text = format!("Zahlen gibt es, sobald {k} Personen angefangen haben.");
            view! { <EmptyState title="Noch zu wenige" text/> }.into_any()
        }
        Some(table) => {
            let still = page.runs.then(|| {
                view! {
                    <p>
                        "Die Welle läuft: Wer gerade auf einer Seite ist oder später weitermacht, zählt bis dahin als
                        geblieben. Eine Seite zeigt neue Zahlen, wenn wieder " {k} " Personen dort waren. Einzelne Zeiträume
                        lassen sich nur ansehen, bis die Welle endet."
                    </p>
                }
            });
            view! {
                {still}
                <section class="wide flow">
                    <h2>"Seite für Seite"</h2>
                    <DataTableView table=&table caption="Wie viele auf eine Seite kamen und dort geblieben sind, statt weiterzugehen"/>
                </section>
                {part("Nach Sprache", "Je Sprache der Anteil derer, die geblieben sind, und die übliche Zeit", page.locales)}
                {part("Nach Gerät", "Je Gerät der Anteil derer, die geblieben sind, und die übliche Zeit", page.devices)}
                {part("Nach Zeit", "Tage, an denen wenige abgesendet haben, sind zusammengefasst", page.periods)}
                {(!page.choice.is_empty()).then(|| choice(&base, page.choice))}
                {page.period.map(|table| view! {
                    <section class="wide">
                        <DataTableView table=&table caption="Seite für Seite in diesem Zeitraum"/>
                    </section>
                })}
                {method(k)}
            }
            .into_any()
        }
    };
    view! {
        <Breadcrumb trail=vec![("/intern/umfragen".to_owned(), "Umfragen".to_owned()), (base, page.title)]/>
        <p class="eyebrow">"Wo Leute aufhören"</p>
        <h1 class="finding">{heading}</h1>
        {body}
    }
}

fn part(heading: &'static str, caption: &'static str, table: Option<DataTable>) -> Option<impl IntoView> {
    let table = table?;
    Some(view! {
        <section class="wide flow">
            <h2>{heading}</h2>
            <DataTableView table=&table caption=caption/>
        </section>
    })
}

fn choice(base: &str, periods: Vec<(String, String, bool)>) -> impl IntoView + use<> {
    let options = periods.into_iter().map(|(value, words, chosen)| {
        view! { <option value=value selected=chosen>{words}</option> }
    });
    let options: Vec<_> = options.collect();
    view! {
        <form class="filters" method="get" action=format!("{base}/abbruch")>
            <div class="field">
                <label class="label" for="zeit">"Zeitraum"</label>
                <select class="input" id="zeit" name="zeit">{options}</select>
            </div>
            <button class="button secondary">"Seite für Seite"</button>
        </form>
    }
}

fn method(k: u64) -> impl IntoView {
    view! {
        <details>
            <summary>"Wie gezählt wird"</summary>
            <p>
                "Gezählt wird je Seite, nie je Person: wie viele zum ersten Mal dorthin kamen, wie viele zum ersten Mal
                weitergingen und wie oft danach noch etwas geändert wurde. Die Zeit ist der Median bis zum ersten Weitergehen,
                aus Klassen geschätzt (unter 2, 5, 10, 20, 40, 90, 300 Sekunden und länger). Wer auf seinem Gerät eine Pause
                macht, steht in der letzten Klasse. Wer unterwegs Sprache oder Gerät wechselt, zählt, wie angefangen."
            </p>
            <p>
                "Zahlen stehen in Stufen von zehn, Anteile in Schritten von fünf Prozent ab 20 Personen, Zeiten auf fünf Sekunden
                ab 10 Personen. Ein Strich heißt: weniger als " {k} " Personen, oder zu wenige für diese Angabe. Seiten, auf
                die weniger kamen, fehlen. Sprache, Gerät und Tag werden nie zusammen gezählt. Nach dem Ende heißen Sprachen
                und Geräte mit weniger als " {k} " Absendern zusammen „übrige“, und von den Tagen bleibt nur, wie viele
                angefangen und abgesendet haben. Nach einem Absturz des Servers können die Zahlen einer halben Minute fehlen."
            </p>
        </details>
    }
}
