//! Who may invite, and who may accept. That only owners invite owners, the service finds out.

use entity::OrgRole;
use identity::{
    policy::{OrgFrom, Rule, StepUpNeed},
    principal::{Member, Session},
};
use kernel::{error::Code, limiter::Bucket};

pub struct ListInvitations;

impl Rule for ListInvitations {
    type Who = Member;
    const NAME: &'static str = "list_invitations";
    const ORG: OrgFrom = OrgFrom::Named;
    const ROLE: OrgRole = OrgRole::Admin;
}

pub struct GetInvitation;

impl Rule for GetInvitation {
    type Who = Member;
    const NAME: &'static str = "get_invitation";
    const ORG: OrgFrom = OrgFrom::Named;
    const ROLE: OrgRole = OrgRole::Admin;
}

pub struct CreateInvitation;

impl Rule for CreateInvitation {
    type Who = Session;
    const NAME: &'static str = "create_invitation";
    const ORG: OrgFrom = OrgFrom::Named;
    const ROLE: OrgRole = OrgRole::Admin;
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
    const BUCKET: Option<Bucket> = Some(Bucket::Tenancy);
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

pub struct RevokeInvitation;

impl Rule for RevokeInvitation {
    type Who = Session;
    const NAME: &'static str = "revoke_invitation";
    const ORG: OrgFrom = OrgFrom::Named;
    const ROLE: OrgRole = OrgRole::Admin;
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
}

/// A new link is as good as a new invitation.
pub struct CreateInvitationLink;

impl Rule for CreateInvitationLink {
    type Who = Session;
    const NAME: &'static str = "create_invitation_link";
    const ORG: OrgFrom = OrgFrom::Named;
    const ROLE: OrgRole = OrgRole::Admin;
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
    const BUCKET: Option<Bucket> = Some(Bucket::Tenancy);
}

/// Asks for no step-up: somebody new has no second factor yet, and what they get is what they were given.
pub struct AcceptInvitation;

impl Rule for AcceptInvitation {
    type Who = Session;
    const NAME: &'static str = "accept_invitation";
    const ERRORS: &'static [Code] = &[Code::NotFound, Code::Conflict];
}
