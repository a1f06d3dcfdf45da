//! By what shares and limits tell clients apart: an IPv4 address, or the /64 that one IPv6 subscriber has all of.

use std::net::{IpAddr, Ipv6Addr};

/// The network that an address counts for.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from(u128::from(v6) & (u128::MAX << 64)).into(),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ipv6_counts_by_64() {
        let [a, b] = ["2001:db8:1:2:3::4", "2001:db8:1:2:ffff::1"].map(|text| network(text.parse().unwrap()));
        assert_eq!(a, b);
        assert_ne!(a, network("2001:db8:1:3::1".parse().unwrap()));
    }
}
