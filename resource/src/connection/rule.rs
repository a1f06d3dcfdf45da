//! Who may do what with connections. Everybody in the org may know which there are; what they hold is for those who
//! manage the org to change, themselves or by a key of theirs.

use entity::{OrgRole, Scope};
use identity::{
    policy::{Rule, StepUpNeed},
    principal::{Member, Session},
};
use kernel::error::Code;

pub struct ListConnections;

impl Rule for ListConnections {
    type Who = Member;
    const NAME: &'static str = "list_connections";
    const SCOPE: Option<Scope> = Some(Scope::ConnectionsRead);
}

pub struct GetConnection;

impl Rule for GetConnection {
    type Who = Member;
    const NAME: &'static str = "get_connection";
    const SCOPE: Option<Scope> = Some(Scope::ConnectionsRead);
}

pub struct CreateConnection;

impl Rule for CreateConnection {
    type Who = Member;
    const NAME: &'static str = "create_connection";
    const SCOPE: Option<Scope> = Some(Scope::ConnectionsWrite);
    const ROLE: OrgRole = OrgRole::Admin;
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

pub struct UpdateConnection;

impl Rule for UpdateConnection {
    type Who = Member;
    const NAME: &'static str = "update_connection";
    const SCOPE: Option<Scope> = Some(Scope::ConnectionsWrite);
    const ROLE: OrgRole = OrgRole::Admin;
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

pub struct RotateConnection;

impl Rule for RotateConnection {
    type Who = Member;
    const NAME: &'static str = "rotate_connection";
    const SCOPE: Option<Scope> = Some(Scope::ConnectionsWrite);
    const ROLE: OrgRole = OrgRole::Admin;
}

/// Of a person who manages the org, which the service sees to; a key has a scope of its own for it.
pub struct GetConnectionSecret;

impl Rule for GetConnectionSecret {
    type Who = Member;
    const NAME: &'static str = "get_connection_secret";
    const SCOPE: Option<Scope> = Some(Scope::ConnectionsUse);
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
}

/// Keys let no others in.
pub struct AllowKeysToUseConnection;

impl Rule for AllowKeysToUseConnection {
    type Who = Session;
    const NAME: &'static str = "allow_keys_to_use_connection";
    const ROLE: OrgRole = OrgRole::Admin;
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
}

pub struct DisallowKeysToUseConnection;

impl Rule for DisallowKeysToUseConnection {
    type Who = Member;
    const NAME: &'static str = "disallow_keys_to_use_connection";
    const SCOPE: Option<Scope> = Some(Scope::ConnectionsWrite);
    const ROLE: OrgRole = OrgRole::Admin;
}

pub struct DeleteConnection;

impl Rule for DeleteConnection {
    type Who = Member;
    const NAME: &'static str = "delete_connection";
    const SCOPE: Option<Scope> = Some(Scope::ConnectionsWrite);
    const ROLE: OrgRole = OrgRole::Admin;
}
