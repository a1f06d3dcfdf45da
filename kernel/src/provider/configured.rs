//! The providers that there are, by name: where each sends a browser to, and what it says of the person who comes back.
//! What Almond makes of that is not a provider's business.

use std::sync::Arc;

use entity::SignInMethod;
use url::Url;

use super::{Answers, Departing, Profile, Saying, Web, github::Github, oidc::OpenId};
use crate::{
    config::{self, Config},
    error::{Error, Result},
};

/// A provider as configured.
pub struct Provider {
    /// Where it is below `/api/v1/auth`.
    pub name: String,
    /// What pages call it.
    pub display_name: String,
    /// What its sessions say they began with.
    pub method: SignInMethod,
    kind: Kind,
}

enum Kind {
    Github(Github),
    OpenId(OpenId),
}

impl Provider {
    /// Where the browser goes.
    pub fn authorize<'a>(&'a self, departing: &'a Departing) -> Saying<'a, Url> {
        match &self.kind {
            Kind::Github(github) => Box::pin(async { github.authorize(departing) }),
            Kind::OpenId(provider) => Box::pin(provider.authorize(departing)),
        }
    }

    /// Who came back.
    pub fn profile(&self, answers: Answers) -> Saying<'_, Profile> {
        match &self.kind {
            Kind::Github(github) => Box::pin(github.profile(answers)),
            Kind::OpenId(provider) => Box::pin(provider.profile(answers)),
        }
    }

    /// None for one that doesn't speak OpenID.
    pub fn openid(&self) -> Option<&OpenId> {
        match &self.kind {
            Kind::Github(_) => None,
            Kind::OpenId(provider) => Some(provider),
        }
    }
}

/// Every provider that is configured.
pub struct Providers {
    all: Vec<Provider>,
    /// Google, for sign-ins that end with a key: they come back elsewhere.
    for_key: Option<Provider>,
}

impl Providers {
    /// Asks nobody: a provider that is down doesn't hold up the start.
    pub fn new(config: &Config, web: &Web) -> Self {
        let config::Providers { github, google, oidc, tables } = &config.providers;
        let openid = |it: &Arc<config::OpenId>, method: SignInMethod, callback: String| Provider {
            name: it.name.clone(),
            display_name: it.display_name.clone(),
            method,
            kind: Kind::OpenId(OpenId::new(it, callback, web.clone())),
        };
        let mut all = Vec::new();
        all.extend(github.as_ref().map(|it| Provider {
            name: SignInMethod::Github.to_string(),
            display_name: "GitHub".to_owned(),
            method: SignInMethod::Github,
            kind: Kind::Github(Github::new(it, callback(config, SignInMethod::Github.as_str()), web.clone())),
        }));
        all.extend(google.as_ref().map(|it| openid(it, SignInMethod::Google, callback(config, &it.name))));
        let others = oidc.iter().chain(tables);
        all.extend(others.map(|it| openid(it, SignInMethod::Oidc, callback(config, &it.name))));
        let for_key = google.as_ref().map(|it| openid(it, SignInMethod::Google, callback_for_key(config)));
        Self { all, for_key }
    }

    pub fn all(&self) -> &[Provider] {
        &self.all
    }

    /// # Errors
    /// `NOT_FOUND` for one that isn't configured.
    pub fn get(&self, name: &str, for_key: bool) -> Result<&Provider> {
        if for_key {
            return self.for_key.as_ref().filter(|provider| provider.name == name).ok_or_else(Error::not_found);
        }
        self.all.iter().find(|provider| provider.name == name).ok_or_else(Error::not_found)
    }
}

/// One callback for each provider, so that the answer of one is never taken for another's.
fn callback(config: &Config, name: &str) -> String {
    format!("{}/api/v1/auth/{name}/callback", config.server.base())
}

/// Where operators of the `internal` dialect register it.
fn callback_for_key(config: &Config) -> String {
    format!("{}/auth/callback", config.server.base())
}
