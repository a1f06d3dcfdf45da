//! Rotating a key: a new one with the same rights, and an end for the old one that nothing can put off.

use std::time::Duration;

use entity::{KeyId, api_key};
use identity::policy::{Admission, SteppedUp, Tenant};
use kernel::{
    audit::Action,
    error::{Error, Result},
    fence::Tag,
};
use sea_orm::QuerySelect;

use super::{
    once::Once,
    service::{New, Wanted, check_scopes, insert},
    wire::MintedKeyOut,
};

/// The longest that an old key may go on beside its successor: 30 days.
pub const LONGEST_OVERLAP: Duration = Duration::from_secs(30 * 24 * 3600);

/// # Errors
/// `NOT_FOUND`; `CONFLICT` for a key that has expired, is switched off or was rotated already; `FORBIDDEN` for one whose scopes are
/// beyond what the user's role may give now.
pub async fn rotate(
    tenant: &Tenant,
    _proof: SteppedUp,
    _admission: Admission,
    id: KeyId,
    overlap: Duration,
    once: Option<&Once>,
) -> Result<MintedKeyOut> {
    let now = tenant.state().now();
    let mut change = tenant.begin().await?;
    let found =
        api_key::Entity::find_of_user_in_org(tenant.org(), tenant.user(), id).lock_exclusive().one(&change).await?;
    let old = found.ok_or_else(Error::not_found)?;
    let old_end = old.ends_at(tenant.max_key_lifetime());
    if old_end.is_some_and(|at| at <= now) {
        return Err(Error::conflict("The key has expired"));
    }
    if old.paused_at.is_some() {
        return Err(Error::conflict("The key is switched off"));
    }
    check_scopes(tenant.role(), old.scopes, old.scopes)?;
    let ends_at = now.plus(overlap);
    let ends_at = old_end.map_or(ends_at, |at| at.min(ends_at));
    let superseded = api_key::Entity::supersede_in_org(tenant.org(), id, ends_at, now).exec(&change).await?;
    if superseded.rows_affected == 0 {
        return Err(Error::conflict("The key was rotated already"));
    }
    change.touch(Tag::Key(id));
    change.record(tenant.event(Action::KeyRotated, id));
    let same = Wanted {
        name: old.name,
        description: old.description,
        scopes: old.scopes,
        workspace: old.workspace_id,
        allowed_cidrs: old.allowed_cidrs,
        expires_at: old.expires_at,
        format: tenant.state().format_of(&old.prefix).unwrap_or_else(|| tenant.state().key_format.clone()),
    };
    let minted = insert(tenant, change, New { wanted: same, from: Some(id), once }).await?;
    tenant.state().metrics.key_minted();
    Ok(minted)
}
