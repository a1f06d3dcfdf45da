//! `/me/email`: the address, and moving to another one.

use entity::{Timestamp, email_change};
use kernel::{
    error::{Code, Result},
    inbound::JsonBody,
    limiter::Bucket,
    wire::{Reply, Text, reply::Accepted},
};
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;

use super::service;
use crate::{
    me::SECTION,
    policy::{Caller, Rule, StepUpNeed, Visitor},
    principal::{Anyone, Session},
    signin::wire::MailTo,
};

pub struct GetMyEmail;

impl Rule for GetMyEmail {
    type Who = Session;
    const NAME: &'static str = "get_my_email";
}

pub struct ChangeMyEmail;

impl Rule for ChangeMyEmail {
    type Who = Session;
    const NAME: &'static str = "change_my_email";
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
    const BUCKET: Option<Bucket> = Some(Bucket::Factor);
}

pub struct CancelMyEmail;

impl Rule for CancelMyEmail {
    type Who = Session;
    const NAME: &'static str = "cancel_my_email_change";
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

pub struct VerifyMyEmail;

impl Rule for VerifyMyEmail {
    type Who = Anyone;
    const NAME: &'static str = "verify_my_email";
    const ERRORS: &'static [Code] = &[Code::Unauthorized];
}

pub struct StopMyEmail;

impl Rule for StopMyEmail {
    type Who = Anyone;
    const NAME: &'static str = "stop_my_email_change";
    const ERRORS: &'static [Code] = &[Code::Unauthorized];
}

/// The user's address, and the one it is to become.
#[derive(Object)]
#[oai(rename = "MyEmail", rename_all = "camelCase")]
struct MyEmailOut {
    /// The address as the user writes it.
    email: String,
    /// The change that waits for the new address to be confirmed.
    pending: Option<PendingEmailOut>,
}

/// An address that waits to be confirmed.
#[derive(Object)]
#[oai(rename = "PendingEmail", rename_all = "camelCase")]
struct PendingEmailOut {
    /// The address as it was typed.
    email: String,
    requested_at: Text<Timestamp>,
    /// Until when the mailed links work.
    expires_at: Text<Timestamp>,
}

impl From<email_change::Model> for PendingEmailOut {
    fn from(row: email_change::Model) -> Self {
        Self { email: row.email, requested_at: Text(row.created_at), expires_at: Text(row.expires_at) }
    }
}

/// The token of a mailed link.
#[derive(Object, Deserialize)]
#[oai(rename = "EmailToken", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct EmailTokenIn {
    /// From the mailed link.
    token: String,
}

/// What became of a change of address.
#[derive(Object)]
#[oai(rename = "EmailChange", rename_all = "camelCase")]
struct EmailChangeOut {
    /// `link_sent`, `email_changed` or `stopped`.
    status: String,
}

fn status(status: &str) -> EmailChangeOut {
    EmailChangeOut { status: status.to_owned() }
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/me/email", tag = "SECTION")]
impl Api {
    /// The user's address, and the change of it that waits to be confirmed.
    #[oai(path = "/", method = "get")]
    async fn get_my_email(&self, caller: Caller<GetMyEmail>) -> Result<Reply<MyEmailOut>> {
        let pending = service::pending(caller.state(), caller.session()).await?.map(Into::into);
        Ok(Reply::new(MyEmailOut { email: caller.session().picture.member.email.clone(), pending }))
    }

    /// Ask to move the account to another address.
    ///
    /// Mails a link to the new address, which finishes it, and one to the old, which stops it. The answer is the same
    /// whether the address has an account or not. A newer request voids the older.
    #[oai(path = "/", method = "post")]
    async fn change_my_email(
        &self,
        caller: Caller<ChangeMyEmail>,
        body: JsonBody<MailTo>,
    ) -> Result<Accepted<EmailChangeOut>> {
        let proofs = (caller.stepped_up()?, caller.admit().await?);
        service::begin(caller.inbound(), caller.session(), proofs, body.0.email.0).await?;
        Ok(Accepted::new(status("link_sent")))
    }

    /// Give up a change of address that waits.
    #[oai(path = "/", method = "delete")]
    async fn cancel_my_email_change(&self, caller: Caller<CancelMyEmail>) -> Result<Reply<EmailChangeOut>> {
        service::cancel(caller.state(), caller.session()).await?;
        Ok(Reply::new(status("stopped")))
    }

    /// Confirm the new address with the token that was mailed to it.
    ///
    /// Whatever else was mailed is void; sessions, keys and identities at providers stay. The old address is told.
    #[oai(path = "/verify", method = "post")]
    async fn verify_my_email(
        &self,
        visitor: Visitor<VerifyMyEmail>,
        body: JsonBody<EmailTokenIn>,
    ) -> Result<Reply<EmailChangeOut>> {
        service::finish(visitor.state(), visitor.context(), &body.0.token).await?;
        Ok(Reply::new(status("email_changed")))
    }

    /// Stop a change of address with the token that was mailed to the old one.
    #[oai(path = "/stop", method = "post")]
    async fn stop_my_email_change(
        &self,
        visitor: Visitor<StopMyEmail>,
        body: JsonBody<EmailTokenIn>,
    ) -> Result<Reply<EmailChangeOut>> {
        service::stop(visitor.state(), &body.0.token).await?;
        Ok(Reply::new(status("stopped")))
    }
}
