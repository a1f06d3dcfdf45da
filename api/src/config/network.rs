//! Whose word counts about where a request came from.

use std::net::IpAddr;

use ipnet::IpNet;

use super::{
    ConfigError,
    source::{Setting, Sources},
};

const TRUSTED_PROXIES: Setting = Setting::list("ALMOND_TRUSTED_PROXIES");
pub(super) const SETTINGS: &[Setting] = &[TRUSTED_PROXIES];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// `ALMOND_TRUSTED_PROXIES`, none: a comma list of CIDRs, a bare address being a network of one.
    pub trusted_proxies: Vec<IpNet>,
}

pub(super) fn read(sources: &Sources) -> Result<Network, ConfigError> {
    let Some(given) = sources.get(&TRUSTED_PROXIES) else { return Ok(Network::default()) };
    let network = |item: &str| {
        let parsed = item.parse().or_else(|_| item.parse::<IpAddr>().map(IpNet::from));
        parsed.map_err(|_| given.wrong("a comma list of addresses and CIDRs, such as 10.0.0.0/8,::1"))
    };
    Ok(Network { trusted_proxies: given.items().map(network).collect::<Result<_, _>>()? })
}
