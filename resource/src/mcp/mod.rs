//! The Model Context Protocol, for agents: `/mcp`. `gate` decides who may call what, `catalog` describes operations as tools,
//! `call` turns calls into requests to them. What a tool does is its operation's code, and may be called by nobody whom the
//! operation's rule keeps out; in place of the operation's scope it asks for `mcp:read` or `mcp:write`.

mod call;
mod catalog;
mod gate;
mod schema;
mod server;
mod tool;

pub use catalog::Catalog;
pub use gate::{Mcp, PATH};
pub use server::Operations;
pub use tool::TOOLS;
