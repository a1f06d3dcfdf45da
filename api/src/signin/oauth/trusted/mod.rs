//! Issuers whose access tokens work as sessions here (`ALMOND_TRUSTED_ISSUERS`). A token is the first one of a session
//! of its own, whose row is made when the token is first used: from then on the row decides, as for every session, so that
//! ending it, or its user, ends the token too. What a token says is `token`'s to judge, whose account it opens `account`'s.

mod token;

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::{SessionId, SignInMethod, Timestamp, session, user};
use serde::Deserialize;
use token::{Claims, Expected, Unbelievable};

use super::{
    account::{Refusal, find_or_make},
    discovery::Discovery,
    provider::{Profile, Trouble},
};
use crate::{
    config::Config,
    context::Context,
    credential::invalid,
    error::{Code, Error, Result},
    signin::{Begun, Proof, session::begin},
    state::State,
    token::SessionClaims,
};

/// Longer than any access token that fits well into a header; what is longer is not even parsed.
const LONGEST: usize = 16 * 1024;

/// Every issuer that is trusted.
pub struct Issuers(Vec<Arc<Issuer>>);

struct Issuer {
    name: String,
    audience: String,
    discovery: Discovery,
}

/// A token that says it is a trusted issuer's. Whether it is, `admit` finds out.
pub struct Presented {
    issuer: Arc<Issuer>,
    token: String,
}

impl Issuers {
    /// Asks nobody: an issuer that is down doesn't hold up the start.
    pub fn new(config: &Config) -> Self {
        let issuer = |trusted: &crate::config::TrustedIssuer| Issuer {
            name: trusted.issuer.clone(),
            audience: trusted.audience.clone(),
            discovery: Discovery::new(trusted.issuer.clone()),
        };
        Self(config.trusted_issuers.iter().map(issuer).map(Arc::new).collect())
    }

    /// The token, if it says that it is one of theirs.
    pub fn recognise(&self, token: &str) -> Option<Presented> {
        #[derive(Deserialize)]
        struct Said {
            iss: String,
        }
        if self.0.is_empty() || token.len() > LONGEST {
            return None;
        }
        let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
        let said: Said = serde_json::from_slice(&payload).ok()?;
        let issuer = self.0.iter().find(|issuer| issuer.name == said.iss)?;
        Some(Presented { issuer: Arc::clone(issuer), token: token.to_owned() })
    }
}

/// The session that a token stands for, begun if this is the token's first use.
///
/// # Errors
/// `UNAUTHORIZED` for a token that must not be believed, is over, opens no account or whose session has ended;
/// `UNAVAILABLE` when the issuer can't be asked for its keys.
pub async fn admit(state: &State, context: &Context, presented: &Presented, now: Timestamp) -> Result<SessionClaims> {
    let claims = presented.claims(state, now).await?;
    let id = claims.session(&presented.token);
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
    let user = account(state, context, &claims.profile).await?;
    match begin(state, context, Proof::begun(user, SignInMethod::TrustedIssuer, begun)).await {
        Err(error) if error.code() == Code::Conflict => Ok(()),
        started => started.map(|_| ()),
    }
}

async fn account(state: &State, context: &Context, profile: &Profile) -> Result<user::Model> {
    find_or_make(state, context, profile).await.map_err(|refusal| match refusal {
        Refusal::Broken(error) => error,
        Refusal::For(failure) => {
            let (request_id, issuer, why) = (&context.request_id, &profile.issuer, failure.as_str());
            tracing::info!(%request_id, issuer, why, "a trusted issuer's token opens no account");
            invalid()
        }
    })
}

impl Presented {
    /// What the token says, once its signature, its kind and its time were found right.
    async fn claims(&self, state: &State, now: Timestamp) -> Result<Claims> {
        let Issuer { name, audience, discovery } = &*self.issuer;
        let expected = Expected { issuer: name, audience, now };
        let unavailable =
            |trouble: Trouble| Error::unavailable(format!("{name} can't be asked for its keys: {trouble}"));
        let known = discovery.get(state).await.map_err(unavailable)?;
        match token::verify(&self.token, known.jwks().keys(), &expected) {
            Err(Unbelievable::UnknownKey) => {
                // The issuer may have changed its keys.
                let known = discovery.fresh(state).await.map_err(unavailable)?;
                token::verify(&self.token, known.jwks().keys(), &expected).map_err(|_| invalid())
            }
            claims => claims.map_err(|_| invalid()),
        }
    }
}

impl Claims {
    /// The session of this very token: made of what is signed, and not of the signature, which others may be able to write
    /// differently.
    fn session(&self, token: &str) -> SessionId {
        let signed = token.rsplit_once('.').map_or(token, |(signed, _)| signed);
        let digest = entity::Digest::of(signed.as_bytes());
        let mut random = [0; 10];
        random.copy_from_slice(&digest.as_bytes()[..10]);
        SessionId::new(self.issued_at, random)
    }
}
