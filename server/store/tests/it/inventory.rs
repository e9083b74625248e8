use domain::{
    OptionId,
    id::TopicId,
    meaning::TargetGroup,
    offer::{Offer, OfferPlace},
    place::Municipality,
};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use store::{Correction, Error, Id, Travel, TravelMode};

use crate::databases::databases;

fn ids() -> impl Strategy<Value = Vec<TopicId>> {
    prop::collection::vec("[a-z0-9][a-z0-9_-]{0,12}".prop_map(|id| TopicId::new(&id).unwrap()), 0..4)
}

fn place() -> impl Strategy<Value = OfferPlace> {
    prop_oneof![
        Just(OfferPlace::Online),
        Just(OfferPlace::RegionWide),
        "[0-9]{8}".prop_map(|ags| OfferPlace::Municipality(OptionId::new(&ags).unwrap())),
    ]
}

fn text() -> impl Strategy<Value = String> {
    any::<String>().prop_map(|text| text.replace('\0', ""))
}

fn day() -> impl Strategy<Value = String> {
    "202[0-9]-[01][0-9]-[0-3][0-9]"
}

prop_compose! {
    fn offer()(
        (title, provider, description) in (text(), text(), text()),
        (topics, secondary_topics) in (ids(), ids()),
        target_groups in prop::sample::subsequence(TargetGroup::ALL.to_vec(), 0..=4),
        (place, seats) in (place(), any::<Option<u32>>()),
        (cost, url) in (text(), text()),
        (valid_from, valid_to, last_verified) in (prop::option::of(day()), prop::option::of(day()), day()),
        demo in any::<bool>(),
    ) -> Offer {
        let id = String::new();
        Offer {
            id, title, provider, description, topics, secondary_topics, target_groups, place, seats, cost, url,
            valid_from, valid_to, last_verified, demo,
        }
    }
}

fn some_offers(count: usize) -> Vec<Offer> {
    prop::collection::vec(offer(), count).new_tree(&mut TestRunner::default()).unwrap().current()
}

#[tokio::test]
async fn every_offer_comes_back_as_it_went() {
    for db in databases().await {
        for mut offer in some_offers(60) {
            let id = db.store.save_offer(&offer).await.unwrap();
            offer.id = id.to_hex();
            assert_eq!(db.store.offer(id).await.unwrap(), Some(offer));
        }
        assert_eq!(db.store.offers().await.unwrap().len(), 60);
    }
}

#[tokio::test]
async fn an_offer_is_replaced_by_its_id_and_deleted() {
    for db in databases().await {
        let [first, second] = <[Offer; 2]>::try_from(some_offers(2)).unwrap();
        let id = db.store.save_offer(&first).await.unwrap();
        let second = Offer { id: id.to_hex(), ..second };
        assert_eq!(db.store.save_offer(&second).await.unwrap(), id);
        assert_eq!(db.store.offers().await.unwrap(), [second]);
        db.store.delete_offer(id).await.unwrap();
        assert!(matches!(db.store.delete_offer(id).await, Err(Error::NotFound)));
        assert_eq!(db.store.offer(id).await.unwrap(), None);
        let misnamed = Offer { id: "not an id".into(), ..first };
        assert!(matches!(db.store.save_offer(&misnamed).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn an_import_of_offers_is_whole_or_not_there() {
    for db in databases().await {
        assert_eq!(db.store.import_offers(some_offers(40)).await.unwrap(), 40);
        assert_eq!(db.store.offers().await.unwrap().len(), 40);
        // Both refuse a name that is no id, before the first row; PostgreSQL refuses a NUL, in the middle of them.
        let mut broken = some_offers(5);
        broken[3].id = "x".into();
        assert!(db.store.import_offers(broken).await.is_err());
        if db.folder.is_none() {
            let mut broken = some_offers(5);
            broken[3].title = "\0".into();
            assert!(db.store.import_offers(broken).await.is_err());
        }
        assert_eq!(db.store.offers().await.unwrap().len(), 40);
    }
}

fn municipality(ags: &str, name: &str) -> Municipality {
    let ags = OptionId::new(ags).unwrap();
    Municipality { ags, name: name.into(), kreis: "Rostock".into(), lat: 53.793_125, lon: -0.1 + 12.3 }
}

#[tokio::test]
async fn the_region_is_data() {
    for db in databases().await {
        let (store, a, b) = (&db.store, municipality("13072043", "Güstrow"), municipality("13072006", "Bad Doberan"));
        for municipality in [&a, &b, &municipality("13072043", "Barlachstadt Güstrow")] {
            store.save_municipality(municipality).await.unwrap();
        }
        let names: Vec<String> = store.municipalities().await.unwrap().into_iter().map(|m| m.name).collect();
        assert_eq!(names, ["Bad Doberan", "Barlachstadt Güstrow"]);
        assert_eq!(store.municipalities().await.unwrap()[0], b);

        let (there, mode) = ((a.ags.clone(), b.ags.clone()), TravelMode::Transit);
        let travel = |minutes| Travel { origin: there.0.clone(), destination: there.1.clone(), mode, minutes };
        let corrected = |minutes| Correction { origin: there.0.clone(), destination: there.1.clone(), mode, minutes };
        let by_car = Correction { mode: TravelMode::Car, ..corrected(Some(40.0)) };
        store.correct_travel(&[corrected(Some(61.5))]).await.unwrap();
        store.correct_travel(&[corrected(Some(59.25)), by_car]).await.unwrap();
        let car = Travel { mode: TravelMode::Car, ..travel(40.0) };
        assert_eq!(store.travel_minutes().await.unwrap(), [car.clone(), travel(59.25)]);
        store.correct_travel(&[corrected(None)]).await.unwrap();
        assert_eq!(store.travel_minutes().await.unwrap(), [car]);

        let elsewhere = Correction { destination: OptionId::new("99999999").unwrap(), ..corrected(Some(1.0)) };
        assert!(matches!(store.correct_travel(&[elsewhere]).await, Err(Error::Conflict)));
        store.remove_municipality(&a.ags).await.unwrap();
        assert!(matches!(store.remove_municipality(&a.ags).await, Err(Error::NotFound)));
        assert_eq!(store.travel_minutes().await.unwrap(), []);
    }
}

#[tokio::test]
async fn changes_to_the_region_that_belong_together_come_together() {
    for db in databases().await {
        let (store, a, b) = (&db.store, municipality("13072043", "Güstrow"), municipality("13072006", "Bad Doberan"));
        store.import_municipalities(&[a.clone(), b.clone(), municipality("13072043", "Barlachstadt")]).await.unwrap();
        let names: Vec<String> = store.municipalities().await.unwrap().into_iter().map(|m| m.name).collect();
        assert_eq!(names, ["Bad Doberan", "Barlachstadt"]);

        let change = |from: &OptionId, to: &OptionId, minutes| {
            let (origin, destination) = (from.clone(), to.clone());
            Correction { origin, destination, mode: TravelMode::Car, minutes }
        };
        let nowhere = OptionId::new("99999999").unwrap();
        let half_wrong = [change(&a.ags, &b.ags, Some(40.0)), change(&a.ags, &nowhere, Some(1.0))];
        assert!(matches!(store.correct_travel(&half_wrong).await, Err(Error::Conflict)));
        assert_eq!(store.travel_minutes().await.unwrap(), []);
        store.correct_travel(&[change(&a.ags, &b.ags, Some(40.0)), change(&b.ags, &a.ags, Some(45.0))]).await.unwrap();
        store.correct_travel(&[change(&a.ags, &b.ags, None), change(&b.ags, &a.ags, Some(44.5))]).await.unwrap();
        let left: Vec<f64> = store.travel_minutes().await.unwrap().iter().map(|travel| travel.minutes).collect();
        assert_eq!(left, [44.5]);
    }
}

proptest! {
    #[test]
    fn an_id_reads_what_it_writes_and_nothing_else(text in "[0-9a-fA-F]{30,34}|\\PC*") {
        let id = Id::random();
        prop_assert_eq!(Id::from_hex(&id.to_hex()), Some(id));
        prop_assert_eq!(Id::from_hex(&text).map(Id::to_hex).is_none_or(|hex| hex == text), true);
    }
}
