//! Who could listen on the way to a server that a setting names.

use std::net::IpAddr;

use url::{Host, Url};

/// Does a URL lead nowhere but to this machine?
pub(super) fn is_here(url: &Url) -> bool {
    match url.host() {
        // Schemes that browsers don't know keep an address as text.
        Some(Host::Domain(name)) => {
            name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback())
        }
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Can nobody listen on the way there? It is https, or doesn't leave the machine.
pub(super) fn is_safe(url: &Url) -> bool {
    url.scheme() == "https" || is_here(url)
}
