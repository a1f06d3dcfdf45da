//! `POST /auth/magic-link` and `/auth/magic-link/verify`.

use entity::LinkPurpose;
use kernel::{
    error::{Code, Result},
    inbound::JsonBody,
    limiter::{Bucket, Target},
    wire::{Reply, Text, reply::Accepted},
};
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;

use super::verify;
use crate::{
    policy::{Rule, Visitor},
    principal::Anyone,
    signin::{
        SECTION, mail_link,
        session::sign_in,
        wire::{Delivery, MailSentOut, MailTo, SignInOut},
    },
};

pub struct StartMagicLink;

impl Rule for StartMagicLink {
    type Who = Anyone;
    const NAME: &'static str = "start_magic_link";
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
}

pub struct VerifyMagicLink;

impl Rule for VerifyMagicLink {
    type Who = Anyone;
    const NAME: &'static str = "verify_magic_link";
    const ERRORS: &'static [Code] = &[Code::Unauthorized, Code::Forbidden];
}

/// The link's token.
#[derive(Object, Deserialize)]
#[oai(rename = "VerifyMagicLink", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct VerifyMagicLinkIn {
    /// From the mailed link.
    token: String,
    #[serde(default)]
    session: Option<Text<Delivery>>,
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth", tag = "SECTION")]
impl Api {
    /// Ask for a link to sign in with.
    ///
    /// Mails it to the account with this address; the answer is the same whether there is one or not. The link works
    /// once, for 15 minutes; a newer one voids the older.
    #[oai(path = "/magic-link", method = "post")]
    async fn start_magic_link(
        &self,
        visitor: Visitor<StartMagicLink>,
        body: JsonBody<MailTo>,
    ) -> Result<Accepted<MailSentOut>> {
        let email = body.0.email.0;
        let admission = visitor.admit(&Target::mail(email.as_str())).await?;
        mail_link::start(visitor.inbound(), admission, LinkPurpose::MagicLink, &email).await?;
        Ok(Accepted::new(MailSentOut { status: "link_sent".to_owned() }))
    }

    /// Sign in with the mailed link's token.
    ///
    /// A user with a second factor gets `mfaRequired` and a token for the second step.
    #[oai(path = "/magic-link/verify", method = "post")]
    async fn verify_magic_link(
        &self,
        visitor: Visitor<VerifyMagicLink>,
        body: JsonBody<VerifyMagicLinkIn>,
    ) -> Result<Reply<SignInOut>> {
        let VerifyMagicLinkIn { token, session } = body.0;
        let proof = verify(visitor.state(), &token).await?;
        Ok(sign_in(visitor.state(), visitor.context(), proof, Delivery::of(session)).await?.reply())
    }
}
