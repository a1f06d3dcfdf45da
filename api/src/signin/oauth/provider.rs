//! A provider: where it sends a browser to, and what it says of the person who comes back. What Almond makes of that
//! is not a provider's business.

use std::{fmt, pin::Pin};

use entity::SignInMethod;
use url::Url;

use super::{browser::Ties, github::Github, google, oidc::OpenId};
use crate::{
    config::{self, Config},
    error::{Error, Result},
    signin::email::Email,
    state::State,
};

/// What a provider says of a person, for certain.
#[derive(Clone, Debug)]
pub struct Profile {
    pub issuer: String,
    /// Who it is at the issuer: never changes, never given to somebody else.
    pub subject: String,
    /// Only an address that the provider has verified.
    pub email: Option<Email>,
    pub name: Option<String>,
    pub avatar: Option<String>,
}

/// What a browser brings back when its person agreed.
pub struct Grant {
    pub code: String,
    /// Who says so (RFC 9207), where the provider tells.
    pub issuer: Option<String>,
}

/// Why a provider gave no profile, for the log. Carries nothing of what was sent.
#[derive(Debug)]
pub enum Trouble {
    /// It can't be asked now.
    Unavailable(String),
    /// It refused, or said what must not be believed.
    Refused(String),
}

impl Trouble {
    pub fn refused(why: impl fmt::Display) -> Self {
        Self::Refused(why.to_string())
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable(why) | Self::Refused(why) => f.write_str(why),
        }
    }
}

/// What a provider says, on its way.
pub type Saying<'a, T> = Pin<Box<dyn Future<Output = Result<T, Trouble>> + Send + 'a>>;

/// A provider as configured.
pub enum Provider {
    Github(Github),
    OpenId(OpenId),
}

impl Provider {
    /// Where the browser goes, with `token` for its `state`.
    pub fn authorize<'a>(&'a self, state: &'a State, ties: &'a Ties, token: &'a str) -> Saying<'a, Url> {
        match self {
            Self::Github(github) => Box::pin(async { github.authorize(ties, token) }),
            Self::OpenId(provider) => Box::pin(provider.authorize(state, ties, token)),
        }
    }

    /// Who came back.
    pub fn profile<'a>(&'a self, state: &'a State, ties: &'a Ties, grant: Grant) -> Saying<'a, Profile> {
        match self {
            Self::Github(github) => Box::pin(github.profile(&state.seams.http, ties, grant)),
            Self::OpenId(provider) => Box::pin(provider.profile(state, ties, grant)),
        }
    }
}

/// Every provider that is configured.
pub struct Providers {
    github: Option<Provider>,
    google: Option<Provider>,
    oidc: Option<Provider>,
    /// Google, for sign-ins that end with a key: they come back elsewhere.
    for_key: Option<Provider>,
}

impl Providers {
    /// Asks nobody: a provider that is down doesn't hold up the start.
    pub fn new(config: &Config) -> Self {
        let config::Providers { github, google, oidc } = &config.providers;
        let callback = |method| callback(config, method);
        Self {
            github: github.as_ref().map(|it| Provider::Github(Github::new(it, callback(SignInMethod::Github)))),
            google: google.as_ref().map(|it| Provider::OpenId(google::new(it, callback(SignInMethod::Google)))),
            oidc: oidc.as_ref().map(|it| Provider::OpenId(OpenId::new(it, callback(SignInMethod::Oidc)))),
            for_key: google.as_ref().map(|it| Provider::OpenId(google::new(it, callback_for_key(config)))),
        }
    }

    /// # Errors
    /// `NOT_FOUND` for one that isn't configured.
    pub fn get(&self, method: SignInMethod, for_key: bool) -> Result<&Provider> {
        let provider = match method {
            SignInMethod::Google if for_key => &self.for_key,
            SignInMethod::Google => &self.google,
            SignInMethod::Github => &self.github,
            SignInMethod::Oidc => &self.oidc,
            _ => &None,
        };
        provider.as_ref().ok_or_else(Error::not_found)
    }
}

/// One callback for each provider, so that the answer of one is never taken for another's.
fn callback(config: &Config, method: SignInMethod) -> String {
    format!("{}/api/v1/auth/{method}/callback", config.server.origin())
}

/// Where operators of the `internal` dialect register it.
fn callback_for_key(config: &Config) -> String {
    format!("{}/auth/callback", config.server.origin())
}
