//! What a step-up answers.

use kernel::wire::Reply;
use poem_openapi::Object;

use crate::signin::wire::{Issued, SessionOut, StepUpOut};

/// The new step-up.
#[derive(Object)]
#[oai(rename = "StepUpDone", rename_all = "camelCase")]
pub struct StepUpDoneOut {
    pub step_up: StepUpOut,
    /// The session's new token, unless it is in the cookie. The old one carries no step-up and dies within 30 seconds.
    pub token: Option<String>,
}

pub fn reply(issued: Issued<SessionOut>) -> Reply<StepUpDoneOut> {
    let Issued { out: SessionOut { step_up, token, .. }, cookie } = issued;
    Issued { out: StepUpDoneOut { step_up, token }, cookie }.reply()
}
