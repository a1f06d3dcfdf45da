//! The tables of Almond, one file each, and the value types their columns are made of.
//! Finders that take an id from a request are named `*_in_org`: there is no way to ask for a tenant's row without its org.

pub mod agent;
pub mod api_key;
pub mod audit_event;
pub mod bucket;
pub mod device_login;
pub mod invitation;
pub mod mail_link;
pub mod membership;
pub mod model;
pub mod org;
mod page;
mod primary_key;
pub mod recovery_code;
pub mod session;
pub mod sign_up;
pub mod totp_secret;
pub mod user;
pub mod value;
pub mod workspace;

pub use value::{
    device_status::DeviceStatus,
    digest::Digest,
    id::{
        AgentId, AuditEventId, DeviceLoginId, InvitationId, KeyId, OrgId, RecoveryCodeId, SessionId, SignUpId, UserId,
        WorkspaceId,
    },
    method::{SignInMethod, StepUpMethod},
    purpose::LinkPurpose,
    role::OrgRole,
    scope::{Scope, ScopeSet},
    timestamp::Timestamp,
};
