//! Step-up with a time-based one-time password: RFC 6238, SHA-1, 6 digits, 30 s, one step of skew, each step once.

use entity::StepUpMethod;
use kernel::{
    error::{Code, Error, Result},
    inbound::JsonBody,
    limiter::Bucket,
    wire::Reply,
};
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;

use super::wire::{StepUpDoneOut, reply};
use crate::{
    factor::totp,
    policy::{Caller, Rule},
    principal::{InOrg as _, Session},
    signin::session::elevate,
    step_up::SECTION,
};

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

#[OpenApi(prefix_path = "/api/v1/auth/step-up", tag = "SECTION")]
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
        if !totp::accept(caller.state(), attempt, caller.who().user(), &body.0.code).await? {
            return Err(Error::unauthorized("The code is wrong or was used before"));
        }
        Ok(reply(elevate(caller.state(), caller.context(), caller.session(), StepUpMethod::Totp).await?))
    }
}
