//! Who may do what with an org. A key may look at its own; everything else takes a person who is there.

use entity::OrgRole;
use identity::{
    policy::{OrgFrom, Rule, StepUpNeed, Unscoped},
    principal::{Member, Session},
};
use kernel::limiter::Bucket;

pub struct ListOrgs;

impl Rule for ListOrgs {
    type Who = Member;
    const NAME: &'static str = "list_orgs";
    const UNSCOPED: Unscoped = Unscoped::Bound;
    const WITHOUT_FACTOR: bool = true;
}

pub struct CreateOrg;

impl Rule for CreateOrg {
    type Who = Session;
    const NAME: &'static str = "create_org";
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
    const BUCKET: Option<Bucket> = Some(Bucket::Tenancy);
}

pub struct GetOrg;

impl Rule for GetOrg {
    type Who = Member;
    const NAME: &'static str = "get_org";
    const UNSCOPED: Unscoped = Unscoped::Bound;
    const ORG: OrgFrom = OrgFrom::Named;
}

pub struct UpdateOrg;

impl Rule for UpdateOrg {
    type Who = Session;
    const NAME: &'static str = "update_org";
    const ORG: OrgFrom = OrgFrom::Named;
    const ROLE: OrgRole = OrgRole::Admin;
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
}

pub struct DeleteOrg;

impl Rule for DeleteOrg {
    type Who = Session;
    const NAME: &'static str = "delete_org";
    const ORG: OrgFrom = OrgFrom::Named;
    const ROLE: OrgRole = OrgRole::Owner;
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
}
