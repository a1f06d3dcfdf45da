//! Who may do what with members. Looking is for everybody in the org; what an admin may not do to an owner, the service
//! finds out.

use entity::OrgRole;
use identity::{
    policy::{OrgFrom, Rule, StepUpNeed},
    principal::{Member, Session},
};
use kernel::error::Code;

pub struct ListMembers;

impl Rule for ListMembers {
    type Who = Member;
    const NAME: &'static str = "list_members";
    const ORG: OrgFrom = OrgFrom::Named;
}

pub struct GetMember;

impl Rule for GetMember {
    type Who = Member;
    const NAME: &'static str = "get_member";
    const ORG: OrgFrom = OrgFrom::Named;
}

pub struct UpdateMember;

impl Rule for UpdateMember {
    type Who = Session;
    const NAME: &'static str = "update_member";
    const ORG: OrgFrom = OrgFrom::Named;
    const ROLE: OrgRole = OrgRole::Admin;
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

/// Any member may remove themselves; the service asks more of somebody who removes another.
pub struct RemoveMember;

impl Rule for RemoveMember {
    type Who = Session;
    const NAME: &'static str = "remove_member";
    const ORG: OrgFrom = OrgFrom::Named;
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
    const ERRORS: &'static [Code] = &[Code::Conflict];
}
