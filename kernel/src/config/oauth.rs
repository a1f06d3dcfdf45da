//! Providers that people sign in with: GitHub, Google, one OpenID provider by variables, and others by tables
//! (`provider_table`). A provider without a client id is not there.

use std::sync::Arc;

use url::Url;

use super::{
    ConfigError, Environment, OpenId,
    openid::{EVERY_TENANT, EVERYBODY, is_scope, is_tenant, with_openid},
    provider_table,
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
const OIDC_ISSUER: Setting = Setting::one("ALMOND_OIDC_ISSUER").about(
    "",
    "turn on signing in with any OpenID provider; the issuer to the letter as the provider says it \
     ([recipes](guide/providers.md))",
);
const OIDC_SCOPES: Setting = Setting::list("ALMOND_OIDC_SCOPES")
    .about("`openid,email,profile`", "comma list of what is asked for there; `openid` in any case");
const OIDC_AUDIENCES: Setting = Setting::list("ALMOND_OIDC_AUDIENCES").about(
    "",
    "comma list of audiences that an ID token may be for beside Almond (Zitadel's project, Keycloak's mapper)",
);
const OIDC_TENANTS: Setting = Setting::list("ALMOND_OIDC_TENANTS").about(
    "",
    "comma list of the tenants (`tid`) whose people may sign in, for an issuer that many tenants share (Entra's \
     `organizations`); `*` for everybody's, of whom only those have an address whose token says `xms_edov`",
);
const OIDC_TRUST_EMAIL: Setting = Setting::one("ALMOND_OIDC_TRUST_EMAIL").about(
    "`false`",
    "`true`: the provider's addresses count as verified where it doesn't say whether they are. Whoever can choose an \
     address there takes over the account that has it here; refused with the tenants `*`",
);
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
    OIDC_SCOPES,
    OIDC_AUDIENCES,
    OIDC_TENANTS,
    OIDC_TRUST_EMAIL,
];

const GITHUB: &str = "https://github.com";
const GITHUB_API: &str = "https://api.github.com";
const GOOGLE: &str = "https://accounts.google.com";

/// `ALMOND_GITHUB_…`, `ALMOND_GOOGLE_…` and `ALMOND_OIDC_…`.
#[derive(Debug, Default)]
pub struct Providers {
    pub github: Option<Github>,
    pub google: Option<Arc<OpenId>>,
    pub oidc: Option<Arc<OpenId>>,
    /// The `[[provider]]` tables of the settings file, in its order.
    pub tables: Vec<Arc<OpenId>>,
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
        .map(|client| OpenId::new("google", "Google", client, google_issuer.unwrap_or_else(|| GOOGLE.to_owned())));
    let oidc_client = client(sources, &OIDC_ID, &OIDC_SECRET);
    let has_client = [OIDC_ID, OIDC_SECRET].iter().any(|setting| sources.get(setting).is_some());
    match sources.get(&OIDC_ISSUER) {
        None if oidc_client.is_some() => missing(sources, &OIDC_ISSUER, &OIDC_ID),
        Some(_) if !has_client => missing(sources, &OIDC_ID, &OIDC_ISSUER),
        _ => {}
    }
    let oidc =
        oidc_client.zip(oidc_issuer).map(|(client, issuer)| OpenId::new("oidc", "Single sign-on", client, issuer));
    let oidc = with_wishes(sources, oidc);
    let tables = provider_table::read(sources, environment).into_iter().map(Arc::new).collect();
    Providers { github, google: google.map(Arc::new), oidc: oidc.map(Arc::new), tables }
}

/// What else is said of the OpenID provider. It is checked even where that isn't there.
fn with_wishes(sources: &Sources, provider: Option<OpenId>) -> Option<OpenId> {
    let list = |setting: &Setting, expected: &str, fits: fn(&str) -> bool| {
        sources.read_given(setting, |given| {
            let items: Vec<_> = given.items().map(str::to_owned).collect();
            if items.iter().all(|item| fits(item)) { Ok(items) } else { Err(given.wrong(expected)) }
        })
    };
    let scopes = list(&OIDC_SCOPES, "a comma list of scopes, such as openid,email,profile", is_scope);
    let audiences = list(&OIDC_AUDIENCES, "a comma list of audiences", |item| !item.is_empty());
    let tenants = list(&OIDC_TENANTS, "a comma list of tenants' ids, or `*`", is_tenant).unwrap_or_default();
    let trust_email = sources.read_or(&OIDC_TRUST_EMAIL, false, |given| {
        let trust = given.text.parse().map_err(|_| given.wrong("`true` or `false`"))?;
        if trust && tenants.iter().any(|tenant| tenant == EVERY_TENANT) {
            // Whoever has a tenant says in it that they have any address.
            return Err(given.wrong_secret(&format!("`false` while ALMOND_OIDC_TENANTS is `*`: {EVERYBODY}")));
        }
        Ok(trust)
    });
    let mut provider = provider?;
    if let Some(scopes) = scopes {
        provider.scopes = with_openid(scopes);
    }
    (provider.audiences, provider.tenants, provider.trust_email) =
        (audiences.unwrap_or_default(), tenants, trust_email);
    Some(provider)
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

pub(super) fn checked(given: &Given, environment: Environment) -> Result<String, ConfigError> {
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
