//! The second step: a user who has a second factor shows it, or a recovery code, on every way in.

mod api;

use std::time::Duration;

pub use api::Api;
use entity::{SignInMethod, StepUpMethod, recovery_code, user};
use kernel::{
    audit::{Action, Actor, Event},
    error::{Error, Result},
    notice::{self, Notice},
    request::Context,
    state::State,
    token::{MfaClaims, Origin, recovery_code::canonical},
};
use uuid::Builder;

use super::wire::MfaRequiredOut;
use crate::{
    account::factors::Factors,
    factor::totp,
    policy::{Admission, Attempt},
    session::Proof,
};

/// How long after the first step the second one may come.
const LIFETIME: Duration = Duration::from_secs(300);

/// What somebody is told who has a second factor, where there is no second step.
pub const IS_MISSING: &str = "This account has a second factor, which has to be shown";

/// The one answer for a code that is wrong, used or malformed.
fn refused() -> Error {
    Error::unauthorized("The code is wrong or was used before")
}

/// What to tell a user who has a second factor to show.
pub async fn required(state: &State, proof: &Proof) -> Result<Option<MfaRequiredOut>> {
    let user = &proof.user;
    let factors = Factors::of(state.db.read(), user.id).await?;
    if !factors.any() {
        return Ok(None);
    }
    let now = state.now();
    let claims = MfaClaims {
        user: user.id,
        security_version: user.security_version,
        id: Builder::from_random_bytes(state.random()).into_uuid(),
        origin: proof.origin.clone(),
        issued_at: now,
        expires_at: now.plus(LIFETIME),
    };
    let token = state.tokens.issue_mfa(&claims).map_err(Error::unavailable)?;
    Ok(Some(MfaRequiredOut { mfa_required: true, mfa_token: token.expose().to_owned(), methods: factors.methods() }))
}

/// The user whose first step an mfaToken proves, and the provider that vouched for it, if one did; a changed password or a disabled account voids it.
///
/// # Errors
/// `UNAUTHORIZED`
async fn first_step(state: &State, mfa_token: &str) -> Result<(user::Model, Option<Origin>)> {
    let refused = || Error::unauthorized("The mfaToken is malformed, expired or revoked; sign in again");
    let claims = state.tokens.verify_mfa(mfa_token, state.now()).ok_or_else(refused)?;
    let user = user::Entity::by_id(claims.user).one(state.db.read()).await?;
    let user = user.filter(|user| user.disabled_at.is_none() && user.security_version == claims.security_version);
    Ok((user.ok_or_else(refused)?, claims.origin))
}

/// # Errors
/// `UNAUTHORIZED`
async fn by_totp(state: &State, attempt: Attempt, user: user::Model, code: &str) -> Result<Proof> {
    if !totp::accept(state, attempt, user.id, code).await? {
        return Err(refused());
    }
    Ok(Proof::second(state, user, SignInMethod::Totp, Some(StepUpMethod::Totp))?)
}

/// Uses a recovery code up; guessing one is hopeless, so it isn't counted. It signs in and repairs factors; it never
/// counts as a step-up.
///
/// # Errors
/// `UNAUTHORIZED`
async fn by_recovery_code(
    state: &State,
    context: &Context,
    _admission: Admission,
    user: user::Model,
    code: &str,
) -> Result<Proof> {
    let digest = canonical(code).ok_or_else(refused)?.digest();
    let change = state.changes.begin(context).await?;
    let used = recovery_code::Entity::use_up(user.id, digest, state.now()).exec(&change).await?;
    if used.rows_affected == 0 {
        return Err(refused());
    }
    let event = Event {
        actor: Actor::User(user.id),
        org: None,
        action: Action::RecoveryCodeUsed,
        target: user.id.to_string(),
        detail: None,
    };
    change.record(event);
    notice::tell(&change, &user.email, Notice::RecoveryCodeUsed)?;
    change.commit().await?;
    Ok(Proof::second(state, user, SignInMethod::RecoveryCode, None)?)
}
