//! The tests, one binary: a folder per resource, a file per operation, named for URL and status.

mod api_keys;
mod audit;
mod device;
mod dialects;
mod document;
mod factors;
mod fence;
mod invitations;
mod limiter;
mod members;
mod oauth;
mod orgs;
mod passkeys;
mod password;
mod policy;
mod process;
mod session;
mod sign_in;
mod step_up;
mod trusted;
mod wire;
