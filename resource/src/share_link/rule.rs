//! Who may do what with a project's links. Making and revoking one takes a person; opening one takes the link alone.

use entity::WorkspaceRole;
use identity::{
    policy::{Rule, StepUpNeed},
    principal::{Anyone, Member, Session},
};
use kernel::{error::Code, limiter::Bucket};

pub struct ListShareLinks;

impl Rule for ListShareLinks {
    type Who = Member;
    const NAME: &'static str = "list_share_links";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Viewer);
}

pub struct GetShareLink;

impl Rule for GetShareLink {
    type Who = Member;
    const NAME: &'static str = "get_share_link";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Viewer);
}

pub struct CreateShareLink;

impl Rule for CreateShareLink {
    type Who = Session;
    const NAME: &'static str = "create_share_link";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Editor);
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

/// Asks for no step-up: as with keys, containment is never held up.
pub struct RevokeShareLink;

impl Rule for RevokeShareLink {
    type Who = Session;
    const NAME: &'static str = "revoke_share_link";
    const WORKSPACE: Option<WorkspaceRole> = Some(WorkspaceRole::Editor);
}

pub struct OpenShareLink;

impl Rule for OpenShareLink {
    type Who = Anyone;
    const NAME: &'static str = "open_share_link";
    const BUCKET: Option<Bucket> = Some(Bucket::ShareLink);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}
