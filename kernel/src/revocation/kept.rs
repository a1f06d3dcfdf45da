//! Which records the revocation list keeps: those of changes that narrow or end a right which an older state would give
//! back. The match has no default, so that whoever adds an action decides.

use entity::Action;

/// True for what a restore has to do again. Sessions, invitations, mailed links, codes and grants are not among it: a
/// restore ends all of them.
pub const fn narrows(action: Action) -> bool {
    use Action as A;
    match action {
        A::AgentRetired
        | A::AgentSessionParticipantRemoved
        | A::BudgetUpdated
        | A::ConnectionDeleted
        | A::ConnectionRotated
        | A::ConnectionUpdated
        | A::KeyPaused
        | A::KeyRevoked
        | A::KeyRotated
        | A::KeyUpdated
        | A::KeysRevoked
        | A::MemberLeft
        | A::MemberRemoved
        | A::MemberRoleChanged
        | A::OrgDeleted
        | A::OrgUpdated
        | A::PasskeyRemoved
        | A::PasswordChanged
        | A::PasswordReset
        | A::ProjectDeleted
        | A::RecoveryCodeUsed
        | A::RecoveryCodesReplaced
        | A::ShareLinkRevoked
        | A::TotpEnrolled
        | A::TotpRemoved
        | A::UserDeleted
        | A::UserDisabled
        | A::UserEmailChanged
        | A::UserFactorsReset
        | A::UserPasswordSet
        | A::WebhookDeleted
        | A::WebhookDisabled
        | A::WebhookSecretRotated
        | A::WebhookUpdated
        | A::WorkspaceDeleted
        | A::WorkspaceMemberLeft
        | A::WorkspaceMemberRemoved
        | A::WorkspaceMemberRoleChanged => true,

        // A restore ends all of their kind.
        A::DeviceApproved
        | A::DeviceDenied
        | A::GrantCreated
        | A::GrantRevoked
        | A::InvitationAccepted
        | A::InvitationCreated
        | A::InvitationLinkCreated
        | A::InvitationRevoked
        | A::SessionEnded
        | A::SessionStarted
        | A::SessionSteppedUp
        | A::SessionSwitchedOrg
        | A::SessionsEnded => false,

        // They give, or tell.
        A::AccountLocked
        | A::AgentCreated
        | A::AuditSealed
        | A::BackupRestored
        | A::ChainStarted
        | A::ConnectionCreated
        | A::ConnectionSecretRead
        | A::IdentityLinked
        | A::KeyImported
        | A::KeyMinted
        | A::KeyResumed
        | A::OrgCreated
        | A::PasskeyCounterRegressed
        | A::PasskeyEnrolled
        | A::PasskeyRefused
        | A::SecretAccepted
        | A::ShareLinkCreated
        | A::UserCreated
        | A::UserEnabled
        | A::UserSignedUp
        | A::WebhookCreated
        | A::WorkspaceCreated
        | A::WorkspaceMemberAdded => false,

        // What is kept for people, which is as it was when the backup was taken: what was deleted since is there again.
        A::AgentUpdated
        | A::AgentSessionCreated
        | A::AgentSessionDeleted
        | A::AgentSessionParticipantAdded
        | A::AgentSessionUpdated
        | A::FileDeleted
        | A::FileRenamed
        | A::FileUploaded
        | A::GuardrailCreated
        | A::GuardrailDeleted
        | A::GuardrailUpdated
        | A::MemoryCreated
        | A::MemoryDeleted
        | A::MemoryUpdated
        | A::ModelAdded
        | A::ModelRemoved
        | A::PasskeyRenamed
        | A::PaymentCreated
        | A::PaymentFailed
        | A::PaymentSettled
        | A::ProjectCreated
        | A::ProjectUpdated
        | A::SkillCreated
        | A::SkillDeleted
        | A::SkillUpdated
        | A::UserUpdated
        | A::WorkspaceUpdated => false,
    }
}
