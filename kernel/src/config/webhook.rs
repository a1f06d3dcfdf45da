//! Where webhooks may go besides the public internet.

use std::net::{Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::{
    ConfigError, Environment,
    network::{is_wide, networks},
    source::{Setting, Sources},
};

const ALLOWED_NETWORKS: Setting = Setting::list("ALMOND_WEBHOOK_ALLOWED_NETWORKS").about(
    "`127.0.0.0/8,::1` in development, none in production",
    "comma list of networks that [webhooks](guide/webhooks.md) may go to although they are not public; in \
     production none wider than /8 (IPv6: /16), and none with cloud metadata",
);
pub(super) const SETTINGS: &[Setting] = &[ALLOWED_NETWORKS];

/// Where nobody's receiver is, and what else is there gives its credentials to whoever asks: link-local addresses with the
/// metadata of clouds (IPv6: Amazon's own), and all of IPv4 once more within IPv6.
const NEVER: [IpNet; 5] = [
    v4([169, 254, 0, 0], 16),
    v6(Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10),
    v6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254), 128),
    v6(Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0, 0), 96),
    v6(Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96),
];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Webhook {
    /// `ALMOND_WEBHOOK_ALLOWED_NETWORKS`, the machine itself in development and none in production: a comma list of CIDRs
    /// that endpoints may be in although they are not public; by plain http, too, and at any port.
    pub allowed_networks: Vec<IpNet>,
}

pub(super) fn read(sources: &Sources, environment: Environment) -> Webhook {
    let here = [v4([127, 0, 0, 0], 8), v6(Ipv6Addr::LOCALHOST, 128)];
    let default = if environment.is_production() { Vec::new() } else { here.into() };
    let allowed_networks = sources.read_or(&ALLOWED_NETWORKS, default, networks);
    let of_setting = |problem: String| ConfigError::new(sources.name(&ALLOWED_NETWORKS), problem);
    if let Some(wide) = allowed_networks.iter().find(|network| is_wide(network)) {
        let problem = "must be networks of /8 (IPv6: /16) or narrower in production";
        let error = format!("{problem}, which {wide} isn't: webhooks would go anywhere, and without TLS");
        sources.findings.not_safe(environment, of_setting(error));
    } else if let Some(never) = allowed_networks.iter().find(|network| NEVER.iter().any(|net| overlap(network, net))) {
        let problem = "must be networks without cloud metadata and other link-local services in production";
        sources.findings.not_safe(environment, of_setting(format!("{problem}, which {never} has")));
    } else if allowed_networks.iter().any(|network| here.iter().any(|net| overlap(network, net))) {
        let problem = "has this machine in it: whoever may make a webhook endpoint may send to every port here";
        sources.findings.doubtful(environment, &of_setting(problem.to_owned()));
    }
    Webhook { allowed_networks }
}

fn overlap(a: &IpNet, b: &IpNet) -> bool {
    a.contains(b) || b.contains(a)
}

const fn v4(octets: [u8; 4], length: u8) -> IpNet {
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::from_octets(octets), length))
}

const fn v6(address: Ipv6Addr, length: u8) -> IpNet {
    IpNet::V6(Ipv6Net::new_assert(address, length))
}
