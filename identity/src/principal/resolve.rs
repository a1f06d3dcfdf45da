//! From a well-formed credential to the principal it names now. The row decides; the claims only say which row.

use std::time::Duration;

use entity::Timestamp;
use kernel::{
    error::Result,
    fence::{Looked, SessionPicture},
    limiter::{Bucket, Subject},
    request::Context,
    state::State,
    token::SessionClaims,
    usage::Outcome,
};

use super::{Key, Operator, Principal, Session};
use crate::{
    credential::{Carrier, Credential, invalid},
    session::{idle::use_now, trusted},
};

/// How long the token before the newest still works, for requests that were on their way.
const ROTATION_GRACE: Duration = Duration::from_secs(30);

/// # Errors
/// `UNAUTHORIZED` for a credential that is unknown, expired or revoked, `UNAVAILABLE` when that can't be found out;
/// `BAD_REQUEST` `Too many requests` after too many wrong master keys from the address.
pub async fn resolve(state: &State, context: &Context, credential: Credential, now: Timestamp) -> Result<Principal> {
    match credential {
        Credential::Trusted(presented) => {
            // Boxed, because this is rare and large: every request would make room for it otherwise.
            let claims = Box::pin(trusted::admit(state, context, &presented, now)).await?;
            session(state, claims, Carrier::Bearer, now).await
        }
        Credential::Master => {
            state.limiter.operator_at(context.address).await?;
            Ok(Principal::Operator(Operator))
        }
        Credential::Unknown => {
            if state.config.master_key.is_some() {
                Box::pin(state.limiter.take(Bucket::MasterKey, Subject::Address(context.address))).await?;
            }
            Err(invalid())
        }
        Credential::Key(digest) => {
            let picture = match state.fence.key(digest, context.address).await? {
                Looked::Live(picture) => picture,
                Looked::Dead(key) => {
                    state.use_counts.note((key.org, key.id), key.into(), 0, now);
                    return Err(invalid());
                }
                Looked::Nothing => return Err(invalid()),
            };
            if picture.expires_at.is_some_and(|at| at <= now) {
                state.use_counts.note((picture.member.org, picture.id), Outcome::Expired, 0, now);
                return Err(invalid());
            }
            if state.key_usage.note(&picture.last_use, now, Some(context.address)) {
                state.fence.key_used(&digest);
            }
            Ok(Principal::Key(Key { picture }))
        }
        Credential::Session { claims, carrier } => session(state, claims, carrier, now).await,
    }
}

async fn session(state: &State, claims: SessionClaims, carrier: Carrier, now: Timestamp) -> Result<Principal> {
    let mut picture = state.fence.session(claims.session).await?.ok_or_else(invalid)?;
    let mut newest = standing(&picture, &claims, now).ok_or_else(invalid)?;
    if !use_now(state, &picture, now) {
        // It may have been in use on another node since this was drawn.
        picture = state.fence.session_anew(claims.session).await?.ok_or_else(invalid)?;
        newest = standing(&picture, &claims, now).ok_or_else(invalid)?;
        if !use_now(state, &picture, now) {
            return Err(invalid());
        }
    }
    Ok(Principal::Session(Session { picture, carrier, newest }))
}

/// True if the token is the session's newest, false if it is the one before it within its grace; `None` if it is void.
fn standing(picture: &SessionPicture, claims: &SessionClaims, now: Timestamp) -> Option<bool> {
    if picture.expires_at <= now || picture.member.user != claims.user {
        return None;
    }
    if claims.generation == picture.generation {
        return Some(true);
    }
    let in_grace = picture.rotated_at.is_some_and(|at| now < at.plus(ROTATION_GRACE));
    (in_grace && claims.generation + 1 == picture.generation).then_some(false)
}
