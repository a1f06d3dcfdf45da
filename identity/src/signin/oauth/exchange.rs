//! The code that a front end gets in place of a token, and exchanges for what the sign-in came to: a session, or the
//! wish for the second factor. It works once, for a minute.

use std::time::Duration;

use entity::{exchange_code, user};
use kernel::{
    error::{Code, Error, Result},
    inbound::JsonBody,
    limiter::Bucket,
    state::State,
    token::{Plain, link},
    wire::{Reply, Text},
};
use poem_openapi::{Object, OpenApi};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde::Deserialize;

use crate::{
    policy::{Admission, Rule, Visitor},
    principal::Anyone,
    session::Proof,
    signin::{
        SECTION,
        session::sign_in,
        wire::{Delivery, SignInOut},
    },
};

const LIFETIME: Duration = Duration::from_secs(60);

/// A code for somebody who has just signed in with a provider.
pub async fn issue(state: &State, proof: &Proof) -> Result<Plain> {
    let code = link::mint(state.random());
    let origin = proof.origin.as_ref().map(serde_json::to_string).transpose().map_err(Error::unavailable)?;
    let row = exchange_code::ActiveModel {
        digest: Set(code.digest()),
        user_id: Set(proof.user.id),
        security_version: Set(proof.user.security_version),
        sign_in_method: Set(proof.method),
        origin: Set(origin),
        expires_at: Set(state.now().plus(LIFETIME)),
    };
    let write = state.db.begin().await?;
    row.insert(&write).await?;
    write.commit().await?;
    Ok(code)
}

/// Uses a code up.
///
/// # Errors
/// `UNAUTHORIZED`, the same whatever is wrong.
pub async fn redeem(state: &State, admission: Admission, code: &str) -> Result<Proof> {
    let refused = || Error::unauthorized("The code is unknown, expired or was used before");
    let digest = link::digest(code).ok_or_else(refused)?;
    let row = exchange_code::Entity::by_digest(digest).one(state.db.read()).await?.ok_or_else(refused)?;
    let used = exchange_code::Entity::use_up(digest, state.now()).exec(state.db.write()).await?;
    if used.rows_affected == 0 {
        return Err(refused());
    }
    let user = user::Entity::by_id(row.user_id).one(state.db.read()).await?;
    let user = user.filter(|user| user.disabled_at.is_none() && user.security_version == row.security_version);
    let user = user.ok_or_else(refused)?;
    admission.succeeded(&state.limiter).await?;
    let origin = row.origin.as_deref().map(serde_json::from_str).transpose().map_err(Error::unavailable)?;
    Ok(match origin {
        Some(origin) => Proof::vouched(state, user, row.sign_in_method, origin)?,
        None => Proof::first(state, user, row.sign_in_method)?,
    })
}

pub struct ExchangeCode;

impl Rule for ExchangeCode {
    type Who = Anyone;
    const NAME: &'static str = "exchange_code";
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
    const ERRORS: &'static [Code] = &[Code::Unauthorized, Code::Forbidden];
}

/// A code that a sign-in with a provider ended with.
#[derive(Object, Deserialize)]
#[oai(rename = "ExchangeCode", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct ExchangeCodeIn {
    /// From the front end's `?code=`.
    code: String,
    #[serde(default)]
    session: Option<Text<Delivery>>,
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth", tag = "SECTION")]
impl Api {
    /// Exchange a front end's code for a session.
    ///
    /// Within a minute, once. A user with a second factor gets `mfaRequired` and a token for the second step.
    #[oai(path = "/exchange", method = "post")]
    async fn exchange_code(
        &self,
        visitor: Visitor<ExchangeCode>,
        body: JsonBody<ExchangeCodeIn>,
    ) -> Result<Reply<SignInOut>> {
        let ExchangeCodeIn { code, session } = body.0;
        let admission = visitor.admit_address().await?;
        let proof = redeem(visitor.state(), admission, &code).await?;
        Ok(sign_in(visitor.state(), visitor.context(), proof, Delivery::of(session)).await?.reply())
    }
}
