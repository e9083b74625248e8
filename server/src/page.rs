//! From a view to a response: the frame around every page, filled from the request and the settings.

use std::{
    cell::RefCell,
    sync::{Arc, LazyLock},
};

use app::{
    Assets, Audience, Frame, Ground, Switches, document,
    document::Languages,
    home::{ErrorPage, Onward, error_page},
    respond::StartPage,
};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{Locale, Survey, meaning};
use flate2::{Compress, Compression, FlushCompress, Status};
use leptos::prelude::IntoView;

use crate::{assets, error::AppError, http::Visit, session::Staff, state::AppState};

/// What a page says about itself.
pub struct Head {
    title: String,
    locale: Option<Locale>,
    description: String,
    audience: Audience,
    ground: Ground,
    switches: Switches,
    languages: Languages,
    islands: bool,
    real_answers: bool,
    keeps: bool,
    kiosk: bool,
    watched: bool,
    goes_on: Option<(u32, String)>,
    failed: bool,
    noindex: bool,
}

impl Head {
    fn new(title: &str, audience: Audience) -> Head {
        Head {
            title: title.to_owned(),
            locale: None,
            description: String::new(),
            audience,
            ground: Ground::Paper,
            switches: Switches::Own,
            languages: Languages::None,
            islands: false,
            real_answers: false,
            keeps: false,
            kiosk: false,
            watched: false,
            goes_on: None,
            failed: false,
            noindex: true,
        }
    }

    pub fn public(title: &str) -> Head {
        Head { noindex: false, ..Head::new(title, Audience::Public) }
    }

    /// A survey page speaks the survey's language and shows no navigation.
    pub fn respondent(title: &str, locale: Locale, audience: meaning::Audience) -> Head {
        let youth = audience == meaning::Audience::Apprentice;
        Head { locale: Some(locale), ..Head::new(title, Audience::Respondent { youth }) }
    }

    /// Where staff sign in and out: German like their pages, whatever language the public ones are read in.
    pub fn account(title: &str) -> Head {
        Head { locale: Some(Locale::DeSie), ..Head::public(title) }
    }

    /// A page that a mail leads to: in the mail's language, and not for search engines.
    pub fn letter(title: &str, locale: Locale) -> Head {
        Head { locale: Some(locale), ..Head::new(title, Audience::Public) }
    }

    /// The opening of a survey; apprentices are met on petrol.
    pub fn first_screen(survey: &Survey, page: &StartPage) -> Head {
        let head = Head::respondent(&page.title, page.locale, survey.audience).described(&page.intro);
        if survey.audience == meaning::Audience::Apprentice { head.on_petrol() } else { head }
    }

    /// Staff pages are German.
    pub fn staff(title: &str, name: &str) -> Head {
        Head { locale: Some(Locale::DeSie), ..Head::new(title, Audience::Staff { name: name.to_owned() }) }
    }

    /// One or two sentences for search engines and previews.
    pub fn described(mut self, description: &str) -> Head {
        description.clone_into(&mut self.description);
        self
    }

    /// Within the demo: the answers on this page are not invented.
    pub fn with_real_answers(mut self, real: bool) -> Head {
        self.real_answers = real;
        self
    }

    /// Stands on petrol: opening screens.
    fn on_petrol(mut self) -> Head {
        self.ground = Ground::Petrol;
        self
    }

    /// The form comes back with problems.
    pub fn failed(mut self) -> Head {
        self.failed = true;
        self
    }

    /// Light and dark are chosen by the form with this id, which keeps what was typed into it.
    pub fn switched_in(mut self, form: &'static str) -> Head {
        self.switches = Switches::In(form);
        self
    }

    /// Choosing light or dark here would lose what the page shows.
    pub fn without_switches(mut self) -> Head {
        self.switches = Switches::None;
        self
    }

    /// How one changes the language of a survey here.
    pub fn speaking(mut self, languages: Languages) -> Head {
        self.languages = languages;
        self
    }

    /// The page holds a form whose entries a script keeps, or ends one.
    pub fn keeping(mut self) -> Head {
        self.keeps = true;
        self
    }

    /// On a device for many: nothing leads away.
    pub fn on_kiosk(mut self, kiosk: bool) -> Head {
        self.kiosk = kiosk;
        self
    }

    /// Drawn anew from time to time while it is open.
    pub fn watched(mut self, watched: bool) -> Head {
        self.watched = watched;
        self
    }

    /// The browser goes on by itself.
    pub fn going_on(mut self, after: u32, to: &str) -> Head {
        self.goes_on = Some((after, to.to_owned()));
        self
    }

    /// The page holds islands and needs the script that wakes them.
    pub fn with_islands(mut self) -> Head {
        self.islands = true;
        self
    }
}

/// `view` is a closure because components run when it is called, and want the page's own reactive owner.
pub fn html<V: IntoView>(state: &AppState, visit: &Visit, head: Head, view: impl FnOnce() -> V) -> Response {
    html_with(StatusCode::OK, state, visit, head, view)
}

pub fn html_with<V: IntoView>(
    status: StatusCode,
    state: &AppState,
    visit: &Visit,
    head: Head,
    view: impl FnOnce() -> V,
) -> Response {
    let frame = Frame {
        title: head.title,
        description: head.description,
        locale: head.locale.unwrap_or(visit.locale),
        theme: visit.theme,
        audience: head.audience,
        ground: head.ground,
        switches: head.switches,
        languages: head.languages,
        path: visit.back.clone(),
        nonce: visit.nonce.clone(),
        assets: Arc::clone(&ASSETS),
        organisation: state.config.organisation.name.clone(),
        demo: state.demo,
        islands: head.islands,
        real_answers: head.real_answers,
        keeps: head.keeps,
        kiosk: head.kiosk,
        watched: head.watched,
        goes_on: head.goes_on,
        failed: head.failed || status == StatusCode::UNPROCESSABLE_ENTITY,
        noindex: head.noindex,
    };
    send(status, document(&frame, view), visit.gzip)
}

static ASSETS: LazyLock<Arc<Assets>> = LazyLock::new(|| {
    Arc::new(Assets {
        css: assets::address("main.css"),
        font: assets::address("source-sans-3.woff2"),
        js: assets::address("hydrate.js"),
        wasm: assets::address("hydrate.wasm"),
        keep: assets::address("keep.js"),
        kiosk: assets::address("kiosk.js"),
        watch: assets::address("watch.js"),
        favicon: assets::address("favicon.svg"),
    })
});

/// Pages hold no secret beside text that others choose, so compressing them gives nothing away (BREACH).
fn send(status: StatusCode, page: String, gzip: bool) -> Response {
    let packed = if gzip && page.len() > 1024 { pack(page.as_bytes()) } else { None };
    let mut response = match packed {
        Some(packed) => {
            let mut response = packed.into_response();
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            response
        }
        None => page.into_response(),
    };
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
    response
}

thread_local! {
    /// Its tables are a quarter of a megabyte: making them anew for each page costs more than to compress it.
    static PACKER: RefCell<Compress> = RefCell::new(Compress::new_gzip(Compression::new(4), 15));
}

/// As gzip (RFC 1952).
fn pack(page: &[u8]) -> Option<Vec<u8>> {
    PACKER.with_borrow_mut(|packer| {
        packer.reset();
        let room = page.len() / 3 + 64;
        let mut packed = Vec::with_capacity(room);
        loop {
            let read = usize::try_from(packer.total_in()).ok()?;
            match packer.compress_vec(&page[read..], &mut packed, FlushCompress::Finish).ok()? {
                Status::StreamEnd => return Some(packed),
                Status::Ok | Status::BufError => packed.reserve(room),
            }
        }
    })
}

/// The page of an error, with a way on.
pub fn error(state: &AppState, visit: &Visit, error: &AppError) -> Response {
    error_in(state, visit, error, Head::public(""), visit.locale, &Onward::Front)
}

/// The same for staff: in their frame, and leading back to where they were.
pub fn error_of_office(state: &AppState, visit: &Visit, staff: &Staff, error: &AppError) -> Response {
    let back = Some(visit.back.clone()).filter(|back| back.starts_with("/intern") && *back != visit.path);
    error_in(state, visit, error, Head::staff("", &staff.name), Locale::DeSie, &Onward::Office(back))
}

const ENDED: &str = "Die Umfrage ist inzwischen beendet. / The survey has ended meanwhile.";

/// The same in this frame and language, leading `onward`.
pub fn error_in(
    state: &AppState,
    visit: &Visit,
    error: &AppError,
    mut head: Head,
    locale: Locale,
    onward: &Onward,
) -> Response {
    let page = match error {
        AppError::NotFound | AppError::SignInRequired => ErrorPage::NotFound,
        AppError::Conflict(what) => ErrorPage::Conflict(what.clone()),
        // N.B. The pages of a survey say it in their own words and show what was typed.
        AppError::Ended => ErrorPage::Conflict(ENDED.to_owned()),
        AppError::BadRequest(what) => ErrorPage::BadRequest(what.clone()),
        AppError::Unreadable => ErrorPage::Unreadable,
        AppError::WrongMethod => ErrorPage::WrongMethod,
        AppError::NoRight(what) => ErrorPage::NoRight(what.clone()),
        AppError::Forbidden => ErrorPage::Forbidden,
        AppError::TooLarge => ErrorPage::TooLarge,
        AppError::Busy => ErrorPage::Busy,
        AppError::Internal(number) => ErrorPage::Internal(number.clone()),
    };
    page.title(locale).clone_into(&mut head.title);
    html_with(error.status(), state, visit, head, || error_page(&page, locale, onward))
}

/// Text as part of a query string.
pub fn encode_query(text: &str) -> String {
    serde_urlencoded::to_string([("v", text)]).unwrap_or_default().split_off(2)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;
    use proptest::prelude::*;

    use super::pack;

    proptest! {
        /// One after the other through the same tables, what compresses well and what does not at all.
        #[test]
        fn every_page_comes_out_as_it_went_in(noise in prop::collection::vec(any::<u8>(), 0..3_000), times in 0_usize..40) {
            for page in [noise.clone(), noise.repeat(times)] {
                let packed = pack(&page).expect("compressed");
                let mut unpacked = Vec::new();
                GzDecoder::new(&*packed).read_to_end(&mut unpacked).expect("a whole file of gzip");
                prop_assert!(unpacked == page);
            }
        }
    }
}
