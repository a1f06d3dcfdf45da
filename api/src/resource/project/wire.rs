//! Projects on the wire.

use entity::{ProjectId, Timestamp, UserId, WorkspaceId, project};
use poem_openapi::{Object, types::MaybeUndefined};
use serde::Deserialize;

use crate::wire::{Description, Name, Text};

/// A project.
#[derive(Object)]
#[oai(rename = "Project", rename_all = "camelCase")]
pub struct ProjectOut {
    pub id: Text<ProjectId>,
    /// The workspace that it is in, for good.
    pub workspace_id: Text<WorkspaceId>,
    /// What people call it.
    pub name: String,
    /// What it is about.
    pub description: Option<String>,
    /// Who made it.
    pub created_by: Text<UserId>,
    pub created_at: Text<Timestamp>,
    pub updated_at: Text<Timestamp>,
}

impl From<project::Model> for ProjectOut {
    fn from(row: project::Model) -> Self {
        Self {
            id: Text(row.id),
            workspace_id: Text(row.workspace_id),
            name: row.name,
            description: row.description,
            created_by: Text(row.created_by),
            created_at: Text(row.created_at),
            updated_at: Text(row.updated_at),
        }
    }
}

/// A project to be made.
#[derive(Object, Deserialize)]
#[oai(rename = "CreateProject", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CreateProjectIn {
    /// The workspace that it is to be in.
    pub workspace_id: Text<WorkspaceId>,
    pub name: Text<Name>,
    /// What it is about.
    #[serde(default)]
    pub description: Option<Text<Description>>,
}

/// What to change of a project: absent is unchanged, `null` clears.
#[derive(Object, Deserialize)]
#[oai(rename = "UpdateProject", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct UpdateProjectIn {
    /// The project's name; can't be cleared.
    #[serde(default)]
    pub name: MaybeUndefined<Text<Name>>,
    /// What it is about.
    #[serde(default)]
    pub description: MaybeUndefined<Text<Description>>,
}

/// The project is gone.
#[derive(Object)]
#[oai(rename = "ProjectDeleted", rename_all = "camelCase")]
pub struct DeletedOut {
    /// Always `true`.
    pub deleted: bool,
}
