//! `GET /auth/providers`: which providers there are to sign in with, for pages that have a button for each.

use kernel::{error::Result, provider::Provider, state::State, wire::Reply};
use poem_openapi::{Object, OpenApi};

use crate::{
    policy::{Rule, Visitor},
    principal::Anyone,
    signin::SECTION,
};

pub struct ListProviders;

impl Rule for ListProviders {
    type Who = Anyone;
    const NAME: &'static str = "list_providers";
}

/// A provider to sign in with.
#[derive(Object)]
#[oai(rename = "Provider", rename_all = "camelCase")]
struct ProviderOut {
    /// Its place in paths: `/api/v1/auth/{name}`.
    name: String,
    /// What to call it on a page.
    display_name: String,
    /// Where to send a browser.
    start_url: String,
}

/// The providers there are.
#[derive(Object)]
#[oai(rename = "Providers", rename_all = "camelCase")]
struct ProvidersOut {
    items: Vec<ProviderOut>,
}

fn describe(state: &State) -> ProvidersOut {
    let origin = state.config.server.base();
    let item = |provider: &Provider| ProviderOut {
        name: provider.name.clone(),
        display_name: provider.display_name.clone(),
        start_url: format!("{origin}/api/v1/auth/{}", provider.name),
    };
    ProvidersOut { items: state.providers.all().iter().map(item).collect() }
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth", tag = "SECTION")]
impl Api {
    /// List the providers to sign in with.
    ///
    /// In the order of the settings; none where none is configured.
    #[oai(path = "/providers", method = "get")]
    async fn list_providers(&self, visitor: Visitor<ListProviders>) -> Result<Reply<ProvidersOut>> {
        Ok(Reply::new(describe(visitor.state())))
    }
}
