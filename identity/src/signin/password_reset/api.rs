//! `POST /auth/password/forgot` and `/auth/password/reset`.

use entity::LinkPurpose;
use kernel::{
    error::{Code, Result},
    inbound::JsonBody,
    limiter::{Bucket, Target},
    wire::{Reply, Text, reply::Accepted},
};
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;

use super::reset;
use crate::{
    policy::{Rule, Visitor},
    principal::Anyone,
    signin::{
        SECTION, mail_link,
        sign_up::NewPassword,
        wire::{MailSentOut, MailTo},
    },
};

pub struct ForgotPassword;

impl Rule for ForgotPassword {
    type Who = Anyone;
    const NAME: &'static str = "forgot_password";
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
}

pub struct ResetPassword;

impl Rule for ResetPassword {
    type Who = Anyone;
    const NAME: &'static str = "reset_password";
    const ERRORS: &'static [Code] = &[Code::Unauthorized];
}

/// The link's token and what the password shall be.
#[derive(Object, Deserialize)]
#[oai(rename = "ResetPassword", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct ResetPasswordIn {
    /// From the mailed link.
    token: String,
    password: Text<NewPassword>,
}

/// The password is set.
#[derive(Object)]
#[oai(rename = "PasswordReset", rename_all = "camelCase")]
struct PasswordResetOut {
    /// Always `password_reset`: sign in with the new password.
    status: String,
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth/password", tag = "SECTION")]
impl Api {
    /// Ask for a link to set a new password with.
    ///
    /// Mails it to the account with this address; the answer is the same whether there is one or not. The link works
    /// once, for 15 minutes; a newer one voids the older.
    #[oai(path = "/forgot", method = "post")]
    async fn forgot_password(
        &self,
        visitor: Visitor<ForgotPassword>,
        body: JsonBody<MailTo>,
    ) -> Result<Accepted<MailSentOut>> {
        let email = body.0.email.0;
        let admission = visitor.admit(&Target::mail(email.as_str())).await?;
        mail_link::start(visitor.inbound(), admission, LinkPurpose::PasswordReset, &email).await?;
        Ok(Accepted::new(MailSentOut { status: "link_sent".to_owned() }))
    }

    /// Set a new password with the mailed link's token.
    ///
    /// Ends every session of the user at once. It signs nobody in; a second factor stays and is asked for.
    #[oai(path = "/reset", method = "post")]
    async fn reset_password(
        &self,
        visitor: Visitor<ResetPassword>,
        body: JsonBody<ResetPasswordIn>,
    ) -> Result<Reply<PasswordResetOut>> {
        let ResetPasswordIn { token, password } = body.0;
        reset(visitor.state(), visitor.context(), &token, password.0).await?;
        Ok(Reply::new(PasswordResetOut { status: "password_reset".to_owned() }))
    }
}
