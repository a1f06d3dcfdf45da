//! The tables of Almond, one file each, and the value types their columns are made of.
//! Finders that take an id from a request are named `*_in_org`: there is no way to ask for a tenant's row without its org.

mod access_token;
pub mod agent;
pub mod agent_session;
pub mod agent_session_participant;
pub mod api_key;
pub mod attempt;
pub mod audit_event;
pub mod audit_head;
pub mod bucket;
pub mod budget;
pub mod connection;
pub mod device_login;
pub mod email_change;
pub mod ended_org;
pub mod exchange_code;
pub mod file;
pub mod file_usage;
pub mod grant;
pub mod guardrail;
pub mod identity;
pub mod in_workspace;
pub mod invitation;
pub mod known_network;
pub mod machine_payment;
pub mod machine_payment_event;
pub mod mail;
pub mod mail_link;
pub mod membership;
pub mod memory;
pub mod minted_answer;
pub mod model;
pub mod oauth_client;
pub mod org;
mod page;
pub mod passkey;
mod primary_key;
pub mod project;
pub mod provider_session;
pub mod recovery_code;
pub mod root_secret_check;
pub mod session;
pub mod setup_link;
pub mod share_link;
pub mod sign_up;
pub mod skill;
pub mod totp_secret;
mod touch;
pub mod use_count;
pub mod used_oauth_state;
pub mod user;
pub mod value;
pub mod webauthn_ceremony;
pub mod webhook_delivery;
pub mod webhook_endpoint;
pub mod webhook_queue;
pub mod workspace;
pub mod workspace_member;

pub use self::{
    agent::AgentId, agent_session::AgentSessionId, api_key::KeyId, audit_event::AuditEventId, connection::ConnectionId,
    device_login::DeviceLoginId, file::FileId, guardrail::GuardrailId, invitation::InvitationId,
    machine_payment::PaymentId, mail::MailId, memory::MemoryId, oauth_client::OauthClientId, org::OrgId,
    passkey::PasskeyId, project::ProjectId, recovery_code::RecoveryCodeId, session::SessionId, share_link::ShareLinkId,
    sign_up::SignUpId, skill::SkillId, user::UserId, webauthn_ceremony::CeremonyId,
    webhook_delivery::WebhookDeliveryId, webhook_endpoint::WebhookEndpointId, workspace::WorkspaceId,
};
pub use value::{
    action::Action,
    agent_session_status::AgentSessionStatus,
    ceremony::CeremonyPurpose,
    chain::Chain,
    delivery_status::DeliveryStatus,
    device_status::DeviceStatus,
    digest::Digest,
    guardrail_kind::GuardrailKind,
    id::Id,
    mail::{MailKind, MailStatus},
    method::{SignInMethod, StepUpMethod},
    payment_status::PaymentStatus,
    purpose::LinkPurpose,
    role::{OrgRole, WorkspaceRole},
    scope::{Scope, ScopeSet},
    timestamp::Timestamp,
    use_span::UseSpan,
};
