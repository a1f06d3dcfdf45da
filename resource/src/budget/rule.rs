//! Who may do what with a workspace's budget. Whoever is in the workspace may look; the org sets it, so that nobody raises
//! a limit that they are held to.

use entity::{OrgRole, WorkspaceRole};
use identity::{
    policy::{Rule, StepUpNeed},
    principal::{Member, Session},
};

pub struct GetBudget;

impl Rule for GetBudget {
    type Who = Member;
    const NAME: &'static str = "get_budget";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Viewer);
}

pub struct UpdateBudget;

impl Rule for UpdateBudget {
    type Who = Session;
    const NAME: &'static str = "update_budget";
    const ROLE: OrgRole = OrgRole::Admin;
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
}
