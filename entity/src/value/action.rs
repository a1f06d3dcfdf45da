//! What can be in the audit trail. A word here is for good: records are never rewritten.

use super::word::words;

words!(
    /// Something that happened, `noun.verb` in the past tense. `docs/audit.md` says when each is recorded.
    Action: "action" {
        AgentCreated = "agent.created",
        AuditSealed = "audit.sealed",
        ChainStarted = "chain.started",
        KeyMinted = "key.minted",
        KeyRevoked = "key.revoked",
        KeyRotated = "key.rotated",
        KeyUpdated = "key.updated",
        KeysRevoked = "keys.revoked",
        ModelAdded = "model.added",
        ModelRemoved = "model.removed",
        OrgCreated = "org.created",
        RecoveryCodeUsed = "recovery_code.used",
        RecoveryCodesReplaced = "recovery_codes.replaced",
        SessionEnded = "session.ended",
        SessionStarted = "session.started",
        SessionSteppedUp = "session.stepped_up",
        SessionSwitchedOrg = "session.switched_org",
        TotpEnrolled = "totp.enrolled",
        TotpRemoved = "totp.removed",
        UserCreated = "user.created",
        UserSignedUp = "user.signed_up",
        WorkspaceCreated = "workspace.created",
    }
);
