//! Issuers whose access tokens work as sessions here (`ALMOND_TRUSTED_ISSUERS`). A token is the first one of a session
//! of its own, whose row is made when the token is first used: from then on the row decides, as for every session, so that
//! ending it, or its user, ends the token too. What a token says is `token`'s to judge, whose account it opens `account`'s.

use entity::{SignInMethod, Timestamp, session};
use kernel::{
    error::{Code, Error, Result},
    provider::{Claims, Doubt, Presented, Profile},
    request::Context,
    state::State,
    token::SessionClaims,
};

use super::{Begun, Proof, begin};
use crate::{
    account::{
        failure::{DomainNotAllowed, Failure},
        identity::{Refusal, find_or_make},
    },
    credential::invalid,
};

/// The session that a token stands for, begun if this is the token's first use.
///
/// # Errors
/// `UNAUTHORIZED` for a token that must not be believed, is over, opens no account or whose session has ended;
/// `UNAVAILABLE` when the issuer can't be asked for its keys.
pub async fn admit(state: &State, context: &Context, presented: &Presented, now: Timestamp) -> Result<SessionClaims> {
    let claims = presented.claims(now).await.map_err(|doubt| match doubt {
        Doubt::Unavailable(why) => Error::unavailable(why),
        Doubt::Refused => invalid(),
    })?;
    let id = presented.session(&claims);
    let until = claims.expires_at.min(claims.issued_at.plus(state.config.session.max_age));
    if until <= now {
        return Err(invalid());
    }
    if state.fence.session(id).await?.is_none() {
        start(state, context, &claims, Begun { id, at: claims.signed_in_at.min(now), until }).await?;
    }
    let picture = state.fence.session(id).await?.ok_or_else(invalid)?;
    Ok(SessionClaims {
        user: picture.member.user,
        session: id,
        generation: 1,
        issued_at: claims.issued_at,
        expires_at: until,
    })
}

/// Makes the row, unless it is there: another request has just made it, or the session is over. Which, the caller sees.
async fn start(state: &State, context: &Context, claims: &Claims, begun: Begun) -> Result<()> {
    if session::Entity::by_id(begun.id).one(state.db.read()).await?.is_some() {
        return Ok(());
    }
    let proof = prove(state, context, &claims.profile, begun).await?;
    match begin(state, context, proof).await {
        Err(error) if error.code() == Code::Conflict => Ok(()),
        started => started.map(|_| ()),
    }
}

async fn prove(state: &State, context: &Context, profile: &Profile, begun: Begun) -> Result<Proof> {
    let refused = |failure: Failure, why: &str| {
        let (request_id, issuer, error) = (&context.request_id, &profile.issuer, failure.as_str());
        tracing::info!(%request_id, issuer, error, why, "a trusted issuer's token opens no account");
        invalid()
    };
    let user = find_or_make(state, context, profile).await.map_err(|refusal| match refusal {
        Refusal::Broken(error) => error,
        Refusal::For(failure, why) => refused(failure, &why),
    })?;
    Proof::begun(state, user, SignInMethod::TrustedIssuer, begun)
        .map_err(|DomainNotAllowed| refused(Failure::DomainNotAllowed, DomainNotAllowed::WHY))
}
