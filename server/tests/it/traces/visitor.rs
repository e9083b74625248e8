//! Somebody behind a proxy, with a program and an address of their own, which every request names.

use std::{
    collections::BTreeMap,
    io::{Read as _, Write as _},
    net::{Ipv6Addr, SocketAddr, TcpStream},
};

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use store::Code;

use crate::{
    app::Reply,
    codes::link,
    respond::{Pairs, borrowed, fill},
};

pub struct Visitor {
    service: SocketAddr,
    cookies: BTreeMap<String, String>,
    pub agent: String,
    pub address: Ipv6Addr,
    /// Typed into every field for text.
    pub text: String,
}

impl Visitor {
    pub fn new(service: SocketAddr) -> Visitor {
        const DOCUMENTATION: u128 = 0x2001_0db8 << 96;
        Visitor {
            service,
            cookies: BTreeMap::new(),
            agent: format!("Kanarienbrowser/{:016x}", rand::random::<u64>()),
            address: Ipv6Addr::from(DOCUMENTATION | (rand::random::<u128>() >> 32)),
            text: format!("Meinung {:016x}", rand::random::<u64>()),
        }
    }

    pub fn get(&mut self, path: &str) -> Reply {
        self.ask("GET", path, "")
    }

    pub fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Reply {
        self.ask("POST", path, &serde_urlencoded::to_string(pairs).expect("pairs"))
    }

    /// From the link of the code to the receipt, by way of what is stored.
    pub fn answer(&mut self, code: Code) {
        let mut at = link(code);
        self.get(&format!("/s/{}/was-wir-speichern", crate::codes::WAVE));
        for _ in 0..120 {
            let page = self.get(&at);
            assert_eq!(page.status, StatusCode::OK, "{at}: {}", page.text_of("main"));
            let Some((action, pairs)) = fill(&page).filter(|(action, _)| action.starts_with("/s/")) else {
                assert!(at.contains("/danke"), "{at}");
                return;
            };
            let pairs = self.typed(pairs);
            let mut reply = self.post(&action, &borrowed(&pairs));
            if reply.location().ends_with("?hinweis=1") {
                reply = self.post(&action, &borrowed(&pairs));
            }
            assert_eq!(reply.status, StatusCode::SEE_OTHER, "{action}: {}", reply.text_of("main"));
            at = reply.location().to_owned();
        }
        panic!("the survey does not end");
    }

    fn typed(&self, pairs: Pairs) -> Pairs {
        let typed = |value: String| if value.starts_with("Mehr Zeit") { self.text.clone() } else { value };
        pairs.into_iter().map(|(name, value)| (name, typed(value))).collect()
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> Reply {
        let Visitor { service, agent, address, .. } = self;
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {service}\r\nConnection: close\r\nUser-Agent: {agent}\r\n\
             X-Forwarded-For: {address}\r\nX-Real-IP: {address}\r\nForwarded: for=\"[{address}]\"\r\n\
             Sec-Fetch-Site: same-origin\r\nCookie: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n\r\n{body}",
            cookies.join("; "),
            body.len()
        );
        let mut stream = TcpStream::connect(*service).expect("connected");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).expect("read");
        let reply = read(&reply);
        self.remember(&reply.headers);
        reply
    }

    fn remember(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all("set-cookie") {
            let cookie = cookie.to_str().expect("ascii");
            let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a pair");
            match cookie.contains("Max-Age=0") {
                true => _ = self.cookies.remove(name),
                false => _ = self.cookies.insert(name.to_owned(), value.to_owned()),
            }
        }
    }
}

fn read(reply: &[u8]) -> Reply {
    let end = reply.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
    let head = std::str::from_utf8(&reply[..end]).expect("ascii");
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status");
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        let name: HeaderName = name.parse().expect("a name");
        headers.append(name, HeaderValue::from_str(value).expect("a value"));
    }
    let body = reply[end + 4..].to_vec();
    let text = String::from_utf8_lossy(&body).into_owned();
    Reply { status: StatusCode::from_u16(status).expect("a status"), headers, text, bytes: body.into() }
}
