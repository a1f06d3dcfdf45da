//! Who could listen on the way to a server that a setting names.

use std::net::IpAddr;

use url::{Host, Url};

/// True if a URL leads nowhere but to this machine.
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

/// True if nobody can listen on the way there: it is https, or doesn't leave the machine.
pub(super) fn is_safe(url: &Url) -> bool {
    url.scheme() == "https" || is_here(url)
}
