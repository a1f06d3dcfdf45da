//! The tables of Almond, one file each, and the value types their columns are made of.
//! Finders that take an id from a request are named `*_in_org`: there is no way to ask for a tenant's row without its org.

pub mod value;

pub use value::{
    digest::Digest,
    id::{AgentId, AuditEventId, KeyId, OrgId, RecoveryCodeId, SessionId, SignUpId, UserId, WorkspaceId},
    method::{SignInMethod, StepUpMethod},
    role::OrgRole,
    scope::{Scope, ScopeSet},
    timestamp::Timestamp,
};
