//! What stands on every poster, in three ways of speaking.

use domain::Locale;

pub struct Words {
    pub lead: String,
    pub scan: &'static str,
    pub code: &'static str,
}

pub fn words(locale: Locale, minutes: u32) -> Words {
    match locale {
        Locale::DeSie | Locale::DeDu => Words {
            lead: format!("Dauert etwa {minutes} {}. Ohne Anmeldung.", if minutes == 1 { "Minute" } else { "Minuten" }),
            scan: if locale == Locale::DeDu { "Scanne den Code oder tippe ein:" } else { "Scannen Sie den Code, oder tippen Sie ein:" },
            code: "QR-Code mit dem Link zur Umfrage",
        },
        Locale::En => Words {
            lead: format!("Takes about {minutes} {}. No sign-up.", if minutes == 1 { "minute" } else { "minutes" }),
            scan: "Scan the code or type:",
            code: "QR code with the link to the survey",
        },
    }
}
