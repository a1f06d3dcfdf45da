//! The events that endpoints can be sent: records of the audit log, those that concern whoever integrates with an org.
//! A closed set, and of each a closed set of details; `docs/guide/webhooks.md` lists them, and a test compares.

use entity::Action;

/// An event.
#[derive(Clone, Copy, Debug)]
pub struct Published {
    pub action: Action,
    /// What of the record's detail is sent along: no secret, and nothing about people but ids.
    pub detail: &'static [&'static str],
    /// True if an endpoint isn't told what it is the target of: that it is there, or isn't.
    pub to_others: bool,
}

/// What `POST …/test` sends; every endpoint takes it.
pub const TEST: &str = "webhook.test";

/// In the order of their names.
pub const EVENTS: &[Published] = &[
    event(Action::AccountLocked, &["aim"]),
    event(Action::AgentCreated, &[]),
    event(Action::AgentRetired, &[]),
    event(Action::AgentUpdated, &[]),
    event(Action::AgentSessionCreated, &["workspaceId"]),
    event(Action::AgentSessionDeleted, &["workspaceId"]),
    event(Action::AgentSessionParticipantAdded, &[]),
    event(Action::AgentSessionParticipantRemoved, &[]),
    event(Action::AgentSessionUpdated, &["workspaceId"]),
    event(Action::BudgetUpdated, &["dailyTokenLimit", "tpmLimit"]),
    event(Action::ConnectionCreated, &["provider"]),
    event(Action::ConnectionDeleted, &[]),
    event(Action::ConnectionRotated, &["version"]),
    event(Action::ConnectionSecretRead, &["provider", "version"]),
    event(Action::ConnectionUpdated, &[]),
    event(Action::DeviceApproved, &[]),
    event(Action::DeviceDenied, &[]),
    event(Action::FileDeleted, &[]),
    event(Action::FileRenamed, &[]),
    event(Action::FileUploaded, &["sha256", "size"]),
    event(Action::GrantCreated, &["client", "expiresAt", "scopes", "workspaceId"]),
    event(Action::GrantRevoked, &["client", "reason", "user"]),
    event(Action::GuardrailCreated, &["workspaceId"]),
    event(Action::GuardrailDeleted, &["workspaceId"]),
    event(Action::GuardrailUpdated, &["workspaceId"]),
    event(Action::InvitationAccepted, &["role"]),
    event(Action::InvitationCreated, &["role"]),
    event(Action::InvitationLinkCreated, &[]),
    event(Action::InvitationRevoked, &[]),
    event(Action::KeyImported, &["scopes", "user"]),
    event(Action::KeyMinted, &["rotatedFrom", "scopes"]),
    event(Action::KeyPaused, &["user"]),
    event(Action::KeyResumed, &["user"]),
    event(Action::KeyRevoked, &[]),
    event(Action::KeyRotated, &[]),
    event(Action::KeyUpdated, &["scopes"]),
    event(Action::KeysRevoked, &["count"]),
    event(Action::MemberLeft, &["keysRevoked", "role"]),
    event(Action::MemberRemoved, &["keysRevoked", "role"]),
    event(Action::MemberRoleChanged, &["from", "to"]),
    event(Action::MemoryCreated, &["workspaceId"]),
    event(Action::MemoryDeleted, &["workspaceId"]),
    event(Action::MemoryUpdated, &["workspaceId"]),
    event(Action::OrgUpdated, &["maxKeyLifetimeDays", "requireTwoFactor", "stepUpMaxAge", "strictScopes"]),
    event(Action::PasskeyEnrolled, &[]),
    event(Action::PasskeyRemoved, &[]),
    event(Action::PasskeyRenamed, &[]),
    event(Action::PasswordChanged, &[]),
    event(Action::PaymentCreated, &["amount", "currency"]),
    event(Action::PaymentFailed, &["amount", "currency", "reason"]),
    event(Action::PaymentSettled, &["amount", "currency"]),
    event(Action::ProjectCreated, &["workspaceId"]),
    event(Action::ProjectDeleted, &["workspaceId"]),
    event(Action::ProjectUpdated, &["workspaceId"]),
    event(Action::RecoveryCodesReplaced, &[]),
    event(Action::SessionEnded, &[]),
    event(Action::SessionStarted, &["method"]),
    event(Action::SessionSteppedUp, &["method"]),
    event(Action::SessionSwitchedOrg, &[]),
    event(Action::SessionsEnded, &["count"]),
    event(Action::ShareLinkCreated, &["expiresAt", "projectId"]),
    event(Action::ShareLinkRevoked, &["projectId"]),
    event(Action::SkillCreated, &["workspaceId"]),
    event(Action::SkillDeleted, &["workspaceId"]),
    event(Action::SkillUpdated, &["workspaceId"]),
    event(Action::TotpEnrolled, &[]),
    event(Action::TotpRemoved, &[]),
    event(Action::UserCreated, &["role"]),
    event(Action::UserDeleted, &["keysRevoked", "role"]),
    event(Action::UserDisabled, &[]),
    event(Action::UserEmailChanged, &[]),
    event(Action::UserEnabled, &[]),
    event(Action::UserFactorsReset, &["passkeys", "totp"]),
    event(Action::UserPasswordSet, &[]),
    event(Action::UserUpdated, &[]),
    of_endpoint(Action::WebhookCreated, &["events", "host"]),
    of_endpoint(Action::WebhookDeleted, &["host"]),
    of_endpoint(Action::WebhookDisabled, &["reason"]),
    event(Action::WebhookSecretRotated, &["overlapSeconds"]),
    of_endpoint(Action::WebhookUpdated, &["enabled", "events", "host"]),
    event(Action::WorkspaceCreated, &[]),
    event(Action::WorkspaceDeleted, &[]),
    event(Action::WorkspaceUpdated, &[]),
    event(Action::WorkspaceMemberAdded, &["role", "workspaceId"]),
    event(Action::WorkspaceMemberLeft, &["keysRevoked", "role", "workspaceId"]),
    event(Action::WorkspaceMemberRemoved, &["keysRevoked", "role", "workspaceId"]),
    event(Action::WorkspaceMemberRoleChanged, &["from", "to", "workspaceId"]),
];

const fn event(action: Action, detail: &'static [&'static str]) -> Published {
    Published { action, detail, to_others: false }
}

const fn of_endpoint(action: Action, detail: &'static [&'static str]) -> Published {
    Published { action, detail, to_others: true }
}

/// What is published of records of this action, if they are.
pub fn find(action: &str) -> Option<&'static Published> {
    EVENTS.iter().find(|event| event.action.as_str() == action)
}

/// True if an endpoint can ask for events of this name.
pub fn is_event(name: &str) -> bool {
    find(name).is_some()
}
