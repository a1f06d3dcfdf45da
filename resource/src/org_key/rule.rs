//! Who may see and end the keys of an org. Containment asks for no step-up; switching a key on again does.

use entity::OrgRole;
use identity::{
    policy::{OrgFrom, Rule, StepUpNeed},
    principal::Session,
};

pub struct ListOrgKeys;

impl Rule for ListOrgKeys {
    type Who = Session;
    const NAME: &'static str = "list_org_api_keys";
    const ORG: OrgFrom = OrgFrom::Named;
    const ROLE: OrgRole = OrgRole::Admin;
}

pub struct UpdateOrgKey;

impl Rule for UpdateOrgKey {
    type Who = Session;
    const NAME: &'static str = "update_org_api_key";
    const ORG: OrgFrom = OrgFrom::Named;
    const ROLE: OrgRole = OrgRole::Admin;
    const STEP_UP: StepUpNeed = StepUpNeed::WhenWidening;
}

pub struct RevokeOrgKey;

impl Rule for RevokeOrgKey {
    type Who = Session;
    const NAME: &'static str = "revoke_org_api_key";
    const ORG: OrgFrom = OrgFrom::Named;
    const ROLE: OrgRole = OrgRole::Admin;
}
