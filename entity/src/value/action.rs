//! What can be in the audit trail. A word here is for good: records are never rewritten.

use super::word::words;

words!(
    /// Something that happened, `noun.verb` in the past tense. `docs/audit.md` says when each is recorded.
    Action: "action" {
        AccountLocked = "account.locked",
        AgentCreated = "agent.created",
        AuditSealed = "audit.sealed",
        ChainStarted = "chain.started",
        DeviceApproved = "device.approved",
        DeviceDenied = "device.denied",
        IdentityLinked = "identity.linked",
        KeyMinted = "key.minted",
        KeyRevoked = "key.revoked",
        KeyRotated = "key.rotated",
        KeyUpdated = "key.updated",
        KeysRevoked = "keys.revoked",
        ModelAdded = "model.added",
        ModelRemoved = "model.removed",
        OrgCreated = "org.created",
        PasskeyCounterRegressed = "passkey.counter_regressed",
        PasskeyEnrolled = "passkey.enrolled",
        PasskeyRemoved = "passkey.removed",
        PasskeyRenamed = "passkey.renamed",
        PasswordChanged = "password.changed",
        PasswordReset = "password.reset",
        RecoveryCodeUsed = "recovery_code.used",
        RecoveryCodesReplaced = "recovery_codes.replaced",
        SessionEnded = "session.ended",
        SessionStarted = "session.started",
        SessionSteppedUp = "session.stepped_up",
        SessionSwitchedOrg = "session.switched_org",
        SessionsEnded = "sessions.ended",
        TotpEnrolled = "totp.enrolled",
        TotpRemoved = "totp.removed",
        UserCreated = "user.created",
        UserSignedUp = "user.signed_up",
        WorkspaceCreated = "workspace.created",
    }
);
