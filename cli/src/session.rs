//! The server that a command speaks with, and the key that it has.

use almond_client::{Client, reqwest::Url};

use crate::{
    args::Alm,
    failure::Failure,
    keyring,
    output::say,
    profile::{self, Profile},
};

pub struct Session {
    pub profile: String,
    url: Option<String>,
    client: Option<Client>,
    /// The key, if there is one.
    pub key: Option<String>,
    /// From the environment: not ours to forget.
    pub foreign: bool,
    pub stored: Option<Profile>,
}

impl Session {
    pub fn open(alm: &Alm) -> Result<Self, Failure> {
        let stored = profile::load(&alm.profile)?;
        let url = alm.url.clone().or_else(|| stored.as_ref().map(|profile| profile.url.clone()));
        let url = url.map(|url| url.trim_end_matches('/').to_owned());
        let given = std::env::var("ALMOND_API_KEY").ok().filter(|key| !key.is_empty());
        let foreign = given.is_some();
        // A key goes to the server that gave it, and to no other that somebody names.
        let own = stored.as_ref().filter(|profile| url.as_ref() == Some(&profile.url));
        let key = given.or_else(|| own.and_then(|profile| kept(&alm.profile, profile)));
        let client = url.as_ref().map(|url| connect(alm, url, key.as_deref(), 3)).transpose()?;
        Ok(Self { profile: alm.profile.clone(), url, client, key, foreign, stored })
    }

    /// # Errors
    /// `SignedOut` without a key.
    pub fn client(&self) -> Result<&Client, Failure> {
        self.client.as_ref().filter(|_| self.key.is_some()).ok_or(Failure::SignedOut)
    }

    /// Without looking for a key.
    pub fn anonymous(&self) -> Result<&Client, Failure> {
        self.client.as_ref().ok_or_else(no_server)
    }

    pub fn url(&self) -> Result<&str, Failure> {
        self.url.as_deref().ok_or_else(no_server)
    }
}

fn no_server() -> Failure {
    Failure::told("which server? Say --url https://your.server, or set ALMOND_URL")
}

/// The profile's key.
fn kept(name: &str, profile: &Profile) -> Option<String> {
    let key = profile.api_key.clone().or_else(|| keyring::find(name, &profile.url));
    if key.is_none() {
        say("alm: the keyring is locked, or has no key for this profile");
    }
    key
}

pub fn connect(alm: &Alm, url: &str, key: Option<&str>, retries: u32) -> Result<Client, Failure> {
    let parsed = Url::parse(url).map_err(|error| Failure::told(format!("{url}: {error}")))?;
    if parsed.scheme() == "http" && !alm.plain_http && !is_here(&parsed) {
        return Err(Failure::told(format!(
            "{url} is not https: anybody on the way could read the key (--plain-http sends it)"
        )));
    }
    let mut builder = Client::at(url).retries(retries);
    if let Some(file) = &alm.ca_file {
        let pem = std::fs::read(file).map_err(|error| Failure::told(format!("{}: {error}", file.display())))?;
        builder = builder.authorities(&pem)?;
    }
    if let Some(key) = key {
        builder = builder.credential(key);
    }
    Ok(builder.build()?)
}

/// Is the server on this machine?
fn is_here(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Opens a browser, if there is one. Only addresses of the web are handed on: the program that opens them knows others.
pub fn browse(address: &str) -> bool {
    if !address.starts_with("https://") && !address.starts_with("http://") {
        return false;
    }
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let program = std::env::var_os("BROWSER").filter(|named| !named.is_empty()).unwrap_or_else(|| program.into());
    let quiet = std::process::Stdio::null;
    std::process::Command::new(program).arg(address).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn().is_ok()
}
