//! A mail to the owner of an account about what was changed on it, so that a change by somebody else is seen. Kept with
//! the change; it carries no link to follow and no secret.

pub mod news;

use entity::MailKind;

use crate::{change::Change, draft::Draft, error::Result};

/// What was changed, as its owner is told.
#[derive(Clone, Copy, Debug)]
pub enum Notice {
    TotpEnrolled,
    TotpRemoved,
    PasskeyAdded,
    PasskeyRemoved,
    RecoveryCodesReplaced,
    RecoveryCodeUsed,
    DeviceSignedIn,
    AgentAllowed,
    AgentStopped,
    PasswordChanged,
    PasswordReset,
    AccountLocked,
    IdentityLinked,
    AccountDisabled,
    AccountEnabled,
    AccountDeleted,
    PasswordSetByOperator,
    FactorsReset,
    AddressChanged,
    AddressChangedByOperator,
}

impl Notice {
    /// What a template knows it by.
    const fn topic(self) -> &'static str {
        match self {
            Self::TotpEnrolled => "totp_enrolled",
            Self::TotpRemoved => "totp_removed",
            Self::PasskeyAdded => "passkey_added",
            Self::PasskeyRemoved => "passkey_removed",
            Self::RecoveryCodesReplaced => "recovery_codes_replaced",
            Self::RecoveryCodeUsed => "recovery_code_used",
            Self::DeviceSignedIn => "device_signed_in",
            Self::PasswordChanged => "password_changed",
            Self::PasswordReset => "password_reset",
            Self::AccountLocked => "account_locked",
            Self::IdentityLinked => "identity_linked",
            Self::AccountDisabled => "account_disabled",
            Self::AccountEnabled => "account_enabled",
            Self::AccountDeleted => "account_deleted",
            Self::PasswordSetByOperator => "password_set_by_operator",
            Self::FactorsReset => "factors_reset",
            Self::AgentAllowed => "agent_allowed",
            Self::AgentStopped => "agent_stopped",
            Self::AddressChanged => "address_changed",
            Self::AddressChangedByOperator => "address_changed_by_operator",
        }
    }

    const fn subject(self) -> &'static str {
        match self {
            Self::TotpEnrolled => "An authenticator app was added",
            Self::TotpRemoved => "Your authenticator app was removed",
            Self::PasskeyAdded => "A passkey was added",
            Self::PasskeyRemoved => "A passkey was removed",
            Self::RecoveryCodesReplaced => "Your recovery codes were replaced",
            Self::RecoveryCodeUsed => "A recovery code was used",
            Self::DeviceSignedIn => "A device was signed in",
            Self::AgentAllowed => "An agent was given access in your name",
            Self::AgentStopped => "An agent's access was ended",
            Self::PasswordChanged | Self::PasswordReset => "Your password was changed",
            Self::AccountLocked => "Your account was locked for a while",
            Self::IdentityLinked => "A way to sign in was added",
            Self::AccountDisabled => "Your account was disabled",
            Self::AccountEnabled => "Your account was enabled again",
            Self::AccountDeleted => "Your account was deleted",
            Self::PasswordSetByOperator => "Your password was set by the operator",
            Self::FactorsReset => "Your second factors were removed",
            Self::AddressChanged | Self::AddressChangedByOperator => "The address of your account was changed",
        }
    }

    const fn sentence(self) -> &'static str {
        match self {
            Self::TotpEnrolled => {
                "An authenticator app was added to your account; its earlier recovery codes are void."
            }
            Self::TotpRemoved => {
                "The authenticator app of your account was removed. Without a passkey, its recovery codes are void too."
            }
            Self::PasskeyAdded => "A passkey was added to your account; it signs in without the password.",
            Self::PasskeyRemoved => {
                "A passkey of your account was removed. If it was the last second factor, the recovery codes are void too."
            }
            Self::RecoveryCodesReplaced => "New recovery codes were made for your account; the old ones are void.",
            Self::RecoveryCodeUsed => "Somebody signed in to your account with one of its recovery codes.",
            Self::DeviceSignedIn => {
                "A device that was approved in your session was given an API key of yours. It is among your keys as \
                 \"Device login\"; revoke it if you don't know the device."
            }
            Self::AgentAllowed => {
                "In your session an agent's program was given access in your name. Your account lists it among the programs that \
                 you gave access; end it there if you don't know it."
            }
            Self::AgentStopped => {
                "A code or token of an agent's program that you gave access in your name was used twice, so somebody else may \
                 have had it, and the access was ended. Give it again if the program is still yours."
            }
            Self::PasswordChanged => "The password of your account was changed; every other session has ended.",
            Self::PasswordReset => "A mailed link set a new password for your account; every session has ended.",
            Self::AccountLocked => {
                "Twenty wrong passwords or codes in a row were given for your account, so further ones from the same \
                 places are refused for a while. That ends by itself; nothing was opened."
            }
            Self::IdentityLinked => {
                "Somebody signed in to your account through a provider that confirmed this address, and can do so from now on."
            }
            Self::AccountDisabled => {
                "The operator of this service disabled your account: every session has ended, and its API keys are refused."
            }
            Self::AccountEnabled => "The operator of this service enabled your account again; sign in as before.",
            Self::AccountDeleted => "Your account was deleted, with its sessions, API keys and ways to sign in.",
            Self::PasswordSetByOperator => {
                "The operator of this service set a new password for your account; every session has ended."
            }
            Self::FactorsReset => {
                "The operator of this service removed the authenticator app, the passkeys and the recovery codes of your \
                 account; every session has ended."
            }
            Self::AddressChanged => {
                "Your account has another address from now on, which was confirmed; no more mail of it comes to this one."
            }
            Self::AddressChangedByOperator => {
                "The operator of this service gave your account another address; every session has ended."
            }
        }
    }

    /// What to do if it was somebody else, who may know the password now.
    const fn advice(self) -> &'static str {
        match self {
            Self::PasswordChanged | Self::PasswordReset => {
                "If that wasn't you, ask for a link to set a new password, sign in with that, and look at your factors."
            }
            Self::AccountDisabled
            | Self::AccountEnabled
            | Self::AccountDeleted
            | Self::PasswordSetByOperator
            | Self::FactorsReset
            | Self::AddressChanged
            | Self::AddressChangedByOperator => "If you didn't expect this, ask whoever runs the service.",
            _ => "If that wasn't you, sign in, end your other sessions, and change your password and your factors.",
        }
    }
}

/// Mails the owner at `email` once the change commits. It draws from no bucket, or somebody could use that up first. Where
/// this server sends no mail, that is only logged.
///
/// # Errors
/// `UNAVAILABLE` when the mail can't be sealed.
pub fn tell(change: &Change, email: &str, notice: Notice) -> Result<()> {
    change.mail(None, &draft(email, notice))?;
    Ok(())
}

fn draft(email: &str, notice: Notice) -> Draft {
    let draft = Draft::new(MailKind::Notice, email, notice.subject()).about(notice.topic());
    draft.says(notice.sentence()).says(notice.advice())
}
