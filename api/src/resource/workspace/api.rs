//! `GET` and `POST /workspaces`.

use entity::{OrgRole, Timestamp, UserId, WorkspaceId, workspace};
use poem_openapi::{Object, OpenApi, param::Query};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde::Deserialize;

use crate::{
    audit::{self, Action, Event},
    context::Context,
    error::Result,
    policy::{Caller, Rule, StepUpNeed, SteppedUp, Tenant},
    principal::{Member, Session},
    surface::Tag,
    wire::{
        JsonBody, List, Name, PageIn, Reply, Text,
        page::{Cursor, Limit},
        reply::Created,
    },
};

pub struct ListWorkspaces;

impl Rule for ListWorkspaces {
    type Who = Member;
    const NAME: &'static str = "list_workspaces";
}

pub struct CreateWorkspace;

impl Rule for CreateWorkspace {
    type Who = Session;
    const NAME: &'static str = "create_workspace";
    const ROLE: OrgRole = OrgRole::Admin;
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
}

/// A workspace to be made.
#[derive(Object, Deserialize)]
#[oai(rename = "CreateWorkspace", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct CreateWorkspaceIn {
    name: Text<Name>,
}

/// A workspace.
#[derive(Object)]
#[oai(rename = "Workspace", rename_all = "camelCase")]
struct WorkspaceOut {
    id: Text<WorkspaceId>,
    /// What people call it.
    name: String,
    /// Who made it.
    created_by: Text<UserId>,
    created_at: Text<Timestamp>,
    updated_at: Text<Timestamp>,
}

impl From<workspace::Model> for WorkspaceOut {
    fn from(row: workspace::Model) -> Self {
        Self {
            id: Text(row.id),
            name: row.name,
            created_by: Text(row.created_by),
            created_at: Text(row.created_at),
            updated_at: Text(row.updated_at),
        }
    }
}

async fn create(
    tenant: &Tenant,
    context: &Context,
    _proof: SteppedUp,
    body: CreateWorkspaceIn,
) -> Result<workspace::Model> {
    let state = tenant.state();
    let now = state.now();
    let write = tenant.begin().await?;
    let row = workspace::ActiveModel {
        id: Set(WorkspaceId::new(now, state.random())),
        org_id: Set(tenant.org()),
        name: Set(body.name.0.into_string()),
        created_by: Set(tenant.user()),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let row = row.insert(&*write).await?;
    let event = Event::by_member(tenant.user(), tenant.org(), Action::WorkspaceCreated, row.id, context);
    audit::record(state, &write, event).await?;
    write.commit().await?;
    Ok(row)
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/workspaces", tag = "Tag::Workspaces")]
impl Api {
    /// List the org's workspaces, newest first.
    #[oai(path = "/", method = "get")]
    async fn list_workspaces(
        &self,
        caller: Caller<ListWorkspaces>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<WorkspaceId>>>>,
    ) -> Result<Reply<List<WorkspaceOut>>> {
        let (tenant, page) = (caller.tenant(), PageIn::new(limit.0, cursor.0));
        let rows = workspace::Entity::page_in_org(tenant.org(), page.after, page.fetch()).all(tenant.read()).await?;
        Ok(Reply::new(page.list(rows, |row| row.id, WorkspaceOut::from)))
    }

    /// Make a workspace.
    ///
    /// From the browser only, by an owner or admin, with a step-up.
    #[oai(path = "/", method = "post")]
    async fn create_workspace(
        &self,
        caller: Caller<CreateWorkspace>,
        body: JsonBody<CreateWorkspaceIn>,
    ) -> Result<Created<WorkspaceOut>> {
        let proof = caller.stepped_up()?;
        Ok(Created::new(create(&caller.tenant(), caller.context(), proof, body.0).await?.into()))
    }
}
