//! Workspaces: how an org divides itself. Making, changing and ending one takes a person who is there: no key may,
//! whoever owns it. Who is in one is `workspace_member`'s to say.

mod api;
mod rule;
mod service;
mod wire;
mod withdraw;

pub use api::Api;
use kernel::wire::Section;
pub use withdraw::withdraw;

/// The section of the document.
pub const SECTION: Section =
    Section { name: "Workspaces", about: "Parts of an org, with members and roles of their own." };
