//! People: shut out, with another password or address, without a second factor.

use entity::{PasskeyId, UserId, passkey, recovery_code, totp_secret, user};
use kernel::{change::Change, error::Result, revocation::Entry, state::State};

use super::{Action, Outcome};

/// `None` where the entry doesn't say enough.
pub async fn narrow(state: &State, change: &Change, entry: &Entry) -> Result<Option<Outcome>> {
    let now = state.now();
    if entry.action == Action::PasskeyRemoved {
        let (Some(user), Ok(id)) = (entry.user, entry.target.parse::<PasskeyId>()) else { return Ok(None) };
        passkey::Entity::delete_of_user(user, id).exec(change).await?;
        return Ok(Some(Outcome::Done));
    }
    let Ok(user) = entry.target.parse::<UserId>() else { return Ok(None) };
    match entry.action {
        Action::UserDisabled => {
            user::Entity::disable(user, now).exec(change).await?;
        }
        // Its row stays, shut: what becomes of its orgs is for a person to decide. An account whose address was changed has
        // the old one again, which may be somebody else's by now, and which no list says the newer of.
        Action::UserDeleted | Action::UserEmailChanged => {
            let was_there = user::Entity::disable(user, now).exec(change).await?.rows_affected > 0;
            if entry.action == Action::UserDeleted {
                user::Entity::remove_password(user, now).exec(change).await?;
            }
            return Ok(Some(Outcome::done_if(!was_there)));
        }
        Action::UserPasswordSet | Action::PasswordChanged | Action::PasswordReset => {
            user::Entity::remove_password(user, now).exec(change).await?;
        }
        Action::UserFactorsReset => {
            totp_secret::Entity::clear(user).exec(change).await?;
            passkey::Entity::delete_all_of_user(user).exec(change).await?;
            recovery_code::Entity::delete_of_user(user).exec(change).await?;
        }
        Action::TotpEnrolled | Action::TotpRemoved => {
            totp_secret::Entity::clear(user).exec(change).await?;
        }
        Action::RecoveryCodeUsed | Action::RecoveryCodesReplaced => {
            recovery_code::Entity::delete_of_user(user).exec(change).await?;
        }
        _ => return Ok(None),
    }
    Ok(Some(Outcome::Done))
}
