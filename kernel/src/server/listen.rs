//! Where a listener is: a host and a port, or a socket of this machine. Opening it is `listener`'s.

use std::{fmt, net::IpAddr, path::PathBuf};

/// An address to listen on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listen {
    /// A name or an address, IPv6 without brackets; empty for every address of the machine.
    Tcp { host: String, port: u16 },
    /// `unix:/path`.
    Unix(PathBuf),
}

impl Listen {
    /// A port that only this machine reaches.
    pub fn here(port: u16) -> Self {
        Self::Tcp { host: "127.0.0.1".to_owned(), port }
    }

    /// `host:port` or `:port`.
    pub fn host_and_port(text: &str) -> Option<Self> {
        let (host, port) = text.rsplit_once(':')?;
        let port = Some(port).filter(|port| port.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()?;
        let of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
        let host = match host.strip_prefix('[') {
            Some(bracketed) => bracketed.strip_suffix(']').filter(|host| host.parse::<IpAddr>().is_ok())?,
            None => Some(host).filter(|host| host.bytes().all(of_name))?,
        };
        Some(Self::Tcp { host: host.to_owned(), port })
    }

    /// The same, or `unix:` and an absolute path.
    pub fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix("unix:") {
            Some(path) => (path.starts_with('/') && !path.ends_with('/')).then(|| Self::Unix(path.into())),
            None => Self::host_and_port(text),
        }
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp { host, port } if host.contains(':') => write!(f, "[{host}]:{port}"),
            Self::Tcp { host, port } => write!(f, "{host}:{port}"),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_ports_and_sockets_are_read_as_they_are_shown() {
        for text in ["127.0.0.1:8080", "localhost:0", ":8080", "[::1]:80", "[::]:80", "unix:/run/almond/http.sock"] {
            assert_eq!(Listen::parse(text).unwrap().to_string(), text);
            assert_eq!(Listen::host_and_port(text).is_some(), !text.starts_with("unix:"), "{text}");
        }
        for text in [
            "8080",
            "localhost",
            "::1:80:",
            "[::1]",
            "[::1:80",
            "::1:80",
            "a b:80",
            "host:+80",
            "host:65536",
            "host:",
            "unix:run",
            "unix:",
            "unix:/run/",
            "http://localhost:80",
        ] {
            assert_eq!(Listen::parse(text), None, "{text}");
        }
    }
}
