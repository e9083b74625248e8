//! In which order things were shown to a respondent, told from what is stored of the answers.

use super::{
    arrangement::{Block, arrange, draw, sort_rows, turns},
    has_options,
    order::{order_of, pages, sort_choices},
};
use crate::{
    answer::{Answers, Key, Pass},
    id::{ItemId, OptionId},
    survey::{Choice, Item, ItemKind, Order, Page, Survey},
};

/// A name, and the ids in their order.
type Named = (String, Vec<String>);

impl Survey {
    /// Everything that is shown in an order of chance, each with the ids as whoever gave these answers saw them:
    /// `page.themen`, `item.branche`, `section.kosten` (by its first page: a section has no id, and its number changes with
    /// those before it); what stands on a repeated page with its topic, `item.urteil@bau`. No ids where no order is kept.
    ///
    /// Items and rows are those that were shown. The conditions of pages and options are not looked at: of these, what
    /// was not shown stands there too. Whether an address was asked for is not kept, so it stands there always.
    pub fn orders(&self, answers: &Answers) -> Vec<Named> {
        let drawn = order_of(answers);
        let order = drawn.unwrap_or_default();
        let mut orders = Vec::new();
        for (number, section) in self.sections.iter().enumerate() {
            if section.order == Order::Random {
                let pages = pages(section, number, order).into_iter().map(|at| section.pages[at].id.to_string());
                let name = section.pages.first().map_or_else(String::new, |page| format!("section.{}", page.id));
                orders.push((name, pages.collect()));
            }
            orders.extend(section.pages.iter().flat_map(|page| on_page(self, page, answers, order)));
        }
        if drawn.is_none() {
            orders.iter_mut().for_each(|(_, ids)| ids.clear());
        }
        orders
    }
}

fn on_page(survey: &Survey, page: &Page, answers: &Answers, order: u64) -> Vec<Named> {
    let instances = instances(survey, page);
    let all: Vec<Steps> = instances.iter().map(|instance| Steps::of(survey, page, *instance, answers)).collect();
    let mut orders = Vec::new();
    if page.order == Order::Random {
        orders.extend(all.iter().map(|steps| (steps.name("page", page.id.as_str()), steps.items(page, order))));
    }
    for item in &page.items {
        if turns(item) {
            orders.extend(all.iter().map(|steps| (steps.name("item", item.id.as_str()), steps.rows(item, order))));
        } else if item.order == Order::Random && has_options(item) {
            let mut options: Vec<&Choice> = survey.choices(item).iter().collect();
            sort_choices(&mut options, item, order);
            orders.push((format!("item.{}", item.id), ids(&options)));
        }
    }
    orders
}

/// What a page may repeat for.
fn instances<'s>(survey: &'s Survey, page: &Page) -> Vec<Option<&'s OptionId>> {
    let Some(source) = &page.repeat else { return vec![None] };
    let options = survey.item(source).map_or(&[][..], |source| survey.choices(source));
    options.iter().filter(|option| !option.exclusive).map(|option| Some(&option.id)).collect()
}

fn ids(choices: &[&Choice]) -> Vec<String> {
    choices.iter().map(|choice| choice.id.to_string()).collect()
}

/// How a page was cut into steps for what was shown of it.
struct Steps<'s> {
    instance: Option<&'s OptionId>,
    shown: Vec<(&'s Item, Vec<&'s Choice>)>,
    blocks: Vec<Block>,
}

impl<'s> Steps<'s> {
    /// What was shown has an answer or says that it has none. Texts have neither, and change nothing in how the rest is cut.
    fn of(survey: &'s Survey, page: &'s Page, instance: Option<&'s OptionId>, answers: &Answers) -> Steps<'s> {
        let shown = page.items.iter().filter_map(|item| {
            let own = answers.0.range(Key::item(&item.id)..).take_while(|(key, _)| key.item == item.id);
            let keys: Vec<&Key> = own.map(|(key, _)| key).filter(|key| key.instance.as_ref() == instance).collect();
            let is_shown = !keys.is_empty() || matches!(item.kind, ItemKind::Contact { .. });
            // Blocks of rows stand in the place of a row.
            let in_blocks = matches!(item.kind, ItemKind::BestWorst { .. });
            let has_row = |row: &&Choice| in_blocks || keys.iter().any(|key| key.row.as_ref() == Some(&row.id));
            is_shown.then(|| (item, survey.choices(item).iter().filter(has_row).collect::<Vec<_>>()))
        });
        let shown: Vec<_> = shown.collect();
        let blocks = arrange(shown.iter().map(|(item, rows)| (&item.kind, rows.len())));
        Steps { instance, shown, blocks }
    }

    fn name(&self, what: &str, id: &str) -> String {
        match self.instance {
            Some(instance) => format!("{what}.{id}@{instance}"),
            None => format!("{what}.{id}"),
        }
    }

    /// Items change places within their step only.
    fn items(&self, page: &Page, order: u64) -> Vec<String> {
        let mut all: Vec<&ItemId> = Vec::new();
        for block in &self.blocks {
            let mut items: Vec<&ItemId> = block.parts.iter().map(|part| &self.shown[part.item].0.id).collect();
            items.sort_by_cached_key(|id| draw(order, page.id.as_str(), id.as_str()));
            // A long battery goes on over several steps.
            items.retain(|id| !all.contains(id));
            all.extend(items);
        }
        all.into_iter().map(ToString::to_string).collect()
    }

    /// Rows too, the same in both passes.
    fn rows(&self, item: &Item, order: u64) -> Vec<String> {
        let steps = self.blocks.iter().filter(|block| block.pass != Some(Pass::Fulfilment));
        let parts = steps.flat_map(|block| &block.parts).filter(|part| self.shown[part.item].0.id == item.id);
        let in_order = parts.flat_map(|part| {
            let mut rows = self.shown[part.item].1[part.rows.clone()].to_vec();
            sort_rows(&mut rows, item, order);
            ids(&rows)
        });
        in_order.collect()
    }
}
