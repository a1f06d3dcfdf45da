//! Who may change factors. A key never; a session by the rule of `StepUpNeed::ForFactors`.

use kernel::{error::Code, limiter::Bucket};

use crate::{
    policy::{Rule, StepUpNeed},
    principal::Session,
};

pub struct ListFactors;

impl Rule for ListFactors {
    type Who = Session;
    const NAME: &'static str = "list_factors";
    const WITHOUT_FACTOR: bool = true;
}

pub struct CreateTotp;

impl Rule for CreateTotp {
    type Who = Session;
    const NAME: &'static str = "create_totp";
    const WITHOUT_FACTOR: bool = true;
    const STEP_UP: StepUpNeed = StepUpNeed::ForFactors;
    const BUCKET: Option<Bucket> = Some(Bucket::Factor);
}

pub struct ConfirmTotp;

impl Rule for ConfirmTotp {
    type Who = Session;
    const NAME: &'static str = "confirm_totp";
    const WITHOUT_FACTOR: bool = true;
    const STEP_UP: StepUpNeed = StepUpNeed::ForFactors;
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

pub struct DeleteTotp;

impl Rule for DeleteTotp {
    type Who = Session;
    const NAME: &'static str = "delete_totp";
    const WITHOUT_FACTOR: bool = true;
    const STEP_UP: StepUpNeed = StepUpNeed::ForFactors;
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

pub struct CreateRecoveryCodes;

impl Rule for CreateRecoveryCodes {
    type Who = Session;
    const NAME: &'static str = "create_recovery_codes";
    const WITHOUT_FACTOR: bool = true;
    const STEP_UP: StepUpNeed = StepUpNeed::ForFactors;
    const BUCKET: Option<Bucket> = Some(Bucket::Factor);
    const ERRORS: &'static [Code] = &[Code::Conflict];
}
