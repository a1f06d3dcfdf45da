//! `POST /auth/passkey/options` and `/auth/passkey/verify`.

use entity::CeremonyId;
use kernel::{
    error::{Code, Result},
    inbound::{JsonBody, OptionalBody},
    limiter::Bucket,
    wire::{Reply, Text},
};
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;

use super::{begin, verify};
use crate::{
    factor::passkey::{
        assertion::Assertion,
        wire::{BeginIn, CeremonyOut, JsonObject},
    },
    policy::{Rule, Visitor},
    principal::Anyone,
    signin::{
        SECTION,
        session::start,
        wire::{Delivery, SessionOut},
    },
};

pub struct BeginLoginPasskey;

impl Rule for BeginLoginPasskey {
    type Who = Anyone;
    const NAME: &'static str = "begin_login_passkey";
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

pub struct LoginPasskey;

impl Rule for LoginPasskey {
    type Who = Anyone;
    const NAME: &'static str = "login_passkey";
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
    const ERRORS: &'static [Code] = &[Code::Unauthorized, Code::Forbidden, Code::Conflict];
}

/// What an authenticator answered to a sign-in's challenge.
#[derive(Object, Deserialize)]
#[oai(rename = "LoginPasskey", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct LoginPasskeyIn {
    ceremony_id: Text<CeremonyId>,
    /// What the browser's `credential.toJSON()` gives.
    credential: JsonObject,
    #[serde(default)]
    session: Option<Text<Delivery>>,
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth/passkey", tag = "SECTION")]
impl Api {
    /// Begin to sign in with a passkey.
    ///
    /// Needs no address: the authenticator knows whom it signs in.
    #[oai(path = "/options", method = "post")]
    async fn begin_login_passkey(
        &self,
        visitor: Visitor<BeginLoginPasskey>,
        _body: OptionalBody<BeginIn>,
    ) -> Result<Reply<CeremonyOut>> {
        let admission = visitor.admit_address().await?;
        Ok(Reply::new(begin(visitor.state(), admission).await?))
    }

    /// Sign in with a passkey.
    ///
    /// It is both factors at once, and counts as a step-up.
    #[oai(path = "/verify", method = "post")]
    async fn login_passkey(
        &self,
        visitor: Visitor<LoginPasskey>,
        body: JsonBody<LoginPasskeyIn>,
    ) -> Result<Reply<SessionOut>> {
        let LoginPasskeyIn { ceremony_id, credential, session } = body.0;
        let (state, context) = (visitor.state(), visitor.context());
        let assertion = Assertion::read(state, credential).await?;
        let admission = visitor.admit(&assertion.account()).await?;
        let proof = verify(state, context, admission, ceremony_id.0, assertion).await?;
        Ok(start(state, context, proof, Delivery::of(session)).await?.reply())
    }
}
