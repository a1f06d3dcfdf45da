//! Providers that people sign in with: GitHub, Google and one OpenID provider of the operator's choosing. A provider
//! without a client id is not there.

use url::Url;

use super::{
    ConfigError, Environment,
    source::{Given, Setting, Sources},
    transport::is_safe,
};
use crate::token::Plain;

const GITHUB_ID: Setting = Setting::one("ALMOND_GITHUB_CLIENT_ID").about("", "turn on signing in with GitHub");
const GITHUB_SECRET: Setting = Setting::one("ALMOND_GITHUB_CLIENT_SECRET").secret();
const GITHUB_URL: Setting = Setting::one("ALMOND_GITHUB_URL").about(
    "`https://github.com`, `https://api.github.com`",
    "a GitHub Enterprise Server; its API is at `/api/v3` unless said",
);
const GITHUB_API_URL: Setting = Setting::one("ALMOND_GITHUB_API_URL");
const GOOGLE_ID: Setting = Setting::one("ALMOND_GOOGLE_CLIENT_ID")
    .or("GOOGLE_CLIENT_ID")
    .about("", "turn on signing in with Google (aliases `GOOGLE_CLIENT_ID`, `GOOGLE_CLIENT_SECRET`)");
const GOOGLE_SECRET: Setting = Setting::one("ALMOND_GOOGLE_CLIENT_SECRET").or("GOOGLE_CLIENT_SECRET").secret();
const GOOGLE_ISSUER: Setting = Setting::one("ALMOND_GOOGLE_ISSUER")
    .about("`https://accounts.google.com`", "another OpenID provider in Google's place");
const OIDC_ID: Setting = Setting::one("ALMOND_OIDC_CLIENT_ID");
const OIDC_SECRET: Setting = Setting::one("ALMOND_OIDC_CLIENT_SECRET").secret();
const OIDC_ISSUER: Setting = Setting::one("ALMOND_OIDC_ISSUER")
    .about("", "turn on signing in with any OpenID provider; the issuer to the letter as the provider says it");
pub(super) const SETTINGS: &[Setting] = &[
    GITHUB_ID,
    GITHUB_SECRET,
    GITHUB_URL,
    GITHUB_API_URL,
    GOOGLE_ID,
    GOOGLE_SECRET,
    GOOGLE_ISSUER,
    OIDC_ISSUER,
    OIDC_ID,
    OIDC_SECRET,
];

const GITHUB: &str = "https://github.com";
const GITHUB_API: &str = "https://api.github.com";
const GOOGLE: &str = "https://accounts.google.com";

/// `ALMOND_GITHUB_…`, `ALMOND_GOOGLE_…` and `ALMOND_OIDC_…`.
#[derive(Debug, Default)]
pub struct Providers {
    pub github: Option<Github>,
    pub google: Option<OpenId>,
    pub oidc: Option<OpenId>,
}

/// As whom Almond asks a provider: what it was given when it was registered there.
#[derive(Debug)]
pub struct Client {
    /// `…_CLIENT_ID`.
    pub id: String,
    /// `…_CLIENT_SECRET`.
    pub secret: Plain,
}

/// GitHub, or a GitHub Enterprise Server.
#[derive(Debug)]
pub struct Github {
    pub client: Client,
    /// `ALMOND_GITHUB_URL`, `https://github.com`: without a slash at its end.
    pub url: String,
    /// `ALMOND_GITHUB_API_URL`, `https://api.github.com`, or `/api/v3` under another `ALMOND_GITHUB_URL`.
    pub api_url: String,
}

/// An OpenID provider.
#[derive(Debug)]
pub struct OpenId {
    pub client: Client,
    /// `ALMOND_OIDC_ISSUER`; `ALMOND_GOOGLE_ISSUER`, `https://accounts.google.com`. To the letter as the provider
    /// says it of itself.
    pub issuer: String,
}

pub(super) fn read(sources: &Sources, environment: Environment) -> Providers {
    let url = |setting: &Setting| sources.read_given(setting, |given| checked(given, environment));
    let (github_url, github_api_url) = (url(&GITHUB_URL), url(&GITHUB_API_URL));
    let (google_issuer, oidc_issuer) = (url(&GOOGLE_ISSUER), url(&OIDC_ISSUER));
    let github = client(sources, &GITHUB_ID, &GITHUB_SECRET).map(|client| {
        let without_slash = |url: String| url.trim_end_matches('/').to_owned();
        let api_url = github_api_url.map(without_slash);
        let url = github_url.map_or_else(|| GITHUB.to_owned(), without_slash);
        let default = || if url == GITHUB { GITHUB_API.to_owned() } else { format!("{url}/api/v3") };
        Github { client, api_url: api_url.unwrap_or_else(default), url }
    });
    let google = client(sources, &GOOGLE_ID, &GOOGLE_SECRET)
        .map(|client| OpenId { client, issuer: google_issuer.unwrap_or_else(|| GOOGLE.to_owned()) });
    let oidc_client = client(sources, &OIDC_ID, &OIDC_SECRET);
    let has_client = [OIDC_ID, OIDC_SECRET].iter().any(|setting| sources.get(setting).is_some());
    match sources.get(&OIDC_ISSUER) {
        None if oidc_client.is_some() => missing(sources, &OIDC_ISSUER, &OIDC_ID),
        Some(_) if !has_client => missing(sources, &OIDC_ID, &OIDC_ISSUER),
        _ => {}
    }
    let oidc = oidc_client.zip(oidc_issuer).map(|(client, issuer)| OpenId { client, issuer });
    Providers { github, google, oidc }
}

fn client(sources: &Sources, id: &Setting, secret: &Setting) -> Option<Client> {
    match (sources.get(id), sources.get(secret)) {
        (Some(id), Some(secret)) => return Some(Client { id: id.text, secret: Plain::new(secret.text) }),
        (None, None) => {}
        (Some(_), None) => missing(sources, secret, id),
        (None, Some(_)) => missing(sources, id, secret),
    }
    None
}

fn missing(sources: &Sources, wanted: &Setting, given: &Setting) {
    sources.missing(wanted, format!("must be set, because {} is", given.variable()));
}

fn checked(given: &Given, environment: Environment) -> Result<String, ConfigError> {
    checked_part(given, &given.text, environment)
}

/// As `checked`, for one of several URLs that were given.
pub(super) fn checked_part(given: &Given, part: &str, environment: Environment) -> Result<String, ConfigError> {
    // A password in the wrong place is still a password.
    if part.contains('@') {
        return Err(given.wrong_secret("a URL without a user name or password"));
    }
    let url = Url::parse(part).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let url = url.filter(|url| url.query().is_none() && url.fragment().is_none());
    let url = url.ok_or_else(|| given.wrong("an http or https URL without a query, such as https://id.example.com"))?;
    if environment.is_production() && !is_safe(&url) {
        return Err(given.wrong("https in production, except on localhost"));
    }
    Ok(part.to_owned())
}
