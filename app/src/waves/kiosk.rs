//! A wave on a device for many: its link, and the PIN that ends it.

use leptos::prelude::*;

use crate::ui::{Actions, Button, CopyLink, PostForm, TextInput, Typed, Weight};

pub struct Kiosk {
    /// Where the PIN is set.
    pub action: String,
    pub link: String,
    pub has_pin: bool,
    /// Each brings a code.
    pub needs_code: bool,
    /// What was typed is no PIN.
    pub refused: bool,
}

impl Kiosk {
    pub(super) fn problem(&self) -> Option<String> {
        self.refused.then(|| "Geben Sie für die PIN 4 bis 12 Ziffern ein.".to_owned())
    }
}

pub(super) fn kiosk(kiosk: Kiosk) -> impl IntoView {
    let error = kiosk.problem();
    let (label, save) = match kiosk.has_pin {
        true => ("Neue PIN", "PIN ändern"),
        false => ("PIN zum Beenden", "PIN festlegen"),
    };
    view! {
        <section id="kiosk">
            <h2>"Kiosk"</h2>
            <p>
                "Für ein Gerät, an dem nacheinander viele antworten. Nach 45 Sekunden Pause fragt die Umfrage, ob noch jemand
                da ist, und beginnt dann neu. Was nicht abgesendet ist, wird gelöscht und zählt nicht."
            </p>
            {kiosk.needs_code.then(|| view! { <p>"Wer dort antwortet, tippt zuerst den Code von seinem Zettel ein."</p> })}
            <CopyLink href=kiosk.link label="Link kopieren".to_owned() done="Kopiert".to_owned()/>
            <p class="muted">
                "Nach der Pause beginnt sie nur dann von selbst neu, wenn im Browser JavaScript eingeschaltet ist. Ist es aus,
                drückt jeder, der aufhört, auf „Abbrechen und Antworten löschen“, oder Sie tun es."
            </p>
            <p class="muted">
                "Von der ersten Antwort an bleibt das Gerät im Kiosk, auch wenn jemand im Browser zurückgeht: bis Sie die PIN
                eingeben, sonst einen halben Tag lang. Eine Webseite kann nicht verhindern, dass jemand eine andere Adresse aufruft. Dafür hat das Gerät einen
                eigenen Kiosk-Modus: unter Android „App anpinnen“, unter iPadOS „Geführter Zugriff“, unter Windows den Kiosk
                mit zugewiesenem Zugriff."
            </p>
            <PostForm action=kiosk.action>
                <TextInput
                    name="pin" label=label typed=Typed::Whole autocomplete="off".to_owned() error=error
                    hint="4 bis 12 Ziffern. Ohne PIN zeigt der Kiosk keinen Weg hinaus.".to_owned()
                />
                <Actions><Button weight=Weight::Secondary>{save}</Button></Actions>
            </PostForm>
        </section>
    }
}
