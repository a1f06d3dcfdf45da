//! The tests, one binary: a folder per resource, a file per operation, named for URL and status.

mod agents;
mod api_keys;
mod audit;
mod connections;
mod device;
mod document;
mod factors;
mod fence;
mod files;
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
mod step_up;
mod wire;
mod workspaces;
