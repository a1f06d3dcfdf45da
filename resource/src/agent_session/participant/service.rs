//! Listing who takes part, letting people take part, and ending it. Changes hold the org, as those of members do: nobody is
//! let in who is just losing the workspace.

use entity::{
    AgentSessionId, OrgRole, UserId, WorkspaceId, agent_session, agent_session_participant, membership,
    workspace_member,
};
use identity::policy::{Held, SteppedUp, Tenant};
use kernel::{
    audit::Action,
    change::Change,
    db::OrConflict as _,
    error::{Error, Result},
    wire::{List, PageIn},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::json;

use super::wire::ParticipantOut;
use crate::{
    agent_session::AgentSession,
    crud::{find, hold},
};

/// Who takes part, newest users first.
///
/// # Errors
/// `NOT_FOUND`
pub async fn list(tenant: &Tenant, id: AgentSessionId, page: &PageIn<UserId>) -> Result<List<ParticipantOut>> {
    find::<AgentSession>(tenant, id).await?;
    let rows = agent_session_participant::Entity::page_in_org(tenant.org(), id, page.after, page.fetch());
    let rows = rows.all(tenant.read()).await?;
    Ok(page.list(rows, |row| row.participant.user_id, ParticipantOut::from))
}

/// # Errors
/// `NOT_FOUND`; `FORBIDDEN`; `BAD_REQUEST` for somebody who can't enter the workspace, `CONFLICT` for who takes part already.
pub async fn add(tenant: &Tenant, _proof: SteppedUp, id: AgentSessionId, user: UserId) -> Result<ParticipantOut> {
    let (state, org) = (tenant.state(), tenant.org());
    let Held { change, .. } = tenant.hold(OrgRole::Member).await?;
    let session = hold::<AgentSession>(tenant, &change, id).await?;
    if !may_enter(tenant, &change, user, session.workspace_id).await? {
        return Err(Error::field("userId", "is nobody who may enter the workspace"));
    }
    let participant = agent_session_participant::ActiveModel {
        session_id: Set(id),
        user_id: Set(user),
        org_id: Set(org),
        added_by: Set(tenant.user()),
        added_at: Set(state.now()),
    };
    participant.insert(&change).await.or_conflict("The user takes part already")?;
    let added = agent_session_participant::Entity::find_in_org(org, id, user).one(&change).await?;
    let added = added.ok_or_else(Error::not_found)?;
    record(tenant, &change, Action::AgentSessionParticipantAdded, &session, user).await?;
    change.commit().await?;
    Ok(added.into())
}

/// # Errors
/// `NOT_FOUND`; `FORBIDDEN`
pub async fn remove(tenant: &Tenant, _proof: SteppedUp, id: AgentSessionId, user: UserId) -> Result<()> {
    let Held { change, .. } = tenant.hold(OrgRole::Member).await?;
    let session = hold::<AgentSession>(tenant, &change, id).await?;
    let removed = agent_session_participant::Entity::remove_in_org(tenant.org(), id, user).exec(&change).await?;
    if removed.rows_affected == 0 {
        return Err(Error::not_found());
    }
    record(tenant, &change, Action::AgentSessionParticipantRemoved, &session, user).await?;
    change.commit().await
}

/// Nobody's membership changes meanwhile: the org is held.
async fn may_enter(tenant: &Tenant, change: &Change, user: UserId, workspace: WorkspaceId) -> Result<bool> {
    let Some(member) = membership::Entity::of_user_in_org(user, tenant.org()).one(change).await? else {
        return Ok(false);
    };
    let there = workspace_member::Entity::of_user_in_org(tenant.org(), user, workspace).one(change).await?;
    Ok(member.role.in_workspaces().is_some() || there.is_some())
}

async fn record(
    tenant: &Tenant,
    change: &Change,
    action: Action,
    session: &agent_session::Model,
    user: UserId,
) -> Result<()> {
    let event = tenant.event(action, session.id);
    let detail = json!({ "workspaceId": session.workspace_id, "userId": user });
    change.record(event.with_detail(detail));
    Ok(())
}
