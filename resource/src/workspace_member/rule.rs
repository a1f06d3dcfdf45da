//! Who may do what with a workspace's members. Looking is for everybody in it.

use entity::WorkspaceRole;
use identity::{
    policy::{Rule, StepUpNeed},
    principal::{Member, Session},
};
use kernel::error::Code;

pub struct ListWorkspaceMembers;

impl Rule for ListWorkspaceMembers {
    type Who = Member;
    const NAME: &'static str = "list_workspace_members";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Viewer);
}

pub struct GetWorkspaceMember;

impl Rule for GetWorkspaceMember {
    type Who = Member;
    const NAME: &'static str = "get_workspace_member";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Viewer);
}

pub struct AddWorkspaceMember;

impl Rule for AddWorkspaceMember {
    type Who = Session;
    const NAME: &'static str = "add_workspace_member";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Admin);
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

pub struct UpdateWorkspaceMember;

impl Rule for UpdateWorkspaceMember {
    type Who = Session;
    const NAME: &'static str = "update_workspace_member";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Admin);
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
}

/// Any member may remove themselves; the service asks more of somebody who removes another.
pub struct RemoveWorkspaceMember;

impl Rule for RemoveWorkspaceMember {
    type Who = Session;
    const NAME: &'static str = "remove_workspace_member";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Viewer);
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
}
