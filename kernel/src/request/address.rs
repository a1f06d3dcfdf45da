//! Where a request comes from. Only proxies named in `ALMOND_TRUSTED_PROXIES` are believed, and of
//! `X-Forwarded-For` only the rightmost hop that isn't one of them: everything left of it is the client's own writing.
//! Hops are read as bytes, one by one from the right, so nothing that a client writes touches what a proxy appended.

use std::net::{IpAddr, SocketAddr};

use http::HeaderMap;
use ipnet::IpNet;

/// The client's address, given the peer of the connection.
pub fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let mut client = peer.to_canonical();
    if trusted.is_empty() {
        return client;
    }
    let lines = headers.get_all("x-forwarded-for").iter().rev();
    for hop in lines.flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b',')) {
        if !trusted.iter().any(|network| network.contains(&client)) {
            break;
        }
        // `client` is a trusted proxy, and this is what it says of its own peer. If that can't be read (`unknown`, a
        // socket without an address), the next hop was written by nobody known, so the chain ends at this proxy.
        let Some(address) = parse(hop) else { break };
        client = address;
    }
    client
}

/// Whether somebody who isn't trusted says for whom the request is: a client that tries, or a proxy that
/// `ALMOND_TRUSTED_PROXIES` should name, behind which all clients are one address.
pub fn is_passed_over(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> bool {
    let peer = peer.to_canonical();
    headers.contains_key("x-forwarded-for") && !trusted.iter().any(|network| network.contains(&peer))
}

/// A hop as proxies write it: an address, with or without a port or brackets.
fn parse(hop: &[u8]) -> Option<IpAddr> {
    let hop = str::from_utf8(hop.trim_ascii()).ok()?;
    let address = hop.parse::<IpAddr>().or_else(|_| hop.parse::<SocketAddr>().map(|socket| socket.ip()));
    let bracketed = || hop.strip_prefix('[')?.strip_suffix(']')?.parse::<IpAddr>().ok();
    address.ok().or_else(bracketed).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_rightmost_untrusted_hop_is_believed() {
        let trusted: Vec<IpNet> = ["10.0.0.0/8", "127.0.0.1/32"].iter().map(|net| net.parse().unwrap()).collect();
        for (peer, forwarded, expected) in [
            ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
            ("127.0.0.1", "", "127.0.0.1"),
            ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
            ("127.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
            ("127.0.0.1", "1.1.1.1, 198.51.100.1, 10.1.2.3", "198.51.100.1"),
            ("127.0.0.1", "198.51.100.1:4711", "198.51.100.1"),
            ("127.0.0.1", "1.1.1.1, nonsense", "127.0.0.1"),
            ("127.0.0.1", "[2001:db8::1]", "2001:db8::1"),
            ("::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
            ("127.0.0.1", "é, 198.51.100.1", "198.51.100.1"),
            ("127.0.0.1", "é,198.51.100.1 , 10.1.2.3", "198.51.100.1"),
            ("127.0.0.1", "198.51.100.1, é", "127.0.0.1"),
            ("127.0.0.1", "198.51.100.1, unknown, 10.1.2.3", "10.1.2.3"),
            ("127.0.0.1", "198.51.100.1,", "127.0.0.1"),
            ("127.0.0.1", "198.51.100.1,, 10.1.2.3", "10.1.2.3"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", forwarded.parse().unwrap());
            let client = client(peer.parse().unwrap(), &headers, &trusted);
            assert_eq!(client, expected.parse::<IpAddr>().unwrap(), "{peer} {forwarded}");
        }
    }

    #[test]
    fn a_header_from_an_untrusted_peer_is_nothing() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "1.1.1.1".parse().unwrap());
        headers.insert("x-real-ip", "1.1.1.1".parse().unwrap());
        let peer: IpAddr = "203.0.113.9".parse().unwrap();
        assert_eq!(client(peer, &headers, &[]), peer);
        let net = ["203.0.113.0/24".parse().unwrap()];
        assert!(is_passed_over(peer, &headers, &[]) && !is_passed_over(peer, &headers, &net));
        assert!(!is_passed_over(peer, &HeaderMap::new(), &[]));
    }

    /// A generator of the same numbers each time (SplitMix64).
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, end: usize) -> usize {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            usize::try_from((z ^ (z >> 31)) >> 16).unwrap() % end
        }

        /// Whatever a client may put into a header: any bytes, and what looks like a hop or the end of one.
        fn forged(&mut self) -> Vec<u8> {
            const PIECES: [&[u8]; 14] = [
                b",",
                b", ",
                b" ",
                b"\t",
                b"\"",
                b"\xff",
                b"\xc3\xa9",
                b"127.0.0.1",
                b"10.1.2.3",
                b"203.0.113.7",
                b"[::1]:80",
                b"::ffff:127.0.0.1",
                b"unknown",
                b"",
            ];
            let mut bytes = Vec::new();
            for _ in 0..self.below(9) {
                match self.below(2) {
                    0 => bytes.extend(PIECES[self.below(PIECES.len())]),
                    _ => bytes.push(u8::try_from(self.below(256)).unwrap()),
                }
            }
            bytes.retain(|byte| *byte == b'\t' || (*byte >= b' ' && *byte != 0x7f));
            bytes
        }

        /// A hop as some proxy writes it.
        fn written(&mut self, address: IpAddr) -> String {
            match (self.below(4), address) {
                (0, _) => SocketAddr::new(address, 4711).to_string(),
                (1, IpAddr::V6(address)) => format!("[{address}]"),
                (2, IpAddr::V4(address)) => address.to_ipv6_mapped().to_string(),
                _ => address.to_string(),
            }
        }
    }

    /// For any bytes from the client, the result is the address that the last trusted proxy appended: to the line that
    /// it was given or as a line of its own, whether more trusted proxies come after it or not.
    #[test]
    fn nothing_that_a_client_writes_moves_it() {
        let trusted: Vec<IpNet> = ["10.0.0.0/8", "127.0.0.1/32", "::1/128"].map(|net| net.parse().unwrap()).into();
        let mut numbers = Numbers(12);
        for round in 0..100_000 {
            let mut lines: Vec<Vec<u8>> = (0..numbers.below(4)).map(|_| numbers.forged()).collect();
            let clients = ["198.51.100.1", "127.0.0.2", "2001:db8::7", "0.0.0.0", "::ffff:203.0.113.9"];
            let real: IpAddr = clients[numbers.below(clients.len())].parse().unwrap();
            let proxies = ["10.1.2.3", "127.0.0.1", "::1", "10.255.0.1"];
            let mut peer = real;
            for _ in 0..=numbers.below(3) {
                let hop = numbers.written(peer);
                match lines.last_mut() {
                    Some(line) if numbers.below(2) == 0 => line.extend(format!(", {hop}").bytes()),
                    _ => lines.push(hop.into_bytes()),
                }
                peer = proxies[numbers.below(proxies.len())].parse().unwrap();
            }
            let mut headers = HeaderMap::new();
            for line in &lines {
                headers.append("x-forwarded-for", http::HeaderValue::from_bytes(line).unwrap());
            }
            assert_eq!(client(peer, &headers, &trusted), real.to_canonical(), "{round}: {peer} {headers:?}");
        }
    }
}
