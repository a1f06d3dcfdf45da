//! Workspaces of a tenant: only entering one gives a `Workspace`, and entering asks for the rule's role there. One that the
//! caller is no member of answers like one that doesn't exist; the org's owners and admins are admins in all of them.

use entity::{OrgRole, WorkspaceId, WorkspaceRole, membership, workspace, workspace::Visible, workspace_member};
use kernel::{
    change::Change,
    error::{Code, Error, Result},
};
use sea_orm::ConnectionTrait;

use super::Tenant;
use crate::credential;

/// A workspace that the caller may do in what the rule guards.
#[derive(Clone, Debug)]
pub struct Workspace {
    row: workspace::Model,
    role: WorkspaceRole,
}

impl Workspace {
    pub fn id(&self) -> WorkspaceId {
        self.row.id
    }

    /// What the caller is in it.
    pub fn role(&self) -> WorkspaceRole {
        self.role
    }

    pub fn row(&self) -> &workspace::Model {
        &self.row
    }
}

impl Tenant {
    /// Enters a workspace to look at something in it.
    ///
    /// # Errors
    /// `NOT_FOUND` for one that the caller is no member of, `FORBIDDEN` where their role is too low.
    pub async fn enter(&self, id: WorkspaceId) -> Result<Workspace> {
        let found = workspace::Entity::find_in_org(self.org(), id).one(self.read()).await?;
        self.admit(self.read(), self.role(), found).await
    }

    /// Enters a workspace to change something in it, as part of a change that `begin` or `hold` began: their membership
    /// is held, so that losing the workspace or a role in it waits or came first, and so does the workspace's end.
    ///
    /// # Errors
    /// As `enter`, by what is true now.
    pub async fn enter_with(&self, change: &Change, id: WorkspaceId) -> Result<Workspace> {
        let member = membership::Entity::of_user_in_org(self.user(), self.org()).one(change).await?;
        let role = member.ok_or_else(credential::invalid)?.role;
        let found = workspace::Entity::kept_in_org(self.org(), id).one(change).await?;
        self.admit(change, role, found).await
    }

    /// The workspaces whose things a list shows, or the one of them that is asked for.
    pub fn visible(&self, only: Option<WorkspaceId>) -> Visible {
        let member = self.role().in_workspaces().is_none().then(|| (self.user(), self.least()));
        Visible { org: self.org(), member, bound: self.bound(), only }
    }

    async fn admit(
        &self,
        db: &impl ConnectionTrait,
        role: OrgRole,
        found: Option<workspace::Model>,
    ) -> Result<Workspace> {
        let is_bound_elsewhere = |row: &workspace::Model| self.bound().is_some_and(|bound| bound != row.id);
        let row = found.filter(|row| !is_bound_elsewhere(row)).ok_or_else(Error::not_found)?;
        let role = match role.in_workspaces() {
            Some(role) => role,
            None => {
                let member = workspace_member::Entity::of_user_in_org(self.org(), self.user(), row.id).one(db).await?;
                member.ok_or_else(Error::not_found)?.role
            }
        };
        if role < self.least() { Err(too_low()) } else { Ok(Workspace { row, role }) }
    }
}

/// What comes of entering a workspace that a body's `workspaceId` names: a field that is wrong, whatever the reason.
///
/// # Errors
/// `BAD_REQUEST` instead of `NOT_FOUND`.
pub fn given(entered: Result<Workspace>) -> Result<Workspace> {
    let names_field = |error: Error| match error.code() {
        Code::NotFound => Error::field("workspaceId", "is no workspace of this organization"),
        _ => error,
    };
    entered.map_err(names_field)
}

/// What somebody is told whose role in a workspace is too low, wherever that turns out.
pub fn too_low() -> Error {
    Error::forbidden("Your role in the workspace does not allow this")
}
