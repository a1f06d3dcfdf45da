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
     and those of the front ends (alias `AUTH_BASE_URL`); https in production",
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
    /// cookies. It has a scheme, a host and perhaps a port, and nothing else; https in production.
    pub public_url: Url,
}

impl Server {
    /// Scheme, host and port as browsers send them in `Origin`: no trailing slash, no default port.
    pub fn origin(&self) -> String {
        self.public_url.origin().ascii_serialization()
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
    const EXPECTED: &str = "an http or https URL of a host and nothing after it, such as https://almond.example.com";
    // A password in the wrong place is still a password.
    if given.text.contains('@') {
        return Err(given.wrong_secret("a URL without a user name or password"));
    }
    let url = Url::parse(&given.text).map_err(|_| given.wrong(EXPECTED))?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() || !bare {
        return Err(given.wrong(EXPECTED));
    }
    if environment.is_production() && url.scheme() != "https" {
        return Err(given.wrong("https in production"));
    }
    Ok(url)
}
