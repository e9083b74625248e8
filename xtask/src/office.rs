//! What staff do before anybody can answer: an account, a survey from a file, published, and a wave that is open.

use crate::client::{Client, Encoding};
use crate::form::Form;
use crate::server::{Server, Setup};
use anyhow::{Context, Result, ensure};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

const EMAIL: &str = "office@example.org";
const PASSWORD: &str = "only-for-this-measurement";

/// Brings the survey of this file into data that no server uses yet, with an account for [`Office`].
pub fn prepare(setup: &Setup, survey: &Path) -> Result<()> {
    let mut add = Command::new(&setup.binary);
    add.args(["user", "--data"]).arg(&setup.data);
    add.args(["add", "--email", EMAIL, "--name", "Office", "--allow-answers"]);
    let mut child = add.stdin(Stdio::piped()).spawn()?;
    child.stdin.take().context("the input is piped")?.write_all(PASSWORD.as_bytes())?;
    ensure!(child.wait()?.success(), "the account was not made");
    setup.text(&["import", "survey", survey.to_str().context("the file has a plain name")?]).map(drop)
}

/// Somebody of the staff, signed in.
pub struct Office {
    client: Client,
}

impl Office {
    /// Under the account of [`prepare`], or the demo's.
    pub fn of(server: &Server) -> Result<Self> {
        let mut office = Self { client: Client::new(server.address, Encoding::Identity) };
        let demo =
            server.links().ok().and_then(|links| Some((links.staff.split_once("email=")?.1, &*links.staff_password)));
        let (email, password) = demo.unwrap_or((EMAIL, PASSWORD));
        office.send("/anmelden", &[("email", email), ("passwort", password)])?;
        Ok(office)
    }

    /// For pages that are only looked at.
    pub fn client(&mut self) -> &mut Client {
        &mut self.client
    }

    /// Nobody is asked where they are before there is somewhere.
    pub fn add_municipality(&mut self) -> Result<()> {
        let place = [
            ("ags", "05774032"),
            ("name", "Paderborn"),
            ("kreis", "Kreis Paderborn"),
            ("lat", "51,719"),
            ("lon", "8,757"),
        ];
        self.press("/intern/region/neu", "/intern/region", "neu", &place)
    }

    pub fn publish(&mut self, survey: &str) -> Result<()> {
        let page = format!("/intern/umfragen/{survey}");
        self.press(&page, &page, "veroeffentlichen", &[])
    }

    /// Opens a wave of the published survey, to everybody with the link: the address of its start page.
    pub fn open(&mut self, survey: &str, slug: &str) -> Result<String> {
        let (survey, wave) = (format!("/intern/umfragen/{survey}"), format!("/intern/wellen/{slug}"));
        self.press(&survey, &survey, "wellen", &[("titel", slug), ("kuerzel", slug)])?;
        self.press(&format!("{wave}/planung"), &wave, "planung", &[("zugang", "open")])?;
        self.press(&wave, &wave, "oeffnen", &[])?;
        Ok(format!("/s/{slug}"))
    }

    /// Ends the wave, for those too who have begun: before that nobody gets its answers.
    pub fn end(&mut self, slug: &str) -> Result<()> {
        let page = format!("/intern/wellen/{slug}");
        // People have answered in the meantime.
        self.client.let_go_if_closed();
        self.press(&format!("{page}/beenden"), &page, "schliessen", &[])?;
        // Where nobody is in the middle of it there is nothing to wait for.
        let html = self.client.get(&page)?.text();
        match Form::to(&html, &format!("{page}/frist-beenden")) {
            Some(_) => self.press(&page, &page, "frist-beenden", &[]),
            None => Ok(()),
        }
    }

    /// Has the report on a wave made to be looked at, in all its languages, and waits until it is there.
    pub fn preview(&mut self, slug: &str) -> Result<()> {
        let (wave, page) = (format!("/intern/wellen/{slug}"), format!("/intern/wellen/{slug}/bericht"));
        self.press(&page, &wave, "bericht", &[("dann", "vorschau")])?;
        loop {
            let html = self.client.get(&page)?.text();
            if !html.contains("<progress") {
                ensure!(html.contains("/bericht/vorschau/"), "{page} offers no preview");
                return Ok(());
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Sends the form of this page that goes to `action` below `root`, with these fields typed in.
    fn press(&mut self, page: &str, root: &str, action: &str, typed: &[(&str, &str)]) -> Result<()> {
        let html = self.client.get(page)?.text();
        let action = format!("{root}/{action}");
        let form = Form::to(&html, &action).with_context(|| format!("{page} has no form to {action}"))?;
        let filled = form.filled();
        let untouched = filled.iter().filter(|(name, _)| !typed.iter().any(|(typed, _)| typed == name));
        let untouched: Vec<_> = untouched.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.send(&action, &[&untouched, typed].concat())
    }

    fn send(&mut self, action: &str, pairs: &[(&str, &str)]) -> Result<()> {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let status = self.client.post(action, &pairs)?.status;
        ensure!(status == 303, "POST {action} answers {status}");
        Ok(())
    }
}
