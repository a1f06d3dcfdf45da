//! Keys that were made elsewhere: their owners go on using them, and nothing is issued anew. The operator vouches for them,
//! so no step-up is asked; what a key may be is checked as if it were minted.

use std::{fmt, sync::Arc};

use entity::{Digest, KeyId, OrgId, Scope, ScopeSet, Timestamp, UserId, api_key, membership, user};
use identity::account::org_named;
use kernel::{
    audit::{Action, Actor, Event},
    change::Change,
    db::OrConflict as _,
    error::{Error, Result},
    fence::Tag,
    state::State,
    token::Plain,
    wire::{Description, Name, Text, email::Email},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, QuerySelect};
use serde::Deserialize;
use serde_json::json;

use super::service::{check_future, check_scopes};

/// The most characters of a key that may be told beside its digest.
const LONGEST_PREFIX: usize = 12;
/// A key that no request could be made with.
const UNUSABLE: &str = "keys here begin otherwise; name its beginning in ALMOND_IMPORTED_KEY_PREFIXES";

/// One key, as a line of the import says it: the key, or its SHA-256.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ImportIn {
    key: Option<String>,
    sha256: Option<String>,
    /// With `sha256`: how the key begins. It is shown to tell the key by, and says whether the key can be used here.
    prefix: Option<String>,
    name: Text<Name>,
    description: Option<Text<Description>>,
    /// An e-mail address.
    owner: String,
    /// An id or a handle; of an owner who is in one org only, that one unless given.
    #[serde(default)]
    org: Option<String>,
    scopes: Option<Vec<Text<Scope>>>,
    expires_at: Option<Text<Timestamp>>,
}

/// What came of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Imported(KeyId),
    /// It was imported before, and stays as it is: revoked, say.
    Known(KeyId),
}

/// Imports one key.
///
/// # Errors
/// `BAD_REQUEST` names the field; `CONFLICT` for a key that is somebody else's here.
pub async fn import(state: &Arc<State>, line: ImportIn) -> Result<Outcome> {
    let (digest, prefix) = secret(state, &line)?;
    let change = state.changes.begin_unasked().await?;
    let (org, user) = owner(&change, &line).await?;
    if let Some(row) = api_key::Entity::by_digest(digest).one(&change).await? {
        return known(&row, org, user);
    }
    let membership = membership::Entity::of_user_in_org(user, org).lock_shared().one(&change).await?;
    let membership = membership.ok_or_else(|| Error::field("owner", "is no member of the organization"))?;
    let scopes = line.scopes.map(|scopes| scopes.into_iter().map(|scope| scope.0).collect());
    let scopes = scopes.unwrap_or(ScopeSet::EMPTY.with(Scope::ModelsRead));
    check_scopes(membership.role, ScopeSet::EMPTY, scopes)?;
    line.expires_at.map_or(Ok(()), |at| check_future(state, "expiresAt", at.0))?;

    let now = state.now();
    let id = KeyId::new(now, state.random());
    let row = api_key::ActiveModel {
        id: Set(id),
        org_id: Set(org),
        user_id: Set(user),
        workspace_id: Set(None),
        name: Set(line.name.0.into_string()),
        description: Set(line.description.map(|text| text.0.into_string())),
        prefix: Set(prefix),
        digest: Set(digest),
        scopes: Set(scopes),
        allowed_cidrs: Set(None),
        expires_at: Set(line.expires_at.map(|at| at.0)),
        last_used_at: Set(None),
        last_used_address: Set(None),
        rotated_from: Set(None),
        rotated_at: Set(None),
        revoked_at: Set(None),
        paused_at: Set(None),
        paused_by: Set(None),
        client: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    };
    keep(change, row, digest).await?;
    Ok(Outcome::Imported(id))
}

async fn keep(mut change: Change, row: api_key::ActiveModel, digest: Digest) -> Result<()> {
    let row = row.insert(&change).await.or_conflict("The key was imported at the same time")?;
    change.touch(Tag::Digest(digest));
    let event = Event::by(Actor::Operator, Some(row.org_id), Action::KeyImported, row.id);
    let detail = json!({ "scopes": row.scopes.names(), "user": row.user_id.to_string() });
    change.record(event.with_detail(detail));
    change.commit().await
}

fn known(row: &api_key::Model, org: OrgId, user: UserId) -> Result<Outcome> {
    if (row.org_id, row.user_id) == (org, user) {
        return Ok(Outcome::Known(row.id));
    }
    Err(Error::conflict("The key is somebody else's here"))
}

/// The digest, and what is shown of the key.
fn secret(state: &State, line: &ImportIn) -> Result<(Digest, String)> {
    match (&line.key, &line.sha256) {
        (Some(key), None) => {
            if line.prefix.is_some() {
                return Err(Error::field("prefix", "goes with `sha256`; a key tells its own"));
            }
            if !state.is_key(key) {
                return Err(Error::field("key", UNUSABLE));
            }
            let key = Plain::new(key.clone());
            let shown = state.format_of(key.expose()).map(|format| format.shown(&key));
            Ok((key.digest(), shown.unwrap_or_default()))
        }
        (None, Some(text)) => {
            let bytes = hex::decode(text).ok().and_then(|bytes| bytes.try_into().ok());
            let bytes = bytes.ok_or_else(|| Error::field("sha256", "expected 64 hex digits"))?;
            let prefix = line.prefix.clone().ok_or_else(|| Error::field("prefix", "is required with `sha256`"))?;
            if prefix.len() > LONGEST_PREFIX || !prefix.bytes().all(|byte| byte.is_ascii_graphic()) {
                return Err(Error::field("prefix", "expected at most 12 printable characters"));
            }
            if state.format_of(&prefix).is_none() {
                return Err(Error::field("prefix", UNUSABLE));
            }
            Ok((Digest::from_bytes(bytes), prefix))
        }
        _ => Err(Error::bad_request("Give one of `key` and `sha256`")),
    }
}

async fn owner(change: &Change, line: &ImportIn) -> Result<(OrgId, UserId)> {
    let email: Email = line.owner.parse().map_err(|why| Error::field("owner", why))?;
    let user = user::Entity::by_email(&email.normalised()).one(change).await?;
    let user = user.ok_or_else(|| Error::field("owner", "nobody has this address"))?;
    let Some(org) = &line.org else {
        let memberships = membership::Entity::of_user(user.id).all(change).await?;
        return match memberships.as_slice() {
            [only] => Ok((only.org_id, user.id)),
            _ => Err(Error::field("org", "is required for an owner who is not in exactly one")),
        };
    };
    Ok((org_named(change, org).await?, user.id))
}

/// Says nothing of the key.
impl fmt::Debug for ImportIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ImportIn").finish_non_exhaustive()
    }
}
