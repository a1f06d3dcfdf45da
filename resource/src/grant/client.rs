//! Clients: who asks for a grant. One has a document of its own, whose URL is its id, or registered itself. All are public: what
//! they say of themselves nobody has verified, but that their document is where its URL says.

use entity::{OauthClientId, oauth_client};
use kernel::{
    error::{Error, Result},
    request::Context,
    state::State,
    wire::Name,
};

use super::{document, redirect};

/// A client, as far as it is known now.
#[derive(Clone, Debug)]
pub struct Client {
    pub id: String,
    /// What it calls itself.
    pub name: Option<String>,
    /// Of its document.
    pub host: Option<String>,
    pub redirect_uris: Vec<String>,
    /// The row of one that registered itself.
    pub registered: Option<OauthClientId>,
}

impl Client {
    /// True if a code of this client may go to `uri`.
    pub fn allows(&self, uri: &str) -> bool {
        redirect::parse(uri).is_ok() && self.redirect_uris.iter().any(|own| redirect::matches(own, uri))
    }

    /// Who gets what is granted, for records: its document's host, or else where the code goes.
    pub fn holder(&self, redirect_uri: &str) -> String {
        self.host.clone().unwrap_or_else(|| redirect::receiver(redirect_uri))
    }
}

/// The client with this id.
///
/// # Errors
/// `BAD_REQUEST` where there is none, or its document is wrong; `UNAVAILABLE` when its document can't be fetched.
pub async fn find(state: &State, context: &Context, id: &str) -> Result<Client> {
    if document::is_url(id) {
        return Box::pin(document::find(state, context, id)).await;
    }
    let unknown = || bad("is unknown, or was registered too long ago; register again");
    let row: OauthClientId = id.parse().map_err(|_| unknown())?;
    let _turn = state.look_ups.turn(context.address).await?;
    let row = oauth_client::Entity::by_id(row).one(state.db.read()).await?.ok_or_else(unknown)?;
    let redirect_uris = serde_json::from_str(&row.redirect_uris).unwrap_or_default();
    Ok(Client { id: id.to_owned(), name: row.name, host: None, redirect_uris, registered: Some(row.id) })
}

pub fn bad(reason: &str) -> Error {
    Error::field("client_id", reason)
}

/// What a client calls itself, if people can read it.
pub fn name(given: &str) -> Option<String> {
    given.parse().ok().map(Name::into_string)
}
