//! Members on the wire.

use entity::{OrgRole, Timestamp, UserId, membership::MemberOfOrg};
use kernel::wire::Text;
use poem_openapi::Object;
use serde::Deserialize;

/// A member of an org.
#[derive(Object)]
#[oai(rename = "Member", rename_all = "camelCase")]
pub struct MemberOut {
    pub user_id: Text<UserId>,
    /// The address as the user writes it.
    pub email: String,
    /// What people call the user.
    pub name: String,
    /// A picture's URL.
    pub avatar: Option<String>,
    pub role: Text<OrgRole>,
    /// True if they have a second factor; `null` unless an owner or admin asks.
    pub two_factor: Option<bool>,
    /// Since when they are a member.
    pub created_at: Text<Timestamp>,
    pub updated_at: Text<Timestamp>,
}

impl From<MemberOfOrg> for MemberOut {
    fn from(row: MemberOfOrg) -> Self {
        Self {
            user_id: Text(row.membership.user_id),
            email: row.email,
            name: row.name,
            avatar: row.avatar,
            role: Text(row.membership.role),
            two_factor: None,
            created_at: Text(row.membership.created_at),
            updated_at: Text(row.membership.updated_at),
        }
    }
}

/// What a member is to be.
#[derive(Object, Deserialize)]
#[oai(rename = "UpdateMember", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct UpdateMemberIn {
    pub role: Text<OrgRole>,
}

/// The membership is over.
#[derive(Object)]
#[oai(rename = "MemberRemoved", rename_all = "camelCase")]
pub struct RemovedOut {
    /// Always `true`.
    pub removed: bool,
}
