//! What kind of value each part of an expression has, and where two do not go together.

use super::{
    home::Homes,
    site::{Role, Site},
};
use crate::{
    answer::{Key, Part},
    expression::{Comparison, Form, Function, Node, parse_value},
    survey::{Compute, Item, ItemKind},
};

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind<'s> {
    Number,
    /// One option; of this item, if it is one.
    Word(Option<&'s Item>),
    /// Several options.
    Set,
    Text,
    Day,
    Truth,
    /// Several answers in one, which only `answered` and `count` speak of.
    Compound,
}

impl Kind<'_> {
    fn name(self) -> &'static str {
        match self {
            Kind::Number => "eine Zahl",
            Kind::Word(_) => "eine Auswahl",
            Kind::Set => "eine Mehrfachauswahl",
            Kind::Text => "ein Text",
            Kind::Day => "ein Tag",
            Kind::Truth => "eine Bedingung",
            Kind::Compound => "keine einzelne Angabe",
        }
    }
}

fn of_item(item: &Item) -> Kind<'_> {
    match &item.kind {
        ItemKind::Single { .. } | ItemKind::Municipality { .. } | ItemKind::Occupation { .. } => Kind::Word(Some(item)),
        ItemKind::Multiple { .. } | ItemKind::Top { .. } => Kind::Set,
        ItemKind::Battery { .. }
        | ItemKind::Paired { .. }
        | ItemKind::Ranking { .. }
        | ItemKind::ConstantSum { .. }
        | ItemKind::Recommendation { .. }
        | ItemKind::Number { .. } => Kind::Number,
        ItemKind::Date { .. } | ItemKind::Month { .. } => Kind::Day,
        ItemKind::BestWorst { .. } | ItemKind::Kano { .. } | ItemKind::Matrix { .. } => Kind::Compound,
        ItemKind::ShortText { .. } | ItemKind::LongText { .. } | ItemKind::Contact { .. } | ItemKind::Information => {
            Kind::Text
        }
    }
}

/// Every fault of an expression apart from what it may read where it stands, with its byte.
pub(super) fn faults(homes: &Homes, site: &Site, root: &Node) -> Vec<(usize, String)> {
    let mut check = Check { homes, site, faults: Vec::new(), has_claims: true };
    check.kind(root, false);
    check.faults
}

/// Of a computed value; `None` if it has faults of its own, which are told where it stands.
fn of_compute<'s>(homes: &Homes<'s>, site: &Site, at: usize, compute: &'s Compute) -> Option<Kind<'s>> {
    // Only those above it, so that this ends.
    let value = parse_value(&compute.value).ok()?;
    let own = Site {
        place: String::new(),
        role: Role::Compute(at, compute),
        page: site.page.filter(|_| false),
        item: None,
        source: &compute.value,
    };
    let mut check = Check { homes, site: &own, faults: Vec::new(), has_claims: false };
    match check.kind(&value.root, false) {
        // Which options a word may be is not followed through a computation.
        Some(Kind::Word(_)) => Some(Kind::Word(None)),
        Some(Kind::Number) => Some(Kind::Number),
        Some(Kind::Day) => Some(Kind::Day),
        _ => None,
    }
}

struct Check<'c, 's> {
    homes: &'c Homes<'s>,
    site: &'c Site<'c>,
    faults: Vec<(usize, String)>,
    has_claims: bool,
}

impl<'s> Check<'_, 's> {
    fn fault<T>(&mut self, offset: usize, message: impl Into<String>) -> Option<T> {
        if self.has_claims {
            self.faults.push((offset, message.into()));
        }
        None
    }

    /// `whole`: all rows of an item are meant at once.
    fn kind(&mut self, node: &Node, whole: bool) -> Option<Kind<'s>> {
        match &node.form {
            Form::And(parts) | Form::Or(parts) => {
                parts.iter().for_each(|part| _ = self.kind(part, false));
                Some(Kind::Truth)
            }
            Form::Not(inner) => self.kind(inner, false),
            Form::Compare { left, comparison, right } => {
                self.compared(node.offset, left, *comparison, right);
                Some(Kind::Truth)
            }
            Form::Selected { item, option } => {
                self.selected(node.offset, item, option);
                Some(Kind::Truth)
            }
            Form::Answered(key) => {
                self.named(node.offset, key, true);
                Some(Kind::Truth)
            }
            Form::Number(_) => Some(Kind::Number),
            Form::Word(_) => Some(Kind::Word(None)),
            Form::Item(key) => self.named(node.offset, key, whole),
            Form::Arithmetic { left, right, .. } => {
                self.number(left);
                self.number(right);
                Some(Kind::Number)
            }
            Form::Negative(inner) => {
                self.number(inner);
                Some(Kind::Number)
            }
            Form::Call { function, arguments } => self.called(*function, arguments),
        }
    }

    fn named(&mut self, offset: usize, key: &Key, whole: bool) -> Option<Kind<'s>> {
        if let Some((at, compute)) = self.homes.compute(&key.item) {
            return self.computed(offset, key, at, compute);
        }
        let Some((_, _, item)) = self.homes.get(&key.item) else {
            return self.fault(offset, self.homes.unknown(&key.item));
        };
        // What is written beside an answer stands in texts at most.
        if !matches!(key.part, None | Some(Part::Column(_))) {
            return self.fault(offset, format!("„{key}“ lässt sich hier nicht lesen; schreiben Sie nur: {}", key.item));
        }
        match self.homes.fault(item, key, self.site.page.map(|(_, page)| page), whole) {
            Some(fault) => self.fault(offset, fault),
            // One number of a matrix; and several of them have a sum.
            None if (whole || key.part.is_some()) && matches!(item.kind, ItemKind::Matrix { .. }) => Some(Kind::Number),
            None => Some(of_item(item)),
        }
    }

    fn computed(&mut self, offset: usize, key: &Key, at: usize, compute: &'s Compute) -> Option<Kind<'s>> {
        let id = &key.item;
        match self.site.role {
            Role::Compute(own, _) if own == at => return self.fault(offset, format!("„{id}“ liest sich selbst.")),
            Role::Compute(own, _) if own < at => {
                let message = format!(
                    "„{id}“ wird erst weiter unten berechnet. Eine Berechnung liest nur, was über ihr steht; so dreht sich nichts im Kreis."
                );
                return self.fault(offset, message);
            }
            _ => {}
        }
        if key.row.is_some() || key.part.is_some() {
            return self.fault(offset, format!("„{id}“ ist ein berechneter Wert und hat keine Zeilen."));
        }
        of_compute(self.homes, self.site, at, compute)
    }

    fn selected(&mut self, offset: usize, key: &Key, option: &str) {
        let kind = self.named(offset, key, false);
        let Some((_, _, item)) = self.homes.get(&key.item).filter(|_| kind.is_some()) else {
            if kind.is_some() {
                self.fault::<()>(offset, not_multiple(key));
            }
            return;
        };
        let fault = match kind {
            Some(Kind::Set) => self.homes.unknown_option(item, option),
            _ => Some(not_multiple(key)),
        };
        if let Some(fault) = fault {
            self.fault::<()>(offset, fault);
        }
    }

    fn number(&mut self, node: &Node) {
        let message = match self.kind(node, false) {
            None | Some(Kind::Number) => return,
            Some(Kind::Day) => {
                "Gerechnet wird nur mit Zahlen; wie viele Tage dazwischen liegen, sagt days(beginn, ende).".to_owned()
            }
            Some(kind) => format!("Gerechnet wird nur mit Zahlen; {} ist {}.", subject(node), kind.name()),
        };
        self.fault::<()>(node.offset, message);
    }

    fn expect(&mut self, node: &Node, function: Function, wanted: Kind, example: &str) {
        let found = self.kind(node, false);
        if let Some(kind) = found.filter(|kind| *kind != wanted) {
            let (name, subject) = (function.name(), subject(node));
            let message = format!("In „{name}“ gehört {}, {subject} ist {}. {example}", wanted.name(), kind.name());
            self.fault::<()>(node.offset, message);
        }
    }

    fn called(&mut self, function: Function, arguments: &[Node]) -> Option<Kind<'s>> {
        match (function, arguments) {
            (Function::Count, _) => {
                arguments.iter().for_each(|argument| _ = self.kind(argument, true));
                Some(Kind::Number)
            }
            (Function::Sum | Function::Min | Function::Max, _) => {
                for argument in arguments {
                    if let Some(kind) = self.kind(argument, true).filter(|kind| *kind != Kind::Number) {
                        let message =
                            format!("Gerechnet wird nur mit Zahlen; {} ist {}.", subject(argument), kind.name());
                        self.fault::<()>(argument.offset, message);
                    }
                }
                Some(Kind::Number)
            }
            (Function::Round, [value, ..]) => {
                self.number(value);
                Some(Kind::Number)
            }
            (Function::Length, [text]) => {
                self.expect(text, function, Kind::Text, "Wie viele gewählt sind, sagt count(themen).");
                Some(Kind::Number)
            }
            (Function::Date, [Node { form: Form::Word(_), .. }]) => Some(Kind::Day),
            (Function::Date, [day]) => {
                if self.kind(day, false).is_some_and(|kind| !matches!(kind, Kind::Text | Kind::Day)) {
                    let message =
                        format!("{} ist weder ein Datum noch ein Text, in dem eines stehen kann.", subject(day));
                    self.fault::<()>(day.offset, message);
                }
                Some(Kind::Day)
            }
            (Function::Days, _) => {
                for day in arguments {
                    self.expect(day, function, Kind::Day, "Schreiben Sie zum Beispiel: date(\"2026-09-01\")");
                }
                Some(Kind::Number)
            }
            (Function::Today, _) => Some(Kind::Day),
            (Function::If, [condition, then, otherwise]) => {
                self.kind(condition, false);
                let (then_kind, other_kind) = (self.kind(then, false)?, self.kind(otherwise, false)?);
                match (then_kind, other_kind) {
                    (Kind::Word(_), Kind::Word(_)) => Some(Kind::Word(None)),
                    (a, b) if a == b => Some(a),
                    (a, b) => self.fault(
                        otherwise.offset,
                        format!(
                            "„if“ gibt einmal {} und einmal {}; beide Werte müssen von einer Art sein.",
                            a.name(),
                            b.name()
                        ),
                    ),
                }
            }
            _ => None,
        }
    }

    fn compared(&mut self, offset: usize, left: &Node, comparison: Comparison, right: &Node) {
        let kinds = (self.kind(left, false), self.kind(right, false));
        if !reads_anything(left) && !reads_anything(right) {
            self.fault::<()>(offset, "ein Vergleich nennt gar keine Frage.");
            return;
        }
        let (Some(left_kind), Some(right_kind)) = kinds else { return };
        let fault = self
            .side_fault((left, left_kind), comparison, (right, right_kind))
            .or_else(|| self.side_fault((right, right_kind), comparison, (left, left_kind)));
        if let Some((at, fault)) = fault {
            self.fault::<()>(at, fault);
        } else if !go_together(left_kind, right_kind, comparison) {
            let message = format!("{} und {} lassen sich so nicht vergleichen.", subject(left), subject(right));
            self.fault::<()>(left.offset.min(right.offset), message);
        }
    }

    /// What is wrong with comparing this side, if it is this side's fault.
    fn side_fault(
        &self,
        side: (&Node, Kind<'s>),
        comparison: Comparison,
        other: (&Node, Kind<'s>),
    ) -> Option<(usize, String)> {
        let (node, kind) = side;
        let Form::Item(key) = &node.form else { return None };
        let id = &key.item;
        let message = match (kind, other.1, &other.0.form) {
            (Kind::Set, ..) => {
                format!("„{id}“ ist eine Mehrfachauswahl; schreiben Sie: {id} contains \"…\" oder count({id}) > 1")
            }
            (Kind::Compound, ..) => format!("„{id}“ lässt sich nicht vergleichen; schreiben Sie: answered({id})"),
            (Kind::Text, Kind::Day, _) => format!("„{id}“ ist ein Text; als Tag gelesen wird er mit date({id})."),
            (Kind::Text, ..) => {
                format!("freier Text lässt sich nicht vergleichen; schreiben Sie: answered({id}) oder length({id}) > 1")
            }
            (Kind::Word(_), _, Form::Word(_)) if comparison.is_order() => {
                format!("Antworten von „{id}“ haben keine Größe; möglich sind == und !=.")
            }
            (Kind::Word(Some(item)), _, Form::Word(word)) => self.homes.unknown_option(item, word)?,
            (Kind::Word(_), _, Form::Number(_)) => {
                format!("„{id}“ ist eine Auswahl; vergleichen Sie mit einer Antwort in Anführungszeichen.")
            }
            (Kind::Number, _, Form::Word(_)) => {
                format!("„{id}“ ist eine Zahl und wird ohne Anführungszeichen verglichen.")
            }
            (Kind::Day, _, Form::Word(word)) => format!("„{id}“ ist ein Tag; schreiben Sie: date(\"{word}\")"),
            _ => return None,
        };
        Some((node.offset, message))
    }
}

fn not_multiple(key: &Key) -> String {
    format!("„contains“ gibt es nur bei einer Mehrfachauswahl; „{}“ ist keine.", key.item)
}

fn go_together(left: Kind, right: Kind, comparison: Comparison) -> bool {
    match (left, right) {
        (Kind::Number, Kind::Number) | (Kind::Day, Kind::Day) => true,
        (Kind::Word(_), Kind::Word(_)) => !comparison.is_order(),
        _ => false,
    }
}

fn reads_anything(node: &Node) -> bool {
    let is_today = matches!(node.form, Form::Call { function: Function::Today, .. });
    node.key().is_some() || is_today || node.parts().into_iter().any(reads_anything)
}

/// What a part is called in a message.
fn subject(node: &Node) -> String {
    match &node.form {
        Form::Item(key) => format!("„{}“", key.item),
        Form::Number(number) => format!("die Zahl {number}"),
        Form::Word(word) => format!("\"{word}\""),
        Form::Call { function, .. } => format!("{}(…)", function.name()),
        _ => "eine Rechnung".to_owned(),
    }
}
