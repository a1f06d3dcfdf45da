//! Signing in with e-mail and password.

mod api;

pub use api::Api;
use entity::{SignInMethod, user};

use super::{Proof, email::Email};
use crate::{
    error::{Error, Result},
    policy::Admission,
    state::State,
};

/// The one answer for an unknown address, a wrong password and a disabled account.
fn refused() -> Error {
    Error::unauthorized("The e-mail address or the password is wrong")
}

/// Checks a password. An unknown address costs the same time as a known one (GUARANTEES 10).
///
/// # Errors
/// `UNAUTHORIZED`, the same whatever is wrong.
async fn verify(state: &State, _admission: Admission, email: &Email, password: String) -> Result<Proof> {
    let user = user::Entity::by_email(&email.normalised()).one(state.db.read()).await?;
    let stored = user.as_ref().and_then(|user| user.password_hash.as_deref());
    let matches = state.hasher.verify(stored, &password).await?;
    let user = user.filter(|user| matches && user.disabled_at.is_none() && user.email_verified_at.is_some());
    Ok(Proof::first(user.ok_or_else(refused)?, SignInMethod::Password))
}

/// Checks the password of a user who is known already, for a step-up.
pub async fn is_password_of(state: &State, user: &user::Model, password: String) -> Result<bool> {
    Ok(state.hasher.verify(user.password_hash.as_deref(), &password).await?)
}
