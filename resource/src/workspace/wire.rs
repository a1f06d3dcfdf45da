//! Workspaces on the wire.

use entity::{Timestamp, UserId, WorkspaceId, WorkspaceRole, workspace};
use kernel::wire::{Description, Name, Text};
use poem_openapi::{Object, types::MaybeUndefined};
use serde::Deserialize;

/// A workspace, as somebody sees it who may enter it.
#[derive(Object)]
#[oai(rename = "Workspace", rename_all = "camelCase")]
pub struct WorkspaceOut {
    pub id: Text<WorkspaceId>,
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// What the caller is in it: owners and admins of the org are admins.
    pub role: Text<WorkspaceRole>,
    /// Who made it; `null`: the operator.
    pub created_by: Option<Text<UserId>>,
    pub created_at: Text<Timestamp>,
    pub updated_at: Text<Timestamp>,
}

impl WorkspaceOut {
    pub fn new(row: workspace::Model, role: WorkspaceRole) -> Self {
        Self {
            id: Text(row.id),
            name: row.name,
            description: row.description,
            role: Text(role),
            created_by: (!row.created_by.uuid().is_nil()).then_some(Text(row.created_by)),
            created_at: Text(row.created_at),
            updated_at: Text(row.updated_at),
        }
    }
}

/// A workspace to be made.
#[derive(Object, Deserialize)]
#[oai(rename = "CreateWorkspace", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CreateWorkspaceIn {
    pub name: Text<Name>,
    /// What it is for.
    #[serde(default)]
    pub description: Option<Text<Description>>,
}

/// What to change of a workspace: absent is unchanged, `null` clears.
#[derive(Object, Deserialize)]
#[oai(rename = "UpdateWorkspace", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct UpdateWorkspaceIn {
    /// The workspace's name; can't be cleared.
    #[serde(default)]
    pub name: MaybeUndefined<Text<Name>>,
    /// What it is for.
    #[serde(default)]
    pub description: MaybeUndefined<Text<Description>>,
}
