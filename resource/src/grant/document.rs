//! A client's own document (client-id metadata documents): its id is the https URL where it is. Fetched through the guarded
//! connector, kept for as long as its headers say, within bounds.

use kernel::{
    error::{Code, Error, Result},
    limiter::{Bucket, Subject},
    request::Context,
    seam::http::{LookUps, Reach},
    state::State,
};
use serde::Deserialize;
use url::Url;

use super::client::{Client, bad, name};

/// The parts of a document that count; what else it has is the client's own.
#[derive(Deserialize)]
struct Metadata {
    client_id: String,
    client_name: Option<String>,
    #[serde(default)]
    redirect_uris: Vec<String>,
    token_endpoint_auth_method: Option<String>,
}

/// True if a client's id says that there is a document.
pub fn is_url(id: &str) -> bool {
    id.starts_with("https://") || id.starts_with("http://")
}

/// # Errors
/// `BAD_REQUEST` for a URL that can't be a client's, and for a document that isn't this client's; `UNAVAILABLE` when it can't be
/// fetched.
pub async fn find(state: &State, context: &Context, id: &str) -> Result<Client> {
    let url = Url::parse(id).map_err(|_| bad("is no URL"))?;
    // As it is compared: to the letter.
    if url.as_str() != id || url.path() == "/" {
        return Err(bad("must be a URL with a path, as it is written in the document"));
    }
    let reach = reach(state);
    reach.check(&url).map_err(bad)?;
    let body = fetch(state, context, &url, reach).await?;
    let metadata: Metadata = serde_json::from_slice(&body).map_err(|_| bad("leads to no client's document"))?;
    if metadata.client_id != id {
        return Err(bad("leads to the document of another client"));
    }
    if metadata.token_endpoint_auth_method.is_some_and(|method| method != "none") {
        return Err(bad("leads to a client that isn't public"));
    }
    let host = url.host_str().map(str::to_owned);
    let name = metadata.client_name.as_deref().and_then(name);
    Ok(Client { id: id.to_owned(), name, host, redirect_uris: metadata.redirect_uris, registered: None })
}

/// The public internet; while developing, what webhooks may go to as well. Anybody may name a client, so in production the
/// networks that tenants' webhooks reach are out of reach.
fn reach(state: &State) -> Reach<'_> {
    let inside: &[_] =
        if state.config.environment.is_production() { &[] } else { &state.config.webhook.allowed_networks };
    Reach::Guarded(inside)
}

async fn fetch(state: &State, context: &Context, url: &Url, reach: Reach<'_>) -> Result<Vec<u8>> {
    if let Some(kept) = state.documents.kept(url, state.now()) {
        return Ok(kept);
    }
    state.limiter.take(Bucket::Client, Subject::Address(context.address)).await?;
    let lookups = LookUps::at(&state.webhooks.lookups, context.address);
    let fetched = state.documents.fetch(&state.webhooks.courier, url, reach, lookups, state.now()).await;
    fetched.map_err(|failure| {
        let host = url.host_str().unwrap_or_default();
        tracing::info!(host, failure = failure.as_str(), "the document of a client can't be fetched");
        Error::new(Code::Unavailable, "The client's document can't be fetched at the moment")
    })
}
