//! Which operations are tools, and what each does. Never among them: what makes, changes or ends keys, what asks for a
//! person (a session or a step-up), and what is for the browser alone.

use identity::policy::ToolAccess;
use rmcp::model::ToolAnnotations;

/// What calling a tool does, for clients that ask before they call (MCP, tool annotations).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing.
    Reads,
    /// Adds something; twice adds two.
    Adds,
    /// Says how something is now; what it was before is gone.
    Replaces,
    /// Ends something for good.
    Removes,
}

/// An operation as a tool; the operation's id is the tool's name.
#[derive(Clone, Copy, Debug)]
pub struct Tool {
    pub operation: &'static str,
    pub effect: Effect,
}

impl Tool {
    pub const fn access(self) -> ToolAccess {
        match self.effect {
            Effect::Reads => ToolAccess::Read,
            Effect::Adds | Effect::Replaces | Effect::Removes => ToolAccess::Write,
        }
    }

    /// Nothing here reaches further than this server.
    pub fn annotations(self) -> ToolAnnotations {
        let effect = self.effect;
        ToolAnnotations::new()
            .read_only(effect == Effect::Reads)
            .destructive(matches!(effect, Effect::Replaces | Effect::Removes))
            .idempotent(effect != Effect::Adds)
            .open_world(false)
    }
}

const fn reads(operation: &'static str) -> Tool {
    Tool { operation, effect: Effect::Reads }
}

const fn adds(operation: &'static str) -> Tool {
    Tool { operation, effect: Effect::Adds }
}

const fn replaces(operation: &'static str) -> Tool {
    Tool { operation, effect: Effect::Replaces }
}

const fn removes(operation: &'static str) -> Tool {
    Tool { operation, effect: Effect::Removes }
}

/// Every tool, in the order in which they are listed.
pub const TOOLS: &[Tool] = &[
    reads("list_models"),
    reads("list_agents"),
    reads("get_agent"),
    adds("create_agent"),
    replaces("update_agent"),
    replaces("heartbeat_agent"),
    removes("retire_agent"),
    reads("list_files"),
    reads("get_file"),
    reads("download_file"),
    adds("upload_file"),
    replaces("update_file"),
    removes("delete_file"),
    reads("list_workspaces"),
    reads("get_workspace"),
    reads("get_budget"),
    reads("list_projects"),
    reads("get_project"),
    adds("create_project"),
    replaces("update_project"),
    removes("delete_project"),
    reads("list_memories"),
    reads("get_memory"),
    adds("create_memory"),
    replaces("update_memory"),
    reads("list_agent_sessions"),
    reads("get_agent_session"),
    adds("create_agent_session"),
    replaces("update_agent_session"),
    reads("list_agent_session_participants"),
    reads("list_skills"),
    reads("get_skill"),
    reads("list_guardrails"),
    reads("get_guardrail"),
    reads("list_api_keys"),
    reads("get_api_key"),
    reads("list_audit_events"),
];
