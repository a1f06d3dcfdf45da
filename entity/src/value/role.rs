//! What a member is in an org, and in a workspace. Ordered: a greater role may do all that a lesser
//! one may.

use super::word::words;

words!(
    /// `member` < `admin` < `owner`.
    OrgRole: "role" {
        Member = "member",
        Admin = "admin",
        Owner = "owner",
    }
);

words!(
    /// `viewer` < `editor` < `admin`.
    WorkspaceRole: "role" {
        Viewer = "viewer",
        Editor = "editor",
        Admin = "admin",
    }
);

impl OrgRole {
    /// What the role is worth in every workspace of the org, whether its holder is a member there or not.
    pub const fn in_workspaces(self) -> Option<WorkspaceRole> {
        match self {
            Self::Owner | Self::Admin => Some(WorkspaceRole::Admin),
            Self::Member => None,
        }
    }
}
