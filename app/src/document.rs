//! One whole HTML page: everything around the body that a page brings.

mod footer;
mod header;
mod loader;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use domain::Locale;
use hydration_context::SsrSharedContext;
use leptos::{html, prelude::*};

use crate::ui::words::words;
use footer::Footer;
use header::{DemoBar, Header};

/// Light, dark, or what the system says. Kept in a cookie, so that the first byte is already right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    pub fn as_str(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub fn parse(text: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.as_str() == text)
    }
}

/// For whom the page is. Decides head and foot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Audience {
    #[default]
    Public,
    /// No navigation: nothing leads away from half-given answers. `youth` speaks louder, for apprentices.
    Respondent {
        youth: bool,
    },
    Staff {
        name: String,
    },
}

/// How the page lets one choose between light and dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Switches {
    /// By a form of its own.
    #[default]
    Own,
    /// By the form with this id, which takes along what was typed into it.
    In(&'static str),
    /// Not here: choosing would lose what the page shows.
    None,
}

/// What the page stands on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ground {
    #[default]
    Paper,
    /// For opening screens.
    Petrol,
}

/// URLs of the built files, with the hashes in their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assets {
    pub css: String,
    pub font: String,
    pub favicon: String,
    pub js: String,
    pub wasm: String,
    /// Keeps what is typed into a survey until it is sent.
    pub keep: String,
    /// Asks on a device for many whether somebody is still there.
    pub kiosk: String,
}

/// What a page is set in. Start from `Frame::default()`, or from what the server makes for a request.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Of the page alone; the product's name is added.
    pub title: String,
    /// For search engines and previews; none if empty.
    pub description: String,
    pub locale: Locale,
    pub theme: Theme,
    pub audience: Audience,
    pub ground: Ground,
    pub switches: Switches,
    /// Path and query of this page: marks the navigation, and where the switches come back to.
    pub path: String,
    /// The same as in the Content-Security-Policy header of this response.
    pub nonce: String,
    pub assets: Arc<Assets>,
    /// The association that runs this installation.
    pub organisation: String,
    /// Everything on this page is invented.
    pub demo: bool,
    /// Within the demo: the answers on this page are not invented.
    pub real_answers: bool,
    /// The page holds islands: only then is any script sent.
    pub islands: bool,
    /// The page holds a form whose entries are kept, or ends one.
    pub keeps: bool,
    /// On a device for many: no link leads away from the survey.
    pub kiosk: bool,
    /// After how many seconds the browser goes on, and where to.
    pub goes_on: Option<(u32, String)>,
    /// The form on this page comes back with problems; the title says so first.
    pub failed: bool,
    pub noindex: bool,
}

impl Default for Frame {
    fn default() -> Frame {
        Frame {
            title: String::new(),
            description: String::new(),
            locale: Locale::DeSie,
            theme: Theme::System,
            audience: Audience::Public,
            ground: Ground::Paper,
            switches: Switches::Own,
            path: "/".to_owned(),
            nonce: String::new(),
            assets: Arc::default(),
            organisation: String::new(),
            demo: false,
            real_answers: false,
            islands: false,
            keeps: false,
            kiosk: false,
            goes_on: None,
            failed: false,
            noindex: false,
        }
    }
}

impl Frame {
    fn full_title(&self) -> String {
        let words = words(self.locale);
        let failed = if self.failed { words.title_failed } else { "" };
        match self.title.as_str() {
            "" => format!("{failed}Bedarfskompass"),
            title => format!("{failed}{title} – Bedarfskompass"),
        }
    }

    fn body_class(&self) -> String {
        let mut class = match self.audience {
            Audience::Public => "public",
            Audience::Respondent { youth: false } => "respondent",
            Audience::Respondent { youth: true } => "respondent youth",
            Audience::Staff { .. } => "staff",
        }
        .to_owned();
        if self.ground == Ground::Petrol {
            class.push_str(" petrol");
        }
        class
    }
}

/// The page as text, ready to send. Renders at once, without streaming: there is nothing to wait for.
///
/// `body` is a closure because components run when `view!` is evaluated: inside, they have an owner that is
/// dropped with the page, and islands know that they are rendered on the server.
pub fn document<V: IntoView>(frame: &Frame, body: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| page(frame, body()).to_html());
    owner.cleanup();
    html
}

fn page<V: IntoView>(frame: &Frame, body: V) -> impl IntoView + use<V> {
    view! {
        <!DOCTYPE html>
        <html lang=frame.locale.lang() data-theme=frame.theme.as_str()>
            {head(frame)}
            <body class=frame.body_class()>
                <a class="skip" href="#inhalt">{words(frame.locale).skip}</a>
                {frame.demo.then(|| view! { <DemoBar locale=frame.locale real_answers=frame.real_answers/> })}
                <Header frame/>
                <main id="inhalt" tabindex="-1">{body}</main>
                <Footer frame/>
            </body>
        </html>
    }
}

fn head(frame: &Frame) -> impl IntoView + use<> {
    let Assets { css, font, favicon, .. } = frame.assets.as_ref().clone();
    let described = !frame.description.is_empty();
    let title = frame.full_title();
    view! {
        <head>
            <meta charset="utf-8"/>
            // Escaped here: as `<title>` of leptos_meta a survey's title would reach the page raw.
            <title>{title.clone()}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            // Before the style, for which it would have to wait.
            {frame.islands.then(|| loader::loader(&frame.nonce, &frame.assets))}
            <link rel="preload" href=font r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
            <link rel="stylesheet" href=css/>
            <link rel="icon" href=favicon r#type="image/svg+xml"/>
            {theme_colors(frame)}
            {described.then(|| view! { <meta name="description" content=frame.description.clone()/> })}
            {described.then(|| preview("og:title", title))}
            {described.then(|| preview("og:description", frame.description.clone()))}
            {frame.noindex.then(|| view! { <meta name="robots" content="noindex"/> })}
            {frame.goes_on.as_ref().map(|(after, to)| refresh(*after, to))}
            // Before the islands: they find the form as it was left.
            {frame.keeps.then(|| loader::module(&frame.nonce, frame.assets.keep.clone()))}
            {(frame.kiosk && frame.keeps).then(|| loader::module(&frame.nonce, frame.assets.kiosk.clone()))}
        </head>
    }
}

fn refresh(after: u32, to: &str) -> impl IntoView + use<> {
    html::meta().attr("http-equiv", "refresh").content(format!("{after}; url={to}"))
}

/// What a link to the page shows elsewhere.
fn preview(property: &'static str, content: String) -> impl IntoView {
    html::meta().content(content).attr("property", property)
}

/// The browser's own bars in the colour of the page's ground.
fn theme_colors(frame: &Frame) -> impl IntoView + use<> {
    let (light, dark) = match frame.ground {
        Ground::Paper => ("#fbfaf7", "#12181c"),
        Ground::Petrol => ("#0b4f5c", "#0a3b45"),
    };
    let color = |media: Option<&'static str>, color: &'static str| {
        html::meta().name("theme-color").content(color).attr("media", media)
    };
    match frame.theme {
        Theme::Light => vec![color(None, light)],
        Theme::Dark => vec![color(None, dark)],
        Theme::System => {
            vec![color(Some("(prefers-color-scheme: light)"), light), color(Some("(prefers-color-scheme: dark)"), dark)]
        }
    }
}
