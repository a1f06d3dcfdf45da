//! Who may do what with connections. Everybody in the org may know which there are; what they hold is for those who
//! manage the org to change, themselves or by a key of theirs.

use entity::{OrgRole, Scope};
use identity::{policy::Rule, principal::Member};
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

pub struct DeleteConnection;

impl Rule for DeleteConnection {
    type Who = Member;
    const NAME: &'static str = "delete_connection";
    const SCOPE: Option<Scope> = Some(Scope::ConnectionsWrite);
    const ROLE: OrgRole = OrgRole::Admin;
}
