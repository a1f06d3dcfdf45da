//! Who may do what with passkeys: a session with its own. A key never.

use kernel::{error::Code, limiter::Bucket};

use crate::{
    policy::{Rule, StepUpNeed},
    principal::Session,
};

pub struct ListPasskeys;

impl Rule for ListPasskeys {
    type Who = Session;
    const NAME: &'static str = "list_passkeys";
    const WITHOUT_FACTOR: bool = true;
}

pub struct GetPasskey;

impl Rule for GetPasskey {
    type Who = Session;
    const NAME: &'static str = "get_passkey";
    const WITHOUT_FACTOR: bool = true;
}

pub struct BeginPasskey;

impl Rule for BeginPasskey {
    type Who = Session;
    const NAME: &'static str = "begin_passkey";
    const WITHOUT_FACTOR: bool = true;
    const BUCKET: Option<Bucket> = Some(Bucket::Factor);
    const STEP_UP: StepUpNeed = StepUpNeed::ForFactors;
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

pub struct CreatePasskey;

impl Rule for CreatePasskey {
    type Who = Session;
    const NAME: &'static str = "create_passkey";
    const WITHOUT_FACTOR: bool = true;
    const STEP_UP: StepUpNeed = StepUpNeed::ForFactors;
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

pub struct UpdatePasskey;

impl Rule for UpdatePasskey {
    type Who = Session;
    const NAME: &'static str = "update_passkey";
    const WITHOUT_FACTOR: bool = true;
    const STEP_UP: StepUpNeed = StepUpNeed::ForFactors;
}

pub struct DeletePasskey;

impl Rule for DeletePasskey {
    type Who = Session;
    const NAME: &'static str = "delete_passkey";
    const WITHOUT_FACTOR: bool = true;
    const STEP_UP: StepUpNeed = StepUpNeed::ForFactors;
}
