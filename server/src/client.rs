//! The network that a request comes from, as a mark: to slow down whoever comes too often, and for nothing else.
//!
//! The mark is an HMAC of the address under a key that is drawn anew each day and lies in memory alone. So neither the
//! address nor anything that leads back to it is in any file, and marks of two days have nothing in common.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

use axum::http::HeaderMap;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::draft::random_bytes;

/// Where a connection comes from. The listener puts it with the request, the guard takes it away again.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Client([u8; 16]);

#[cfg(test)]
impl Client {
    pub fn numbered(number: u32) -> Client {
        Client(u128::from(number).to_be_bytes())
    }
}

#[derive(Clone, Default)]
pub struct Clients(Arc<Mutex<Key>>);

#[derive(Default)]
struct Key {
    /// For which it was drawn.
    day: String,
    bits: [u8; 32],
}

impl Clients {
    /// The mark of whoever asks `today`. A proxy of ours (`proxies`) says in `X-Forwarded-For` for whom it asks; what
    /// others write there is not believed.
    pub fn mark(&self, today: &str, peer: Option<Peer>, headers: &HeaderMap, proxies: &[IpAddr]) -> Client {
        let mut key = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if key.day != today {
            *key = Key { day: today.to_owned(), bits: random_bytes() };
        }
        let Some(network) = asking(peer, headers, proxies).map(network) else { return Client::default() };
        // HMAC takes keys of every length.
        let Ok(mac) = Hmac::<Sha256>::new_from_slice(&key.bits) else { return Client::default() };
        let mut mark = [0; 16];
        mark.copy_from_slice(&mac.chain_update(network).finalize().into_bytes()[..16]);
        Client(mark)
    }
}

/// The nearest address that is none of our proxies'.
fn asking(peer: Option<Peer>, headers: &HeaderMap, proxies: &[IpAddr]) -> Option<IpAddr> {
    let peer = peer?.0.to_canonical();
    if !proxies.contains(&peer) {
        return Some(peer);
    }
    let named = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = named.flat_map(|value| value.split(',')).map(str::trim).collect();
    let mut addresses = hops.into_iter().rev().map_while(address);
    Some(addresses.find(|address| !proxies.contains(address)).unwrap_or(peer))
}

/// With a port or without.
fn address(hop: &str) -> Option<IpAddr> {
    let bare = hop.trim_start_matches('[').trim_end_matches(']');
    let read = bare.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    read.map(|address: IpAddr| address.to_canonical())
}

/// As much of an address as one household has: of IPv6 the first 64 bits, of IPv4 all.
fn network(address: IpAddr) -> [u8; 16] {
    match address {
        IpAddr::V4(four) => four.to_ipv6_mapped().octets(),
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).octets()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(clients: &Clients, day: &str, peer: &str, forwarded: &str) -> Client {
        let mut headers = HeaderMap::new();
        if !forwarded.is_empty() {
            headers.insert("x-forwarded-for", forwarded.parse().expect("header"));
        }
        let peer = Peer(peer.parse().expect("address"));
        clients.mark(day, Some(peer), &headers, &["127.0.0.1".parse().expect("address")])
    }

    #[test]
    fn one_network_is_one_client_for_a_day() {
        let clients = Clients::default();
        let today = |peer| mark(&clients, "2026-11-23", peer, "");
        assert_eq!(today("192.0.2.7"), today("192.0.2.7"));
        assert_eq!(today("192.0.2.7"), today("::ffff:192.0.2.7"));
        assert_ne!(today("192.0.2.7"), today("192.0.2.8"));
        assert_eq!(today("2001:db8:1:2::3"), today("2001:db8:1:2:ffff::9"));
        assert_ne!(today("2001:db8:1:2::3"), today("2001:db8:1:3::3"));
        let before = today("192.0.2.7");
        assert_ne!(mark(&clients, "2026-11-24", "192.0.2.7", ""), before);
        assert_ne!(mark(&Clients::default(), "2026-11-23", "192.0.2.7", ""), before, "no two services agree");
    }

    #[test]
    fn only_our_proxy_says_for_whom_it_asks() {
        let clients = Clients::default();
        let behind = |forwarded| mark(&clients, "2026-11-23", "127.0.0.1", forwarded);
        let direct = |peer| mark(&clients, "2026-11-23", peer, "198.51.100.1");
        assert_eq!(behind("192.0.2.7"), direct("192.0.2.7"));
        assert_eq!(behind("198.51.100.9, 192.0.2.7:4711"), direct("192.0.2.7"), "what came before it is hearsay");
        assert_eq!(behind("192.0.2.7, 127.0.0.1"), direct("192.0.2.7"), "two proxies of ours");
        assert_eq!(behind("unknown"), behind(""));
        assert_ne!(direct("192.0.2.7"), direct("198.51.100.1"), "a stranger is not believed");
    }
}
