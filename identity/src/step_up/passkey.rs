//! Step-up with one of the user's own passkeys, in the session it was begun in.

use entity::{StepUpMethod, passkey};
use kernel::{
    error::{Code, Error, Result},
    inbound::{JsonBody, OptionalBody},
    limiter::Bucket,
    state::State,
    wire::Reply,
};
use poem_openapi::OpenApi;

use super::wire::{StepUpDoneOut, reply};
use crate::{
    factor::passkey::{
        assertion::{self, Assertion},
        wire::{AnswerIn, BeginIn, CeremonyOut},
    },
    policy::{Caller, Rule},
    principal::{InOrg as _, Session},
    signin::{passkey::counts_as, session::elevate},
    step_up::SECTION,
};

pub struct BeginStepUpPasskey;

impl Rule for BeginStepUpPasskey {
    type Who = Session;
    const NAME: &'static str = "begin_step_up_passkey";
    const BUCKET: Option<Bucket> = Some(Bucket::Factor);
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

pub struct StepUpPasskey;

impl Rule for StepUpPasskey {
    type Who = Session;
    const NAME: &'static str = "step_up_passkey";
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

/// # Errors
/// `FORBIDDEN` where `ALMOND_STEP_UP_METHODS` has no passkeys.
fn method(state: &State) -> Result<StepUpMethod> {
    counts_as(state).ok_or_else(|| Error::forbidden("This server takes no passkey for a step-up"))
}

/// # Errors
/// `CONFLICT` for a user without a passkey.
async fn begin(caller: &Caller<BeginStepUpPasskey>) -> Result<CeremonyOut> {
    let (state, session) = (caller.state(), caller.session());
    let own = passkey::Entity::of_user(session.user()).all(state.db.read()).await?;
    if own.is_empty() {
        return Err(Error::conflict("There is no passkey to step up with; enrol one first"));
    }
    assertion::begin(state, caller.admit().await?, Some(session), &own).await
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth/step-up/passkey", tag = "SECTION")]
impl Api {
    /// Begin a step-up with a passkey.
    #[oai(path = "/options", method = "post")]
    async fn begin_step_up_passkey(
        &self,
        caller: Caller<BeginStepUpPasskey>,
        _body: OptionalBody<BeginIn>,
    ) -> Result<Reply<CeremonyOut>> {
        method(caller.state())?;
        Ok(Reply::new(begin(&caller).await?))
    }

    /// Step up with a passkey.
    ///
    /// In the session it was begun in. Gives the session a new token.
    #[oai(path = "/verify", method = "post")]
    async fn step_up_passkey(
        &self,
        caller: Caller<StepUpPasskey>,
        body: JsonBody<AnswerIn>,
    ) -> Result<Reply<StepUpDoneOut>> {
        let (state, context, session) = (caller.state(), caller.context(), caller.session());
        let method = method(state)?;
        caller.admit().await?;
        let assertion = Assertion::read(state, body.0.credential).await?;
        assertion.verify(state, context, body.0.ceremony_id.0, Some(session)).await?;
        Ok(reply(elevate(state, context, session, method).await?))
    }
}
