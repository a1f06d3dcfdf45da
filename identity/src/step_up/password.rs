//! Step-up with the password again, on servers whose `ALMOND_STEP_UP_METHODS` says so.

use entity::{StepUpMethod, user};
use kernel::{
    error::{Code, Error, Result},
    inbound::JsonBody,
    limiter::Bucket,
    wire::Reply,
};
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;

use super::wire::{StepUpDoneOut, reply};
use crate::{
    account::factors::has_second_factor,
    policy::{Caller, Rule},
    principal::{InOrg as _, Session},
    signin::{password::is_password_of, session::elevate},
    step_up::SECTION,
};

pub struct StepUpPassword;

impl Rule for StepUpPassword {
    type Who = Session;
    const NAME: &'static str = "step_up_password";
    const WITHOUT_FACTOR: bool = true;
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

/// The account's password.
#[derive(Object, Deserialize)]
#[oai(rename = "Password", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct PasswordIn {
    /// The account's password.
    password: String,
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth/step-up", tag = "SECTION")]
impl Api {
    /// Step up with the password.
    ///
    /// Only where the server's step-up methods include `password`, and only for users without a second factor.
    #[oai(path = "/password", method = "post")]
    async fn step_up_password(
        &self,
        caller: Caller<StepUpPassword>,
        body: JsonBody<PasswordIn>,
    ) -> Result<Reply<StepUpDoneOut>> {
        let state = caller.state();
        if !state.config.step_up.methods.contains(&StepUpMethod::Password) {
            return Err(Error::forbidden("This server takes no password for a step-up"));
        }
        if has_second_factor(state.db.read(), caller.who().user()).await? {
            return Err(Error::forbidden("Step up with the second factor"));
        }
        let user = user::Entity::by_id(caller.who().user()).one(state.db.read()).await?.ok_or_else(Error::not_found)?;
        if !is_password_of(state, caller.attempt().await?, &user, body.0.password).await? {
            return Err(Error::unauthorized("The password is wrong"));
        }
        Ok(reply(elevate(state, caller.context(), caller.session(), StepUpMethod::Password).await?))
    }
}
