//! Signing in with e-mail and password.

mod api;

pub use api::Api;
use entity::{SignInMethod, user};
use kernel::{
    error::{Error, Result},
    share::Holder,
    state::State,
    wire::email::Email,
};

use crate::{policy::Attempt, session::Proof};

/// The one answer for an unknown address, a wrong password and a disabled account.
fn refused() -> Error {
    Error::unauthorized("The e-mail address or the password is wrong")
}

/// Checks a password. An unknown address costs the same time as a known one.
///
/// # Errors
/// `UNAUTHORIZED`, the same whatever is wrong.
async fn verify(state: &State, attempt: Attempt, email: &Email, password: String) -> Result<Proof> {
    let user = user::Entity::by_email(&email.normalised()).one(state.db.read()).await?;
    let may = user.as_ref().is_some_and(|user| user.disabled_at.is_none() && user.email_verified_at.is_some());
    let stored = user.as_ref().and_then(|user| user.password_hash.as_deref());
    let matches = judge(state, attempt, stored, &password, may).await?;
    Ok(Proof::first(state, user.filter(|_| matches).ok_or_else(refused)?, SignInMethod::Password)?)
}

/// Checks the password of a user who is signed in already.
pub async fn is_password_of(state: &State, attempt: Attempt, user: &user::Model, password: String) -> Result<bool> {
    judge(state, attempt, user.password_hash.as_deref(), &password, true).await
}

/// A right password that `may` not be used counts as a wrong one, or counting would tell that it is right.
async fn judge(state: &State, attempt: Attempt, stored: Option<&str>, password: &str, may: bool) -> Result<bool> {
    let whose = [Holder::at(attempt.address())];
    let matches = match state.hasher.verify(stored, password, &whose).await {
        Ok(matches) => matches && may,
        Err(nobody_looked) => {
            attempt.take_back().await?;
            return Err(nobody_looked.into());
        }
    };
    if matches {
        attempt.succeeded().await?
    } else {
        attempt.failed().await?
    }
    Ok(matches)
}
