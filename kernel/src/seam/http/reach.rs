//! Where a message may go whose receiver a tenant chose: out to the public, and to networks that the operator allows.
//! Nothing is resolved here.

use std::net::IpAddr;

use ipnet::IpNet;
use url::{Host, Url};

use super::address::is_public;

/// The longest URL.
const LONGEST: usize = 2048;

/// Who chose the receiver.
#[derive(Clone, Copy, Debug)]
pub enum Reach<'a> {
    /// A tenant: by https to public addresses, by anything to these networks.
    Guarded(&'a [IpNet]),
    /// The operator, who may well mean a server inside.
    Trusted,
}

impl Reach<'_> {
    /// What can be said of a URL without resolving its name.
    ///
    /// # Errors
    /// What is expected instead.
    pub fn check(self, url: &Url) -> Result<(), &'static str> {
        if url.as_str().len() > LONGEST {
            return Err("expected at most 2048 characters");
        }
        if !matches!(url.scheme(), "https" | "http") || !url.has_host() {
            return Err("expected an https URL");
        }
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            return Err("expected a URL without user name, password and fragment");
        }
        let Self::Guarded(networks) = self else { return Ok(()) };
        match literal(url) {
            Some(address) if !self.allows(url, address) => {
                Err("expected an https URL whose host is on the public internet, at port 443 or from 1024 on")
            }
            // Where its name leads is judged at each attempt.
            None if networks.is_empty() && !is_plain(url) => Err("expected an https URL, at port 443 or from 1024 on"),
            _ => Ok(()),
        }
    }

    /// True if it may be sent to this address of its host.
    pub fn allows(self, url: &Url, address: IpAddr) -> bool {
        match self {
            Self::Trusted => true,
            Self::Guarded(networks) => {
                networks.iter().any(|network| network.contains(&address)) || is_public(address) && is_plain(url)
            }
        }
    }
}

/// Encrypted, and not at the port of some other protocol.
fn is_plain(url: &Url) -> bool {
    url.scheme() == "https" && url.port_or_known_default().is_some_and(|port| port == 443 || port >= 1024)
}

/// The address that the URL has for its host.
pub fn literal(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Domain(_) => None,
        Host::Ipv4(address) => Some(address.into()),
        Host::Ipv6(address) => Some(address.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(reach: Reach<'_>, url: &str) -> bool {
        reach.check(&Url::parse(url).unwrap()).is_ok()
    }

    #[test]
    fn out_in_the_public_it_is_https_without_credentials() {
        let public = Reach::Guarded(&[]);
        for url in ["https://hooks.example.com/x?y=1", "https://1.1.1.1/", "https://[2606:4700::1111]:8443/"] {
            assert!(check(public, url), "{url}");
        }
        for url in [
            "http://hooks.example.com/",
            "ftp://hooks.example.com/",
            "file:///etc/passwd",
            "https://user@hooks.example.com/",
            "https://user:password@hooks.example.com/",
            "https://hooks.example.com/#fragment",
            "https://hooks.example.com:25/",
            "https://hooks.example.com:80/",
            "http://1.1.1.1/",
            "https://1.1.1.1:22/",
        ] {
            assert!(!check(public, url), "{url}");
        }
        assert!(!check(public, &format!("https://a.example/{}", "x".repeat(2048))));
    }

    #[test]
    fn no_spelling_of_an_address_inside_gets_by() {
        for host in [
            "127.0.0.1",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "127.1",
            "127.0.0.1.",
            "１２７.0.0.1",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[0:0:0:0:0:0:0:1]",
            "169.254.169.254",
            "0",
        ] {
            assert!(!check(Reach::Guarded(&[]), &format!("https://{host}/")), "{host}");
        }
    }

    #[test]
    fn a_network_that_the_operator_allows_is_open_and_its_neighbours_are_not() {
        let networks = ["10.1.0.0/16".parse().unwrap(), "::1/128".parse().unwrap()];
        let reach = Reach::Guarded(&networks);
        assert!(
            check(reach, "http://10.1.2.3:80/") && check(reach, "http://[::1]:1/") && check(reach, "https://10.1.0.1/")
        );
        assert!(!check(reach, "https://10.2.0.1/") && !check(reach, "http://1.1.1.1/"));
        let allows = |url: &str, address: &str| reach.allows(&Url::parse(url).unwrap(), address.parse().unwrap());
        assert!(allows("http://inside.example/", "10.1.0.1") && !allows("http://inside.example/", "1.1.1.1"));
        assert!(allows("https://a.example/", "1.1.1.1") && !allows("https://a.example:25/", "1.1.1.1"));
    }

    #[test]
    fn the_operators_own_receiver_may_be_anywhere() {
        assert!(check(Reach::Trusted, "http://localhost:9000/") && check(Reach::Trusted, "https://10.0.0.1/"));
        assert!(!check(Reach::Trusted, "https://user@pay.example/"));
    }
}
