//! What ends for good when somebody loses a workspace, or a role in one: keys that were bound to it, links that they could
//! make no more, their part in its agent sessions. Coming back revives none of it.

use entity::{OrgId, OrgRole, UserId, WorkspaceRole, agent_session_participant, api_key, share_link};
use kernel::{change::Change, error::Result, state::State};

/// Ends what the user, who is `role` in the org now, may have in its workspaces no longer; says how many keys that were.
/// For a change that has narrowed them already, holds their membership and touches the user.
pub async fn withdraw(state: &State, change: &Change, org: OrgId, user: UserId, role: OrgRole) -> Result<u64> {
    if role.in_workspaces().is_some() {
        return Ok(0);
    }
    let revoked = api_key::Entity::revoke_astray_of_user_in_org(org, user, state.now()).exec(change).await?;
    share_link::Entity::withdraw_of_user_in_org(org, user, WorkspaceRole::Editor).exec(change).await?;
    agent_session_participant::Entity::withdraw_of_user_in_org(org, user).exec(change).await?;
    Ok(revoked.rows_affected)
}
