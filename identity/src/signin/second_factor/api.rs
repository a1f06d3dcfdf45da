//! `POST /auth/login/totp` and `/auth/login/recovery`.

use kernel::{
    error::{Code, Result},
    inbound::JsonBody,
    limiter::{Bucket, Target},
    wire::{Reply, Text},
};
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;

use super::{by_recovery_code, by_totp, first_step};
use crate::{
    policy::{Rule, Visitor},
    principal::Anyone,
    signin::{
        SECTION,
        session::start,
        wire::{Delivery, SessionOut},
    },
};

pub struct LoginTotp;

impl Rule for LoginTotp {
    type Who = Anyone;
    const NAME: &'static str = "login_totp";
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
    const ERRORS: &'static [Code] = &[Code::Unauthorized, Code::Forbidden];
}

pub struct LoginRecovery;

impl Rule for LoginRecovery {
    type Who = Anyone;
    const NAME: &'static str = "login_recovery";
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
    const ERRORS: &'static [Code] = &[Code::Unauthorized, Code::Forbidden];
}

/// The second step of a sign-in.
#[derive(Object, Deserialize)]
#[oai(rename = "SecondStep", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct SecondStepIn {
    /// From the first step.
    mfa_token: String,
    /// Six digits of the authenticator app, or a recovery code.
    code: String,
    #[serde(default)]
    session: Option<Text<Delivery>>,
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth", tag = "SECTION")]
impl Api {
    /// Finish signing in with a TOTP code.
    ///
    /// Counts as a step-up.
    #[oai(path = "/login/totp", method = "post")]
    async fn login_totp(&self, visitor: Visitor<LoginTotp>, body: JsonBody<SecondStepIn>) -> Result<Reply<SessionOut>> {
        let SecondStepIn { mfa_token, code, session } = body.0;
        let state = visitor.state();
        let (user, origin) = first_step(state, &mfa_token).await?;
        let attempt = visitor.attempt(Target::second_step(&user.email)).await?;
        let proof = by_totp(state, attempt, user, &code).await?.after(origin);
        Ok(start(state, visitor.context(), proof, Delivery::of(session)).await?.reply())
    }

    /// Finish signing in with a recovery code.
    ///
    /// Each code works once. It is no step-up: it lets its user repair their factors, never mint.
    #[oai(path = "/login/recovery", method = "post")]
    async fn login_recovery(
        &self,
        visitor: Visitor<LoginRecovery>,
        body: JsonBody<SecondStepIn>,
    ) -> Result<Reply<SessionOut>> {
        let SecondStepIn { mfa_token, code, session } = body.0;
        let state = visitor.state();
        let (user, origin) = first_step(state, &mfa_token).await?;
        let admission = visitor.admit(&Target::second_step(&user.email)).await?;
        let proof = by_recovery_code(state, visitor.context(), admission, user, &code).await?.after(origin);
        Ok(start(state, visitor.context(), proof, Delivery::of(session)).await?.reply())
    }
}
