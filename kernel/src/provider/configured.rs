//! A provider: where it sends a browser to, and what it says of the person who comes back. What Almond makes of that
//! is not a provider's business.

use entity::SignInMethod;
use url::Url;

use super::{Grant, Profile, Saying, Ties, Web, Wishes, github::Github, google, oidc::OpenId};
use crate::{
    config::{self, Config},
    error::{Error, Result},
};

/// A provider as configured.
pub enum Provider {
    Github(Github),
    OpenId(OpenId),
}

impl Provider {
    /// Where the browser goes, with `token` for its `state`.
    pub fn authorize<'a>(&'a self, ties: &'a Ties, token: &'a str, wishes: &'a Wishes) -> Saying<'a, Url> {
        match self {
            Self::Github(github) => Box::pin(async { github.authorize(ties, token, wishes) }),
            Self::OpenId(provider) => Box::pin(provider.authorize(ties, token, wishes)),
        }
    }

    /// Who came back.
    pub fn profile<'a>(&'a self, ties: &'a Ties, grant: Grant) -> Saying<'a, Profile> {
        match self {
            Self::Github(github) => Box::pin(github.profile(ties, grant)),
            Self::OpenId(provider) => Box::pin(provider.profile(ties, grant)),
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
    pub fn new(config: &Config, web: &Web) -> Self {
        let config::Providers { github, google, oidc } = &config.providers;
        let callback = |method| callback(config, method);
        Self {
            github: github
                .as_ref()
                .map(|it| Provider::Github(Github::new(it, callback(SignInMethod::Github), web.clone()))),
            google: google
                .as_ref()
                .map(|it| Provider::OpenId(google::new(it, callback(SignInMethod::Google), web.clone()))),
            oidc: oidc.as_ref().map(|it| Provider::OpenId(OpenId::new(it, callback(SignInMethod::Oidc), web.clone()))),
            for_key: google.as_ref().map(|it| Provider::OpenId(google::new(it, callback_for_key(config), web.clone()))),
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
