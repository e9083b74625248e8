//! The forms of the survey pages as a browser without script sees them: what is asked, what is filled in, and answers
//! chosen by dice. It knows no survey: a new item kind that is a plain form field works here at once.

use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeMap;

/// The answering form of a page.
#[derive(Debug, Clone)]
pub struct Form {
    pub action: String,
    fields: BTreeMap<String, Field>,
}

/// All controls of one name.
#[derive(Debug, Clone, PartialEq)]
enum Field {
    /// Sent as it stands: hidden fields, and the button that Enter would press.
    Fixed(Vec<String>),
    /// Radio buttons or a select: the options and the chosen one.
    One {
        options: Vec<String>,
        chosen: Option<String>,
    },
    /// Checkboxes.
    Many {
        options: Vec<String>,
        chosen: Vec<String>,
    },
    Number {
        least: i64,
        most: i64,
        value: String,
    },
    Text {
        value: String,
    },
}

impl Form {
    /// The first form of the page that posts answers; a page without one ends the journey.
    pub fn read(html: &str) -> Option<Self> {
        // The switch of languages is posted below the survey's address, too.
        Self::first(html, |action| action.starts_with("/s/") && !action.ends_with("/sprache"))
    }

    /// The form of the page that posts to this address.
    pub fn to(html: &str, address: &str) -> Option<Self> {
        Self::first(html, |action| action == address)
    }

    fn first(html: &str, is_wanted: impl Fn(&str) -> bool) -> Option<Self> {
        let page = Html::parse_document(html);
        let form = page
            .select(&select("form[action][method]"))
            .filter(|form| form.attr("method").is_some_and(|method| method.eq_ignore_ascii_case("post")))
            .find(|form| form.attr("action").is_some_and(&is_wanted))?;
        let mut fields = BTreeMap::new();
        for control in form.select(&select("input[name], select[name], textarea[name]")) {
            take(&mut fields, control);
        }
        if let Some(button) = form.select(&select("button:not([type]), button[type=submit]")).next()
            && let Some(name) = button.attr("name")
        {
            fields.insert(name.to_owned(), Field::Fixed(vec![button.attr("value").unwrap_or_default().to_owned()]));
        }
        Some(Self { action: form.attr("action")?.to_owned(), fields })
    }

    /// What a browser would send if nothing was touched: the saved answers and the fixed fields.
    pub fn filled(&self) -> Vec<(String, String)> {
        let pairs = self.fields.iter().flat_map(|(name, field)| {
            let values = match field {
                Field::Fixed(values) => values.clone(),
                Field::One { chosen, .. } => chosen.iter().cloned().collect(),
                Field::Many { chosen, .. } => chosen.clone(),
                Field::Number { value, .. } | Field::Text { value } => vec![value.clone()],
            };
            values.into_iter().map(move |value| (name.clone(), value))
        });
        pairs.collect()
    }

    /// An answer to everything on the page. `text` goes into every text field; at most `ticks` boxes are ticked.
    pub fn answered(&self, dice: &mut Dice, text: &str, ticks: usize) -> Vec<(String, String)> {
        let pairs = self.fields.iter().flat_map(|(name, field)| {
            let values = match field {
                Field::Fixed(values) => values.clone(),
                Field::One { options, .. } => dice.some(options, 1),
                Field::Many { options, .. } => dice.some(options, ticks),
                Field::Number { least, most, .. } => vec![dice.between(*least, *most).to_string()],
                Field::Text { .. } => vec![text.to_owned()],
            };
            values.into_iter().map(move |value| (name.clone(), value)).collect::<Vec<_>>()
        });
        pairs.collect()
    }

    /// Whether a text can be typed here.
    pub fn asks_text(&self) -> bool {
        self.fields.values().any(|field| matches!(field, Field::Text { .. }))
    }
}

/// The names of all lists of the page.
pub fn lists(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    page.select(&select("select[name]")).filter_map(|list| list.attr("name").map(str::to_owned)).collect()
}

/// The options of the page's list of this name, and the chosen one.
pub fn list(html: &str, name: &str) -> Option<(Vec<String>, Option<String>)> {
    let page = Html::parse_document(html);
    let found = page.select(&select("select[name]")).find(|list| list.attr("name") == Some(name));
    match choice(found?) {
        Field::One { options, chosen } => Some((options, chosen)),
        _ => None,
    }
}

/// Only the answers of a posted or filled form: names with `_` belong to the page itself.
pub fn answers(pairs: &[(String, String)]) -> Vec<(String, String)> {
    let mut answers: Vec<_> =
        pairs.iter().filter(|(name, value)| !name.starts_with('_') && !value.is_empty()).cloned().collect();
    answers.sort();
    answers
}

fn take(fields: &mut BTreeMap<String, Field>, control: ElementRef<'_>) {
    let name = control.attr("name").unwrap_or_default().to_owned();
    let value = control.attr("value").unwrap_or_default().to_owned();
    let bound = |attr: &str, default: i64| control.attr(attr).and_then(|text| text.parse().ok()).unwrap_or(default);
    let kind =
        if control.value().name() == "input" { control.attr("type").unwrap_or("text") } else { control.value().name() };
    match kind {
        "radio" | "checkbox" => tick(fields, name, value, control.attr("checked").is_some(), kind == "radio"),
        "select" => drop(fields.insert(name, choice(control))),
        "textarea" => drop(fields.insert(name, Field::Text { value: control.text().collect() })),
        "number" => drop(fields.insert(name, Field::Number { least: bound("min", 0), most: bound("max", 9), value })),
        // Numbers of the survey are text fields, so that a decimal comma can be typed; small ones are always in bounds.
        "text" if matches!(control.attr("inputmode"), Some("decimal" | "numeric")) => {
            drop(fields.insert(name, Field::Number { least: 0, most: 9, value }));
        }
        "text" | "search" => drop(fields.insert(name, Field::Text { value })),
        "submit" | "button" | "image" | "reset" | "file" => {}
        _ => {
            if let Field::Fixed(values) = fields.entry(name).or_insert(Field::Fixed(Vec::new())) {
                values.push(value);
            }
        }
    }
}

fn tick(fields: &mut BTreeMap<String, Field>, name: String, value: String, checked: bool, radio: bool) {
    let empty = if radio {
        Field::One { options: Vec::new(), chosen: None }
    } else {
        Field::Many { options: Vec::new(), chosen: Vec::new() }
    };
    match fields.entry(name).or_insert(empty) {
        Field::One { options, chosen } => {
            options.push(value.clone());
            if checked {
                *chosen = Some(value);
            }
        }
        Field::Many { options, chosen } => {
            options.push(value.clone());
            if checked {
                chosen.push(value);
            }
        }
        _ => {}
    }
}

fn choice(control: ElementRef<'_>) -> Field {
    let (mut options, mut chosen) = (Vec::new(), None);
    for option in control.select(&select("option")) {
        let value = option.attr("value").unwrap_or_default().to_owned();
        if option.attr("selected").is_some() {
            chosen = Some(value.clone());
        }
        if !value.is_empty() {
            options.push(value);
        }
    }
    Field::One { options, chosen: chosen.filter(|value| !value.is_empty()) }
}

fn select(css: &str) -> Selector {
    Selector::parse(css).expect("the selectors of this file are fixed and valid")
}

/// Repeatable chance: SplitMix64 (Steele, Lea and Flood, 2014). The same seed gives the same answers in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from `least` to `most`, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = most.saturating_sub(least).max(0).unsigned_abs() + 1;
        least + i64::try_from(self.roll() % span).unwrap_or(0)
    }

    /// A share of one, evenly spread: above 0 and up to 1.
    pub fn share(&mut self) -> f64 {
        self.between(1, 1 << 30) as f64 / f64::from(1 << 30)
    }

    /// `count` different options in the order of the page, or all there are.
    fn some(&mut self, options: &[String], count: usize) -> Vec<String> {
        let mut left: Vec<usize> = (0..options.len()).collect();
        while left.len() > count {
            let index = usize::try_from(self.roll()).unwrap_or(0) % left.len();
            left.remove(index);
        }
        left.into_iter().map(|index| options[index].clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<form action="/suche"></form><form method="post" action="/s/w/a">
        <input type="hidden" name="_key" value="k1"><input type=radio name=a value=1><input type=radio name=a value=2 checked>
        <input type=checkbox name=b value=x checked><input type=checkbox name=b value=y><input type=checkbox name=b value=z>
        <input type=number name=n min=3 max=5 value="4"><input type=text inputmode=decimal name=p><textarea name=t>&lt;Größe&gt;</textarea>
        <select name=m><option value="">–</option><option value="07231000" selected>K</option></select>
        <button name=_go value=next>Weiter</button><button name=_go value=back>Zurück</button></form>"#;

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_page_untouched_sends_what_is_filled_in() {
        let form = Form::read(PAGE).unwrap();
        assert_eq!(form.action, "/s/w/a");
        let expected = [
            ("_go", "next"),
            ("_key", "k1"),
            ("a", "2"),
            ("b", "x"),
            ("m", "07231000"),
            ("n", "4"),
            ("p", ""),
            ("t", "<Größe>"),
        ];
        assert_eq!(form.filled(), pairs(&expected));
        let given: Vec<_> = expected[2..].iter().filter(|pair| !pair.1.is_empty()).copied().collect();
        assert_eq!(answers(&form.filled()), pairs(&given));
    }

    #[test]
    fn answers_keep_to_options_and_bounds_and_repeat_with_the_seed() {
        let form = Form::read(PAGE).unwrap();
        for seed in 0..50 {
            let answer = form.answered(&mut Dice::new(seed), "hallo", 2);
            assert_eq!(answer, form.answered(&mut Dice::new(seed), "hallo", 2));
            let all = |name: &str| answer.iter().filter(|pair| pair.0 == name).map(|pair| &*pair.1).collect::<Vec<_>>();
            assert_eq!((all("_key"), all("t"), all("b").len()), (vec!["k1"], vec!["hallo"], 2));
            assert!(["1", "2"].contains(&all("a")[0]) && ["3", "4", "5"].contains(&all("n")[0]));
            assert!(all("p")[0].parse::<u8>().is_ok_and(|number| number < 10));
        }
    }

    #[test]
    fn a_form_is_found_by_where_it_goes() {
        let html = format!("{PAGE}<form method=post action=/b><input type=hidden name=stand value=3></form>");
        assert_eq!(Form::to(&html, "/b").unwrap().filled(), pairs(&[("stand", "3")]));
        assert!(Form::to(&html, "/suche").is_none() && Form::to(&html, "/s/w").is_none());
    }

    #[test]
    fn a_list_tells_its_options_and_the_chosen_one() {
        let html =
            "<form><select name=nach><optgroup label=x><option value=a><option value=b selected></optgroup></select>";
        assert_eq!(list(html, "nach"), Some((vec!["a".to_owned(), "b".to_owned()], Some("b".to_owned()))));
        assert_eq!(list(html, "frage"), None);
    }

    #[test]
    fn a_page_without_an_answering_form_ends_the_journey() {
        assert!(Form::read("<form method=post action=/abmelden></form><p>Danke").is_none());
        assert!(Form::read("<form method=post action=/s/w/sprache></form><p>Danke").is_none());
    }
}
