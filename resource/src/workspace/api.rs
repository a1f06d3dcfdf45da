//! `/workspaces` and `/workspaces/{id}`.

use entity::WorkspaceId;
use identity::policy::Caller;
use kernel::{
    error::Result,
    inbound::JsonBody,
    wire::{
        Deleted, List, PageIn, Reply, Text,
        page::{Cursor, Limit},
        reply::Created,
        search::Search,
    },
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    rule::{CreateWorkspace, DeleteWorkspace, GetWorkspace, ListWorkspaces, UpdateWorkspace},
    service,
    wire::{CreateWorkspaceIn, UpdateWorkspaceIn, WorkspaceOut},
};
use crate::workspace::SECTION;

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/workspaces", tag = "SECTION")]
impl Api {
    /// List the workspaces that the caller may enter, newest first.
    ///
    /// To the org's owners and admins, all of them; to a key that is bound to one, that one.
    #[oai(path = "/", method = "get")]
    async fn list_workspaces(
        &self,
        caller: Caller<ListWorkspaces>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<WorkspaceId>>>>,
        /// Only those with this in their name, in either case.
        q: Query<Option<Text<Search>>>,
        /// True for how many there are altogether (`total`), which takes longer.
        total: Query<Option<bool>>,
    ) -> Result<Reply<List<WorkspaceOut>>> {
        Ok(Reply::new(
            service::list(&caller.tenant(), &PageIn::new(limit.0, cursor.0).counting(total.0).searching(q.0)).await?,
        ))
    }

    /// Make a workspace.
    ///
    /// From the browser only, by an owner or admin of the org, with a step-up. Its maker is its first admin.
    #[oai(path = "/", method = "post")]
    async fn create_workspace(
        &self,
        caller: Caller<CreateWorkspace>,
        body: JsonBody<CreateWorkspaceIn>,
    ) -> Result<Created<WorkspaceOut>> {
        let proof = caller.stepped_up()?;
        Ok(Created::new(service::create(&caller.tenant(), proof, body.0).await?))
    }

    /// Look at a workspace.
    #[oai(path = "/:id", method = "get")]
    async fn get_workspace(
        &self,
        caller: Caller<GetWorkspace>,
        /// The workspace's id.
        id: Path<Text<WorkspaceId>>,
    ) -> Result<Reply<WorkspaceOut>> {
        Ok(Reply::new(service::get(&caller.tenant(), id.0.0).await?))
    }

    /// Change a workspace's name or description.
    ///
    /// Absent is unchanged, `null` clears. By an admin of the workspace, with a step-up.
    #[oai(path = "/:id", method = "patch")]
    async fn update_workspace(
        &self,
        caller: Caller<UpdateWorkspace>,
        /// The workspace's id.
        id: Path<Text<WorkspaceId>>,
        body: JsonBody<UpdateWorkspaceIn>,
    ) -> Result<Reply<WorkspaceOut>> {
        let proof = caller.stepped_up()?;
        Ok(Reply::new(service::update(&caller.tenant(), proof, id.0.0, body.0).await?))
    }

    /// Delete a workspace and everything in it.
    ///
    /// By an admin of the workspace, with a step-up. Keys that are bound to it are refused from the answer on, and the
    /// links to its projects show nothing any more.
    #[oai(path = "/:id", method = "delete")]
    async fn delete_workspace(
        &self,
        caller: Caller<DeleteWorkspace>,
        /// The workspace's id.
        id: Path<Text<WorkspaceId>>,
    ) -> Result<Reply<Deleted>> {
        service::delete(&caller.tenant(), caller.stepped_up()?, id.0.0).await?;
        Ok(Reply::deleted())
    }
}
