//! The palette: few inks with a job each. On the web an ink is a class that the site's CSS colours; on paper it is a hex.

use plotters::style::RGBColor;

/// What a mark means, not what it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Text,
    Muted,
    /// Axes and the cross-hair.
    Axis,
    /// Hairlines behind the marks.
    Grid,
    /// The ground, for gaps between marks and halos around them.
    Paper,
    /// Scale points, lowest first.
    Ramp1,
    Ramp2,
    Ramp3,
    Ramp4,
    Ramp5,
    /// "Don't know", set off from the scale.
    Aside,
    /// Answers that are neither high nor low, beside the greys and blues of the ramp.
    Violet,
    Sand,
    Lilac,
    /// The mark that the title speaks of.
    Lead,
    /// All other marks.
    Context,
    /// What calls for action.
    Accent,
    /// Text on dark marks and on light ones: fixed, because the page's ink flips in the dark.
    OnDark,
    OnLight,
    /// 95 % intervals.
    Whisker,
    /// Ground of the field that calls for action.
    Tint,
}

/// How a mark is told apart without colour: in print, in forced colours, or where it is vague.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hatch {
    pub id: &'static str,
    pub ground: Ink,
    /// Pixels from line to line.
    pub period: u32,
    pub angle: i32,
    /// Also on paper: one half of the ramp, so that its ends differ in grey.
    pub in_print: bool,
}

/// How a mark is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paint {
    pub ink: Ink,
    /// Hatched everywhere: the estimate behind the mark is imprecise.
    pub vague: bool,
    /// A rim around text, so that it reads on lines and hatches.
    pub halo: Option<Ink>,
}

impl From<Ink> for Paint {
    fn from(ink: Ink) -> Paint {
        Paint { ink, vague: false, halo: None }
    }
}

impl Paint {
    /// plotters knows only RGB, so the channels carry place in the palette, hatch and halo; `decode` reads them back.
    pub(crate) fn encode(self) -> RGBColor {
        let halo = self.halo.map_or(0, |ink| ink.index() + 1);
        RGBColor(self.ink.index(), u8::from(self.vague), halo)
    }

    pub(crate) fn decode((ink, vague, halo): (u8, u8, u8)) -> Paint {
        Paint { ink: Ink::at(ink), vague: vague == 1, halo: halo.checked_sub(1).map(Ink::at) }
    }
}

const ALL: [(Ink, &str, &str); 21] = [
    (Ink::Text, "c-text", "#16232B"),
    (Ink::Muted, "c-muted", "#52616B"),
    (Ink::Axis, "c-axis", "#52616B"),
    (Ink::Grid, "c-grid", "#D9DCD6"),
    (Ink::Paper, "c-paper", "#FFFFFF"),
    (Ink::Ramp1, "c-1", "#B35806"),
    (Ink::Ramp2, "c-2", "#F1A340"),
    (Ink::Ramp3, "c-3", "#E3E3DF"),
    (Ink::Ramp4, "c-4", "#80B1C4"),
    (Ink::Ramp5, "c-5", "#0B4F5C"),
    (Ink::Aside, "c-aside", "#7F8B93"),
    (Ink::Violet, "c-violet", "#5B3F7A"),
    (Ink::Sand, "c-sand", "#E0CF95"),
    (Ink::Lilac, "c-lilac", "#A98CC6"),
    (Ink::Lead, "c-lead", "#0B4F5C"),
    (Ink::Context, "c-context", "#6F939E"),
    (Ink::Accent, "c-accent", "#C2761B"),
    (Ink::OnDark, "c-on-dark", "#FFFFFF"),
    (Ink::OnLight, "c-on-light", "#16232B"),
    (Ink::Whisker, "c-whisker", "#16232B"),
    (Ink::Tint, "c-tint", "#FAF1E4"),
];

pub(crate) const HATCHES: [Hatch; 11] = [
    Hatch { id: "h-1", ground: Ink::Ramp1, period: 5, angle: 45, in_print: true },
    Hatch { id: "h-2", ground: Ink::Ramp2, period: 7, angle: 45, in_print: true },
    Hatch { id: "h-4", ground: Ink::Ramp4, period: 7, angle: -45, in_print: false },
    Hatch { id: "h-5", ground: Ink::Ramp5, period: 5, angle: -45, in_print: false },
    Hatch { id: "h-aside", ground: Ink::Aside, period: 5, angle: 90, in_print: false },
    Hatch { id: "h-violet", ground: Ink::Violet, period: 7, angle: 45, in_print: false },
    Hatch { id: "h-sand", ground: Ink::Sand, period: 5, angle: 0, in_print: false },
    Hatch { id: "h-lilac", ground: Ink::Lilac, period: 7, angle: 90, in_print: false },
    Hatch { id: "h-lead", ground: Ink::Lead, period: 5, angle: 45, in_print: false },
    Hatch { id: "h-context", ground: Ink::Context, period: 5, angle: 45, in_print: false },
    // What is hidden on a map.
    Hatch { id: "h-grid", ground: Ink::Grid, period: 6, angle: -45, in_print: true },
];

impl Ink {
    pub(crate) fn class(self) -> &'static str {
        self.entry().1
    }

    /// The class without its prefix.
    pub(crate) fn name(self) -> &'static str {
        self.class().trim_start_matches("c-")
    }

    pub(crate) fn hex(self) -> &'static str {
        self.entry().2
    }

    pub(crate) fn hatch(self) -> Option<&'static Hatch> {
        HATCHES.iter().find(|hatch| hatch.ground == self)
    }

    /// The ink at a place of the palette; text ink for a place that is not there.
    fn at(index: u8) -> Ink {
        ALL.get(usize::from(index)).map_or(Ink::Text, |entry| entry.0)
    }

    /// The ink that reads on a mark of this ink.
    pub(crate) fn on(self) -> Ink {
        match self {
            Ink::Ramp1 | Ink::Ramp5 | Ink::Violet | Ink::Lead => Ink::OnDark,
            _ => Ink::OnLight,
        }
    }

    fn index(self) -> u8 {
        self as u8
    }

    fn entry(self) -> &'static (Ink, &'static str, &'static str) {
        &ALL[usize::from(self.index())]
    }
}

/// The ramp for a scale of `points` points: the five colours spread over it, the middle one only where there is a
/// middle.
pub(crate) fn ramp(points: usize) -> Vec<Ink> {
    use Ink::{Ramp1, Ramp2, Ramp3, Ramp4, Ramp5};
    match points {
        0 => vec![],
        1 => vec![Ramp5],
        2 => vec![Ramp1, Ramp5],
        3 => vec![Ramp1, Ramp3, Ramp5],
        4 => vec![Ramp1, Ramp2, Ramp4, Ramp5],
        _ => {
            let half = points / 2;
            let side = |outer: Ink, inner: Ink| (0..half).map(move |i| if 2 * i < half { outer } else { inner });
            let middle = (points % 2 == 1).then_some(Ramp3);
            let upper: Vec<Ink> = side(Ramp5, Ramp4).collect();
            side(Ramp1, Ramp2).chain(middle).chain(upper.into_iter().rev()).collect()
        }
    }
}

/// For answers without an order: nothing of the ramp's orange, which stands for what is bad, and dark beside light, so
/// that neighbours differ in grey too. After the seventh they begin again.
pub(crate) fn names() -> impl Iterator<Item = Ink> {
    use Ink::{Aside, Lilac, Ramp3, Ramp4, Ramp5, Sand, Violet};
    [Ramp5, Ramp4, Violet, Ramp3, Aside, Sand, Lilac].into_iter().cycle()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ink_survives_the_way_through_plotters() {
        for (index, (ink, class, hex)) in ALL.iter().enumerate() {
            assert_eq!(usize::from(ink.index()), index, "order of the enum and of the table");
            for paint in [Paint::from(*ink), Paint { ink: *ink, vague: true, halo: Some(Ink::Text) }] {
                let RGBColor(red, green, blue) = paint.encode();
                assert_eq!(Paint::decode((red, green, blue)), paint);
            }
            assert!(class.starts_with("c-") && hex.len() == 7);
        }
    }

    #[test]
    fn the_ramp_has_one_ink_per_point_and_is_symmetric() {
        use Ink::*;
        assert_eq!(ramp(5), [Ramp1, Ramp2, Ramp3, Ramp4, Ramp5]);
        assert_eq!(ramp(6), [Ramp1, Ramp1, Ramp2, Ramp4, Ramp5, Ramp5]);
        assert_eq!(ramp(7), [Ramp1, Ramp1, Ramp2, Ramp3, Ramp4, Ramp5, Ramp5]);
        for points in 0..12 {
            assert_eq!(ramp(points).len(), points);
        }
    }
}
