//! Who may do what with projects.

use entity::WorkspaceRole;

use crate::{error::Code, policy::Rule, principal::Member};

pub struct ListProjects;

impl Rule for ListProjects {
    type Who = Member;
    const NAME: &'static str = "list_projects";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Viewer);
}

pub struct CreateProject;

impl Rule for CreateProject {
    type Who = Member;
    const NAME: &'static str = "create_project";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Editor);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

pub struct GetProject;

impl Rule for GetProject {
    type Who = Member;
    const NAME: &'static str = "get_project";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Viewer);
}

pub struct UpdateProject;

impl Rule for UpdateProject {
    type Who = Member;
    const NAME: &'static str = "update_project";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Editor);
}

pub struct DeleteProject;

impl Rule for DeleteProject {
    type Who = Member;
    const NAME: &'static str = "delete_project";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Editor);
}
