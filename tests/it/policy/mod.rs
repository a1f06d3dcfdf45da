//! Nothing escapes the policy: every operation of the document, asked by every kind of caller. The answers are golden
//! files, and what must hold whatever those say is asserted beside.

mod access;
mod caller;
mod kind;
pub mod rows;
mod rules;
mod sample;
mod scopes;
mod tenants;
mod workspaces;
