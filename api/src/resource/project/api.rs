//! `/projects` and `/projects/{id}`.

use entity::{ProjectId, WorkspaceId};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    rule::{CreateProject, DeleteProject, GetProject, ListProjects, UpdateProject},
    service,
    wire::{CreateProjectIn, DeletedOut, ProjectOut, UpdateProjectIn},
};
use crate::{
    error::Result,
    policy::Caller,
    surface::Tag,
    wire::{
        JsonBody, List, PageIn, Reply, Text,
        page::{Cursor, Limit},
        reply::Created,
    },
};

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/projects", tag = "Tag::Projects")]
impl Api {
    /// List the projects in the workspaces that the caller may enter, newest first.
    #[oai(path = "/", method = "get")]
    async fn list_projects(
        &self,
        caller: Caller<ListProjects>,
        /// Only those in this workspace; of one that the caller can't enter there are none.
        #[oai(name = "workspaceId")]
        workspace: Query<Option<Text<WorkspaceId>>>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<ProjectId>>>>,
    ) -> Result<Reply<List<ProjectOut>>> {
        let (only, page) = (workspace.0.map(|id| id.0), PageIn::new(limit.0, cursor.0));
        Ok(Reply::new(service::list(&caller.tenant(), only, &page).await?))
    }

    /// Make a project in a workspace.
    ///
    /// By its editors and admins.
    #[oai(path = "/", method = "post")]
    async fn create_project(
        &self,
        caller: Caller<CreateProject>,
        body: JsonBody<CreateProjectIn>,
    ) -> Result<Created<ProjectOut>> {
        Ok(Created::new(service::create(&caller.tenant(), caller.context(), body.0).await?))
    }

    /// Look at a project.
    #[oai(path = "/:id", method = "get")]
    async fn get_project(
        &self,
        caller: Caller<GetProject>,
        /// The project's id.
        id: Path<Text<ProjectId>>,
    ) -> Result<Reply<ProjectOut>> {
        Ok(Reply::new(service::get(&caller.tenant(), id.0.0).await?.into()))
    }

    /// Change a project.
    ///
    /// Absent is unchanged, `null` clears. By editors and admins of its workspace.
    #[oai(path = "/:id", method = "patch")]
    async fn update_project(
        &self,
        caller: Caller<UpdateProject>,
        /// The project's id.
        id: Path<Text<ProjectId>>,
        body: JsonBody<UpdateProjectIn>,
    ) -> Result<Reply<ProjectOut>> {
        Ok(Reply::new(service::update(&caller.tenant(), caller.context(), id.0.0, body.0).await?))
    }

    /// Delete a project.
    ///
    /// By editors and admins of its workspace. The links that show it show nothing any more.
    #[oai(path = "/:id", method = "delete")]
    async fn delete_project(
        &self,
        caller: Caller<DeleteProject>,
        /// The project's id.
        id: Path<Text<ProjectId>>,
    ) -> Result<Reply<DeletedOut>> {
        service::delete(&caller.tenant(), caller.context(), id.0.0).await?;
        Ok(Reply::new(DeletedOut { deleted: true }))
    }
}
