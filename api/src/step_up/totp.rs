//! Step-up with a time-based one-time password: RFC 6238, SHA-1, 6 digits, 30 s, one step of skew, each step once.

use entity::{StepUpMethod, UserId, totp_secret};
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;

use super::wire::{StepUpDoneOut, reply};
use crate::{
    error::{Code, Error, Result},
    limiter::Bucket,
    policy::{Attempt, Caller, Rule},
    principal::{InOrg as _, Session},
    signin::session::elevate,
    state::State,
    surface::Tag,
    token::{Sealed, Seed},
    wire::{JsonBody, Reply},
};

/// Is `code` the user's code of now, never accepted before? Accepting it is one statement of its own, which holds
/// whatever becomes of the request. A code that is right but was accepted before is no guess.
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

pub struct StepUpTotp;

impl Rule for StepUpTotp {
    type Who = Session;
    const NAME: &'static str = "step_up_totp";
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

/// The code that the authenticator app shows.
#[derive(Object, Deserialize)]
#[oai(rename = "TotpCode", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct TotpCodeIn {
    /// Six digits.
    pub code: String,
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth/step-up", tag = "Tag::StepUp")]
impl Api {
    /// Step up with a TOTP code.
    ///
    /// Gives the session a new token.
    #[oai(path = "/totp", method = "post")]
    async fn step_up_totp(
        &self,
        caller: Caller<StepUpTotp>,
        body: JsonBody<TotpCodeIn>,
    ) -> Result<Reply<StepUpDoneOut>> {
        let attempt = caller.attempt().await?;
        if !accept(caller.state(), attempt, caller.who().user(), &body.0.code).await? {
            return Err(Error::unauthorized("The code is wrong or was used before"));
        }
        Ok(reply(elevate(caller.state(), caller.context(), caller.session(), StepUpMethod::Totp).await?))
    }
}
