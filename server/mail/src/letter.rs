//! One mail to one person: the same paragraphs as text and as HTML, and a fixed set of headers.

use std::time::SystemTime;

use domain::Locale;
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

use crate::{
    Kind, NoAddress, address,
    address::one_line,
    words::{greeting, words},
};

/// Who writes. Comes from the settings.
#[derive(Debug, Clone, Copy)]
pub struct Sender<'a> {
    pub organisation: &'a str,
    /// Lines of the postal address, for the foot.
    pub address: &'a [String],
    pub from: &'a str,
    pub reply_to: Option<&'a str>,
    /// Of the site, without a slash at the end: every link leads there, whatever host a request named.
    pub base_url: &'a str,
}

#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    pub sender: Sender<'a>,
    pub kind: Kind,
    pub locale: Locale,
    /// The survey's own title: the only text of somebody's that reaches the subject.
    pub title: &'a str,
    pub minutes: u32,
    /// `YYYY-MM-DD`
    pub closes: Option<&'a str>,
    /// A paragraph of the staff's own; may be empty.
    pub note: &'a str,
    pub person: &'a str,
    pub email: &'a str,
    /// Full address of the survey, with this person's code if there is one.
    pub link: &'a str,
    /// Full address of the page that ends the mails of this survey, where its link is open and nobody knows who has answered;
    /// else the link is this person's, and good for one answer.
    pub enough: Option<&'a str>,
    /// Whoever follows it is asked whether the firm answers with its name.
    pub asks_for_name: bool,
    /// Full address of the page that ends the mails.
    pub decline: &'a str,
    /// The same for every try of the same mail, so that a repeated one is known as such.
    pub id: &'a str,
}

/// What can be read before it is sent.
pub struct Written {
    pub subject: String,
    pub text: String,
    pub html: String,
}

enum Block {
    Text(String),
    Link { label: String, href: String, main: bool },
    Foot(Vec<String>),
}

impl Letter<'_> {
    pub(crate) fn is_personal(&self) -> bool {
        self.enough.is_none()
    }

    pub fn written(&self) -> Written {
        let (person, title) = (one_line(self.person), one_line(self.title));
        let letter = Letter { person: &person, title: &title, ..*self };
        let blocks = letter.blocks();
        let subject = words(&letter).subject;
        Written { text: text(&blocks), html: html(&blocks, &subject, self.locale), subject }
    }

    fn blocks(&self) -> Vec<Block> {
        let words = words(self);
        let mut blocks = vec![Block::Text(greeting(self.person, self.locale)), Block::Text(words.opening)];
        let note = self.note.replace("\r\n", "\n");
        blocks.extend(
            note.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(|part| Block::Text(part.into())),
        );
        blocks.push(Block::Link { label: words.button.into(), href: self.link.into(), main: true });
        // After the last call nothing comes that could be ended.
        if let Some(href) = self.enough.filter(|_| self.kind != Kind::LastCall) {
            blocks.push(Block::Link { label: words.enough.into(), href: href.into(), main: false });
        }
        blocks.extend(words.closing.into_iter().map(Block::Text));
        blocks.push(Block::Text(format!("{}\n{}", words.regards, self.sender.organisation)));
        let mut foot = vec![self.sender.organisation.to_owned()];
        foot.extend(self.sender.address.iter().cloned());
        foot.push(words.why);
        blocks.push(Block::Foot(foot));
        blocks.push(Block::Link { label: words.decline.into(), href: self.decline.into(), main: false });
        let privacy = format!("{}/datenschutz", self.sender.base_url);
        blocks.push(Block::Link { label: words.privacy.into(), href: privacy, main: false });
        blocks
    }

    /// Ready to be sent. Fails only for an address that did not come through [`address::read`].
    pub fn message(&self, now: SystemTime) -> Result<Message, NoAddress> {
        let written = self.written();
        let host = self.sender.base_url.split_once("://").map_or("", |(_, host)| host);
        let host = host.split(':').next().unwrap_or_default();
        let mut message = Message::builder()
            .from(mailbox(self.sender.organisation, self.sender.from)?)
            .to(mailbox(self.person, self.email)?)
            .subject(written.subject)
            .date(now)
            .message_id(Some(format!("<{}@{host}>", self.id)))
            // Out-of-office replies need not come (RFC 3834).
            .raw_header(raw("Auto-Submitted", "auto-generated"))
            // One click in the mail program, and a page with a button for who opens the link (RFC 8058).
            .raw_header(raw("List-Unsubscribe", &format!("<{}>", self.decline)))
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        if let Some(reply_to) = self.sender.reply_to {
            message = message.reply_to(mailbox(self.sender.organisation, reply_to)?);
        }
        // The only fault left would be a missing sender or recipient.
        message.multipart(MultiPart::alternative_plain_html(written.text, written.html)).map_err(|_| NoAddress::Missing)
    }
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// "Ada Muster <ada@firma.de>", whatever the name was meant to do.
fn mailbox(name: &str, email: &str) -> Result<Mailbox, NoAddress> {
    let email: Address = address::read(email)?.parse().map_err(|_| NoAddress::Malformed)?;
    let name = one_line(name);
    Ok(Mailbox::new((!name.is_empty()).then_some(name), email))
}

fn text(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        match block {
            Block::Text(part) => text += part,
            Block::Link { label, href, .. } => text += &format!("{label}:\n{href}"),
            Block::Foot(lines) => text += &format!("-- \n{}", lines.join("\n")),
        }
        text += "\n\n";
    }
    format!("{}\n", text.trim_end())
}

/// One column, no picture, nothing from elsewhere: what a mail program shows without asking.
const STYLE: &str = "body{margin:0;background:#fbfaf7;color:#16232b;font:16px/1.5 'Source Sans 3',system-ui,sans-serif}\
                     main{max-width:36em;margin:0 auto;padding:24px}a{color:#0b4f5c}\
                     .button{display:inline-block;background:#0b4f5c;color:#fff;padding:12px 20px;text-decoration:none}\
                     .foot{border-top:1px solid #d9dcd6;padding-top:16px;color:#52616b;font-size:14px}";

fn html(blocks: &[Block], title: &str, locale: Locale) -> String {
    let body: String = blocks.iter().map(paragraph).collect();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        locale.lang(),
        escaped(title)
    )
}

fn paragraph(block: &Block) -> String {
    match block {
        Block::Text(part) => format!("<p>{}</p>\n", escaped(part).replace('\n', "<br>\n")),
        Block::Link { label, href, main: true } => {
            let (label, href) = (escaped(label), escaped(href));
            format!("<p><a class=\"button\" href=\"{href}\">{label}</a></p>\n<p><a href=\"{href}\">{href}</a></p>\n")
        }
        Block::Link { label, href, main: false } => {
            format!("<p><a href=\"{}\">{}</a></p>\n", escaped(href), escaped(label))
        }
        Block::Foot(lines) => format!("<p class=\"foot\">{}</p>\n", escaped(&lines.join("\n")).replace('\n', "<br>\n")),
    }
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c if c != '\n' && address::is_invisible(c) && c != '\u{ad}' => {}
            c => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SENDER: Sender<'static> = Sender {
        organisation: "Verein Müller & Söhne e. V.",
        address: &[],
        from: "umfrage@example.org",
        reply_to: Some("buero@example.org"),
        base_url: "https://umfrage.example.org:8443",
    };

    fn letter<'a>(person: &'a str, title: &'a str, note: &'a str) -> Letter<'a> {
        Letter {
            sender: SENDER,
            kind: Kind::Invitation,
            locale: Locale::DeSie,
            title,
            minutes: 6,
            closes: Some("2026-12-14"),
            note,
            person,
            email: "ada@firma.de",
            link: "https://umfrage.example.org/c/ABC",
            enough: None,
            asks_for_name: false,
            decline: "https://umfrage.example.org/keine-mails/00",
            id: "0123",
        }
    }

    fn formatted(letter: &Letter<'_>) -> String {
        let message = letter.message(SystemTime::UNIX_EPOCH).expect("addresses that read");
        String::from_utf8(message.formatted()).expect("ASCII")
    }

    /// Names of the headers, unfolded, up to the first empty line.
    fn header_names(raw: &str) -> Vec<String> {
        let head = raw.split("\r\n\r\n").next().expect("a head");
        let lines = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
        lines.map(|line| line.split_once(':').expect("name and value").0.to_owned()).collect()
    }

    const HEADERS: [&str; 11] = [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "Reply-To",
        "MIME-Version",
        "Content-Type",
    ];

    #[test]
    fn both_parts_say_the_same() {
        for (kind, locale) in Kind::ALL.into_iter().flat_map(|kind| [(kind, Locale::DeSie), (kind, Locale::En)]) {
            let written =
                Letter { kind, locale, ..letter("Ada Muster", "Was brauchen Sie?", "Eigenes\n\nZwei") }.written();
            for part in [&written.text, &written.html] {
                for needed in
                    ["Ada Muster", "Was brauchen Sie?", "/c/ABC", "/keine-mails/00", "Eigenes", "Zwei", "2026"]
                {
                    assert!(part.contains(needed), "{needed} in {part}");
                }
            }
            assert!(written.subject.contains("Was brauchen Sie?"));
        }
    }

    /// Of an open link nobody knows who has answered: whoever has is not told that their answers are missing.
    #[test]
    fn a_mail_with_an_open_link_does_not_say_who_has_answered() {
        for (kind, locale) in Kind::ALL.into_iter().flat_map(|kind| [(kind, Locale::DeSie), (kind, Locale::En)]) {
            let personal = Letter { kind, locale, ..letter("", "T", "") };
            let open = Letter { enough: Some("https://umfrage.example.org/keine-mails/00/w"), ..personal };
            let (personal, open) = (personal.written(), open.written());
            for (part, own) in [(&open.text, &personal.text), (&open.html, &personal.html)] {
                assert!(!part.contains("fehlen uns noch") && !part.contains("still missing"), "{part}");
                assert!(!part.contains("gehört zu dieser Einladung") && !part.contains("belongs to this"), "{part}");
                assert_eq!(part.contains("/keine-mails/00/w"), kind != Kind::LastCall, "{part}");
                let thanks = part.contains("wissen wir nicht") || part.contains("do not know who");
                assert_eq!(thanks, kind != Kind::Invitation, "{part}");
                assert!(!own.contains("/keine-mails/00/w") && !own.contains("wissen wir nicht"), "{own}");
            }
        }
    }

    #[test]
    fn the_html_of_a_mail_runs_nothing() {
        let evil = "<script>alert(1)</script>";
        let html = letter(evil, evil, evil).written().html;
        assert!(!html.contains("<script") && html.matches("&lt;script&gt;").count() >= 3, "{html}");
    }

    #[test]
    fn the_one_click_header_is_whole() {
        let raw = formatted(&letter("", "T", ""));
        assert!(raw.contains("List-Unsubscribe: <https://umfrage.example.org/keine-mails/00>\r\n"), "{raw}");
        assert!(raw.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
        assert!(raw.contains("Message-ID: <0123@umfrage.example.org>\r\n"));
    }

    fn hostile() -> impl Strategy<Value = String> {
        let evil = prop::sample::select(vec![
            "\r\nBcc: x@evil.example",
            "\n\n<html>",
            "\0",
            "\u{202e}",
            "\"",
            "\\",
            "<a@b.de>",
            ",",
            ";",
            "=?utf-8?Q?x?=",
            "\r",
            "Content-Type: text/html",
            "🎉",
            "ü",
            "a\u{300}\u{300}",
            " ",
            ":",
            "(",
            ")",
            "\u{2028}",
        ]);
        prop_oneof![any::<String>(), prop::collection::vec(evil, 0..12).prop_map(|parts| parts.concat())]
    }

    proptest! {
        #[test]
        fn hostile_names_change_no_header(person in hostile(), title in hostile(), note in hostile()) {
            let raw = formatted(&letter(&person, &title, &note));
            prop_assert_eq!(header_names(&raw), HEADERS);
            prop_assert!(!raw.replace("\r\n", "").contains(['\r', '\n']), "a bare line end");
            prop_assert!(raw.is_ascii());
            prop_assert!(raw.split("\r\n").all(|line| line.len() <= 998));
            let to = letter(&person, "", "").message(SystemTime::UNIX_EPOCH).expect("read");
            prop_assert_eq!(to.envelope().to().len(), 1);
        }
    }
}
