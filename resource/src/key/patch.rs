//! Changing a key. What gives it more than it had needs a step-up; a change that fails changes nothing.

use entity::{KeyId, ScopeSet, api_key};
use identity::policy::{SteppedUp, Tenant, given};
use kernel::{
    audit::Action,
    error::{Error, Result},
    fence::Tag,
};
use poem_openapi::types::MaybeUndefined;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel, QuerySelect};
use serde_json::{Value, json};

use super::{
    network::{self, Network},
    pause::Switch,
    service::{check_future, check_lifetime, check_networks, check_scopes, describe},
    wire::{KeyOut, PatchKeyIn},
};

/// Changes what `body` names; `stepped_up` is asked only if that widens the key.
///
/// # Errors
/// `NOT_FOUND`, `BAD_REQUEST` naming the field, `FORBIDDEN` where a step-up or a role is missing, `CONFLICT` for the
/// expiry of a key that another took over from.
pub async fn patch(
    tenant: &Tenant,
    id: KeyId,
    body: PatchKeyIn,
    stepped_up: impl FnOnce() -> Result<SteppedUp>,
) -> Result<KeyOut> {
    let mut change = tenant.begin().await?;
    // Locked, so that whether this widens is judged by what it changes.
    let found =
        api_key::Entity::find_of_user_in_org(tenant.org(), tenant.user(), id).lock_exclusive().one(&change).await?;
    let old = found.ok_or_else(Error::not_found)?;
    let mut new = old.clone();
    let switched = apply(tenant, &mut new, body)?;

    if new.scopes != old.scopes {
        check_scopes(tenant.role(), old.scopes, new.scopes)?;
    }
    if new.expires_at != old.expires_at {
        if old.rotated_at.is_some() {
            return Err(Error::conflict("Another key took over from this one; its end is settled"));
        }
        new.expires_at.map_or(Ok(()), |at| check_future(tenant.state(), "expiresAt", at))?;
        check_lifetime(tenant, "expiresAt", old.created_at, new.expires_at)?;
    }
    if let Some(workspace) = new.workspace_id.filter(|_| new.workspace_id != old.workspace_id) {
        given(tenant.enter_with(&change, workspace).await)?;
    }
    if new == old {
        drop(change);
        tenant.state().fence.settle().await?;
        return Ok(describe(tenant, old));
    }
    if widens(&old, &new) {
        stepped_up()?;
    }

    new.updated_at = tenant.state().now();
    let (detail, user) = (after(&new), json!({ "user": new.user_id }));
    let is_more = new
        != api_key::Model {
            paused_at: new.paused_at,
            paused_by: new.paused_by,
            updated_at: new.updated_at,
            ..old.clone()
        };
    let row = changes(&old, new).update(&change).await?;
    change.touch(Tag::Key(id));
    // Switched on again, it must be seen through the memory of keys that are none.
    change.touch(Tag::Digest(row.digest));
    if let Some(action) = switched {
        change.record(tenant.event(action, id).with_detail(user));
    }
    if is_more {
        change.record(tenant.event(Action::KeyUpdated, id).with_detail(detail));
    }
    change.commit().await?;
    Ok(describe(tenant, row))
}

/// What the body names, onto the row; gives what to record of a switch.
fn apply(tenant: &Tenant, row: &mut api_key::Model, body: PatchKeyIn) -> Result<Option<Action>> {
    const NEVER_NULL: &str = "can't be null";
    match body.name {
        MaybeUndefined::Value(name) => row.name = name.0.into_string(),
        MaybeUndefined::Null => return Err(Error::field("name", NEVER_NULL)),
        MaybeUndefined::Undefined => {}
    }
    match body.scopes {
        MaybeUndefined::Value(scopes) => row.scopes = scopes.into_iter().map(|scope| scope.0).collect::<ScopeSet>(),
        MaybeUndefined::Null => return Err(Error::field("scopes", NEVER_NULL)),
        MaybeUndefined::Undefined => {}
    }
    if !body.description.is_undefined() {
        row.description = body.description.take().map(|text| text.0.into_string());
    }
    if !body.expires_at.is_undefined() {
        row.expires_at = body.expires_at.take().map(|at| at.0);
    }
    if !body.workspace_id.is_undefined() {
        row.workspace_id = body.workspace_id.take().map(|id| id.0);
    }
    if !body.allowed_cidrs.is_undefined() {
        row.allowed_cidrs = check_networks(body.allowed_cidrs.take().unwrap_or_default())?;
    }
    match body.enabled {
        MaybeUndefined::Value(enabled) => {
            Switch { by: tenant.user(), role: tenant.role(), now: tenant.state().now() }.set(row, enabled)
        }
        MaybeUndefined::Null => Err(Error::field("enabled", NEVER_NULL)),
        MaybeUndefined::Undefined => Ok(None),
    }
}

/// What is recorded of a key that was changed: what it may from now on.
fn after(new: &api_key::Model) -> Value {
    let networks = network::restore(new.allowed_cidrs.as_deref());
    json!({
        "scopes": new.scopes.names(),
        "expiresAt": new.expires_at,
        "workspaceId": new.workspace_id,
        "allowedCidrs": networks.iter().map(Network::to_string).collect::<Vec<_>>(),
    })
}

/// True if `new` allows anything that `old` did not.
fn widens(old: &api_key::Model, new: &api_key::Model) -> bool {
    let lives_longer = old.expires_at.is_some_and(|old| new.expires_at.is_none_or(|new| new > old));
    let leaves_workspace = old.workspace_id.is_some() && new.workspace_id != old.workspace_id;
    let networks = |row: &api_key::Model| network::restore(row.allowed_cidrs.as_deref());
    !new.scopes.is_subset(old.scopes)
        || lives_longer
        || leaves_workspace
        || (old.paused_at.is_some() && new.paused_at.is_none())
        || network::widens(&networks(old), &networks(new))
}

/// The columns that differ, and no others: a concurrent note of the last use is not undone.
fn changes(old: &api_key::Model, new: api_key::Model) -> api_key::ActiveModel {
    let mut changed = old.clone().into_active_model();
    changed.name = differs(&old.name, new.name, changed.name);
    changed.description = differs(&old.description, new.description, changed.description);
    changed.scopes = differs(&old.scopes, new.scopes, changed.scopes);
    changed.expires_at = differs(&old.expires_at, new.expires_at, changed.expires_at);
    changed.workspace_id = differs(&old.workspace_id, new.workspace_id, changed.workspace_id);
    changed.allowed_cidrs = differs(&old.allowed_cidrs, new.allowed_cidrs, changed.allowed_cidrs);
    changed.paused_at = differs(&old.paused_at, new.paused_at, changed.paused_at);
    changed.paused_by = differs(&old.paused_by, new.paused_by, changed.paused_by);
    changed.updated_at = Set(new.updated_at);
    changed
}

fn differs<T: PartialEq + Into<sea_orm::Value>>(
    old: &T,
    new: T,
    unchanged: sea_orm::ActiveValue<T>,
) -> sea_orm::ActiveValue<T> {
    if *old == new { unchanged } else { Set(new) }
}
