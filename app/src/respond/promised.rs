//! What a firm gets back for its answers: when there are results, and where (ux.md R19).

use domain::{Locale, format};
use leptos::prelude::*;

use super::words::words;

/// As far as it is known: no day is named that nobody has set. A receipt ends with the release of the wave, after which its
/// address leads to the results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// The last one that takes answers, `YYYY-MM-DD`, if the survey ends by itself.
    pub last_day: Option<String>,
}

struct Words {
    title: &'static str,
    /// The last day.
    ends: fn(&str) -> String,
    /// Where no end is set.
    later: &'static str,
}

fn own_words(locale: Locale) -> Words {
    match locale {
        Locale::DeSie | Locale::DeDu => Words {
            title: "Wann es Ergebnisse gibt",
            ends: |day| {
                format!(
                    "Die Umfrage läuft bis zum {day}. Danach werten wir sie aus. Was wir freigeben, steht dann hier:"
                )
            },
            later: "Wir werten die Umfrage aus, sobald sie beendet ist. Was wir freigeben, steht dann hier:",
        },
        Locale::En => Words {
            title: "When there are results",
            ends: |day| {
                format!("The survey runs until {day}. Then we work out the results. What we release will stand here:")
            },
            later: "We work out the results once the survey has ended. What we release will stand here:",
        },
        Locale::DeEinfach => Words {
            title: "Wann es Ergebnisse gibt",
            ends: |day| {
                format!("Die Umfrage geht bis zum {day}. Danach rechnen wir die Ergebnisse aus. Dann stehen sie hier:")
            },
            later: "Am Ende der Umfrage rechnen wir die Ergebnisse aus. Dann stehen sie hier:",
        },
        Locale::Tr => Words {
            title: "Sonuçlar ne zaman açıklanır",
            ends: |day| {
                format!(
                    "Anketin son günü: {day}. Ardından yanıtları değerlendiririz. Açıklanan sonuçlar burada yer alır:"
                )
            },
            later: "Anket bitince yanıtları değerlendiririz. Açıklanan sonuçlar burada yer alır:",
        },
        Locale::Uk => Words {
            title: "Коли будуть результати",
            ends: |day| {
                format!("Опитування триває до {day} включно. Потім ми опрацьовуємо відповіді. Оприлюднене буде тут:")
            },
            later: "Ми опрацьовуємо відповіді після завершення опитування. Оприлюднене буде тут:",
        },
        Locale::Ar => Words {
            title: "متى تظهر النتائج",
            ends: |day| format!("يستمر الاستبيان حتى {day}. بعد ذلك نحلل الإجابات. وما يُنشر من النتائج يظهر هنا:"),
            later: "نحلل الإجابات بعد انتهاء الاستبيان. وما يُنشر من النتائج يظهر هنا:",
        },
    }
}

pub(super) fn when_there_are_results(promised: &Promised, locale: Locale) -> impl IntoView + use<> {
    let own = own_words(locale);
    let day = promised.last_day.as_deref().map(|day| format::date(day, locale));
    let text = day.map_or_else(|| own.later.to_owned(), |day| (own.ends)(&day));
    view! {
        <section>
            <h2>{own.title}</h2>
            <p>{text} " " <a href="/ergebnisse">{words(locale).results}</a></p>
        </section>
    }
}
