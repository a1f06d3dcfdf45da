//! Every kind of caller there is.

use entity::{OrgRole, Scope, WorkspaceRole};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Anonymous,
    Garbage,
    WrongMasterKey,
    ExpiredSession,
    EndedSession,
    HalfSignedIn,
    ExpiredKey,
    RevokedKey,
    OwnerWithoutFactor,
    Owner,
    SteppedUp(OrgRole),
    /// A member of the org who is this in the workspace; `SteppedUp(Member)` is in none.
    InWorkspace(WorkspaceRole),
    OtherTenant,
    OldToken,
    Recovery,
    Cookie,
    CrossSite,
    Key(Scope),
    FullKey,
    MembersKey,
    StrictKey,
    DistantKey,
    /// Of an editor, bound to the workspace.
    BoundKey,
    /// An owner's, bound to another workspace.
    StrayKey,
    Master,
}

impl Kind {
    /// Nobody, as far as the policy is concerned.
    pub const NOBODY: [Self; 8] = [
        Self::Anonymous,
        Self::Garbage,
        Self::WrongMasterKey,
        Self::ExpiredSession,
        Self::EndedSession,
        Self::HalfSignedIn,
        Self::ExpiredKey,
        Self::RevokedKey,
    ];

    /// Sessions that live, sent by the page they belong to.
    pub const SESSIONS: [Self; 12] = [
        Self::OwnerWithoutFactor,
        Self::Owner,
        Self::SteppedUp(OrgRole::Owner),
        Self::SteppedUp(OrgRole::Admin),
        Self::SteppedUp(OrgRole::Member),
        Self::InWorkspace(WorkspaceRole::Viewer),
        Self::InWorkspace(WorkspaceRole::Editor),
        Self::InWorkspace(WorkspaceRole::Admin),
        Self::OtherTenant,
        Self::OldToken,
        Self::Recovery,
        Self::Cookie,
    ];

    /// Sessions whose token carries no step-up.
    pub const NOT_STEPPED_UP: [Self; 4] = [Self::OwnerWithoutFactor, Self::Owner, Self::OldToken, Self::Recovery];

    /// Keys that live.
    pub fn keys() -> Vec<Self> {
        let others =
            [Self::FullKey, Self::MembersKey, Self::StrictKey, Self::DistantKey, Self::BoundKey, Self::StrayKey];
        [&Self::scopes()[..], &others].concat()
    }

    /// Keys with one scope each.
    pub fn scopes() -> Vec<Self> {
        Scope::ALL.iter().copied().map(Self::Key).collect()
    }

    pub fn all() -> Vec<Self> {
        [&Self::NOBODY[..], &Self::SESSIONS, &[Self::CrossSite], &Self::keys(), &[Self::Master]].concat()
    }

    pub fn name(self) -> String {
        match self {
            Self::Anonymous => "anonymous".to_owned(),
            Self::Garbage => "garbage".to_owned(),
            Self::WrongMasterKey => "wrong master key".to_owned(),
            Self::ExpiredSession => "expired session".to_owned(),
            Self::EndedSession => "ended session".to_owned(),
            Self::HalfSignedIn => "mfaToken".to_owned(),
            Self::ExpiredKey => "expired key".to_owned(),
            Self::RevokedKey => "revoked key".to_owned(),
            Self::OwnerWithoutFactor => "owner without a factor".to_owned(),
            Self::Owner => "owner".to_owned(),
            Self::SteppedUp(role) => format!("{role} stepped up"),
            Self::InWorkspace(role) => format!("workspace {role} stepped up"),
            Self::OtherTenant => "another tenant's owner stepped up".to_owned(),
            Self::OldToken => "old token in its grace".to_owned(),
            Self::Recovery => "recovery code session".to_owned(),
            Self::Cookie => "cookie".to_owned(),
            Self::CrossSite => "cookie cross-site".to_owned(),
            Self::Key(scope) => format!("key {scope}"),
            Self::FullKey => "key all scopes".to_owned(),
            Self::MembersKey => "member's key all scopes".to_owned(),
            Self::StrictKey => "strict org's key all scopes".to_owned(),
            Self::DistantKey => "key all scopes from elsewhere".to_owned(),
            Self::BoundKey => "workspace editor's bound key".to_owned(),
            Self::StrayKey => "key bound to another workspace".to_owned(),
            Self::Master => "master key".to_owned(),
        }
    }

    /// Could one of their requests change what the next one gets? Then each is made by somebody new.
    pub fn is_changed_by_use(self) -> bool {
        Self::SESSIONS.contains(&self) || self == Self::CrossSite
    }

    pub fn role(self) -> OrgRole {
        match self {
            Self::SteppedUp(role) => role,
            Self::MembersKey | Self::InWorkspace(_) | Self::BoundKey => OrgRole::Member,
            _ => OrgRole::Owner,
        }
    }

    /// What they are in the workspace that their requests are about, if they are a member of it.
    pub fn workspace_role(self) -> Option<WorkspaceRole> {
        match self {
            Self::InWorkspace(role) => Some(role),
            Self::BoundKey => Some(WorkspaceRole::Editor),
            _ => (self.role() == OrgRole::Owner).then_some(WorkspaceRole::Admin),
        }
    }
}
