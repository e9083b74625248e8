//! The demo's data: invented once and for all, in order, and with something to find in it.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use analytics::{
    Frame,
    coverage::{Access, Public, Travel, cover, demand},
};
use domain::{
    Answers, Questionnaire, Survey, Value, check,
    disclosure::Rule,
    id::TopicId,
    meaning::TargetGroup,
    paradata::{self, Dimension},
    report::{GapReason, GapResult},
};
use server::{clock::Clock, seed};
use store::{Location, Store, Wave};

struct Seeded {
    _folder: tempfile::TempDir,
    store: Store,
    took: Duration,
}

/// The day of the demo, so that addresses are known.
fn clock() -> Clock {
    Clock::fixed("2026-11-23T10:00:00Z".parse().expect("an instant"))
}

impl Seeded {
    async fn new() -> Seeded {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&Location::Sqlite(folder.path().join("demo.sqlite"))).await.expect("opened");
        store.migrate().await.expect("migrated");
        let start = Instant::now();
        seed::seed(&store, &clock(), |_| {}).await.expect("seeded");
        Seeded { _folder: folder, store, took: start.elapsed() }
    }

    async fn wave(&self, slug: &str) -> Wave {
        self.store.wave(slug).await.expect("readable").unwrap_or_else(|| panic!("no wave {slug}"))
    }

    async fn questionnaire(&self, wave: &Wave) -> Questionnaire {
        let version = self.store.version(wave.survey, wave.version).await.expect("readable").expect("a version");
        let survey: Survey = serde_json::from_str(&version.frozen.expect("published")).expect("a survey");
        Questionnaire::new(survey).expect("sound")
    }

    async fn documents(&self, wave: &Wave) -> Vec<String> {
        let mut responses = self.store.responses(wave.id).await.expect("readable");
        let mut all = Vec::new();
        while let Some(batch) = responses.next().await.expect("readable") {
            all.extend(batch.iter().map(str::to_owned));
        }
        all
    }

    async fn gap(&self, slug: &str) -> GapResult {
        let wave = self.wave(slug).await;
        let questionnaire = self.questionnaire(&wave).await;
        let frame = self.frame(&wave, &questionnaire).await;
        let results = analytics::results(&frame, questionnaire.survey()).expect("counted");
        results.gap.shown().expect("a paired battery").clone()
    }

    async fn frame(&self, wave: &Wave, questionnaire: &Questionnaire) -> Frame {
        let mut builder = Frame::builder(questionnaire.survey());
        for document in self.documents(wave).await {
            builder.push(&document).expect("a document");
        }
        builder.finish().expect("a frame")
    }
}

const WAVES: [(&str, u64); 5] = [
    ("azubis-2024", 340),
    ("azubis-2025", 370),
    ("azubis-2026", 390),
    ("unternehmen-2026", 240),
    ("beispiel-echte-daten", 393),
];

#[tokio::test(flavor = "multi_thread")]
async fn it_is_quick_and_complete() {
    let seeded = Seeded::new().await;
    assert!(seeded.took < Duration::from_secs(10), "seeding took {:?}", seeded.took);
    for (slug, count) in WAVES {
        let wave = seeded.wave(slug).await;
        assert_eq!(wave.state, store::WaveState::Released, "{slug}");
        assert_eq!(wave.demo, slug != "beispiel-echte-daten", "{slug}");
        assert_eq!(seeded.documents(&wave).await.len() as u64, count, "{slug}");
        assert_eq!(seeded.store.response_count(wave.id).await.expect("counted"), count, "{slug}");
        let days = seeded.store.returns_per_day(wave.id).await.expect("counted");
        let (opened, closed) = (wave.opened.expect("opened"), wave.closed.expect("closed"));
        assert!(days.iter().all(|(day, _)| (&opened..=&closed).contains(&day)), "{slug}: {days:?}");
        assert!(slug == "beispiel-echte-daten" || days.len() > 10, "{slug}: {days:?}");
        let counts = seeded.store.paradata(wave.id).await.expect("counted");
        let pages = paradata::pages(&counts, Dimension::Locale, None);
        match slug {
            "beispiel-echte-daten" => assert!(pages.is_empty(), "nobody knows how the real answers came about"),
            _ => {
                assert_eq!(pages["danke"].reached, count, "{slug}");
                let share = 1.0 - count as f64 / paradata::people(&pages) as f64;
                assert!((0.05..0.2).contains(&share), "{slug}: {share} have stopped");
            }
        }
    }
    for slug in [seed::APPRENTICE_WAVE, seed::FIRM_WAVE, seed::ALL_LANGUAGES_WAVE] {
        assert_eq!(seeded.wave(slug).await.state, store::WaveState::Open, "{slug}");
    }
    assert_eq!(seeded.store.municipalities().await.expect("readable").len(), 29);
    let offers = seeded.store.offers().await.expect("readable");
    assert_eq!((offers.len(), offers.iter().all(|offer| offer.demo)), (40, true));
    let drafts = seeded.store.surveys().await.expect("readable");
    assert_eq!(drafts.iter().filter(|row| row.state == store::VersionState::Draft).count(), 1);
    assert!(seed::is_seeded(&seeded.store).await.expect("readable"));
    assert_eq!(seed::newest_results(&seeded.store).await.expect("readable").as_deref(), Some("azubis-2026"));
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_the_same_every_time() {
    let (first, second) = (Seeded::new().await, Seeded::new().await);
    for (slug, _) in WAVES {
        let (a, b) = (first.wave(slug).await, second.wave(slug).await);
        let (mut left, mut right) = (first.documents(&a).await, second.documents(&b).await);
        assert!(left != right || slug == "beispiel-echte-daten", "{slug}: keys are drawn anew, so the order differs");
        left.sort();
        right.sort();
        assert!(left == right, "{slug} differs");
        let days = |store: &Store, wave: store::Id| {
            let store = store.clone();
            async move { store.returns_per_day(wave).await.expect("counted") }
        };
        assert_eq!(days(&first.store, a.id).await, days(&second.store, b.id).await, "{slug}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_response_is_one_that_a_respondent_could_have_sent() {
    let seeded = Seeded::new().await;
    for (slug, _) in WAVES {
        let wave = seeded.wave(slug).await;
        let questionnaire = seeded.questionnaire(&wave).await;
        let mut partial = 0;
        for document in seeded.documents(&wave).await {
            let answers: Answers = serde_json::from_str(&document).expect("answers");
            assert_eq!(check::first_open(&questionnaire, &answers), None, "{slug}: {document}");
            assert_eq!(check::complete(&questionnaire, &answers), answers, "{slug}: {document}");
            assert_eq!(serde_json::to_string(&answers).expect("JSON"), document, "{slug}");
            partial += usize::from(answers.0.values().any(|value| matches!(value, Value::Missing(_))));
        }
        assert!(partial > 0 || slug == "beispiel-echte-daten", "{slug}: real people leave something out");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_planted_gap_is_found_and_grows() {
    let seeded = Seeded::new().await;
    let mut gaps: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for slug in ["azubis-2024", "azubis-2025", "azubis-2026"] {
        let result = seeded.gap(slug).await;
        for item in &result.items {
            for planted in ["merkmale.uebernahme", "merkmale.weg", "merkmale.ausbilder"] {
                if item.item == planted {
                    gaps.entry(planted).or_default().push(item.gap.value);
                }
            }
        }
        if slug == "azubis-2026" {
            let mut leading: Vec<(u32, &str)> =
                result.items.iter().map(|item| (item.rank_mwds, item.item.as_str())).collect();
            leading.sort();
            let mut first: Vec<&str> = leading.iter().take(2).map(|(_, item)| *item).collect();
            first.sort();
            assert_eq!(first, ["merkmale.uebernahme", "merkmale.weg"], "{leading:?}");
            let act = result.items.iter().filter(|item| item.priority == domain::report::Priority::Act);
            assert!(act.count() >= 2);
        }
    }
    for planted in ["merkmale.uebernahme", "merkmale.weg"] {
        let grows = gaps[planted].windows(2).all(|pair| pair[1] > pair[0] + 0.15);
        assert!(grows, "{planted}: {:?}", gaps[planted]);
    }
    assert!(gaps["merkmale.ausbilder"][2] < gaps["merkmale.ausbilder"][0] - 0.1, "{:?}", gaps["merkmale.ausbilder"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_real_answers_give_the_figures_of_the_reference_case() {
    let result = Seeded::new().await.gap("beispiel-echte-daten").await;
    assert_eq!((result.items.len(), result.items[0].n), (22, 393));
    assert!((result.grand_mean_importance - 3.628_961_369_419_385_6).abs() < 1e-9);
    assert!((result.grand_mean_fulfilment - 3.658_454_776_775_387_4).abs() < 1e-9);
    assert!((result.items[0].mwds - 1.170_16).abs() < 1e-6);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_municipality_has_three_firms_and_the_planted_needs_stand_out() {
    let seeded = Seeded::new().await;
    let wave = seeded.wave("unternehmen-2026").await;
    let questionnaire = seeded.questionnaire(&wave).await;
    let mut firms: BTreeMap<String, u32> = BTreeMap::new();
    for document in seeded.documents(&wave).await {
        let answers: Answers = serde_json::from_str(&document).expect("answers");
        let home = answers.get(&"standort".parse().expect("a key"));
        let Some(Value::Choice(ags)) = home else { panic!("a firm from nowhere: {document}") };
        *firms.entry(ags.to_string()).or_default() += 1;
    }
    assert_eq!(firms.len(), 29);
    assert_eq!(firms.values().filter(|count| **count == 3).count(), 1, "{firms:?}");
    assert_eq!(firms["05762024"], 3);

    let region = seeded.store.municipalities().await.expect("readable");
    let frame = seeded.frame(&wave, &questionnaire).await;
    let demand = demand(&frame, questionnaire.survey(), &region).expect("counted").expect("persons are asked");
    let mut offers = seeded.store.offers().await.expect("readable");
    offers.retain(|offer| offer.is_active("2026-11-23", "2025-11-23"));
    let columns: Vec<_> =
        demand.places.iter().filter_map(|ags| region.iter().find(|place| place.ags == *ags).cloned()).collect();
    let public = Public { offers, travel: Travel::estimated(&columns), access: Access::default() };
    let started = Instant::now();
    let needs = disclosure::coverage::release(demand, Rule::of(questionnaire.survey()));
    let took = started.elapsed();
    assert!(took < Duration::from_secs(10), "needs by place were protected in {took:?}");
    let assessment = cover(needs.get(), &public).kreise;
    let cell = |topic: &str, group: TargetGroup, kreis: &str| {
        let topic = TopicId::new(topic).expect("a topic");
        let row = assessment.rows.iter().find(|row| row.topic == topic && row.group == group).expect("a row");
        let place = assessment.places.iter().position(|place| place == kreis).expect("a Kreis");
        row.cells[place].shown().expect("counted").clone()
    };
    let language = cell("sprachfoerderung", TargetGroup::Apprentices, "Kreis Höxter");
    assert_eq!(language.reason, GapReason::OutOfReach);
    assert!(language.supply == 0.0 && language.demand.value > 50.0, "{language:?}");
    let housing: f64 = ["Kreis Höxter", "Kreis Paderborn"]
        .map(|kreis| cell("wohnen-mobilitaet", TargetGroup::Apprentices, kreis).unmet.value)
        .iter()
        .sum();
    assert!(housing > 100.0, "{housing}");
    let digital = cell("digitalisierung", TargetGroup::Apprentices, "Kreis Paderborn");
    assert!(digital.access_ratio > 1.0 && digital.reason == GapReason::Covered, "{digital:?}");
}
