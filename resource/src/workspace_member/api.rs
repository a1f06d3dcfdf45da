//! `/workspaces/{id}/members` and `/workspaces/{id}/members/{userId}`.

use entity::{UserId, WorkspaceId};
use identity::policy::Caller;
use kernel::{
    error::Result,
    inbound::JsonBody,
    wire::{
        List, PageIn, Reply, Text,
        page::{Cursor, Limit},
        reply::Created,
    },
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    rule::{
        AddWorkspaceMember, GetWorkspaceMember, ListWorkspaceMembers, RemoveWorkspaceMember, UpdateWorkspaceMember,
    },
    service,
    wire::{AddMemberIn, MemberOut, RemovedOut, UpdateMemberIn},
};
use crate::workspace::SECTION;

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/workspaces", tag = "SECTION")]
impl Api {
    /// List a workspace's members, newest users first.
    ///
    /// The org's owners and admins may do there what admins may, and are listed only where they were added.
    #[oai(path = "/:id/members", method = "get")]
    async fn list_workspace_members(
        &self,
        caller: Caller<ListWorkspaceMembers>,
        /// The workspace's id.
        id: Path<Text<WorkspaceId>>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<UserId>>>>,
    ) -> Result<Reply<List<MemberOut>>> {
        Ok(Reply::new(service::list(&caller.tenant(), id.0.0, &PageIn::new(limit.0, cursor.0)).await?))
    }

    /// Let a member of the org into a workspace.
    ///
    /// By an admin of the workspace, with a step-up.
    #[oai(path = "/:id/members", method = "post")]
    async fn add_workspace_member(
        &self,
        caller: Caller<AddWorkspaceMember>,
        /// The workspace's id.
        id: Path<Text<WorkspaceId>>,
        body: JsonBody<AddMemberIn>,
    ) -> Result<Created<MemberOut>> {
        let proof = caller.stepped_up()?;
        Ok(Created::new(service::add(&caller.tenant(), proof, id.0.0, body.0).await?))
    }

    /// Look at a workspace's member.
    #[oai(path = "/:id/members/:userId", method = "get")]
    async fn get_workspace_member(
        &self,
        caller: Caller<GetWorkspaceMember>,
        /// The workspace's id.
        id: Path<Text<WorkspaceId>>,
        /// The user's id.
        #[oai(name = "userId")]
        user: Path<Text<UserId>>,
    ) -> Result<Reply<MemberOut>> {
        Ok(Reply::new(service::get(&caller.tenant(), id.0.0, user.0.0).await?))
    }

    /// Change a workspace member's role.
    ///
    /// By an admin of the workspace, with a step-up. What the member loses by it is refused from the answer on.
    #[oai(path = "/:id/members/:userId", method = "patch")]
    async fn update_workspace_member(
        &self,
        caller: Caller<UpdateWorkspaceMember>,
        /// The workspace's id.
        id: Path<Text<WorkspaceId>>,
        /// The user's id.
        #[oai(name = "userId")]
        user: Path<Text<UserId>>,
        body: JsonBody<UpdateMemberIn>,
    ) -> Result<Reply<MemberOut>> {
        let (tenant, proof, role) = (caller.tenant(), caller.stepped_up()?, body.0.role.0);
        Ok(Reply::new(service::change_role(&tenant, proof, id.0.0, user.0.0, role).await?))
    }

    /// Remove somebody from a workspace, or leave it.
    ///
    /// With a step-up, by an admin of the workspace, or by the member. The user's keys that are bound to it are revoked.
    #[oai(path = "/:id/members/:userId", method = "delete")]
    async fn remove_workspace_member(
        &self,
        caller: Caller<RemoveWorkspaceMember>,
        /// The workspace's id.
        id: Path<Text<WorkspaceId>>,
        /// The user's id.
        #[oai(name = "userId")]
        user: Path<Text<UserId>>,
    ) -> Result<Reply<RemovedOut>> {
        let proof = caller.stepped_up()?;
        service::remove(&caller.tenant(), proof, id.0.0, user.0.0).await?;
        Ok(Reply::new(RemovedOut { removed: true }))
    }
}
