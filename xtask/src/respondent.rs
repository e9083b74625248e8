//! One person on the way through a survey, without script: reads the form of a page, answers it, follows the redirect.
//! What was acknowledged and what is unknown is kept apart, so that a broken connection can be made good.

use crate::client::{Client, Encoding, Response, path_of};
use crate::form::{self, Dice, Form};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

/// A page takes an answer at the latest at the fourth try: a soft prompt twice, then too many ticks.
const TRIES: usize = 5;
/// How the address of a page ends that asks once more and would take the same.
const SOFT_PROMPT: &str = "?hinweis=1";

pub struct Respondent {
    client: Client,
    dice: Dice,
    /// Typed into every text field, so that the submit can be found again.
    pub token: String,
    /// Where the person is.
    at: String,
    page: Option<Form>,
    pending: Option<Post>,
    last: Option<Post>,
    saved: BTreeMap<String, Vec<(String, String)>>,
    /// Whether a page asked for a text, so that the token is in the answer.
    pub typed: bool,
    /// Pages fetched and forms posted so far.
    pub requests: u64,
    /// Forms acknowledged so far, each on disk by then.
    pub acknowledged: u64,
    /// How long each of them took.
    pub waits: Vec<Duration>,
}

/// A form on its way.
#[derive(Clone)]
struct Post {
    page: String,
    action: String,
    pairs: Vec<(String, String)>,
}

#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum Advance {
    /// There is a next page.
    Asked,
    /// The receipt was reached: the answer is submitted.
    Submitted,
}

impl Respondent {
    /// A person about to open the start page `start`.
    pub fn new(address: SocketAddr, encoding: Encoding, start: &str, seed: u64) -> Self {
        Self {
            client: Client::new(address, encoding),
            dice: Dice::new(seed),
            token: format!("Marke{seed:016x}"),
            at: path_of(start),
            page: None,
            pending: None,
            last: None,
            saved: BTreeMap::new(),
            typed: false,
            requests: 0,
            acknowledged: 0,
            waits: Vec::new(),
        }
    }

    /// From the start page to the receipt.
    pub fn whole_way(&mut self) -> Result<()> {
        self.load()?;
        while self.step()? == Advance::Asked {}
        Ok(())
    }

    /// Answers the page the person is on and goes to the next.
    ///
    /// # Errors
    /// When the connection breaks: [`Respondent::resume`] goes on. Or when the page will not take any answer.
    pub fn step(&mut self) -> Result<Advance> {
        for attempt in 0..TRIES {
            let form = self.page.as_ref().with_context(|| format!("{} asks nothing", self.at))?;
            // Asked whether that is meant, a person says yes, and if that does not help, answers anew.
            let pairs = match attempt == 1 && self.at.ends_with(SOFT_PROMPT) {
                true => form.filled(),
                false => form.answered(&mut self.dice, &self.token, if attempt == 0 { 3 } else { 1 }),
            };
            self.typed |= form.asks_text();
            self.pending = Some(Post { page: self.at.clone(), action: form.action.clone(), pairs });
            if self.send()? {
                return self.load();
            }
        }
        bail!("{} takes no answer in {TRIES} tries", self.at)
    }

    /// After a broken connection: sends again what is unknown, with the same key, then goes on from there.
    pub fn resume(&mut self) -> Result<Advance> {
        if self.pending.is_some() && !self.send()? {
            return Ok(Advance::Asked);
        }
        self.load()
    }

    /// Reads or thinks for so long. Like a browser, it does not use a connection again that the server has closed
    /// meanwhile.
    pub fn think(&mut self, time: Duration) {
        thread::sleep(time);
        self.client.let_go_if_closed();
    }

    /// A thumb that presses twice: the last form once more, as it was.
    pub fn press_again(&mut self) -> Result<u16> {
        let post = self.last.clone().context("nothing was sent yet")?;
        Ok(self.client.post(&post.action, &post.pairs)?.status)
    }

    /// Fetches every acknowledged page again and compares it with what was sent: the pages that lost something.
    pub fn lost_pages(&mut self) -> Result<Vec<String>> {
        let unknown = self.pending.as_ref().map(|post| without_hint(&post.page).to_owned());
        let mut lost = Vec::new();
        for (page, sent) in self.saved.iter().filter(|(page, _)| Some(*page) != unknown.as_ref()) {
            let html = self.client.get(page)?.text();
            let shown = Form::read(&html).map(|form| form::answers(&form.filled()));
            if shown.as_ref() != Some(sent) {
                lost.push(page.clone());
            }
        }
        Ok(lost)
    }

    /// Pages acknowledged so far.
    pub fn saved_pages(&self) -> usize {
        self.saved.len()
    }

    /// The address of the page the person is on.
    pub fn at(&self) -> &str {
        &self.at
    }

    /// Fetches the page the person is on.
    pub fn load(&mut self) -> Result<Advance> {
        let mut response = self.fetch()?;
        while let Some(location) = response.location {
            self.at = location;
            response = self.fetch()?;
        }
        if response.status != 200 {
            bail!("{} answers {}", self.at, response.status);
        }
        self.page = Form::read(&response.text());
        Ok(if self.page.is_some() { Advance::Asked } else { Advance::Submitted })
    }

    fn fetch(&mut self) -> Result<Response> {
        self.requests += 1;
        self.client.get(&self.at)
    }

    /// Sends the pending form. True: acknowledged. False: the page came back with something to mend.
    fn send(&mut self) -> Result<bool> {
        let post = self.pending.clone().context("there is nothing to send")?;
        self.requests += 1;
        let sent = Instant::now();
        let response = self.client.post(&post.action, &post.pairs)?;
        let wait = sent.elapsed();
        match (response.status, response.location.clone()) {
            // Back to the same page, which now says what is to be mended.
            (303, Some(location)) if location.ends_with(SOFT_PROMPT) => {
                self.pending = None;
                self.at = location;
                self.load()?;
                Ok(false)
            }
            (303, Some(location)) => {
                self.acknowledge(post);
                self.waits.push(wait);
                self.at = location;
                Ok(true)
            }
            (422, _) => {
                self.pending = None;
                self.page = Form::read(&response.text());
                Ok(false)
            }
            (status, _) => bail!("POST {} answers {status}", post.action),
        }
    }

    fn acknowledge(&mut self, post: Post) {
        let answers = form::answers(&post.pairs);
        if !answers.is_empty() {
            self.saved.insert(without_hint(&post.page).to_owned(), answers);
        }
        self.pending = None;
        self.acknowledged += 1;
        self.last = Some(post);
    }
}

/// The page, whether or not it says what is to be mended.
fn without_hint(page: &str) -> &str {
    page.split('?').next().unwrap_or(page)
}
