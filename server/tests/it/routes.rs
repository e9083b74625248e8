//! What holds at every address there is. axum gives no list of its routes, so they are read from the sources.

use std::{fs, path::Path};

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header, request::Builder},
};

use crate::app::{Reply, TestApp};

/// `.route("/a/{b}", get(show).post(save))`
struct Route {
    path: String,
    gets: bool,
    posts: bool,
}

impl Route {
    /// With something in place of what is different from page to page.
    fn address(&self) -> String {
        let filled = self.path.split('/').map(|part| if part.starts_with('{') { "x" } else { part });
        filled.collect::<Vec<_>>().join("/")
    }
}

/// All routes of the service.
fn routes() -> Vec<Route> {
    let mut routes = Vec::new();
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut routes);
    routes
}

fn read_folder(folder: &Path, routes: &mut Vec<Route>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read_folder(&path, routes);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).expect("a source");
            let product = source.split("#[cfg(test)]").next().unwrap_or_default();
            for other in [".nest(", ".nest_service(", ".route_service(", "routing::any", "MethodRouter"] {
                assert!(!product.contains(other), "{}: routes made by {other} are not read here", path.display());
            }
            routes.extend(product.split(".route(").skip(1).map(read));
        }
    }
}

/// From behind the parenthesis that opens a call of `route`.
fn read(call: &str) -> Route {
    let (path, rest) = call.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')).expect("a path");
    let mut open = 1;
    let end = rest.find(|sign| {
        open += i32::from(sign == '(') - i32::from(sign == ')');
        open == 0
    });
    let handlers = &rest[..end.expect("the call ends")];
    Route { path: path.to_owned(), gets: handlers.contains("get("), posts: handlers.contains("post(") }
}

/// What the router says of itself: whoever reads otherwise has misread the sources.
#[tokio::test]
async fn the_routes_of_the_sources_are_those_of_the_router() {
    let mut app = TestApp::new().await;
    for route in routes() {
        let request = Request::builder().method(Method::OPTIONS).uri(route.address());
        let reply = app.send(request.body(Body::empty()).expect("request")).await;
        assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{}", route.path);
        let methods: Vec<&str> = reply.header("allow").split(',').collect();
        assert_eq!((methods.contains(&"GET"), methods.contains(&"POST")), (route.gets, route.posts), "{}", route.path);
    }
}

/// Before anything of it is looked at: asking to sign in would keep the form, and reading it would set cookies.
fn assert_refused(reply: &Reply, route: &Route, case: &str) {
    assert_eq!(reply.status, StatusCode::FORBIDDEN, "{}, {case}", route.path);
    assert_eq!(reply.header("set-cookie"), "", "{}, {case}", route.path);
    assert_eq!(reply.count("input[name=formular]"), 0, "{}, {case}: {}", route.path, reply.text_of("main"));
}

fn form(post: Builder) -> Request<Body> {
    let post = post.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    post.body(Body::from("locale=de-du")).expect("request")
}

#[tokio::test]
async fn a_post_from_another_site_is_refused_wherever_there_is_one() {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    let posts: Vec<Route> = routes().into_iter().filter(|route| route.posts).collect();
    assert!(posts.len() >= 60, "only {} were found", posts.len());
    for route in &posts {
        for site in ["cross-site", "same-site"] {
            let post = Request::post(route.address()).header("sec-fetch-site", site);
            let reply = app.send(form(post.header(header::ORIGIN, "https://example.com"))).await;
            assert_refused(&reply, route, site);
        }
        // A browser that does not say where it comes from otherwise.
        let old = Request::post(route.address()).header(header::ORIGIN, "https://example.com");
        assert_refused(&app.send_foreign(form(old)).await, route, "by its origin");
    }
    assert_eq!(app.get("/intern").await.status, StatusCode::OK, "still signed in");
}
