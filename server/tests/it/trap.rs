//! C01 with its display trap, as answers of firms: what pages and files tell of needs and offers is the same whatever stands
//! in the two hidden cells.

use domain::{
    OptionId,
    meaning::TargetGroup,
    offer::{Offer, OfferPlace},
    place::Municipality,
};
use store::{Correction, Imported, TravelMode, WaveState};

use crate::{
    app::{TODAY, TestApp},
    inventory::offer,
    results::plain,
};

const SURVEY: &str = r#"
slug = "bedarf"
audience = "firm"
k = 5
locales = ["de-sie"]
title.de-sie = "Bedarf"
intro.de-sie = "Was Sie brauchen."
privacy.de-sie = "Niemand erfährt, was Sie antworten."

[protection]
purpose.de-sie = "Zum Prüfen."
legal_basis = "Artikel 6 Absatz 1 Buchstabe f DSGVO"
retention_months = 12
level = "anonymous"

[[section]]
title.de-sie = "Fragen"

[[section.page]]
id = "start"

[[section.page.item]]
id = "ort"
kind = "municipality"
text.de-sie = "Wo?"

[[section.page.item]]
id = "ki_azubis"
kind = "number"
min = 0
max = 5000
text.de-sie = "Auszubildende, Digitalisierung"
meaning = { role = "persons", target_group = "apprentices", topic = "digitalisierung" }

[[section.page.item]]
id = "ki_ausbilder"
kind = "number"
min = 0
max = 5000
text.de-sie = "Ausbildende, Digitalisierung"
meaning = { role = "persons", target_group = "trainers", topic = "digitalisierung" }

[[section.page.item]]
id = "deutsch_azubis"
kind = "number"
min = 0
max = 5000
text.de-sie = "Auszubildende, Sprache"
meaning = { role = "persons", target_group = "apprentices", topic = "sprachfoerderung" }
"#;

const PLACES: [(&str, &str); 3] = [("05774032", "Paderborn"), ("05774020", "Delbrück"), ("05774016", "Büren")];
const MINUTES: [[f64; 3]; 3] = [[0.0, 25.0, 35.0], [25.0, 0.0, 50.0], [35.0, 50.0, 0.0]];
/// Firms that answer, and the sums of C01: apprentices who need digital skills, who need German.
const FIRMS: [usize; 3] = [22, 9, 6];
const APPRENTICES: [[u32; 3]; 2] = [[40, 12, 8], [30, 10, 15]];
const PADERBORN: [u32; 18] = [2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
pub const PAGE: &str = "/intern/wellen/bedarf/abdeckung";

fn ags(place: usize) -> OptionId {
    PLACES[place].0.parse().expect("an AGS")
}

/// A sum in as equal parts as there are firms.
fn parts(sum: u32, firms: usize) -> Vec<u32> {
    (0..firms as u32).map(|at| sum / firms as u32 + u32::from(at < sum % firms as u32)).collect()
}

/// Answers in which the trainers of Delbrück and Büren are these.
fn answers(hidden: [&[u32]; 2]) -> Vec<Imported> {
    let trainers = [&PADERBORN[..], hidden[0], hidden[1]];
    let mut answers = Vec::new();
    for place in 0..3 {
        let [digital, german] = APPRENTICES.map(|sums| parts(sums[place], FIRMS[place]));
        for firm in 0..FIRMS[place] {
            let trainers = trainers[place].get(firm).copied().unwrap_or(0);
            let (ort, digital, german) = (ags(place), digital[firm], german[firm]);
            let answers_of_firm = format!(
                r#"{{"ort":"{ort}","ki_azubis":{digital},"ki_ausbilder":{trainers},"deutsch_azubis":{german}}}"#
            );
            answers.push(Imported { kreis: None, answers: answers_of_firm, day: TODAY.into() });
        }
    }
    answers
}

fn offers() -> Vec<Offer> {
    let (apprentices, trainers) = (TargetGroup::Apprentices, TargetGroup::Trainers);
    let at = |place: usize| OfferPlace::Municipality(ags(place));
    let of = |title: &str, topic: &str, groups: &[TargetGroup], place: OfferPlace, seats: u32| Offer {
        target_groups: groups.to_vec(),
        place,
        seats: Some(seats),
        ..offer(title, topic)
    };
    vec![
        of("O1", "digitalisierung", &[apprentices, trainers], at(0), 30),
        of("O2", "digitalisierung", &[apprentices], at(1), 10),
        of("O3", "sprachfoerderung", &[apprentices], at(0), 24),
        of("O4", "digitalisierung", &[trainers], OfferPlace::Online, 6),
        of("O5", "nachhilfe", &[apprentices], at(2), 12),
    ]
}

pub async fn ended(hidden: [&[u32]; 2]) -> TestApp {
    let mut app = TestApp::new().await;
    let store = app.state.store.clone();
    let municipality = |place: usize| Municipality {
        ags: ags(place),
        name: PLACES[place].1.to_owned(),
        kreis: "Kreis Paderborn".to_owned(),
        lat: 51.7,
        lon: 8.7 + 0.1 * place as f64,
    };
    let region: Vec<Municipality> = (0..3).map(municipality).collect();
    store.import_municipalities(&region).await.expect("saved");
    let pairs = (0..3).flat_map(|from| (0..3).map(move |to| (from, to)));
    let ways = pairs.flat_map(|(from, to)| [TravelMode::Car, TravelMode::Transit].map(|mode| (from, to, mode)));
    let way = |(from, to, mode): (usize, usize, TravelMode)| Correction {
        origin: ags(from),
        destination: ags(to),
        mode,
        minutes: Some(MINUTES[from][to]),
    };
    store.correct_travel(&ways.map(way).collect::<Vec<_>>()).await.expect("ways");
    store.import_offers(offers()).await.expect("offers");
    let wave = app.open_survey(SURVEY, "bedarf").await;
    store.import_responses(wave.id, wave.version, answers(hidden)).await.expect("imported");
    app.move_wave("bedarf", WaveState::Open, WaveState::Closed).await;
    app.sign_in().await;
    app
}

/// Every view of needs and offers, and every file of it.
async fn told(app: &mut TestApp) -> Vec<String> {
    let mut told = Vec::new();
    for (group, topic) in
        [("apprentices", "digitalisierung"), ("apprentices", "sprachfoerderung"), ("trainers", "digitalisierung")]
    {
        for kreis in ["", "Kreis+Paderborn"] {
            told.push(app.get(&format!("{PAGE}?gruppe={group}&thema={topic}&kreis={kreis}")).await.text_of("main"));
        }
        for file in ["karte-gedeckt.csv", "karte-gedeckt.svg"] {
            told.push(app.get(&format!("{PAGE}/{file}?gruppe={group}&thema={topic}")).await.text);
        }
    }
    for group in ["apprentices", "trainers"] {
        for file in ["ohne-angebot.csv", "ohne-angebot.svg", "fehlt.csv", "gedeckt.csv", "wenige-antworten.csv"] {
            for kreis in ["", "Kreis+Paderborn"] {
                told.push(app.get(&format!("{PAGE}/{file}?gruppe={group}&kreis={kreis}")).await.text);
            }
        }
    }
    told
}

#[tokio::test]
async fn the_hidden_cell_of_c01_may_be_one_person_or_nine() {
    let mut app = ended([&[1; 6], &[1; 4]]).await;
    let truth = told(&mut app).await;
    let map = plain(&truth[10]);
    assert!(map.contains("Paderborn,Kreis Paderborn,54 %,20,11,9,"), "{map}");
    for hidden in ["Delbrück", "Büren"] {
        assert!(map.contains(&format!("{hidden},Kreis Paderborn,•,•,•,•,•,•")), "{map}");
    }
    let overview = plain(&truth[8]);
    assert!(overview.contains("Kreis Paderborn"), "{overview}");
    let others: [[&[u32]; 2]; 2] = [[&[1], &[2, 2, 2, 1, 1, 1]], [&[2, 2, 2, 1, 1, 1], &[1]]];
    for other in others {
        let mut app = ended(other).await;
        for (view, (told, truth)) in told(&mut app).await.iter().zip(&truth).enumerate() {
            let differs = told.lines().zip(truth.lines()).find(|(told, truth)| told != truth);
            assert_eq!(differs, None, "{other:?} can be told from the truth in view {view}");
            assert_eq!(told, truth);
        }
    }
}
