//! Minting once, however often the request comes: with an `Idempotency-Key`, the same request is answered with the same key
//! for ten minutes. Until then the key is kept, sealed; after that nothing but its digest is left, as ever.

use std::time::Duration;

use entity::{Digest, KeyId, api_key, minted_answer};
use identity::policy::Tenant;
use kernel::{
    change::Change,
    error::{Error, Result},
    state::State,
    token::{Plain, Sealed},
    wire::{IdempotencyKey, Text},
};
use serde_json::Value;

use super::wire::MintedKeyOut;

/// How long an answer can be given again.
const KEPT: Duration = Duration::from_secs(600);

/// A request that may come again.
pub struct Once {
    /// Of who asks, where, and the name that they gave the wish.
    id: Digest,
    /// Of what is wished for.
    request: Digest,
}

impl Once {
    pub fn of(tenant: &Tenant, key: Option<Text<IdempotencyKey>>, wish: &Value) -> Option<Self> {
        let key = key?.0.into_string();
        let id = Digest::of(format!("{}\n{}\n{key}", tenant.org(), tenant.user()).as_bytes());
        Some(Self { id, request: Digest::of(wish.to_string().as_bytes()) })
    }

    /// What the same request was answered before, if it was.
    ///
    /// # Errors
    /// `CONFLICT` where its name was used for another wish, or the key has ended since.
    pub async fn found(&self, tenant: &Tenant) -> Result<Option<MintedKeyOut>> {
        let (state, org) = (tenant.state(), tenant.org());
        let found = minted_answer::Entity::find_in_org(org, self.id, state.now()).one(tenant.read()).await?;
        let Some(answer) = found else { return Ok(None) };
        if answer.request != self.request {
            return Err(Error::conflict("The idempotency key was used for another request"));
        }
        let row = api_key::Entity::find_of_user_in_org(org, tenant.user(), answer.key_id).one(tenant.read()).await?;
        let row = row.ok_or_else(|| Error::conflict("The key that this request made has been revoked"))?;
        let opened = state.sealer.open(Sealed::MintedKey, &[org.uuid(), answer.key_id.uuid()], &answer.sealed);
        let key = opened.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
        let key = key.ok_or_else(|| Error::unavailable("the answer of a mint can't be opened"))?;
        Ok(Some(MintedKeyOut::new(row, &Plain::new(key))))
    }

    /// Keeps the answer with the change that makes the key; false if the same request was just quicker.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database fails.
    pub async fn keep(&self, tenant: &Tenant, change: &Change, id: KeyId, key: &Plain) -> Result<bool> {
        let (state, org) = (tenant.state(), tenant.org());
        let owner = [org.uuid(), id.uuid()];
        let sealed = state.sealer.seal(Sealed::MintedKey, &owner, state.random(), key.expose().as_bytes());
        let answer = minted_answer::Model {
            id: self.id,
            org_id: org,
            request: self.request,
            key_id: id,
            sealed: sealed.map_err(Error::unavailable)?,
            expires_at: state.now().plus(KEPT),
        };
        let kept = minted_answer::Entity::put_new(answer, state.now()).exec_without_returning(change).await?;
        Ok(kept > 0)
    }
}

/// As `Once::found`; nothing for a request without a name.
///
/// # Errors
/// As `Once::found`.
pub async fn found(tenant: &Tenant, once: Option<&Once>) -> Result<Option<MintedKeyOut>> {
    match once {
        Some(once) => once.found(tenant).await,
        None => Ok(None),
    }
}

/// Forgets the answers that can't be given any more.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn forget_expired(state: &State) -> Result<()> {
    minted_answer::Entity::delete_expired(state.now()).exec(state.db.write()).await?;
    Ok(())
}
