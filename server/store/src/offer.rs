//! The inventory of offers.

use domain::{
    id::{OptionId, TopicId},
    meaning::TargetGroup,
    offer::{Offer, OfferPlace},
};

use crate::{
    Error, Id, Store,
    sql::{Connection, Row, Statement, statement},
    write::Write,
};

macro_rules! select {
    ($($rest:literal)?) => {
        statement(concat!(
            "SELECT id, title, provider, description, topics, secondary_topics, target_groups, place, municipality, \
             seats, cost, url, valid_from, valid_to, last_verified, demo FROM offer " $(, $rest)?
        ))
    };
}

impl Store {
    /// By title.
    pub async fn offers(&self) -> Result<Vec<Offer>, Error> {
        let mut offers = self.fetch(select!()).await?.iter().map(offer).collect::<Result<Vec<_>, _>>()?;
        offers.sort_by(|a, b| (&a.title, &a.id).cmp(&(&b.title, &b.id)));
        Ok(offers)
    }

    pub async fn offer(&self, id: Id) -> Result<Option<Offer>, Error> {
        self.fetch_optional(select!("WHERE id = $1").bind(id)).await?.as_ref().map(offer).transpose()
    }

    /// Stores the offer, or replaces the one with the same id; an empty id makes a new one. Gives the id.
    pub async fn save_offer(&self, offer: &Offer) -> Result<Id, Error> {
        let id = id(offer)?;
        self.write(upsert(id, offer)).await?;
        Ok(id)
    }

    pub async fn delete_offer(&self, id: Id) -> Result<(), Error> {
        self.write_found(statement("DELETE FROM offer WHERE id = $1").bind(id)).await
    }

    /// [`Store::save_offer`] for all of them or for none; gives how many.
    pub async fn import_offers(&self, offers: Vec<Offer>) -> Result<u64, Error> {
        let offers = offers.into_iter().map(|offer| Ok((id(&offer)?, offer))).collect::<Result<_, Error>>()?;
        self.write(ImportedOffers(offers)).await
    }
}

struct ImportedOffers(Vec<(Id, Offer)>);

impl Write for ImportedOffers {
    type Output = u64;

    async fn run(&self, db: &mut Connection<'_>) -> Result<u64, Error> {
        for (id, offer) in &self.0 {
            db.execute(&upsert(*id, offer)).await?;
        }
        Ok(self.0.len() as u64)
    }
}

fn id(offer: &Offer) -> Result<Id, Error> {
    match offer.id.as_str() {
        "" => Ok(Id::random()),
        hex => Id::from_hex(hex).ok_or(Error::NotFound),
    }
}

fn upsert(id: Id, offer: &Offer) -> Statement {
    let (place, municipality) = match &offer.place {
        OfferPlace::Municipality(ags) => ("municipality", Some(ags.as_str())),
        OfferPlace::Online => ("online", None),
        OfferPlace::RegionWide => ("region_wide", None),
    };
    statement(
        "INSERT INTO offer (id, title, provider, description, topics, secondary_topics, target_groups, place, \
         municipality, seats, cost, url, valid_from, valid_to, last_verified, demo) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) \
         ON CONFLICT (id) DO UPDATE SET title = excluded.title, provider = excluded.provider, \
         description = excluded.description, topics = excluded.topics, secondary_topics = excluded.secondary_topics, \
         target_groups = excluded.target_groups, place = excluded.place, municipality = excluded.municipality, \
         seats = excluded.seats, cost = excluded.cost, url = excluded.url, valid_from = excluded.valid_from, \
         valid_to = excluded.valid_to, last_verified = excluded.last_verified, demo = excluded.demo",
    )
    .bind(id)
    .bind(offer.title.as_str())
    .bind(offer.provider.as_str())
    .bind(offer.description.as_str())
    .bind(words(offer.topics.iter().map(TopicId::as_str)).as_str())
    .bind(words(offer.secondary_topics.iter().map(TopicId::as_str)).as_str())
    .bind(words(offer.target_groups.iter().map(|group| group.as_str())).as_str())
    .bind(place)
    .bind(municipality)
    .bind(offer.seats.map(i64::from))
    .bind(offer.cost.as_str())
    .bind(offer.url.as_str())
    .bind(offer.valid_from.as_deref())
    .bind(offer.valid_to.as_deref())
    .bind(offer.last_verified.as_str())
    .bind(offer.demo)
}

fn offer(row: &Row) -> Result<Offer, Error> {
    let place = row.get::<String>(7)?;
    let municipality = row.get::<Option<String>>(8)?;
    let place = match (place.as_str(), municipality) {
        ("municipality", Some(ags)) => OfferPlace::Municipality(option_id(&ags)?),
        ("online", None) => OfferPlace::Online,
        ("region_wide", None) => OfferPlace::RegionWide,
        (other, _) => return Err(Error::damaged("place", other)),
    };
    let seats = row.get::<Option<i64>>(9)?.map(u32::try_from).transpose();
    Ok(Offer {
        id: row.id(0)?.to_hex(),
        title: row.get(1)?,
        provider: row.get(2)?,
        description: row.get(3)?,
        topics: each(&row.get::<String>(4)?, |word| TopicId::new(word).ok())?,
        secondary_topics: each(&row.get::<String>(5)?, |word| TopicId::new(word).ok())?,
        target_groups: each(&row.get::<String>(6)?, TargetGroup::parse)?,
        place,
        seats: seats.map_err(|_| Error::damaged("number of places", "of an offer"))?,
        cost: row.get(10)?,
        url: row.get(11)?,
        valid_from: row.get(12)?,
        valid_to: row.get(13)?,
        last_verified: row.get(14)?,
        demo: row.flag(15)?,
    })
}

/// Ids hold no blanks, so a list of them is words.
fn words<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.collect::<Vec<_>>().join(" ")
}

fn each<T>(words: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Error> {
    words.split_whitespace().map(|word| parse(word).ok_or_else(|| Error::damaged("id", word))).collect()
}

pub(crate) fn option_id(text: &str) -> Result<OptionId, Error> {
    OptionId::new(text).map_err(|_| Error::damaged("id", text))
}
