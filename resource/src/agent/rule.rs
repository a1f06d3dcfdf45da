//! Who may do what with agents: every member, and so every key of one.

use identity::{policy::Rule, principal::Member};
use kernel::error::Code;

pub struct ListAgents;

impl Rule for ListAgents {
    type Who = Member;
    const NAME: &'static str = "list_agents";
}

pub struct CreateAgent;

impl Rule for CreateAgent {
    type Who = Member;
    const NAME: &'static str = "create_agent";
}

pub struct GetAgent;

impl Rule for GetAgent {
    type Who = Member;
    const NAME: &'static str = "get_agent";
}

pub struct UpdateAgent;

impl Rule for UpdateAgent {
    type Who = Member;
    const NAME: &'static str = "update_agent";
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

pub struct HeartbeatAgent;

impl Rule for HeartbeatAgent {
    type Who = Member;
    const NAME: &'static str = "heartbeat_agent";
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

pub struct RetireAgent;

impl Rule for RetireAgent {
    type Who = Member;
    const NAME: &'static str = "retire_agent";
    const ERRORS: &'static [Code] = &[Code::Conflict];
}
