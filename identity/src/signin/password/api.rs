//! `POST /auth/login`.

use kernel::{
    error::{Code, Result},
    inbound::JsonBody,
    limiter::{Bucket, Target},
    wire::{Reply, Text, email::Email},
};
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;

use super::verify;
use crate::{
    policy::{Rule, Visitor},
    principal::Anyone,
    signin::{
        SECTION,
        session::sign_in,
        wire::{Delivery, SignInOut},
    },
};

pub struct LoginPassword;

impl Rule for LoginPassword {
    type Who = Anyone;
    const NAME: &'static str = "login_password";
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
    const ERRORS: &'static [Code] = &[Code::Unauthorized, Code::Forbidden];
}

/// An e-mail address and a password.
#[derive(Object, Deserialize)]
#[oai(rename = "LoginPassword", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct LoginPasswordIn {
    email: Text<Email>,
    /// The account's password.
    password: String,
    #[serde(default)]
    session: Option<Text<Delivery>>,
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth", tag = "SECTION")]
impl Api {
    /// Sign in with e-mail and password.
    ///
    /// A user with a second factor gets `mfaRequired` and a token for the second step.
    #[oai(path = "/login", method = "post")]
    async fn login_password(
        &self,
        visitor: Visitor<LoginPassword>,
        body: JsonBody<LoginPasswordIn>,
    ) -> Result<Reply<SignInOut>> {
        let LoginPasswordIn { email, password, session } = body.0;
        let state = visitor.state();
        let attempt = visitor.attempt(Target::of(email.0.as_str())).await?;
        let proof = verify(state, attempt, &email.0, password).await?;
        Ok(sign_in(state, visitor.context(), proof, Delivery::of(session)).await?.reply())
    }
}
