//! Who may do what with a session's participants. Looking is for everybody in the workspace.

use entity::WorkspaceRole;
use identity::{
    policy::{Rule, StepUpNeed},
    principal::{Member, Session},
};
use kernel::error::Code;

pub struct ListParticipants;

impl Rule for ListParticipants {
    type Who = Member;
    const NAME: &'static str = "list_agent_session_participants";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Viewer);
}

pub struct AddParticipant;

impl Rule for AddParticipant {
    type Who = Session;
    const NAME: &'static str = "add_agent_session_participant";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Editor);
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

pub struct RemoveParticipant;

impl Rule for RemoveParticipant {
    type Who = Session;
    const NAME: &'static str = "remove_agent_session_participant";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Editor);
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
}
