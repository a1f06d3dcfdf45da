//! Setting a workspace's limits. What has been spent stays; a change that fails changes nothing.

use entity::{
    OrgId, Timestamp, WorkspaceId,
    budget::{Entity, Limits},
};
use kernel::{
    audit::{Action, Actor, Event},
    change::Change,
    error::{Error, Result},
};
use poem_openapi::types::MaybeUndefined;
use serde_json::json;

/// The most tokens that a limit or a request may name: JSON readers count further, and no sum runs over.
pub const MOST_TOKENS: u64 = 1_000_000_000_000_000;

/// What to change: absent is unchanged, `null` lifts the limit.
#[derive(Clone, Debug)]
pub struct NewLimits {
    /// The name of the field, and what it says.
    pub per_minute: (&'static str, MaybeUndefined<u64>),
    pub per_day: (&'static str, MaybeUndefined<u64>),
}

impl NewLimits {
    /// # Errors
    /// `BAD_REQUEST` names the field.
    fn onto(self, limits: Limits) -> Result<Limits> {
        Ok(Limits {
            per_minute: changed(self.per_minute, limits.per_minute)?,
            per_day: changed(self.per_day, limits.per_day)?,
        })
    }

    /// # Errors
    /// As `onto`.
    pub fn check(&self) -> Result<()> {
        self.clone().onto(Limits::default()).map(drop)
    }
}

fn changed((field, given): (&'static str, MaybeUndefined<u64>), old: Option<i64>) -> Result<Option<i64>> {
    let tokens = match given {
        MaybeUndefined::Undefined => return Ok(old),
        MaybeUndefined::Null => return Ok(None),
        MaybeUndefined::Value(tokens) => tokens,
    };
    let fits = i64::try_from(tokens).ok().filter(|_| tokens <= MOST_TOKENS);
    fits.map(Some).ok_or_else(|| Error::field(field, format!("expected at most {MOST_TOKENS}")))
}

/// Sets the limits of a workspace of the org, as part of a change that holds the org; gives them as they are then.
///
/// # Errors
/// `BAD_REQUEST` names the field of a limit that is too high.
pub async fn set(
    change: &Change,
    by: Actor,
    (org, workspace): (OrgId, WorkspaceId),
    wanted: NewLimits,
    now: Timestamp,
) -> Result<Limits> {
    let found = Entity::find_in_org(org, workspace).one(change).await?;
    let old = found.map(|row| row.limits()).unwrap_or_default();
    let new = wanted.onto(old)?;
    if new == old {
        return Ok(old);
    }
    Entity::set_limits(org, workspace, new, now).exec_without_returning(change).await?;
    let detail = json!({ "tpmLimit": new.per_minute, "dailyTokenLimit": new.per_day });
    change.record(Event::by(by, org, Action::BudgetUpdated, workspace).with_detail(detail));
    Ok(new)
}
