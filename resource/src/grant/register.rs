//! Clients that register themselves (RFC 7591), for those that have no document: a few from an address, so many in all, and
//! what nobody gives a grant to is forgotten after a day.

use entity::{OauthClientId, Timestamp, oauth_client};
use kernel::{error::Result, limiter::Bucket, limiter::Subject, request::Context, state::State};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::redirect;

/// The most clients without a grant; the oldest make room.
const MOST: u64 = 10_000;
/// The most places that codes of one may go to.
const MOST_URIS: usize = 10;

/// What a client says of itself.
pub struct Wanted {
    pub name: Option<String>,
    pub redirect_uris: Vec<String>,
}

/// A client that is known now.
pub struct Registered {
    pub id: OauthClientId,
    pub name: Option<String>,
    pub redirect_uris: Vec<String>,
    pub at: Timestamp,
}

/// Checks where codes of a client may go, before the limiter is asked.
///
/// # Errors
/// What is wrong.
pub fn check(uris: &[String]) -> Result<(), &'static str> {
    if !(1..=MOST_URIS).contains(&uris.len()) {
        return Err("expected 1 to 10 redirect_uris");
    }
    uris.iter().try_for_each(|uri| redirect::parse(uri).map(drop))
}

/// # Errors
/// `BAD_REQUEST` `Too many requests` from the address.
pub async fn register(state: &State, context: &Context, wanted: Wanted) -> Result<Result<Registered, &'static str>> {
    if let Err(reason) = check(&wanted.redirect_uris) {
        return Ok(Err(reason));
    }
    state.limiter.take(Bucket::Client, Subject::Address(context.address)).await?;
    let at = state.now();
    let name = wanted.name.as_deref().and_then(super::client::name);
    let row = oauth_client::ActiveModel {
        id: Set(OauthClientId::new(at, state.random())),
        name: Set(name.clone()),
        redirect_uris: Set(serde_json::Value::from(wanted.redirect_uris.clone()).to_string()),
        used_at: Set(None),
        created_at: Set(at),
    };
    let write = state.db.begin().await?;
    let row = row.insert(&write).await?;
    oauth_client::Entity::delete_beyond(MOST).exec(&write).await?;
    write.commit().await?;
    Ok(Ok(Registered { id: row.id, name, redirect_uris: wanted.redirect_uris, at }))
}
