//! Where the server listens, keeps its files, and is reached from outside.

use std::path::PathBuf;

use url::Url;

use super::{
    ConfigError, Environment,
    source::{Given, Setting, Sources},
};
use crate::server::Listen;

const LISTEN: Setting = Setting::one("ALMOND_LISTEN").about(
    "`127.0.0.1:8080`",
    "where to serve: `host:port`, `:port` (every address), or `unix:/path`, a socket that the group of the file may use \
     too, and whose clients count as 127.0.0.1 (`ALMOND_TRUSTED_PROXIES=127.0.0.1` for the proxy before it)",
);
const METRICS_LISTEN: Setting =
    Setting::one("ALMOND_METRICS_LISTEN").about("`127.0.0.1:9464`", "Prometheus `/metrics`");
pub(super) const DATA_DIR: Setting = Setting::one("ALMOND_DATA_DIR").about(
    "`./data`",
    "SQLite file, development's secret, outbox, files; made for the program's user alone, and in production \
     closed to others (of systemd: `StateDirectoryMode=0700`)",
);
const PUBLIC_URL: Setting = Setting::one("ALMOND_PUBLIC_URL").or("AUTH_BASE_URL").about(
    "`http://localhost:8080`",
    "the only base for links and cookies, and whom passkeys are made for: its host, at exactly its origin \
     and those of the front ends (alias `AUTH_BASE_URL`); https in production. May have a path, such as \
     `https://example.com/auth`, below which everything then is",
);
pub(super) const SETTINGS: &[Setting] = &[LISTEN, METRICS_LISTEN, DATA_DIR, PUBLIC_URL];

const DEFAULT_PUBLIC_URL: &str = "http://localhost:8080";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// `ALMOND_LISTEN`, `127.0.0.1:8080`: where to serve.
    pub listen: Listen,
    /// `ALMOND_METRICS_LISTEN`, `127.0.0.1:9464`: where `/metrics` is, apart from the public port.
    pub metrics_listen: Listen,
    /// True if `metrics_listen` was asked for. Then it must work; the default may be taken by another server on the
    /// machine.
    pub metrics_listen_explicit: bool,
    /// `ALMOND_DATA_DIR`, `./data`: the SQLite file, development's secret, the outbox, files. May not exist yet.
    pub data_dir: PathBuf,
    /// `ALMOND_PUBLIC_URL` (alias `AUTH_BASE_URL`), `http://localhost:8080`: the only base of links, redirects and
    /// cookies. It has a scheme, a host, perhaps a port and perhaps a path; https in production.
    pub public_url: Url,
}

impl Server {
    /// Scheme, host and port as browsers send them in `Origin`: no trailing slash, no default port.
    pub fn origin(&self) -> String {
        self.public_url.origin().ascii_serialization()
    }

    /// The public URL without a slash at its end: what everything's path is put after.
    pub fn base(&self) -> String {
        format!("{}{}", self.origin(), self.path())
    }

    /// The public URL's path without a slash at its end; empty for most.
    pub fn path(&self) -> &str {
        self.public_url.path().trim_end_matches('/')
    }

    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// The session cookie's name: browsers keep `__Host-` for https.
    pub fn cookie_name(&self) -> &'static str {
        if self.is_https() { "__Host-almond_session" } else { "almond_session" }
    }
}

pub(super) fn data_dir(sources: &Sources) -> PathBuf {
    sources.get(&DATA_DIR).map_or_else(|| PathBuf::from("./data"), |given| given.text.into())
}

pub(super) fn read(sources: &Sources, environment: Environment) -> Option<Server> {
    let listen = sources.read_or(&LISTEN, Listen::here(8080), |given| {
        let expected = "a host and a port, such as 127.0.0.1:8080, `:8080`, or `unix:` and an absolute path";
        Listen::parse(&given.text).ok_or_else(|| given.wrong(expected))
    });
    let metrics_listen = sources.read_or(&METRICS_LISTEN, Listen::here(9464), |given| {
        Listen::host_and_port(&given.text).ok_or_else(|| given.wrong("a host and a port, such as 127.0.0.1:9464"))
    });
    Some(Server {
        listen,
        metrics_listen,
        metrics_listen_explicit: sources.get(&METRICS_LISTEN).is_some(),
        data_dir: data_dir(sources),
        public_url: public_url(sources, environment)?,
    })
}

fn public_url(sources: &Sources, environment: Environment) -> Option<Url> {
    let default = || Given { name: PUBLIC_URL.variable().to_owned(), text: DEFAULT_PUBLIC_URL.to_owned() };
    sources.noted(checked(&sources.get(&PUBLIC_URL).unwrap_or_else(default), environment))
}

fn checked(given: &Given, environment: Environment) -> Result<Url, ConfigError> {
    const EXPECTED: &str = "an http or https URL of a host and perhaps a path, such as https://almond.example.com or https://example.com/auth";
    // A password in the wrong place is still a password.
    if given.text.contains('@') {
        return Err(given.wrong_secret("a URL without a user name or password"));
    }
    let url = Url::parse(&given.text).map_err(|_| given.wrong(EXPECTED))?;
    let bare = is_plain(url.path()) && url.query().is_none() && url.fragment().is_none();
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() || !bare {
        return Err(given.wrong(EXPECTED));
    }
    if environment.is_production() && url.scheme() != "https" {
        return Err(given.wrong("https in production"));
    }
    Ok(url)
}

/// Segments that mean the same to every server on the way.
fn is_plain(path: &str) -> bool {
    let is_plain = |segment: &str| {
        let of_word = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        !segment.is_empty() && segment.chars().any(|character| character != '.') && segment.bytes().all(of_word)
    };
    let path = path.trim_start_matches('/');
    let path = path.strip_suffix('/').unwrap_or(path);
    path.is_empty() || path.split('/').all(is_plain)
}
