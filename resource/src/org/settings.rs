//! Changing an org's name and settings. What they allow less of is refused from the answer on, to keys and sessions in
//! memory too; a change that fails changes nothing.

use entity::{OrgId, OrgRole, membership, org};
use identity::{
    account::factors::{has_second_factor, with_second_factor},
    policy::{Held, SteppedUp, Tenant},
};
use kernel::{
    audit::Action,
    change::Change,
    error::{Error, Result},
    fence::Tag,
    notice::news::{self, News},
    state::State,
};
use poem_openapi::types::MaybeUndefined;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;

use super::wire::{OrgOut, UpdateOrgIn};

/// The longest that `maxKeyLifetimeDays` can be: ten years.
const MOST_DAYS: u32 = 3650;
const NEVER_NULL: &str = "can't be null";

/// # Errors
/// `BAD_REQUEST` names the field.
pub async fn update(tenant: &Tenant, _proof: SteppedUp, body: UpdateOrgIn) -> Result<OrgOut> {
    let state = tenant.state();
    let Held { mut change, org: old, role, .. } = tenant.hold(OrgRole::Admin).await?;
    let mut new = old.clone();
    apply(state, &mut new, body)?;
    let turned_on = old.two_factor_since.is_none() && new.two_factor_since.is_some();
    if turned_on && !has_second_factor(&change, tenant.user()).await? {
        return Err(Error::field("requireTwoFactor", "enrol a second factor of your own first"));
    }
    if new == old {
        drop(change);
        state.fence.settle().await?;
        return Ok(OrgOut::new(old, role));
    }
    new.updated_at = state.now();
    let detail = json!({
        "name": new.name, "strictScopes": new.strict_scopes,
        "maxKeyLifetimeDays": new.max_key_lifetime_days, "stepUpMaxAge": new.step_up_max_age,
        "requireTwoFactor": new.two_factor_since.is_some(),
    });
    let mut changed = old.into_active_model();
    changed.name = Set(new.name);
    changed.strict_scopes = Set(new.strict_scopes);
    changed.max_key_lifetime_days = Set(new.max_key_lifetime_days);
    changed.step_up_max_age = Set(new.step_up_max_age);
    changed.two_factor_since = Set(new.two_factor_since);
    changed.updated_at = Set(new.updated_at);
    let row = changed.update(&change).await?;
    change.touch(Tag::Org(row.id));
    let updated = tenant.event(Action::OrgUpdated, row.id).with_detail(detail);
    change.record(updated);
    let told = if turned_on { members_without_factor(&change, row.id).await? } else { Vec::new() };
    news::tell(&change, &told, &row.name, News::TwoFactorRequired)?;
    change.commit().await?;
    Ok(OrgOut::new(row, role))
}

/// What the body names, onto the row.
fn apply(state: &State, row: &mut org::Model, body: UpdateOrgIn) -> Result<()> {
    match body.name {
        MaybeUndefined::Value(name) => row.name = name.0.into_string(),
        MaybeUndefined::Null => return Err(Error::field("name", NEVER_NULL)),
        MaybeUndefined::Undefined => {}
    }
    match body.strict_scopes {
        MaybeUndefined::Value(strict) => row.strict_scopes = strict,
        MaybeUndefined::Null => return Err(Error::field("strictScopes", NEVER_NULL)),
        MaybeUndefined::Undefined => {}
    }
    if !body.max_key_lifetime_days.is_undefined() {
        row.max_key_lifetime_days =
            number("maxKeyLifetimeDays", body.max_key_lifetime_days.take(), MOST_DAYS, "from 1 to 3650 days")?;
    }
    if !body.step_up_max_age.is_undefined() {
        let shorter = state.config.step_up.max_age.as_secs().saturating_sub(1);
        let most = u32::try_from(shorter).unwrap_or(u32::MAX);
        row.step_up_max_age =
            number("stepUpMaxAge", body.step_up_max_age.take(), most, "seconds, shorter than the server's window")?;
    }
    match body.require_two_factor {
        // Who had the time to enrol one keeps their deadline.
        MaybeUndefined::Value(true) => row.two_factor_since = row.two_factor_since.or(Some(state.now())),
        MaybeUndefined::Value(false) => row.two_factor_since = None,
        MaybeUndefined::Null => return Err(Error::field("requireTwoFactor", NEVER_NULL)),
        MaybeUndefined::Undefined => {}
    }
    Ok(())
}

async fn members_without_factor(change: &Change, org: OrgId) -> Result<Vec<String>> {
    let members = membership::Entity::all_in_org(org).all(change).await?;
    let secured = with_second_factor(change, members.iter().map(|member| member.membership.user_id)).await?;
    let without = members.into_iter().filter(|member| !secured.contains(&member.membership.user_id));
    Ok(without.map(|member| member.email).collect())
}

/// From 1 to `most`, as the database has it; `None` clears.
fn number(field: &'static str, given: Option<u32>, most: u32, expected: &str) -> Result<Option<i32>> {
    let Some(given) = given else { return Ok(None) };
    let fits = (1..=most).contains(&given).then(|| i32::try_from(given).ok()).flatten();
    fits.map(Some).ok_or_else(|| Error::field(field, format!("expected {expected}")))
}
