//! A workspace's members on the wire.

use entity::{Timestamp, UserId, WorkspaceRole, workspace_member::MemberOfWorkspace};
use kernel::wire::Text;
use poem_openapi::Object;
use serde::Deserialize;

/// A member of a workspace.
#[derive(Object)]
#[oai(rename = "WorkspaceMember", rename_all = "camelCase")]
pub struct MemberOut {
    pub user_id: Text<UserId>,
    /// The address as the user writes it.
    pub email: String,
    /// What people call the user.
    pub name: String,
    /// A picture's URL.
    pub avatar: Option<String>,
    pub role: Text<WorkspaceRole>,
    /// Since when they are a member.
    pub created_at: Text<Timestamp>,
    pub updated_at: Text<Timestamp>,
}

impl From<MemberOfWorkspace> for MemberOut {
    fn from(row: MemberOfWorkspace) -> Self {
        Self {
            user_id: Text(row.member.user_id),
            email: row.email,
            name: row.name,
            avatar: row.avatar,
            role: Text(row.member.role),
            created_at: Text(row.member.created_at),
            updated_at: Text(row.member.updated_at),
        }
    }
}

/// Whom to let in.
#[derive(Object, Deserialize)]
#[oai(rename = "AddWorkspaceMember", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AddMemberIn {
    /// A member of the org.
    pub user_id: Text<UserId>,
    pub role: Text<WorkspaceRole>,
}

/// What a member is to be.
#[derive(Object, Deserialize)]
#[oai(rename = "UpdateWorkspaceMember", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct UpdateMemberIn {
    pub role: Text<WorkspaceRole>,
}

/// The membership is over.
#[derive(Object)]
#[oai(rename = "WorkspaceMemberRemoved", rename_all = "camelCase")]
pub struct RemovedOut {
    /// Always `true`.
    pub removed: bool,
}
