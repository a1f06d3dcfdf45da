//! Whose word counts about where a request came from.

use std::net::IpAddr;

use ipnet::IpNet;

use super::{
    ConfigError, Environment,
    source::{Given, Setting, Sources},
};

const TRUSTED_PROXIES: Setting = Setting::list("ALMOND_TRUSTED_PROXIES").about(
    "",
    "comma list of networks whose `X-Forwarded-For` is believed; in production none wider than /8 (IPv6: /16). Behind \
     a proxy that it doesn't name all clients are one address, of which the log warns once",
);
pub(super) const SETTINGS: &[Setting] = &[TRUSTED_PROXIES];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// `ALMOND_TRUSTED_PROXIES`, none: a comma list of CIDRs, a bare address being a network of one.
    pub trusted_proxies: Vec<IpNet>,
}

pub(super) fn read(sources: &Sources, environment: Environment) -> Network {
    let trusted_proxies = sources.read_or(&TRUSTED_PROXIES, Vec::new(), networks);
    if let Some(wide) = trusted_proxies.iter().find(|network| is_wide(network)) {
        let problem = format!(
            "must be networks of /8 (IPv6: /16) or narrower in production, which {wide} isn't: whoever comes from there is \
             believed about where requests come from"
        );
        sources.findings.not_safe(environment, ConfigError::new(sources.name(&TRUSTED_PROXIES), problem));
    }
    Network { trusted_proxies }
}

/// A comma list of networks.
pub(super) fn networks(given: &Given) -> Result<Vec<IpNet>, ConfigError> {
    let network = |item: &str| {
        let parsed = item.parse().or_else(|_| item.parse::<IpAddr>().map(IpNet::from));
        parsed.map_err(|_| given.wrong("a comma list of addresses and CIDRs, such as 10.0.0.0/8,::1"))
    };
    given.items().map(network).collect()
}

/// True if it is more than any operator has.
pub(super) fn is_wide(network: &IpNet) -> bool {
    let narrowest = if matches!(network, IpNet::V4(_)) { 8 } else { 16 };
    network.prefix_len() < narrowest
}
