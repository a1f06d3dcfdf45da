//! Members of orgs, workspaces and agent sessions: gone, or with a lower role.

use entity::{
    AgentSessionId, OrgId, OrgRole, UserId, WorkspaceId, WorkspaceRole, agent_session_participant, api_key, membership,
    workspace_member,
};
use kernel::{change::Change, error::Result, revocation::Entry, state::State};
use serde_json::Value;

use super::{Action, Outcome, withdraw};

/// `None` where the entry doesn't say enough.
pub async fn narrow(state: &State, change: &Change, entry: &Entry, org: OrgId) -> Result<Option<Outcome>> {
    if entry.action == Action::AgentSessionParticipantRemoved {
        let (Ok(session), Some(user)) = (entry.target.parse::<AgentSessionId>(), told(entry, "userId")) else {
            return Ok(None);
        };
        agent_session_participant::Entity::remove_in_org(org, session, user).exec(change).await?;
        return Ok(Some(Outcome::Done));
    }
    let Ok(user) = entry.target.parse::<UserId>() else { return Ok(None) };
    let done = match entry.action {
        Action::MemberLeft | Action::MemberRemoved => {
            membership::Entity::remove_in_org(org, user).exec(change).await?;
            api_key::Entity::revoke_all_of_user_in_org(org, user, state.now()).exec(change).await?;
            return Ok(Some(Outcome::Done));
        }
        Action::MemberRoleChanged => in_org(state, change, entry, (org, user)).await?,
        _ => in_workspace(state, change, entry, (org, user)).await?,
    };
    if done.is_some() {
        withdraw(state, change, org, user).await?;
    }
    Ok(done)
}

async fn in_org(
    state: &State,
    change: &Change,
    entry: &Entry,
    (org, user): (OrgId, UserId),
) -> Result<Option<Outcome>> {
    let Some(role) = told::<OrgRole>(entry, "to") else { return Ok(None) };
    let held = membership::Entity::of_user_in_org(user, org).one(change).await?;
    if held.is_some_and(|held| role < held.role) {
        membership::Entity::set_role_in_org(org, user, role, state.now()).exec(change).await?;
    }
    Ok(Some(Outcome::Done))
}

async fn in_workspace(
    state: &State,
    change: &Change,
    entry: &Entry,
    (org, user): (OrgId, UserId),
) -> Result<Option<Outcome>> {
    let Some(workspace) = told::<WorkspaceId>(entry, "workspaceId") else { return Ok(None) };
    if entry.action != Action::WorkspaceMemberRoleChanged {
        workspace_member::Entity::remove_in_org(org, workspace, user).exec(change).await?;
        membership::Entity::meter(user, org, workspace).exec(change).await?;
        return Ok(Some(Outcome::Done));
    }
    let Some(role) = told::<WorkspaceRole>(entry, "to") else { return Ok(None) };
    let held = workspace_member::Entity::of_user_in_org(org, user, workspace).one(change).await?;
    if held.is_some_and(|held| role < held.role) {
        workspace_member::Entity::set_role_in_org(org, workspace, user, role, state.now()).exec(change).await?;
    }
    Ok(Some(Outcome::Done))
}

fn told<T: std::str::FromStr>(entry: &Entry, name: &str) -> Option<T> {
    entry.detail.get(name).and_then(Value::as_str)?.parse().ok()
}
