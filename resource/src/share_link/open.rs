//! Opening a link: what anybody sees who has one. Unknown, expired, revoked and void are the same answer.

use entity::{UserId, WorkspaceId, WorkspaceRole, in_workspace::InWorkspace, project, share_link, workspace_member};
use identity::policy::Admission;
use kernel::{
    error::{Error, Result},
    fence,
    state::State,
    token::link,
};

use super::wire::SharedProjectOut;

/// The project that the link shows.
///
/// # Errors
/// `NOT_FOUND` unless there is such a link, it has not expired, and whoever made it could make it now.
pub async fn open(state: &State, _admission: Admission, token: &str) -> Result<SharedProjectOut> {
    let digest = link::digest(token).ok_or_else(Error::not_found)?;
    let found = share_link::Entity::by_digest(digest, state.now()).one(state.db.read()).await?;
    let link = found.ok_or_else(Error::not_found)?;
    let found = project::Entity::find_in_org(link.org_id, link.project_id).one(state.db.read()).await?;
    let project = found.ok_or_else(Error::not_found)?;
    if !may_share(state, &link, project.workspace_id).await? {
        return Err(Error::not_found());
    }
    Ok(SharedProjectOut::new(project, &link))
}

/// True if whoever made the link could make it now. It is in their hands still, whatever has become of their rights.
async fn may_share(state: &State, link: &share_link::Model, workspace: WorkspaceId) -> Result<bool> {
    let (org, maker): (_, UserId) = (link.org_id, link.created_by);
    let Some(member) = fence::member(state.db.read(), maker, org).await? else { return Ok(false) };
    let role = match member.role.in_workspaces() {
        Some(role) => Some(role),
        None => {
            let found = workspace_member::Entity::of_user_in_org(org, maker, workspace).one(state.db.read()).await?;
            found.map(|found| found.role)
        }
    };
    Ok(role.is_some_and(|role| role >= WorkspaceRole::Editor))
}

/// Forgets the links that have expired.
pub async fn forget_expired(state: &State) -> Result<()> {
    share_link::Entity::delete_expired(state.now()).exec(state.db.write()).await?;
    Ok(())
}
