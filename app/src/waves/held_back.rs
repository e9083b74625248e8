//! Answers of an open link that came too fast from one network, and what becomes of them.

use leptos::prelude::*;

use crate::ui::{Actions, Button, PostForm, Weight};

pub struct HeldBack {
    /// So many in ten minutes are a school class, more are not.
    pub limit: u32,
    /// "10 bis 19"
    pub band: String,
    pub decision: Decision,
}

pub enum Decision {
    /// When the wave has ended.
    Later,
    Open {
        action: String,
    },
    /// Somebody has seen the results without them.
    LeftOut,
}

pub(super) fn held_back(held: HeldBack) -> impl IntoView {
    let decision = match held.decision {
        Decision::Later => view! { <p>"Ob sie mitzählen sollen, entscheiden Sie, wenn die Welle beendet ist."</p> }.into_any(),
        Decision::LeftOut => view! {
            <p>"Die Ergebnisse wurden schon ohne sie angesehen, deshalb bleiben sie draußen. Das steht auf der Ergebnisseite."</p>
        }
        .into_any(),
        Decision::Open { action } => view! {
            <PostForm action>
                <p>
                    "Aufnehmen lassen sich nur alle zusammen, und nur solange niemand die Ergebnisse angesehen hat. Danach zählen
                    sie wie die anderen und sind nicht mehr von ihnen zu trennen. Je Tag zählen sie zum letzten Tag der Welle,
                    auch zu Kreisen und Quoten zählen sie, und eine Quote kann dadurch mehr enthalten, als sie aufnimmt. Tun Sie nichts, bleiben sie draußen, und die Ergebnisseite nennt ihre Zahl."
                </p>
                <p>"Nehmen Sie sie auf, wenn Sie wissen, woher sie kommen: zum Beispiel von einer Schule, in der mehrere Klassen zugleich geantwortet haben."</p>
                <Actions><Button weight=Weight::Secondary>"Alle aufnehmen"</Button></Actions>
            </PostForm>
        }
        .into_any(),
    };
    view! {
        <section id="zurueckgehalten">
            <h2>"Zurückgehaltene Antworten: " {held.band}</h2>
            <p>
                {format!("Von einem Anschluss kamen mehr als {} Antworten in zehn Minuten. ", held.limit)}
                "Was darüber lag, ist gespeichert, zählt aber nirgends mit: Es kann eine Maschine gewesen sein. Von welchem
                Anschluss es kam, ist nicht gespeichert."
            </p>
            {decision}
        </section>
    }
}
