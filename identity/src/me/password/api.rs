//! `PUT /me/password`.

use kernel::{
    error::{Code, Result},
    inbound::JsonBody,
    limiter::Bucket,
    wire::{Reply, Text},
};
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;

use super::service::{self, NewSecret};
use crate::{
    me::SECTION,
    policy::{Caller, Rule, StepUpNeed},
    principal::Session,
    signin::{
        sign_up::NewPassword,
        wire::{Issued, SessionOut, StepUpOut},
    },
};

pub struct ChangePassword;

impl Rule for ChangePassword {
    type Who = Session;
    const NAME: &'static str = "change_password";
    const STEP_UP: StepUpNeed = StepUpNeed::ForFactors;
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

/// The password as it is and as it shall be.
#[derive(Object, Deserialize)]
#[oai(rename = "ChangePassword", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct ChangePasswordIn {
    /// The account's password, if it has one.
    #[serde(default)]
    current_password: Option<String>,
    new_password: Text<NewPassword>,
}

/// The new password is in force.
#[derive(Object)]
#[oai(rename = "PasswordChanged", rename_all = "camelCase")]
struct PasswordChangedOut {
    pub step_up: StepUpOut,
    /// The session's new token, unless it is in the cookie. The old one is void.
    pub token: Option<String>,
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/me", tag = "SECTION")]
impl Api {
    /// Change the password, or set the first one.
    ///
    /// Needs the current password; of a user with a second factor a step-up as well; of one with neither a sign-in
    /// within the step-up window. Ends every other session of the user at once, and drops this one's step-up.
    #[oai(path = "/password", method = "put")]
    async fn change_password(
        &self,
        caller: Caller<ChangePassword>,
        body: JsonBody<ChangePasswordIn>,
    ) -> Result<Reply<PasswordChangedOut>> {
        let ChangePasswordIn { current_password, new_password } = body.0;
        let secret = NewSecret { current: current_password, new: new_password.0 };
        let Issued { out, cookie } = service::change(&caller, secret).await?;
        let SessionOut { step_up, token, .. } = out;
        Ok(Issued { out: PasswordChangedOut { step_up, token }, cookie }.reply())
    }
}
