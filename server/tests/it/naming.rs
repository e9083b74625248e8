//! Firms that answer with their name because they chose to, and those beside them that did not.

use std::fs;

use axum::http::StatusCode;
use domain::Code;
use store::{Access, Contact, NewWave, WaveState};

use crate::{
    app::{Reply, TestApp},
    respond::{stored, walk},
};

const WAVE: &str = "/intern/wellen/firmen";

/// A wave that asks for names, planned, filled with contacts and opened as staff do it; a code for each firm.
async fn invited(firms: &[String]) -> (TestApp, Vec<Code>) {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let wave = planned(&app, "unternehmen", "firmen").await;
    app.sign_in().await;
    let plan = [("zugang", "named"), ("oeffnet", ""), ("schliesst", "")];
    let reply = app.post(&format!("{WAVE}/planung"), &plan).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text_of("main"));
    let mut pairs = vec![("closes".to_owned(), "2026-12-20".to_owned()), ("schritt".to_owned(), "senden".to_owned())];
    let mut contacts = Vec::new();
    for (number, firm) in firms.iter().enumerate() {
        let contact = Contact::new(firm, &format!("post@firma{number}.example"));
        app.state.roster.save_contact(&contact).await.expect("saved");
        pairs.push(("kontakt".to_owned(), contact.id.to_hex()));
        contacts.push(contact);
    }
    let reply = app.post(&format!("{WAVE}/einladen"), &crate::respond::borrowed(&pairs)).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text_of("main"));
    app.post(&format!("{WAVE}/oeffnen"), &[]).await;
    let key = app.state.mailing.seal_key().await.expect("a key");
    let mut codes = Vec::new();
    for contact in contacts {
        let invitation = app.state.roster.invitation(wave, contact.id).await.expect("read").expect("invited");
        codes.push(Code::parse(&key.open(&invitation.code, wave, contact.id).expect("opened")).expect("a code"));
    }
    (app, codes)
}

async fn planned(app: &TestApp, template: &str, slug: &str) -> store::Id {
    let open = app.open_template(template, "offen").await;
    let new =
        NewWave { survey: open.survey, version: open.version, slug: slug.into(), title: slug.into(), demo: false };
    app.state.store.create_wave(&new).await.expect("wave")
}

fn firms(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("Kanarienvogel{number:02} GmbH")).collect()
}

fn link(code: Code) -> String {
    format!("/c/{}", code.compact())
}

fn edition(page: &Reply) -> String {
    let selector = scraper::Selector::parse("input[name=fassung]").expect("selector");
    let html = page.html();
    html.select(&selector).next().and_then(|field| field.value().attr("value")).expect("an edition").to_owned()
}

async fn begin(app: &mut TestApp, code: Code, choice: &str) -> Reply {
    app.forget_cookies();
    let page = app.get(&link(code)).await;
    let (code, edition) = (code.compact(), edition(&page));
    app.post("/s/firmen", &[("code", &code), ("locale", "de-sie"), ("name", choice), ("fassung", &edition)]).await
}

/// From the link to the receipt; gives its address.
async fn answer(app: &mut TestApp, code: Code, choice: &str) -> String {
    let begun = begin(app, code, choice).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text_of("main"));
    let (seen, _) = walk(app, begun.location()).await;
    let receipt = seen.last().expect("pages").clone();
    assert!(receipt.starts_with("/s/firmen/danke"), "{seen:?}");
    receipt
}

async fn end(app: &mut TestApp) {
    app.forget_cookies();
    app.sign_in().await;
    app.post(&format!("{WAVE}/schliessen"), &[]).await;
    app.post(&format!("{WAVE}/frist-beenden"), &[]).await;
}

/// The firm column of the file of answers, sorted.
async fn exported(app: &mut TestApp) -> Vec<String> {
    let file = app.get(&format!("{WAVE}/antworten/csv")).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.text);
    let mut reader = csv::Reader::from_reader(file.text.as_bytes());
    assert_eq!(reader.headers().expect("a header").get(0), Some("_firm"));
    let mut firms: Vec<String> = reader.records().map(|line| line.expect("a line")[0].to_owned()).collect();
    firms.sort();
    firms
}

/// Whether it stands in clear in any file of the answers' database.
async fn is_on_disk(app: &TestApp, needle: &str) -> bool {
    app.state.store.checkpoint().await.expect("written");
    let files = fs::read_dir(app.folder()).expect("folder").map(|file| file.expect("file").path());
    let mut of_answers =
        files.filter(|path| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with("test.")));
    of_answers.any(|path| {
        let bytes = fs::read(path).expect("read");
        bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
    })
}

#[tokio::test]
async fn who_agrees_is_named_in_the_file_and_nobody_else_is() {
    let names = firms(13);
    let (mut app, codes) = invited(&names).await;
    for (number, code) in codes.iter().enumerate() {
        answer(&mut app, *code, if number < 7 { "mit" } else { "ohne" }).await;
    }
    app.sign_in().await;
    let running = app.get(&format!("{WAVE}/namen")).await;
    assert!(!running.text.contains("Kanarienvogel"), "not before the end");
    assert_eq!(app.get(&format!("{WAVE}/antworten/csv")).await.status, StatusCode::CONFLICT);
    end(&mut app).await;
    let found = exported(&mut app).await;
    assert_eq!(found[..6], vec![String::new(); 6]);
    assert_eq!(found[6..], names[..7]);
    let book = app.get(&format!("{WAVE}/antworten/codebook")).await;
    assert!(book.text.contains("_firm,Betrieb,firm,"), "{}", &book.text[..400]);
    let page = app.get(&format!("{WAVE}/namen")).await;
    for (number, name) in names.iter().enumerate() {
        assert_eq!(page.text.contains(name.as_str()), number < 7, "{name}");
    }
    // And what they agreed to, word for word.
    assert!(page.text.contains("nur Beschäftigte von"), "{}", page.text_of("main"));
}

#[tokio::test]
async fn nothing_of_a_name_is_stored_for_those_who_did_not_choose_it() {
    let names = firms(12);
    let (mut app, codes) = invited(&names).await;
    for name in &names {
        assert!(!is_on_disk(&app, name).await, "{name} before anybody has answered");
    }
    for (number, code) in codes.iter().enumerate() {
        answer(&mut app, *code, if number % 2 == 0 { "mit" } else { "ohne" }).await;
    }
    for ended in [false, true] {
        if ended {
            end(&mut app).await;
            exported(&mut app).await;
        }
        for (number, name) in names.iter().enumerate() {
            assert_eq!(is_on_disk(&app, name).await, number % 2 == 0, "{name}, ended: {ended}");
        }
    }
    // No answer without a name is joined to a batch, a code or a firm.
    let wave = app.state.store.wave("firmen").await.expect("read").expect("there");
    let batches = app.state.store.batches(wave.id).await.expect("read");
    assert_eq!((batches.len(), batches[0].stratum.to_string()), (1, String::new()));
}

#[tokio::test]
async fn nothing_is_ticked_and_nothing_begins_before_a_firm_has_chosen() {
    let (mut app, codes) = invited(&firms(1)).await;
    app.forget_cookies();
    let page = app.get(&link(codes[0])).await;
    assert_eq!((page.count("input[type=radio][name=name]"), page.count("input[checked]")), (2, 0));
    assert!(page.text.contains("Mit dem Namen „Kanarienvogel00 GmbH“"), "{}", page.text_of("main"));
    assert!(!page.text.contains("ist anonym"), "the survey's own sentence holds for other waves");
    let (code, edition) = (codes[0].compact(), edition(&page));
    let forged: [&[(&str, &str)]; 5] = [
        &[],
        &[("fassung", &edition)],
        &[("name", "mit")],
        &[("name", "mit"), ("fassung", "00000000")],
        &[("name", "Nachbar GmbH"), ("fassung", &edition)],
    ];
    for fields in forged {
        let pairs = [&[("code", code.as_str())], fields].concat();
        let refused = app.post("/s/firmen", &pairs).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert_eq!(refused.count("[role=alert]"), 1, "{}", refused.text_of("main"));
        assert!(app.cookie("entwurf").is_none(), "{fields:?}");
    }
    // A name that a form brings along is nobody's.
    let pairs =
        [("code", code.as_str()), ("name", "mit"), ("fassung", &edition), ("firma", "Nachbar"), ("firm", "Nachbar")];
    let begun = app.post("/s/firmen", &pairs).await;
    walk(&mut app, begun.location()).await;
    assert!(!is_on_disk(&app, "Nachbar").await && is_on_disk(&app, "Kanarienvogel00").await);
}

/// The receipt's fields travel in a form; they say what was chosen and choose nothing.
#[tokio::test]
async fn a_forged_form_at_the_end_names_nobody() {
    let (mut app, codes) = invited(&firms(1)).await;
    app.forget_cookies();
    let edition = edition(&app.get(&link(codes[0])).await);
    let begun = begin(&mut app, codes[0], "ohne").await;
    let (seen, _) = walk_to_check(&mut app, begun.location()).await;
    assert!(seen.text.contains("Ohne Namen"), "{}", seen.text_of("main"));
    let (action, pairs) = crate::respond::fill(&seen).expect("the form");
    let forged: Vec<(&str, &str)> = crate::respond::borrowed(&pairs)
        .into_iter()
        .map(|(name, value)| if name == "_name" { (name, edition.as_str()) } else { (name, value) })
        .chain([("name", "mit"), ("fassung", edition.as_str())])
        .collect();
    assert_eq!(app.post(&action, &forged).await.location(), "/s/firmen/pruefen?anders=name");
    let sent = crate::respond::send_checked(&mut app, "firmen").await;
    assert!(sent.location().starts_with("/s/firmen/danke"), "{}", sent.location());
    assert!(!is_on_disk(&app, "Kanarienvogel").await);
}

/// One link, two devices: whoever sends from the page that says "Ohne Namen" has not chosen the name.
#[tokio::test]
async fn a_name_chosen_on_another_device_is_not_stored_by_a_page_that_said_without() {
    let (mut app, codes) = invited(&firms(1)).await;
    let begun = begin(&mut app, codes[0], "ohne").await;
    let (seen, _) = walk_to_check(&mut app, begun.location()).await;
    let (action, without) = crate::respond::fill(&seen).expect("the form");
    let mut other = app.clone();
    assert_eq!(begin(&mut other, codes[0], "mit").await.status, StatusCode::SEE_OTHER);
    for _ in 0..2 {
        let refused = app.post(&action, &crate::respond::borrowed(&without)).await;
        assert_eq!(refused.location(), "/s/firmen/pruefen?anders=name");
        assert!(stored(&app, "firmen").await.is_empty() && !is_on_disk(&app, "Kanarienvogel").await);
    }
    let again = app.get("/s/firmen/pruefen?anders=name").await;
    assert!(again.text_of("article > .notice").contains("anders gewählt"), "{}", again.text_of("main"));
    assert!(again.text_of("main").contains("Mit dem Namen Ihres Betriebs"), "it shows what holds now");
    let english = other.post("/s/firmen/sprache", &[("_language", "en"), ("back", "/s/firmen/pruefen")]).await;
    assert_eq!(english.status, StatusCode::SEE_OTHER);
    let again = app.get("/s/firmen/pruefen?anders=name").await;
    assert!(again.text_of("article > .notice").contains("chosen otherwise"), "{}", again.text_of("main"));
    // Put right, it goes without.
    assert_eq!(app.post("/s/firmen", &[("name", "ohne")]).await.status, StatusCode::SEE_OTHER);
    let sent = crate::respond::send_checked(&mut app, "firmen").await;
    assert!(sent.location().starts_with("/s/firmen/danke"), "{}", sent.location());
    assert!(!is_on_disk(&app, "Kanarienvogel").await);
}

/// The check page, and how many pages lie before it.
pub async fn walk_to_check(app: &mut TestApp, from: &str) -> (Reply, usize) {
    let mut at = from.to_owned();
    for pages in 0..120 {
        let page = app.get(&at).await;
        if at.ends_with("/pruefen") {
            return (page, pages);
        }
        let (action, pairs) = crate::respond::fill(&page).expect("a form");
        let mut reply = app.post(&action, &crate::respond::borrowed(&pairs)).await;
        if reply.location().contains("hinweis") {
            reply = app.post(&action, &crate::respond::borrowed(&pairs)).await;
        }
        at = reply.location().to_owned();
    }
    panic!("no check page");
}

#[tokio::test]
async fn the_choice_is_seen_before_sending_can_be_changed_and_stands_on_the_receipt() {
    let (mut app, codes) = invited(&firms(2)).await;
    let begun = begin(&mut app, codes[0], "mit").await;
    let (check, _) = walk_to_check(&mut app, begun.location()).await;
    assert!(check.text.contains("Mit dem Namen Ihres Betriebs"), "{}", check.text_of("main"));
    assert_eq!(check.count("a[href='/s/firmen']"), 1, "the way to change it");
    let start = app.get("/s/firmen").await;
    assert_eq!((start.count("input[value=mit][checked]"), start.count("input[checked]")), (1, 1), "their own choice");
    // Going on without a choice is asked once more, and keeps the answers.
    assert_eq!(app.post("/s/firmen", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.post("/s/firmen", &[("name", "ohne")]).await.status, StatusCode::SEE_OTHER);
    let sent = crate::respond::send_checked(&mut app, "firmen").await;
    let receipt = app.get(sent.location()).await;
    assert!(receipt.text.contains("Ohne Namen") && !receipt.text.contains("Dem haben Sie zugestimmt"));
    assert!(!is_on_disk(&app, "Kanarienvogel").await);

    let address = answer(&mut app, codes[1], "mit").await;
    let receipt = app.get(&address).await;
    assert!(receipt.text.contains("Mit dem Namen Ihres Betriebs"), "{}", receipt.text_of("main"));
    assert!(receipt.text_of("details").contains("ohne Grund widerrufen"), "{}", receipt.text_of("details"));
    assert!(!address.contains("Kanarienvogel"), "the name of a firm is in no address");
}

#[tokio::test]
async fn fewer_than_k_without_a_name_are_joined_by_others() {
    let (mut app, codes) = invited(&firms(12)).await;
    for (number, code) in codes.iter().enumerate() {
        answer(&mut app, *code, if number < 10 { "mit" } else { "ohne" }).await;
    }
    end(&mut app).await;
    let found = exported(&mut app).await;
    assert_eq!(found.iter().filter(|firm| firm.is_empty()).count(), 5, "k is 5 here: {found:?}");
    assert!(found[5..].iter().all(|firm| firm != "Kanarienvogel10 GmbH" && firm != "Kanarienvogel11 GmbH"));
}

/// As the page that asks posts it.
async fn withdraw(app: &mut TestApp, firm: &str) -> Reply {
    app.post(&format!("{WAVE}/namen"), &[("betrieb", firm), ("bestaetigt", "1")]).await
}

#[tokio::test]
async fn a_withdrawn_name_is_gone_from_the_file_and_from_the_disk_and_the_answer_stays() {
    let names = firms(14);
    let (mut app, codes) = invited(&names).await;
    for (number, code) in codes.iter().enumerate() {
        answer(&mut app, *code, if number < 8 { "mit" } else { "ohne" }).await;
    }
    app.forget_cookies();
    let stranger = withdraw(&mut app, &names[1]).await;
    assert!(stranger.asks_to_sign_in() && is_on_disk(&app, &names[1]).await);
    app.sign_in().await;
    // One press on a button takes nothing away: the page that asks comes first.
    let asked = app.post(&format!("{WAVE}/namen"), &[("betrieb", &names[1])]).await;
    assert!(
        asked.text_of("main").contains("Zurückholen lässt sich der Name nicht") && is_on_disk(&app, &names[1]).await
    );
    // While the wave runs, whatever the capitals; that there was such an answer is not told.
    let (there, not_there) = (names[0].to_uppercase(), names[9].as_str());
    let replies = [there.as_str(), not_there].map(|firm| firm.to_owned());
    let mut locations = Vec::new();
    for firm in replies {
        locations.push(withdraw(&mut app, &firm).await.location().to_owned());
    }
    assert_eq!(locations[0], locations[1]);
    assert!(!is_on_disk(&app, &names[0]).await);
    end(&mut app).await;
    assert_eq!(exported(&mut app).await[7..], names[1..8]);
    // And after its end.
    let done = withdraw(&mut app, &names[3]).await;
    let page = app.get(done.location()).await;
    assert!(!page.text.contains(&names[3]) && page.text.contains(&names[4]), "{}", page.text_of("main"));
    assert!(!is_on_disk(&app, &names[3]).await);
    let left = exported(&mut app).await;
    assert_eq!((left.len(), left[..8].iter().all(String::is_empty)), (14, true), "{left:?}");
    assert_eq!(stored(&app, "firmen").await.len(), 14);
}

#[tokio::test]
async fn names_go_when_single_answers_are_to_go() {
    let (mut app, codes) = invited(&firms(6)).await;
    for code in &codes {
        answer(&mut app, *code, "mit").await;
    }
    end(&mut app).await;
    assert_eq!(exported(&mut app).await, firms(6), "all have agreed: there is nobody to protect");
    // The survey says 60 months; the wave ended on 23 November 2026.
    for (day, kept) in [("2031-11-23T10:00:00Z", true), ("2031-11-24T10:00:00Z", false)] {
        app.set_time(day);
        server::retention::turn(&app.state).await.expect("done");
        assert_eq!(is_on_disk(&app, "Kanarienvogel").await, kept, "{day}");
    }
}

#[tokio::test]
async fn apprentices_are_never_asked_for_a_firm() {
    let mut app = TestApp::new().await;
    planned(&app, "auszubildende", "azubis").await;
    app.sign_in().await;
    let page = app.get("/intern/wellen/azubis/planung").await;
    assert_eq!((page.count("input[value=code]"), page.count("input[value=named]")), (1, 0));
    app.post("/intern/wellen/azubis/planung", &[("zugang", "named"), ("oeffnet", ""), ("schliesst", "")]).await;
    let wave = app.state.store.wave("azubis").await.expect("read").expect("there");
    assert_ne!(wave.access, Access::Named);
    // Even where the database says otherwise.
    let store = app.state.store.clone();
    store.set_access(wave.id, Access::Named).await.expect("planned");
    store.set_wave_state(wave.id, WaveState::Planned, WaveState::Open, "2026-11-23").await.expect("open");
    let batch = store.create_batch(wave.id, &domain::stratum::Stratum::default()).await.expect("batch");
    let codes = store.issue_codes(wave.id, batch, 1).await.expect("codes");
    let sealed = server::naming::seal_firm(codes[0], wave.id, "Kanarienvogel GmbH").expect("sealed");
    store.seal_firms(wave.id, vec![(codes[0], sealed)]).await.expect("stored");
    app.state.forget();
    app.forget_cookies();
    let start = app.get(&link(codes[0])).await;
    assert_eq!((start.status, start.count("input[name=name]")), (StatusCode::OK, 0));
    assert!(!start.text.contains("Kanarienvogel"));
    walk(&mut app, &link(codes[0])).await;
    assert!(!is_on_disk(&app, "Kanarienvogel").await);
}

#[tokio::test]
async fn staff_mails_and_the_notice_say_what_is_in_force() {
    let (mut app, codes) = invited(&firms(1)).await;
    for path in ["einladen", "einladen/probelauf", "planung"] {
        let page = app.get(&format!("{WAVE}/{path}")).await;
        assert!(page.text.contains("Jeder Betrieb wählt am Anfang"), "{path}: {}", page.text_of("main"));
    }
    let contact = Contact::new("Noch eine GmbH", "noch@eine.example");
    app.state.roster.save_contact(&contact).await.expect("saved");
    let id = contact.id.to_hex();
    let typed = [("kontakt", id.as_str()), ("closes", "2026-12-20"), ("schritt", "vorschau")];
    let preview = app.post(&format!("{WAVE}/einladen"), &typed).await;
    assert!(preview.text_of("pre").contains("Ohne Namen geht es genauso."), "{}", preview.text_of("pre"));
    app.forget_cookies();
    for (lang, said) in [("de-sie", "wählen am Anfang, ob der Name"), ("en", "choose at the start whether")] {
        let notice = app.get(&format!("/s/firmen/was-wir-speichern?lang={lang}")).await;
        assert!(notice.text.contains(said), "{}", notice.text_of("main"));
        let start = app.get(&format!("{}?lang={lang}", link(codes[0]))).await;
        assert_eq!(start.count("input[type=radio][name=name]"), 2);
    }
    let invited = app.get("/s/offen/was-wir-speichern").await;
    assert!(invited.text.contains("speichern wir keinen Namen"), "{}", invited.text_of("main"));
}

/// A name that is mistyped must not seem to be taken away.
#[tokio::test]
async fn a_withdrawal_for_a_firm_that_was_not_invited_says_so_and_nothing_about_answers() {
    let (mut app, codes) = invited(&firms(3)).await;
    answer(&mut app, codes[0], "mit").await;
    app.sign_in().await;
    let mut said = Vec::new();
    for firm in ["Kanarienvogel00 GmbH", " kanarienvogel01   gmbh ", "Kanarienvogel00 GbmH"] {
        let done = withdraw(&mut app, firm).await;
        said.push(app.get(done.location()).await.text_of(".notice[role=status]"));
    }
    assert_eq!(said[0], said[1], "who has answered is not told");
    assert!(said[0].contains("ist er dort jetzt weg") && said[2].contains("Kein Betrieb"), "{said:?}");
}

/// The name beside an answer is the one the firm was invited under; what it is called by now finds it too.
#[tokio::test]
async fn a_firm_that_was_renamed_is_found_under_either_name() {
    let names = firms(12);
    let (mut app, codes) = invited(&names).await;
    for (number, code) in codes.iter().enumerate() {
        answer(&mut app, *code, if number < 6 { "mit" } else { "ohne" }).await;
    }
    app.sign_in().await;
    let roster = app.state.roster.clone();
    for contact in roster.contacts().await.expect("contacts") {
        let number = names.iter().position(|name| *name == contact.firm).expect("one of them");
        let renamed = Contact { firm: format!("Zaunkönig{number} GmbH"), ..contact };
        roster.save_contact(&renamed).await.expect("renamed");
    }
    for (typed, name) in [("zaunkönig0 gmbh", &names[0]), (names[1].as_str(), &names[1])] {
        let done = withdraw(&mut app, typed).await;
        assert!(done.location().ends_with("erledigt=1"), "{typed}");
        assert!(!is_on_disk(&app, name).await, "{typed}");
    }
    end(&mut app).await;
    // Nobody is asked for an invitation that is forgotten: what is there is on the page.
    let wave = app.state.store.wave("firmen").await.expect("read").expect("there");
    server::fieldwork::turn(&app.state).await.expect("settled");
    roster.forget_mailing(wave.id).await.expect("forgotten");
    for (typed, done) in [("Zaunkönig2 GmbH", "unbekannt"), (names[2].as_str(), "1"), (names[2].as_str(), "unbekannt")]
    {
        let reply = withdraw(&mut app, typed).await;
        assert!(reply.location().ends_with(done), "{typed}: {}", reply.location());
    }
    assert!(!is_on_disk(&app, &names[2]).await && is_on_disk(&app, &names[3]).await);
}
