//! What is looked for, in whatever way it may have been written.

use std::{collections::HashMap, fmt::Write as _};

use store::Code;

use super::visitor::Visitor;

/// So many first bytes find a needle; none is shorter.
const HEAD: usize = 8;

/// Many needles, looked for at once and whether they were written large or small.
#[derive(Default)]
pub struct Needles(HashMap<[u8; HEAD], Vec<Vec<u8>>>);

impl Needles {
    pub fn add(&mut self, needle: &[u8]) {
        let needle = needle.to_ascii_lowercase();
        let head = *needle.first_chunk().expect("long enough not to be there by chance");
        self.0.entry(head).or_default().push(needle);
    }

    fn add_bytes(&mut self, bytes: &[u8]) {
        self.add(bytes);
        let hex = bytes.iter().fold(String::new(), |mut hex, byte| {
            _ = write!(hex, "{byte:02x}");
            hex
        });
        self.add(hex.as_bytes());
    }

    pub fn add_person(&mut self, person: &Visitor) {
        self.add(person.agent.as_bytes());
        self.add(person.address.to_string().as_bytes());
        // As much of it as the service tells people apart by.
        self.add_bytes(&person.address.octets()[..8]);
    }

    pub fn add_code(&mut self, code: Code) {
        self.add(code.compact().as_bytes());
        self.add(code.to_string().as_bytes());
        self.add_bytes(code.as_bytes());
    }

    /// Each as text, as far as it is.
    pub fn found_in(&self, bytes: &[u8]) -> Vec<String> {
        let bytes = bytes.to_ascii_lowercase();
        let mut firsts = [false; 256];
        self.0.keys().for_each(|head| firsts[usize::from(head[0])] = true);
        let mut found = Vec::new();
        for at in 0..bytes.len() {
            if !firsts[usize::from(bytes[at])] {
                continue;
            }
            let Some(head) = bytes[at..].first_chunk::<HEAD>() else { break };
            let needles = self.0.get(head).into_iter().flatten();
            let here = needles.filter(|needle| bytes[at..].starts_with(needle));
            found.extend(here.map(|needle| String::from_utf8_lossy(needle).into_owned()));
        }
        found.sort();
        found.dedup();
        found
    }
}
