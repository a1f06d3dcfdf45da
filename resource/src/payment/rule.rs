//! Who may have the payment service charge something. The scope is for owners and admins, when a key is made and whenever
//! it is used; a person who pays without a key has to be there.

use entity::{OrgRole, Scope};
use identity::{
    policy::{Rule, StepUpNeed},
    principal::{Anyone, Member},
};
use kernel::error::Code;

pub struct ListPayments;

impl Rule for ListPayments {
    type Who = Member;
    const NAME: &'static str = "list_machine_payments";
    const SCOPE: Option<Scope> = Some(Scope::BillingMachineCharge);
    const ROLE: OrgRole = OrgRole::Admin;
}

pub struct GetPayment;

impl Rule for GetPayment {
    type Who = Member;
    const NAME: &'static str = "get_machine_payment";
    const SCOPE: Option<Scope> = Some(Scope::BillingMachineCharge);
    const ROLE: OrgRole = OrgRole::Admin;
}

pub struct CreatePayment;

impl Rule for CreatePayment {
    type Who = Member;
    const NAME: &'static str = "create_machine_payment";
    const SCOPE: Option<Scope> = Some(Scope::BillingMachineCharge);
    const ROLE: OrgRole = OrgRole::Admin;
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
    const ERRORS: &'static [Code] = &[Code::NotFound, Code::Conflict];
}

/// Open to everybody who has the signature: the payment service is no caller of the API.
pub struct SettlePayment;

impl Rule for SettlePayment {
    type Who = Anyone;
    const NAME: &'static str = "settle_machine_payment";
    const ERRORS: &'static [Code] = &[Code::Unauthorized, Code::NotFound, Code::Conflict];
}
