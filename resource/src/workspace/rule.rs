//! Who may do what with workspaces. The org's owners and admins are admins in each.

use entity::{OrgRole, WorkspaceRole};
use identity::{
    policy::{Rule, StepUpNeed},
    principal::{Member, Session},
};

pub struct ListWorkspaces;

impl Rule for ListWorkspaces {
    type Who = Member;
    const NAME: &'static str = "list_workspaces";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Viewer);
}

pub struct CreateWorkspace;

impl Rule for CreateWorkspace {
    type Who = Session;
    const NAME: &'static str = "create_workspace";
    const ROLE: OrgRole = OrgRole::Admin;
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
}

pub struct GetWorkspace;

impl Rule for GetWorkspace {
    type Who = Member;
    const NAME: &'static str = "get_workspace";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Viewer);
}

pub struct UpdateWorkspace;

impl Rule for UpdateWorkspace {
    type Who = Session;
    const NAME: &'static str = "update_workspace";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Admin);
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
}

pub struct DeleteWorkspace;

impl Rule for DeleteWorkspace {
    type Who = Session;
    const NAME: &'static str = "delete_workspace";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Admin);
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
}
