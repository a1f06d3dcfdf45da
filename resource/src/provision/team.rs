//! Teams: workspaces of the operator's org, with what they may spend.

use std::collections::BTreeMap;

use entity::{UserId, WorkspaceId, budget, budget::Limits, workspace};
use identity::{account::operator, principal::Operator};
use kernel::{
    audit::{Action, Actor, Event},
    error::{Error, Result},
    request::Context,
    state::State,
    wire::Name,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use uuid::Uuid;

use super::org::hold;
use crate::budget::{NewLimits, set};

/// A team, and its limits.
pub struct Team {
    pub row: workspace::Model,
    pub limits: Limits,
}

/// # Errors
/// `BAD_REQUEST` names the field of a limit that is too high.
pub async fn create(state: &State, context: &Context, _by: Operator, name: Name, limits: NewLimits) -> Result<Team> {
    limits.check()?;
    let (change, org) = hold(state, context).await?;
    let now = state.now();
    let row = workspace::ActiveModel {
        id: Set(WorkspaceId::new(now, state.random())),
        org_id: Set(org),
        name: Set(name.into_string()),
        description: Set(None),
        // No user made it.
        created_by: Set(UserId::from(Uuid::nil())),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let row = row.insert(&change).await?;
    let created = Event::by(Actor::Operator, org, Action::WorkspaceCreated, row.id);
    change.record(created);
    let limits = set(&change, Actor::Operator, (org, row.id), limits, now).await?;
    change.commit().await?;
    Ok(Team { row, limits })
}

/// At most `limit` teams, newest first.
pub async fn list(state: &State, _by: Operator, after: Option<WorkspaceId>, limit: u64) -> Result<Vec<Team>> {
    let db = state.db.read();
    let Some(org) = operator::find(db).await? else { return Ok(Vec::new()) };
    let everywhere = workspace::Visible { org, member: None, bound: None, only: None };
    let rows = workspace::Entity::page_in_org(everywhere, after, limit).all(db).await?;
    let budgets = budget::Entity::all_in_org(org, rows.iter().map(|row| row.id)).all(db).await?;
    let limits: BTreeMap<_, _> = budgets.into_iter().map(|budget| (budget.workspace_id, budget.limits())).collect();
    let team = |row: workspace::Model| Team { limits: limits.get(&row.id).copied().unwrap_or_default(), row };
    Ok(rows.into_iter().map(team).collect())
}

/// Gives the team another name, or other limits.
///
/// # Errors
/// `NOT_FOUND`; `BAD_REQUEST` names the field of a limit that is too high.
pub async fn update(
    state: &State,
    context: &Context,
    _by: Operator,
    id: WorkspaceId,
    name: Option<Name>,
    limits: NewLimits,
) -> Result<Team> {
    limits.check()?;
    let org = operator::find(state.db.read()).await?.ok_or_else(Error::not_found)?;
    workspace::Entity::find_in_org(org, id).one(state.db.read()).await?.ok_or_else(Error::not_found)?;
    let (change, org) = hold(state, context).await?;
    let row = workspace::Entity::find_in_org(org, id).one(&change).await?.ok_or_else(Error::not_found)?;
    let row = match name.map(Name::into_string).filter(|name| *name != row.name) {
        None => row,
        Some(name) => {
            let mut changed = row.into_active_model();
            (changed.name, changed.updated_at) = (Set(name), Set(state.now()));
            let updated = Event::by(Actor::Operator, org, Action::WorkspaceUpdated, id);
            change.record(updated);
            changed.update(&change).await?
        }
    };
    let limits = set(&change, Actor::Operator, (org, id), limits, state.now()).await?;
    change.commit().await?;
    Ok(Team { row, limits })
}
