//! Where webhooks may go besides the public internet.

use std::net::IpAddr;

use ipnet::IpNet;

use super::{
    ConfigError, Environment,
    source::{Setting, Sources},
};

const ALLOWED_NETWORKS: Setting = Setting::list("ALMOND_WEBHOOK_ALLOWED_NETWORKS");
pub(super) const SETTINGS: &[Setting] = &[ALLOWED_NETWORKS];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Webhook {
    /// `ALMOND_WEBHOOK_ALLOWED_NETWORKS`, the machine itself in development and none in production: a comma list of CIDRs
    /// that endpoints may be in although they are not public; by plain http, too, and at any port.
    pub allowed_networks: Vec<IpNet>,
}

pub(super) fn read(sources: &Sources, environment: Environment) -> Result<Webhook, ConfigError> {
    let Some(given) = sources.get(&ALLOWED_NETWORKS) else {
        let loopback = [IpNet::new_assert([127, 0, 0, 0].into(), 8), IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1]).into()];
        let allowed_networks = if environment.is_production() { Vec::new() } else { loopback.into() };
        return Ok(Webhook { allowed_networks });
    };
    let network = |item: &str| {
        let parsed = item.parse().or_else(|_| item.parse::<IpAddr>().map(IpNet::from));
        parsed.map_err(|_| given.wrong("a comma list of addresses and CIDRs, such as 10.0.0.0/8,::1"))
    };
    Ok(Webhook { allowed_networks: given.items().map(network).collect::<Result<_, _>>()? })
}
