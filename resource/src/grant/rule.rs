//! Who may answer what a client asks for, and see and end grants: people in their session. Ending asks for no step-up.

use entity::{OrgRole, WorkspaceRole};
use identity::{
    policy::{OrgFrom, Rule, StepUpNeed},
    principal::Session,
};
use kernel::limiter::Bucket;

pub struct GetAuthorization;

impl Rule for GetAuthorization {
    type Who = Session;
    const NAME: &'static str = "get_authorization";
}

/// Gives rights away, so it needs what minting a key needs where they are to change anything. Any member of a workspace may
/// bind a grant to it: the client can do there what they can.
pub struct ApproveAuthorization;

impl Rule for ApproveAuthorization {
    type Who = Session;
    const NAME: &'static str = "approve_authorization";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Viewer);
    const STEP_UP: StepUpNeed = StepUpNeed::WhenWriting;
    const BUCKET: Option<Bucket> = Some(Bucket::Mint);
}

pub struct DenyAuthorization;

impl Rule for DenyAuthorization {
    type Who = Session;
    const NAME: &'static str = "deny_authorization";
}

pub struct ListMyGrants;

impl Rule for ListMyGrants {
    type Who = Session;
    const NAME: &'static str = "list_my_grants";
}

pub struct RevokeMyGrant;

impl Rule for RevokeMyGrant {
    type Who = Session;
    const NAME: &'static str = "revoke_my_grant";
}

pub struct ListOrgGrants;

impl Rule for ListOrgGrants {
    type Who = Session;
    const NAME: &'static str = "list_org_grants";
    const ORG: OrgFrom = OrgFrom::Named;
    const ROLE: OrgRole = OrgRole::Admin;
}

pub struct RevokeOrgGrant;

impl Rule for RevokeOrgGrant {
    type Who = Session;
    const NAME: &'static str = "revoke_org_grant";
    const ORG: OrgFrom = OrgFrom::Named;
    const ROLE: OrgRole = OrgRole::Admin;
}
