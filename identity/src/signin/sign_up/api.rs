//! `POST /auth/signup`, `/auth/signup/verify` and `/auth/signup/claim`.

use kernel::{
    error::{Code, Result},
    inbound::JsonBody,
    limiter::{Bucket, Target},
    wire::{
        Name, Text,
        email::Email,
        reply::{Accepted, Created},
    },
};
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;

use super::{
    Application, NewPassword, apply,
    claim::{Claim, claim},
    finish::finish,
    of_link,
};
use crate::{
    policy::{Rule, Visitor},
    principal::Anyone,
    signin::{
        SECTION,
        session::start,
        wire::{Delivery, SessionOut},
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
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
    const ERRORS: &'static [Code] = &[Code::Unauthorized, Code::Forbidden, Code::Conflict];
}

pub struct ClaimSignUp;

impl Rule for ClaimSignUp {
    type Who = Anyone;
    const NAME: &'static str = "claim_sign_up";
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
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
    /// The password that was chosen when signing up. Required where somebody signed up with the address more than once.
    #[serde(default)]
    password: Option<String>,
    #[serde(default)]
    session: Option<Text<Delivery>>,
}

/// The link's token, and an account to make in place of all that was asked for with its address.
#[derive(Object, Deserialize)]
#[oai(rename = "ClaimSignUp", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct ClaimSignUpIn {
    /// From any of the mailed links.
    token: String,
    /// The account's password.
    password: Text<NewPassword>,
    /// What people call you; how the address begins, unless given.
    #[serde(default)]
    name: Option<Text<Name>>,
    /// What to call the organization that is made with the account.
    #[serde(default)]
    org_name: Option<Text<Name>>,
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

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth", tag = "SECTION")]
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
        let admission = visitor.admit(&Target::mail(email.0.as_str())).await?;
        let application = Application {
            email: email.0,
            password: password.0.into_string(),
            name: name.0.into_string(),
            org_name: org_name.map(|name| name.0.into_string()),
        };
        apply(visitor.inbound(), admission, application).await?;
        Ok(Accepted::new(SignUpStartedOut { status: "verification_sent".to_owned() }))
    }

    /// Finish signing up with the mailed link's token.
    ///
    /// Where somebody signed up with the address more than once, the password tells which of them makes the account. 401
    /// with `details.fields.password` says that it is needed, or that it is none of theirs.
    #[oai(path = "/signup/verify", method = "post")]
    async fn verify_sign_up(
        &self,
        visitor: Visitor<VerifySignUp>,
        body: JsonBody<VerifySignUpIn>,
    ) -> Result<Created<SessionOut>> {
        let VerifySignUpIn { token, password, session } = body.0;
        let application = of_link(visitor.state(), &token).await?;
        let guess = match password {
            None => None,
            Some(password) => Some((visitor.attempt(Target::sign_up(&application.email)).await?, password)),
        };
        let proof = finish(visitor.state(), visitor.context(), application, guess).await?;
        Ok(start(visitor.state(), visitor.context(), proof, Delivery::of(session)).await?.reply())
    }

    /// Finish signing up with a password chosen now.
    ///
    /// For whoever reads the address's mail and chose none of the passwords that somebody signed up with: what they
    /// entered is dropped.
    #[oai(path = "/signup/claim", method = "post")]
    async fn claim_sign_up(
        &self,
        visitor: Visitor<ClaimSignUp>,
        body: JsonBody<ClaimSignUpIn>,
    ) -> Result<Created<SessionOut>> {
        let ClaimSignUpIn { token, password, name, org_name, session } = body.0;
        let application = of_link(visitor.state(), &token).await?;
        let admission = visitor.admit(&Target::sign_up(&application.email)).await?;
        let wanted = Claim {
            password: password.0.into_string(),
            name: name.map(|name| name.0.into_string()),
            org_name: org_name.map(|name| name.0.into_string()),
        };
        let proof = claim(visitor.state(), visitor.context(), admission, application, wanted).await?;
        Ok(start(visitor.state(), visitor.context(), proof, Delivery::of(session)).await?.reply())
    }
}
