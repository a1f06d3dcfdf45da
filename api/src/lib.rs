//! Almond: a multi-tenant SaaS backend with step-up authentication and immediately revocable API keys. The only crate that
//! knows all others: it mounts their operations behind the front door (`surface`), describes them (`openapi`), opens what
//! they need (`app`) and runs it from the command line (`cli`).
//!
//! Rooms, each of which may use those before it: `openapi`, `surface`, `app`, `cli`.
//!
//! A request's life goes down the crates: the front door hands it on as `kernel::inbound`, `identity` finds out who it is
//! and whether they may, and an operation of `resource` does it, each step a type that only the step before can make.
//! What must never be here: a rule, or anything that an operation does.

pub mod app;
pub mod cli;
pub mod openapi;
mod surface;
