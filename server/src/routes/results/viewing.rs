//! How to look at a result page; part of the address, so that every view can be passed on.

use app::results::{Switch, Switches};
use charts::{Arrangement, CrossHair};
use domain::Locale;
use serde::Deserialize;

#[derive(Deserialize, Clone, Default)]
pub struct Viewing {
    /// [`DIVERGING`] or [`STACKED`]. Whoever has chosen looks at the questions, so they are unfolded.
    ansicht: Option<String>,
    /// [`CENTRE`]
    kreuz: Option<String>,
    /// The place of which every text is shown.
    pub texte: Option<String>,
}

const DIVERGING: &str = "divergierend";
const STACKED: &str = "gestapelt";
const CENTRE: &str = "mitte";

impl Viewing {
    pub fn arrangement(&self) -> Arrangement {
        if self.ansicht.as_deref() == Some(DIVERGING) { Arrangement::Diverging } else { Arrangement::Full }
    }

    pub fn cross_hair(&self) -> CrossHair {
        if self.kreuz.as_deref() == Some(CENTRE) { CrossHair::ScaleCentre } else { CrossHair::DataMeans }
    }

    pub fn is_about_questions(&self) -> bool {
        self.arranged().is_some()
    }

    fn arranged(&self) -> Option<&'static str> {
        [DIVERGING, STACKED].into_iter().find(|known| self.ansicht.as_deref() == Some(*known))
    }

    /// As it stands in an address, with its question mark.
    pub fn query(&self) -> String {
        address("", self.arranged(), self.cross_hair())
    }
}

fn address(base: &str, arranged: Option<&str>, cross_hair: CrossHair) -> String {
    let arranged = arranged.map(|how| format!("ansicht={how}"));
    let centre = (cross_hair == CrossHair::ScaleCentre).then(|| format!("kreuz={CENTRE}"));
    let pairs: Vec<String> = arranged.into_iter().chain(centre).collect();
    if pairs.is_empty() { base.to_owned() } else { format!("{base}?{}", pairs.join("&")) }
}

/// The ways to look at the same figures.
pub struct Ways<'a> {
    pub viewing: &'a Viewing,
    pub base: &'a str,
    pub locale: Locale,
}

impl Ways<'_> {
    /// The address of this view.
    pub fn here(&self) -> String {
        address(self.base, self.viewing.arranged(), self.viewing.cross_hair())
    }

    pub fn cross_hair(&self) -> Switches {
        let way = |(de, en), to| {
            let href = address(self.base, self.viewing.arranged(), to);
            self.way(de, en, href, self.viewing.cross_hair() == to)
        };
        Switches {
            label: self.text("Vergleich mit:", "Compared with:"),
            ways: vec![
                way(("Durchschnitt aller Merkmale", "mean of all items"), CrossHair::DataMeans),
                way(("Mitte der Skala", "middle of the scale"), CrossHair::ScaleCentre),
            ],
        }
    }

    /// They lead back to the questions, which are far down.
    pub fn arrangement(&self) -> Switches {
        let way = |(de, en), to, arranged| {
            let href = address(self.base, Some(arranged), self.viewing.cross_hair());
            self.way(de, en, format!("{href}#fragen"), self.viewing.arrangement() == to)
        };
        Switches {
            label: self.text("Balken:", "Bars:"),
            ways: vec![
                way(("auf 100\u{202f}%", "to 100%"), Arrangement::Full, STACKED),
                way(("um die Mitte", "around the middle"), Arrangement::Diverging, DIVERGING),
            ],
        }
    }

    fn way(&self, de: &str, en: &str, href: String, here: bool) -> Switch {
        Switch { label: self.text(de, en), href, here }
    }

    fn text(&self, de: &str, en: &str) -> String {
        (if self.locale.is_german() { de } else { en }).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever turns the bars looks at the questions, and comes back to them unfolded; whoever has not, need not see them.
    #[test]
    fn questions_are_unfolded_for_whoever_has_chosen_how_to_see_them() {
        let viewing = |ansicht: Option<&str>| Viewing { ansicht: ansicht.map(str::to_owned), ..Viewing::default() };
        assert!(!viewing(None).is_about_questions() && !viewing(Some("a")).is_about_questions());
        for how in [DIVERGING, STACKED] {
            let viewing = viewing(Some(how));
            assert!(viewing.is_about_questions());
            let ways = Ways { viewing: &viewing, base: "/ergebnisse/a", locale: Locale::DeSie };
            assert_eq!(ways.here(), format!("/ergebnisse/a?ansicht={how}"));
            let switches = ways.arrangement().ways;
            assert_eq!(switches[0].href, "/ergebnisse/a?ansicht=gestapelt#fragen");
            assert_eq!(switches[1].href, "/ergebnisse/a?ansicht=divergierend#fragen");
            assert_eq!(ways.cross_hair().ways[1].href, format!("/ergebnisse/a?ansicht={how}&kreuz=mitte"));
        }
    }
}
