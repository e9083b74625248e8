//! Choosing topics: ticked is what an offer is about; ticked as well "nur am Rande", it counts half.

use domain::{Locale, vocabulary};
use leptos::prelude::*;

/// Posts `topics` for each ticked topic, and `secondary_topics` for those which are only touched.
#[component]
pub fn TopicCards(topics: Vec<String>, secondary: Vec<String>, error: Option<String>) -> impl IntoView {
    let class = if error.is_some() { "field invalid" } else { "field" };
    let described = if error.is_some() { "topics-hint topics-problem" } else { "topics-hint" };
    let cards = vocabulary::topics().iter().enumerate().map(|(at, topic)| {
        let (id, label) = (topic.id.as_str(), topic.label.get(Locale::DeSie));
        let control = if at == 0 { "topics".to_owned() } else { format!("topics-{}", at + 1) };
        let ticked = topics.iter().any(|other| other == id);
        let aside = secondary.iter().any(|other| other == id);
        view! {
            <div class="topic">
                <label class="choice">
                    <input type="checkbox" id=control name="topics" value=id checked=ticked/>
                    <span>{label}</span>
                </label>
                <label class="aside">
                    <input type="checkbox" name="secondary_topics" value=id checked=aside/>
                    <span>"nur am Rande"<span class="visually-hidden">": "{label}</span></span>
                </label>
            </div>
        }
    });
    view! {
        <fieldset class=class aria-describedby=described>
            <legend class="legend">"Themen"</legend>
            <span class="hint" id="topics-hint">
                "Worum geht es? Was nur am Rande vorkommt, zählt in der Auswertung halb."
            </span>
            {error.map(|text| view! {
                <span class="problem" id="topics-problem"><span class="visually-hidden">"Fehler: "</span>{text}</span>
            })}
            <div class="topics">{cards.collect_view()}</div>
        </fieldset>
    }
}
