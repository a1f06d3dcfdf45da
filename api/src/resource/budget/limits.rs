//! Setting a workspace's limits. What has been spent stays; a change that fails changes nothing.

use entity::{
    OrgId, WorkspaceId,
    budget::{Entity, Limits},
};
use poem_openapi::types::MaybeUndefined;
use serde_json::json;

use crate::{
    audit::{self, Action, Actor, Event},
    context::Context,
    error::{Error, Result},
    fence::Write,
    state::State,
};

/// The most tokens that a limit or a request may name: JSON readers count further, and no sum runs over.
pub const MOST_TOKENS: u64 = 1_000_000_000_000_000;

/// What to change: absent is unchanged, `null` lifts the limit.
#[derive(Clone, Debug)]
pub struct Change {
    /// The name of the field, and what it says.
    pub per_minute: (&'static str, MaybeUndefined<u64>),
    pub per_day: (&'static str, MaybeUndefined<u64>),
}

impl Change {
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
pub async fn set(
    state: &State,
    context: &Context,
    write: &Write,
    by: Actor,
    (org, workspace): (OrgId, WorkspaceId),
    change: Change,
) -> Result<Limits> {
    let found = Entity::find_in_org(org, workspace).one(&**write).await?;
    let old = found.map(|row| row.limits()).unwrap_or_default();
    let new = change.onto(old)?;
    if new == old {
        return Ok(old);
    }
    Entity::set_limits(org, workspace, new, state.now()).exec_without_returning(&**write).await?;
    let detail = json!({ "tpmLimit": new.per_minute, "dailyTokenLimit": new.per_day });
    let updated = Event::by(by, org, Action::BudgetUpdated, workspace, context).with_detail(detail);
    audit::record(state, write, updated).await?;
    Ok(new)
}
