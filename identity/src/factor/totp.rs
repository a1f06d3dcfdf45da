//! Codes of an authenticator app: RFC 6238, SHA-1, 6 digits, 30 s, one step of skew, each step once.

use entity::{UserId, totp_secret};
use kernel::{
    error::{Error, Result},
    state::State,
    token::{Sealed, Seed},
};

use crate::policy::Attempt;

/// True if `code` is the user's code of now and was never accepted before. Accepting it is one statement of its own,
/// which holds whatever becomes of the request. A code that is right but was accepted before is no guess.
pub async fn accept(state: &State, attempt: Attempt, user: UserId, code: &str) -> Result<bool> {
    let Some(step) = matching_step(state, user, code).await? else {
        attempt.failed().await?;
        return Ok(false);
    };
    let accepted = totp_secret::Entity::accept_step(user, step).exec(state.db.write()).await?.rows_affected > 0;
    if accepted {
        attempt.succeeded().await?
    } else {
        attempt.take_back().await?
    }
    Ok(accepted)
}

/// The time step that `code` is of, if it is near enough.
async fn matching_step(state: &State, user: UserId, code: &str) -> Result<Option<i64>> {
    let Some(secret) = totp_secret::Entity::of_user(user).one(state.db.read()).await? else { return Ok(None) };
    let Some(sealed) = secret.sealed.filter(|_| secret.confirmed_at.is_some()) else { return Ok(None) };
    let seed = state.sealer.open(Sealed::TotpSeed, &[user.uuid()], &sealed);
    let seed =
        seed.and_then(|seed| Seed::from_stored(&seed)).ok_or_else(|| Error::unavailable("a seed can't be opened"))?;
    Ok(seed.matching_step(code, state.now()))
}
