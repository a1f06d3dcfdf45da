//! Which addresses are out in the public, and so nobody's inside. The lists are those of IANA's registries of special
//! purpose addresses: what isn't known to be public unicast is refused.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};

/// IPv4 that isn't public unicast.
const SPECIAL_V4: [Ipv4Net; 16] = [
    v4([0, 0, 0, 0], 8),
    v4([10, 0, 0, 0], 8),
    // Shared by a provider's customers (CGNAT).
    v4([100, 64, 0, 0], 10),
    v4([127, 0, 0, 0], 8),
    // Link-local, where clouds have their metadata.
    v4([169, 254, 0, 0], 16),
    v4([172, 16, 0, 0], 12),
    v4([192, 0, 0, 0], 24),
    v4([192, 0, 2, 0], 24),
    v4([192, 31, 196, 0], 24),
    v4([192, 52, 193, 0], 24),
    // 6to4 relays.
    v4([192, 88, 99, 0], 24),
    v4([192, 168, 0, 0], 16),
    v4([192, 175, 48, 0], 24),
    v4([198, 18, 0, 0], 15),
    v4([198, 51, 100, 0], 24),
    v4([203, 0, 113, 0], 24),
];

/// Global unicast; what is outside (mapped and compatible IPv4, NAT64, unique and link-local, multicast) is refused.
const GLOBAL_V6: Ipv6Net = v6([0x2000, 0, 0], 3);

/// IPv6 within that which isn't public unicast, or has an IPv4 address inside.
const SPECIAL_V6: [Ipv6Net; 5] = [
    // Protocol assignments: Teredo, benchmarks, ORCHID.
    v6([0x2001, 0, 0], 23),
    v6([0x2001, 0xdb8, 0], 32),
    // 6to4.
    v6([0x2002, 0, 0], 16),
    v6([0x2620, 0x4f, 0x8000], 48),
    v6([0x3fff, 0, 0], 20),
];

const fn v4(octets: [u8; 4], length: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::from_octets(octets), length)
}

const fn v6(first: [u16; 3], length: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(first[0], first[1], first[2], 0, 0, 0, 0, 0), length)
}

/// True if it is a host's address on the public internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        // From 224.0.0.0 on: multicast, reserved, broadcast.
        IpAddr::V4(address) => address.octets()[0] < 224 && !SPECIAL_V4.iter().any(|net| net.contains(&address)),
        IpAddr::V6(address) => GLOBAL_V6.contains(&address) && !SPECIAL_V6.iter().any(|net| net.contains(&address)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_on_the_internet_are_public() {
        for address in ["1.1.1.1", "9.255.255.255", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1"] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
        for address in ["223.255.255.1", "198.20.0.1", "2606:4700::1111", "2a00:1450:4001::1", "2001:4860::8888"] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn every_class_of_other_addresses_is_not() {
        for (class, addresses) in [
            ("this network", &["0.0.0.0", "0.1.2.3"][..]),
            ("private", &["10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1"]),
            ("shared", &["100.64.0.1", "100.127.255.255"]),
            ("loopback", &["127.0.0.1", "127.255.255.254", "::1"]),
            ("link-local", &["169.254.0.1", "169.254.169.254", "fe80::1", "febf::1"]),
            ("metadata", &["169.254.169.254", "169.254.170.2", "fd00:ec2::254", "100.100.100.200"]),
            ("protocols", &["192.0.0.1", "192.0.0.170", "2001::1", "2001:2::1", "2001:10::1", "2001:20::1"]),
            ("documentation", &["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1", "3fff:fff::1"]),
            ("benchmarks", &["198.18.0.1", "198.19.255.255"]),
            ("AS112, AMT", &["192.31.196.1", "192.52.193.1", "192.175.48.1", "2620:4f:8000::1"]),
            ("6to4", &["192.88.99.1", "2002:7f00:1::1", "2002:808:808::1"]),
            ("multicast", &["224.0.0.1", "239.255.255.255", "ff02::1", "ff0e::1"]),
            ("reserved", &["240.0.0.1", "255.255.255.254"]),
            ("broadcast", &["255.255.255.255"]),
            ("unspecified", &["::"]),
            ("mapped", &["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8"]),
            ("compatible", &["::127.0.0.1", "::8.8.8.8"]),
            ("translated", &["64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1"]),
            ("discard", &["100::1"]),
            ("unique local", &["fc00::1", "fdff::1"]),
            ("site-local", &["fec0::1"]),
            ("segment routing", &["5f00::1"]),
        ] {
            for address in addresses {
                assert!(!is_public(address.parse().unwrap()), "{class}: {address}");
            }
        }
    }
}
