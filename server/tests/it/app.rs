//! The whole service in this process: router, fresh SQLite in a folder of its own, fixed clock, cookies kept.

use std::{collections::BTreeMap, net::SocketAddr, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use domain::{Slug, Survey, place::Municipality, publish, stratum::Stratum, template};
use server::{
    client::Peer,
    clock::Clock,
    config::Config,
    http, listener,
    session::hash_password,
    state::{AppState, Parts},
};
use store::{Access, Code, Location, NewWave, Roster, Store, WaveState};
use testbed::Held;
use tokio::net::TcpListener;
use tower::ServiceExt;

pub const EMAIL: &str = "geschaeftsstelle@example.org";
pub const PASSWORD: &str = "ein-sehr-langes-passwort";
pub const TODAY: &str = "2026-11-23";
/// The files in the folder.
pub const ANSWERS: &str = "test.sqlite";
pub const ROSTER: &str = "roster.sqlite";

/// A clone is another tab of the same browser: same service, same cookies.
#[derive(Clone)]
pub struct TestApp {
    pub state: AppState,
    router: Router,
    cookies: BTreeMap<String, String>,
    folder: Arc<tempfile::TempDir>,
    database: Option<Arc<Database>>,
    peer: Option<Peer>,
}

/// Of PostgreSQL, gone with the last who uses it.
struct Database(String);

impl Drop for Database {
    fn drop(&mut self) {
        testbed::drop_postgres(&self.0);
    }
}

pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    /// As they came, for what is no text.
    pub bytes: axum::body::Bytes,
}

impl Reply {
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// Leads to the sign-in page, or is it and keeps the form that was posted.
    pub fn asks_to_sign_in(&self) -> bool {
        let keeps_form = self.status == StatusCode::FORBIDDEN && self.count("input[name=formular]") == 1;
        self.location().starts_with("/anmelden") || keeps_form
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn html(&self) -> scraper::Html {
        scraper::Html::parse_document(&self.text)
    }

    /// Text of the first element that matches.
    pub fn text_of(&self, selector: &str) -> String {
        let selector = scraper::Selector::parse(selector).expect("selector");
        let html = self.html();
        let found = html.select(&selector).next();
        found.map(|element| element.text().collect::<String>().trim().to_owned()).unwrap_or_default()
    }

    /// Of every element that fits and has it.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = scraper::Selector::parse(selector).expect("selector");
        let html = self.html();
        html.select(&selector).filter_map(|element| element.value().attr(name).map(str::to_owned)).collect()
    }

    pub fn count(&self, selector: &str) -> usize {
        let selector = scraper::Selector::parse(selector).expect("selector");
        self.html().select(&selector).count()
    }
}

fn morning() -> Clock {
    Clock::fixed("2026-11-23T10:00:00Z".parse().expect("instant"))
}

impl TestApp {
    pub async fn new() -> TestApp {
        TestApp::of(Config::default(), morning()).await
    }

    /// With settings and a clock of the test's own.
    pub async fn of(config: Config, clock: Clock) -> TestApp {
        TestApp::on(None, config, clock).await
    }

    /// On each database, by its name; the roster lies in SQLite.
    pub async fn on_both() -> Vec<(&'static str, TestApp)> {
        let mut both = vec![("SQLite", TestApp::new().await)];
        if let Some(database) = testbed::empty_postgres().await.map(Database) {
            both.push(("PostgreSQL", TestApp::on(Some(database), Config::default(), morning()).await));
        }
        both
    }

    async fn on(database: Option<Database>, config: Config, clock: Clock) -> TestApp {
        TestApp::open(tempfile::tempdir().expect("folder"), database, config, clock).await
    }

    /// On a database that was made before.
    pub async fn copied(answers: &[u8]) -> TestApp {
        let folder = tempfile::tempdir().expect("folder");
        std::fs::write(folder.path().join(ANSWERS), answers).expect("copied");
        TestApp::open(folder, None, Config::default(), morning()).await
    }

    async fn open(folder: tempfile::TempDir, database: Option<Database>, mut config: Config, clock: Clock) -> TestApp {
        let in_folder = |name| Location::Sqlite(folder.path().join(name));
        let answers =
            database.as_ref().map_or_else(|| in_folder(ANSWERS), |database| Location::Postgres(database.0.clone()));
        let store = Store::open(&answers).await.expect("store");
        store.migrate().await.expect("migrated");
        let roster = Roster::open(&in_folder(ROSTER)).await.expect("roster");
        roster.migrate().await.expect("migrated");
        folder.path().clone_into(&mut config.server.data);
        let state = AppState::new(store, roster, config, clock, false);
        TestApp {
            router: http::router(state.clone()),
            state,
            cookies: BTreeMap::new(),
            folder: Arc::new(folder),
            database: database.map(Arc::new),
            peer: None,
        }
    }

    /// The same databases in a process that remembers nothing.
    pub fn restarted(&self) -> TestApp {
        let old = &self.state;
        let state =
            AppState::new(old.store.clone(), old.roster.clone(), Config::clone(&old.config), old.clock.clone(), false);
        TestApp { router: http::router(state.clone()), state, cookies: BTreeMap::new(), peer: None, ..self.clone() }
    }

    /// Where the data are.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Of PostgreSQL, if the answers lie there.
    pub fn database(&self) -> Option<&str> {
        self.database.as_deref().map(|database| database.0.as_str())
    }

    /// Somebody else writes to this file.
    pub async fn hold(&self, file: &str) -> Held {
        Held::of(&self.folder.path().join(file)).await
    }

    /// The service on a socket of this machine, for as long as the test runs.
    pub async fn listen(&self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let addr = listener.local_addr().expect("an address");
        let router = http::router(self.state.clone());
        tokio::spawn(listener::serve(listener, router, 64, std::future::pending()));
        addr
    }

    /// Another time; the pages kept in memory are read anew.
    pub fn set_time(&mut self, at: &str) {
        let clock = Clock::fixed(at.parse().expect("instant"));
        self.state = self.state.changed(|parts| parts.clock = clock);
        self.state.forget();
        self.router = http::router(self.state.clone());
    }

    /// Publishes a template and opens a wave that is answered with codes.
    pub async fn open_with_codes(&self, template: &str, slug: &str, access: Access, count: usize) -> Vec<Code> {
        let wave = self.open_template(template, slug).await;
        let store = &self.state.store;
        // Access is settled while a wave is planned; this one is opened again under it.
        let new = NewWave {
            survey: wave.survey,
            version: wave.version,
            slug: format!("{slug}-c"),
            title: slug.into(),
            demo: false,
        };
        let id = store.create_wave(&new).await.expect("wave");
        store.set_access(id, access).await.expect("planned");
        store.set_wave_state(id, WaveState::Planned, WaveState::Open, TODAY).await.expect("open");
        let batch = store.create_batch(id, &Stratum::firm("Muster GmbH")).await.expect("batch");
        self.state.forget();
        store.issue_codes(id, batch, count).await.expect("codes")
    }

    pub async fn get(&mut self, path: &str) -> Reply {
        self.send(Request::get(path).body(Body::empty()).expect("request")).await
    }

    pub async fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Reply {
        let body = serde_urlencoded::to_string(pairs).expect("pairs");
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).expect("request")).await
    }

    /// One file in a multipart form, with further fields.
    pub async fn upload(
        &mut self,
        path: &str,
        name: &str,
        file: &str,
        content: &str,
        fields: &[(&str, &str)],
    ) -> Reply {
        self.multipart(path, name, file, content.as_bytes(), fields).await
    }

    /// One file of any bytes.
    pub async fn upload_bytes(&mut self, path: &str, name: &str, file: &str, content: &[u8]) -> Reply {
        self.multipart(path, name, file, content, &[]).await
    }

    async fn multipart(
        &mut self,
        path: &str,
        name: &str,
        file: &str,
        content: &[u8],
        fields: &[(&str, &str)],
    ) -> Reply {
        let mut body = String::new();
        for (name, value) in fields {
            body += &format!("--grenze\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }
        body += &format!(
            "--grenze\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        let body = [body.as_bytes(), content, b"\r\n--grenze--\r\n"].concat();
        let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=grenze");
        self.send(request.body(Body::from(body)).expect("request")).await
    }

    pub async fn send(&mut self, mut request: Request<Body>) -> Reply {
        if let Some(peer) = self.peer {
            request.extensions_mut().insert(peer);
        }
        send(&self.router, &mut self.cookies, request).await
    }

    /// As from a program that is no browser: nothing says where the request comes from.
    pub async fn send_foreign(&self, request: Request<Body>) -> Reply {
        deliver(&self.router, &mut BTreeMap::new(), request).await
    }

    /// The same service with another state.
    pub fn changed(mut self, change: impl FnOnce(&mut Parts)) -> TestApp {
        self.state = self.state.changed(change);
        self.router = http::router(self.state.clone());
        self
    }

    /// From this address on.
    pub fn come_from(&mut self, address: &str) {
        self.peer = Some(Peer(address.parse().expect("address")));
    }

    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    pub fn forget_cookies(&mut self) {
        self.cookies.clear();
    }

    pub async fn sign_in(&mut self) {
        if self.state.store.account_by_email(EMAIL).await.expect("accounts").is_none() {
            let hash = hash_password(PASSWORD).await.expect("hashed");
            let account = self.state.store.create_account(EMAIL, "Ayla Beispiel", &hash).await.expect("account");
            self.state.store.set_reads_answers(account, true).await.expect("allowed");
        }
        let reply = self.post("/anmelden", &[("email", EMAIL), ("passwort", PASSWORD)]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
    }

    /// Three municipalities in two Kreise.
    pub async fn seed_region(&self) {
        for (ags, name, kreis, lat, lon) in [
            ("05774032", "Paderborn", "Kreis Paderborn", 51.71905, 8.75439),
            ("05774016", "Büren", "Kreis Paderborn", 51.55109, 8.55956),
            ("05762020", "Höxter", "Kreis Höxter", 51.77501, 9.38155),
        ] {
            let place =
                Municipality { ags: ags.parse().expect("ags"), name: name.into(), kreis: kreis.into(), lat, lon };
            self.state.store.save_municipality(&place).await.expect("saved");
        }
        self.state.forget();
    }

    /// Publishes a template (`unternehmen`, `auszubildende`, `beispiel`) and opens a wave of it under `slug`.
    pub async fn open_template(&self, name: &str, slug: &str) -> store::Wave {
        let templates = template::all();
        let template = templates.iter().find(|template| template.id == name).expect("template");
        self.open_survey(template.source, slug).await
    }

    pub async fn open_survey(&self, source: &str, slug: &str) -> store::Wave {
        let survey = Survey::from_toml(source).expect("readable");
        let region = self.state.store.municipalities().await.expect("region");
        let frozen = publish::freeze(survey.clone(), &region);
        let frozen = serde_json::to_string(&frozen).expect("json");
        let store = &self.state.store;
        let name: &Slug = &survey.slug;
        let id = store.create_survey(name.as_str(), source).await.expect("survey");
        let row = store.survey(name.as_str()).await.expect("read").expect("there");
        let version = store.publish(id, row.revision, &frozen, TODAY).await.expect("published");
        let new = NewWave { survey: id, version, slug: slug.into(), title: slug.into(), demo: false };
        let wave = store.create_wave(&new).await.expect("wave");
        store.set_wave_state(wave, WaveState::Planned, WaveState::Open, TODAY).await.expect("open");
        self.state.forget();
        store.wave(slug).await.expect("read").expect("there")
    }

    pub async fn move_wave(&self, slug: &str, from: WaveState, to: WaveState) {
        let wave = self.state.store.wave(slug).await.expect("read").expect("there");
        self.state.store.set_wave_state(wave.id, from, to, TODAY).await.expect("moved");
        self.state.forget();
    }
}

async fn send(router: &Router, cookies: &mut BTreeMap<String, String>, mut request: Request<Body>) -> Reply {
    if !cookies.is_empty() {
        let all: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        request.headers_mut().insert(header::COOKIE, all.join("; ").parse().expect("cookie"));
    }
    if *request.method() == Method::POST {
        request.headers_mut().entry("sec-fetch-site").or_insert("same-origin".parse().expect("site"));
    }
    deliver(router, cookies, request).await
}

async fn deliver(router: &Router, cookies: &mut BTreeMap<String, String>, mut request: Request<Body>) -> Reply {
    request.headers_mut().entry(header::HOST).or_insert("127.0.0.1:3000".parse().expect("host"));
    let response = router.clone().oneshot(request).await.expect("infallible");
    for cookie in response.headers().get_all(header::SET_COOKIE) {
        let cookie = cookie.to_str().expect("ascii");
        let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("pair");
        if cookie.contains("Max-Age=0") {
            cookies.remove(name);
        } else {
            cookies.insert(name.to_owned(), value.to_owned());
        }
    }
    check_headers(response.headers());
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.expect("body");
    assert_ne!(parts.status, StatusCode::INTERNAL_SERVER_ERROR, "{}", String::from_utf8_lossy(&bytes));
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Reply { status: parts.status, headers: parts.headers, text, bytes }
}

/// What holds for every response of the service, whatever a test is about.
fn check_headers(headers: &HeaderMap) {
    for name in ["content-security-policy", "x-content-type-options", "referrer-policy", "cache-control"] {
        assert!(headers.contains_key(name), "{name} is missing");
    }
    if let Some(to) = headers.get(header::LOCATION) {
        let to = to.to_str().expect("ascii");
        assert!(to.starts_with('/') && !to.starts_with("//"), "redirect off the site: {to}");
    }
}
