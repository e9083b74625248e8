//! What staff do before anybody can answer: an account, a survey from a file, published, and a wave that is open.

use crate::client::{Client, Encoding};
use crate::form::Form;
use crate::server::{Server, Setup};
use anyhow::{Context, Result, ensure};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const EMAIL: &str = "office@example.org";
const PASSWORD: &str = "only-for-this-measurement";

/// Brings the survey of this file into data that no server uses yet, with an account for [`open`].
pub fn prepare(setup: &Setup, survey: &Path) -> Result<()> {
    let mut add = Command::new(&setup.binary);
    add.args(["user", "--data"]).arg(&setup.data).args(["add", "--email", EMAIL, "--name", "Office"]);
    let mut child = add.stdin(Stdio::piped()).spawn()?;
    child.stdin.take().context("the input is piped")?.write_all(PASSWORD.as_bytes())?;
    ensure!(child.wait()?.success(), "the account was not made");
    setup.text(&["import", "survey", survey.to_str().context("the file has a plain name")?]).map(drop)
}

/// Publishes the survey and opens a wave of the same name, to everybody with the link: the address of its start page.
pub fn open(server: &Server, slug: &str) -> Result<String> {
    let mut office = Office { client: Client::new(server.address, Encoding::Identity) };
    office.send("/anmelden", &[("email", EMAIL), ("passwort", PASSWORD)])?;
    let survey = format!("/intern/umfragen/{slug}");
    office.press(&survey, "veroeffentlichen", &[])?;
    office.press(&survey, "wellen", &[("titel", slug), ("kuerzel", slug)])?;
    office.press(&format!("/intern/wellen/{slug}"), "oeffnen", &[])?;
    Ok(format!("/s/{slug}"))
}

struct Office {
    client: Client,
}

impl Office {
    /// Sends the form of this page that goes to `action` below it, with these fields typed in.
    fn press(&mut self, page: &str, action: &str, typed: &[(&str, &str)]) -> Result<()> {
        let html = self.client.get(page)?.text();
        let action = format!("{page}/{action}");
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
