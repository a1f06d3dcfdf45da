//! Orgs and what is in them: gone, or stricter.

use entity::{
    OrgId, ProjectId, ShareLinkId, WorkspaceId, agent, api_key, budget, connection, org, share_link, workspace,
};
use kernel::{change::Change, error::Result, revocation::Entry, state::State};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use serde_json::Value;

use super::{Action, Outcome};

/// `None` where the entry doesn't say enough.
pub async fn narrow(state: &State, change: &mut Change, entry: &Entry, org: OrgId) -> Result<Option<Outcome>> {
    let (now, target, detail) = (state.now(), entry.target.as_str(), &entry.detail);
    match entry.action {
        Action::OrgDeleted => identity::account::end_org(state, change, org).await?,
        Action::OrgUpdated => stricter(state, change, detail, org).await?,
        Action::WorkspaceDeleted => {
            let Ok(id) = target.parse() else { return Ok(None) };
            api_key::Entity::revoke_all_in_workspace_in_org(org, id, now).exec(change).await?;
            workspace::Entity::remove_in_org(org, id).exec(change).await?;
        }
        Action::BudgetUpdated => {
            let Ok(id) = target.parse() else { return Ok(None) };
            limit(state, change, detail, (org, id)).await?;
        }
        Action::ShareLinkRevoked => {
            let project = detail["projectId"].as_str().and_then(|id| id.parse::<ProjectId>().ok());
            let (Some(project), Ok(id)) = (project, target.parse::<ShareLinkId>()) else { return Ok(None) };
            share_link::Entity::revoke_in_org(org, project, id, now).exec(change).await?;
        }
        Action::ProjectDeleted => {
            let Ok(project) = target.parse::<ProjectId>() else { return Ok(None) };
            share_link::Entity::revoke_all_in_org(org, project).exec(change).await?;
        }
        Action::ConnectionDeleted => {
            let Ok(id) = target.parse() else { return Ok(None) };
            connection::Entity::delete_in_org(org, id).exec(change).await?;
        }
        Action::ConnectionUpdated => {
            let Ok(id) = target.parse() else { return Ok(None) };
            if detail["usableByKeys"] == false {
                connection::Entity::let_keys_in_org(org, id, false, now).exec(change).await?;
            }
        }
        Action::AgentRetired => {
            let Ok(id) = target.parse() else { return Ok(None) };
            agent::Entity::retire_in_org(org, id, now).exec(change).await?;
        }
        _ => return Ok(None),
    }
    Ok(Some(Outcome::Done))
}

/// The settings of an org, where the list has a stricter one.
async fn stricter(state: &State, change: &Change, detail: &Value, org: OrgId) -> Result<()> {
    let Some(row) = org::Entity::by_id(org).one(change).await? else { return Ok(()) };
    let told = |name: &str| detail[name].as_i64().and_then(|number| i32::try_from(number).ok());
    let days = least(row.max_key_lifetime_days, told("maxKeyLifetimeDays"));
    let age = least(row.step_up_max_age, told("stepUpMaxAge"));
    let strict = row.strict_scopes || detail["strictScopes"] == true;
    let since = row.two_factor_since.or_else(|| (detail["requireTwoFactor"] == true).then(|| state.now()));
    let mut changed = row.into_active_model();
    (changed.max_key_lifetime_days, changed.step_up_max_age) = (Set(days), Set(age));
    (changed.strict_scopes, changed.two_factor_since) = (Set(strict), Set(since));
    changed.update(change).await?;
    Ok(())
}

/// The limits of a workspace on tokens, where the list has a lower one.
async fn limit(state: &State, change: &Change, detail: &Value, (org, id): (OrgId, WorkspaceId)) -> Result<()> {
    if workspace::Entity::find_in_org(org, id).one(change).await?.is_none() {
        return Ok(());
    }
    let had = budget::Entity::find_in_org(org, id).one(change).await?.map(|row| row.limits()).unwrap_or_default();
    let limits = budget::Limits {
        per_minute: least(had.per_minute, detail["tpmLimit"].as_i64()),
        per_day: least(had.per_day, detail["dailyTokenLimit"].as_i64()),
    };
    budget::Entity::set_limits(org, id, limits, state.now()).exec_without_returning(change).await?;
    Ok(())
}

/// Without one there is no limit.
fn least<T: Ord>(ours: Option<T>, told: Option<T>) -> Option<T> {
    [ours, told].into_iter().flatten().min()
}
