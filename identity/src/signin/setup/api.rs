//! `POST /auth/setup`.

use kernel::{
    error::{Code, Result},
    inbound::JsonBody,
    limiter::Bucket,
    wire::{Name, Text, email::Email, reply::Created},
};
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;

use super::{First, set_up};
use crate::{
    policy::{Rule, Visitor},
    principal::Anyone,
    signin::{
        SECTION,
        session::start,
        sign_up::NewPassword,
        wire::{Delivery, SessionOut},
    },
};

pub struct SetUp;

impl Rule for SetUp {
    type Who = Anyone;
    const NAME: &'static str = "set_up";
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
    const ERRORS: &'static [Code] = &[Code::Unauthorized, Code::Forbidden, Code::Conflict];
}

/// The first person of an installation.
#[derive(Object, Deserialize)]
#[oai(rename = "SetUp", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct SetUpIn {
    /// From the link that the server printed.
    token: String,
    email: Text<Email>,
    password: Text<NewPassword>,
    /// What people call you.
    name: Text<Name>,
    /// What to call the first organization, of which you are the owner.
    org_name: Text<Name>,
    #[serde(default)]
    session: Option<Text<Delivery>>,
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth", tag = "SECTION")]
impl Api {
    /// Set up an empty installation.
    ///
    /// With the token of the link that a server prints which has no users yet. It works once, for an hour, and never once
    /// anybody has an account.
    #[oai(path = "/setup", method = "post")]
    async fn set_up(&self, visitor: Visitor<SetUp>, body: JsonBody<SetUpIn>) -> Result<Created<SessionOut>> {
        let SetUpIn { token, email, password, name, org_name, session } = body.0;
        let admission = visitor.admit_address().await?;
        let first = First {
            email: email.0,
            password: password.0.into_string(),
            name: name.0.into_string(),
            org_name: org_name.0.into_string(),
        };
        let proof = set_up(visitor.inbound(), admission, &token, first).await?;
        Ok(start(visitor.state(), visitor.context(), proof, Delivery::of(session)).await?.reply())
    }
}
