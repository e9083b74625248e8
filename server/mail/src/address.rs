//! Addresses and names, read at the door: what comes through here can stand in a header.

use lettre::Address;

/// Longest address that mail servers must take (RFC 5321).
const MOST: usize = 254;
/// Longest name that is shown; a line of a header holds it without folding twice.
const MOST_OF_NAME: usize = 100;

/// Why it is none. `Display` is German and says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoAddress {
    #[error("Die E-Mail-Adresse fehlt.")]
    Missing,
    #[error("In der E-Mail-Adresse steht ein unsichtbares Zeichen. Tippen Sie sie neu ein.")]
    Invisible,
    #[error("Hier stehen mehrere E-Mail-Adressen. In eine Zeile gehört eine.")]
    Several,
    #[error("Das ist keine E-Mail-Adresse. Sie sieht so aus: name@firma.de")]
    Malformed,
}

/// The address in the form it is stored and compared in: lower case, the host in ASCII.
///
/// N.B. Umlauts before the @ would need SMTPUTF8 on every server of the way, and quoted names before it are a way to
/// write anything at all; nobody's business address needs either.
pub fn read(text: &str) -> Result<String, NoAddress> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NoAddress::Missing);
    }
    if text.chars().any(is_invisible) {
        return Err(NoAddress::Invisible);
    }
    if text.matches('@').count() > 1 && text.contains([',', ';', ' ', '/']) {
        return Err(NoAddress::Several);
    }
    let (user, host) = text.rsplit_once('@').ok_or(NoAddress::Malformed)?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let host = idna::domain_to_ascii_strict(host).map_err(|_| NoAddress::Malformed)?;
    let address = format!("{}@{host}", user.to_ascii_lowercase());
    let fits = user.chars().all(is_plain) && host.contains('.') && address.len() <= MOST;
    if !fits || address.parse::<Address>().is_err() {
        return Err(NoAddress::Malformed);
    }
    Ok(address)
}

/// One line of text that can stand in a header and in a greeting: no control characters, nothing that turns the
/// direction of writing or is not seen, single blanks, not endless.
pub fn one_line(text: &str) -> String {
    let seen: String =
        text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_invisible(*c)).collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    words.join(" ").chars().take(MOST_OF_NAME).collect::<String>().trim_end().to_owned()
}

/// Control characters, direction marks, joiners and other things without ink.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_are_read_as_people_write_them() {
        assert_eq!(read(" Info@Firma-Müller.DE "), Ok("info@xn--firma-mller-zhb.de".to_owned()));
        assert_eq!(read("a.b+c_d@x.example.org"), Ok("a.b+c_d@x.example.org".to_owned()));
    }

    #[test]
    fn what_is_none_is_told_why() {
        for (text, why) in [
            ("", NoAddress::Missing),
            ("  ", NoAddress::Missing),
            ("a@b.de\r\nBcc: c@d.de", NoAddress::Invisible),
            ("a\u{202e}@b.de", NoAddress::Invisible),
            ("a@b.de, c@d.de", NoAddress::Several),
            ("a@b.de;c@d.de", NoAddress::Several),
            ("firma.de", NoAddress::Malformed),
            ("a@b", NoAddress::Malformed),
            ("ä@b.de", NoAddress::Malformed),
            ("\"a b\"@c.de", NoAddress::Malformed),
            ("a@b@c.de", NoAddress::Malformed),
            ("a@-b-.de", NoAddress::Malformed),
            ("Meier <a@b.de>", NoAddress::Malformed),
            ("a..b@c.de", NoAddress::Malformed),
        ] {
            assert_eq!(read(text), Err(why), "{text:?}");
        }
        assert_eq!(read(&format!("{}@b.de", "a".repeat(300))), Err(NoAddress::Malformed));
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_ascii_without_anything_that_ends_a_header(text in "\\PC{0,40}@\\PC{0,20}\\.\\PC{0,9}") {
            if let Ok(address) = read(&text) {
                prop_assert!(address.bytes().all(|b| b.is_ascii_graphic() && !b"<>()[],;:\\\"".contains(&b)), "{address}");
                prop_assert_eq!(read(&address), Ok(address));
            }
        }

        #[test]
        fn a_line_is_one_line_and_stays_the_same(text in any::<String>()) {
            let line = one_line(&text);
            prop_assert!(!line.chars().any(is_invisible), "{line:?}");
            prop_assert_eq!(one_line(&line), line);
        }
    }
}
