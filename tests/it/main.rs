//! The tests, one binary: a folder per resource, a file per operation, named for URL and status.

mod agent_sessions;
mod api_keys;
mod audit;
mod crud;
mod device;
mod document;
mod factors;
mod fence;
mod guardrails;
mod invitations;
mod limiter;
mod members;
mod oauth;
mod orgs;
mod passkeys;
mod password;
mod policy;
mod process;
mod projects;
mod session;
mod share_links;
mod sign_in;
mod skills;
mod step_up;
mod wire;
mod workspaces;
