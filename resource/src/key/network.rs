//! A network that a key may be used from.

use std::{fmt, net::IpAddr, str::FromStr};

use ipnet::IpNet;
use kernel::wire::text::TextShape;
use poem_openapi::registry::MetaSchema;

/// A CIDR block, or an address that stands for itself alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network(pub IpNet);

impl FromStr for Network {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let network = text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        network.map(|network| Self(network.trunc())).map_err(|_| "expected a network such as 203.0.113.0/24")
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TextShape for Network {
    const NAME: &'static str = "Network";

    fn describe(schema: &mut MetaSchema) {
        schema.example = Some("203.0.113.0/24".into());
    }
}

/// As stored: commas between; none means everywhere.
pub fn store(networks: &[Network]) -> Option<String> {
    let list: Vec<String> = networks.iter().map(Network::to_string).collect();
    (!list.is_empty()).then(|| list.join(","))
}

/// As read back.
pub fn restore(stored: Option<&str>) -> Vec<Network> {
    stored.map(|list| list.split(',').filter_map(|network| network.parse().ok()).collect()).unwrap_or_default()
}

/// True if `new` lets a request from anywhere in that `old` does not. Empty is everywhere.
pub fn widens(old: &[Network], new: &[Network]) -> bool {
    let within = |network: &Network| old.iter().any(|wide| wide.0.contains(&network.0));
    !old.is_empty() && (new.is_empty() || !new.iter().all(within))
}

/// What lies in both. Empty is nowhere here, for lists that are not.
pub fn common(one: &[Network], other: &[Network]) -> Vec<Network> {
    let narrower = |a: &Network, b: &Network| match (a.0.contains(&b.0), b.0.contains(&a.0)) {
        (true, _) => Some(*b),
        (_, true) => Some(*a),
        _ => None,
    };
    let mut networks: Vec<_> = one.iter().flat_map(|a| other.iter().filter_map(move |b| narrower(a, b))).collect();
    networks.dedup();
    networks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<Network> {
        restore(Some(text).filter(|text| !text.is_empty()))
    }

    #[test]
    fn only_more_addresses_are_wider() {
        for (old, new, expected) in [
            ("", "10.0.0.0/8", false),
            ("10.0.0.0/8", "", true),
            ("10.0.0.0/8", "10.1.0.0/16", false),
            ("10.1.0.0/16", "10.0.0.0/8", true),
            ("10.0.0.0/8,192.0.2.1/32", "192.0.2.1/32", false),
            ("10.0.0.0/8", "10.0.0.0/8,::1/128", true),
        ] {
            assert_eq!(widens(&list(old), &list(new)), expected, "{old} -> {new}");
        }
    }
    #[test]
    fn what_two_lists_have_in_common_is_the_narrower_of_each_pair() {
        for (one, other, expected) in [
            ("10.0.0.0/8", "10.1.0.0/16,192.0.2.0/24", "10.1.0.0/16"),
            ("10.1.0.0/16,::1/128", "10.0.0.0/8,::/0", "10.1.0.0/16,::1/128"),
            ("10.0.0.0/8", "10.0.0.0/8", "10.0.0.0/8"),
            ("10.0.0.0/8", "192.0.2.0/24", ""),
        ] {
            assert_eq!(common(&list(one), &list(other)), list(expected), "{one} and {other}");
        }
    }
}
