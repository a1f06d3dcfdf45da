//! Who may do what with the session at hand.

use kernel::error::Code;

use crate::{policy::Rule, principal::Session};

pub struct GetSession;

impl Rule for GetSession {
    type Who = Session;
    const NAME: &'static str = "get_session";
    const WITHOUT_FACTOR: bool = true;
}

pub struct SwitchOrg;

impl Rule for SwitchOrg {
    type Who = Session;
    const NAME: &'static str = "switch_org";
    const WITHOUT_FACTOR: bool = true;
    const ERRORS: &'static [Code] = &[Code::NotFound, Code::Conflict];
}

pub struct EndSession;

impl Rule for EndSession {
    type Who = Session;
    const NAME: &'static str = "end_session";
    const WITHOUT_FACTOR: bool = true;
}

pub struct ListMySessions;

impl Rule for ListMySessions {
    type Who = Session;
    const NAME: &'static str = "list_my_sessions";
    const WITHOUT_FACTOR: bool = true;
}

pub struct EndMySession;

impl Rule for EndMySession {
    type Who = Session;
    const NAME: &'static str = "end_my_session";
    const WITHOUT_FACTOR: bool = true;
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

pub struct EndMySessions;

impl Rule for EndMySessions {
    type Who = Session;
    const NAME: &'static str = "end_my_sessions";
    const WITHOUT_FACTOR: bool = true;
}
