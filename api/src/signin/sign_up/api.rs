//! `POST /auth/signup` and `/auth/signup/verify`.

use std::{fmt, str::FromStr};

use poem_openapi::{Object, OpenApi, registry::MetaSchema};
use serde::Deserialize;

use super::{Application, apply, verify};
use crate::{
    error::{Code, Result},
    limiter::{Account, Bucket},
    policy::{Rule, Visitor},
    principal::Anyone,
    signin::{
        email::Email,
        session::start,
        wire::{Delivery, SessionOut},
    },
    surface::Tag,
    wire::{
        JsonBody, Name, Text,
        reply::{Accepted, Created},
        text::TextShape,
    },
};

pub struct StartSignUp;

impl Rule for StartSignUp {
    type Who = Anyone;
    const NAME: &'static str = "start_sign_up";
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
    const ERRORS: &'static [Code] = &[Code::Forbidden];
}

pub struct VerifySignUp;

impl Rule for VerifySignUp {
    type Who = Anyone;
    const NAME: &'static str = "verify_sign_up";
    const ERRORS: &'static [Code] = &[Code::Unauthorized, Code::Forbidden, Code::Conflict];
}

/// A new account.
#[derive(Object, Deserialize)]
#[oai(rename = "StartSignUp", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct StartSignUpIn {
    email: Text<Email>,
    password: Text<NewPassword>,
    /// What people call you.
    name: Text<Name>,
    /// What to call the organization that is made with the account.
    #[serde(default)]
    org_name: Option<Text<Name>>,
}

/// The link's token.
#[derive(Object, Deserialize)]
#[oai(rename = "VerifySignUp", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct VerifySignUpIn {
    /// From the mailed link.
    token: String,
    #[serde(default)]
    session: Option<Text<Delivery>>,
}

/// What happens next.
#[derive(Object)]
#[oai(rename = "SignUpStarted", rename_all = "camelCase")]
struct SignUpStartedOut {
    /// Always `verification_sent`, whether the address is known or not.
    status: String,
}

/// A password to be set: 8 to 128 characters, any of them (NIST SP 800-63B).
pub struct NewPassword(String);

impl FromStr for NewPassword {
    type Err = &'static str;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let fits = (8..=128).contains(&text.chars().count());
        if fits { Ok(Self(text.to_owned())) } else { Err("expected 8 to 128 characters") }
    }
}

impl NewPassword {
    pub fn into_string(self) -> String {
        self.0
    }
}

/// A password has no text for anybody.
impl fmt::Display for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("********")
    }
}

impl TextShape for NewPassword {
    const NAME: &'static str = "NewPassword";
    const FORMAT: Option<&'static str> = Some("password");

    fn describe(schema: &mut MetaSchema) {
        schema.min_length = Some(8);
        schema.max_length = Some(128);
        schema.example = Some("correct horse battery staple".into());
    }
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth", tag = "Tag::SignIn")]
impl Api {
    /// Sign up.
    ///
    /// Mails a link; the answer is the same whether the address is known or not.
    #[oai(path = "/signup", method = "post")]
    async fn start_sign_up(
        &self,
        visitor: Visitor<StartSignUp>,
        body: JsonBody<StartSignUpIn>,
    ) -> Result<Accepted<SignUpStartedOut>> {
        let StartSignUpIn { email, password, name, org_name } = body.0;
        let admission = visitor.admit(&Account::mail(email.0.as_str())).await?;
        let application = Application {
            email: email.0,
            password: password.0.into_string(),
            name: name.0.into_string(),
            org_name: org_name.map(|name| name.0.into_string()),
        };
        apply(visitor.context(), admission, application).await?;
        Ok(Accepted::new(SignUpStartedOut { status: "verification_sent".to_owned() }))
    }

    /// Finish signing up with the mailed link's token.
    #[oai(path = "/signup/verify", method = "post")]
    async fn verify_sign_up(
        &self,
        visitor: Visitor<VerifySignUp>,
        body: JsonBody<VerifySignUpIn>,
    ) -> Result<Created<SessionOut>> {
        let VerifySignUpIn { token, session } = body.0;
        let proof = verify(visitor.state(), visitor.context(), &token).await?;
        Ok(start(visitor.state(), visitor.context(), proof, Delivery::of(session)).await?.reply())
    }
}
