//! Keys as the operator has to do with them: every tenant's, to see and to end. Minting is for the people of the operator's
//! own org alone.

use entity::{KeyId, api_key};
use identity::{policy::Behalf, principal::Operator};
use kernel::{
    audit::{Action, Actor, Event},
    error::{Error, Result},
    fence::Tag,
    request::Context,
    state::State,
};
use sea_orm::QuerySelect;

use super::{
    service::{self, Wanted},
    wire::MintedKeyOut,
};

/// At most `limit` of the keys that are not revoked, whoever's, newest first.
pub async fn list(state: &State, _by: Operator, after: Option<KeyId>, limit: u64) -> Result<Vec<api_key::Model>> {
    Ok(api_key::Entity::page_of_all(after, limit).all(state.db.read()).await?)
}

/// Mints a key that is a member's.
pub async fn mint(behalf: Behalf, wanted: Wanted) -> Result<MintedKeyOut> {
    let Behalf { tenant, proof, admission, .. } = behalf;
    service::mint(&tenant, proof, admission, wanted, None).await
}

/// Ends a key, whoever's, now and everywhere.
///
/// # Errors
/// `NOT_FOUND` for a key that is unknown or revoked already.
pub async fn revoke(state: &State, context: &Context, _by: Operator, id: KeyId) -> Result<()> {
    let mut change = state.changes.begin(context).await?;
    let row = api_key::Entity::find_of_all(id).lock_exclusive().one(&change).await?.ok_or_else(Error::not_found)?;
    api_key::Entity::revoke_of_user_in_org(row.org_id, row.user_id, id, state.now()).exec(&change).await?;
    change.touch(Tag::Key(id));
    let revoked = Event::by(Actor::Operator, row.org_id, Action::KeyRevoked, id);
    change.record(revoked);
    change.commit().await?;
    state.metrics.keys_revoked(1);
    Ok(())
}
