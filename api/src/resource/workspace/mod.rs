//! Workspaces: how an org divides itself. Making one is the first browser-only mutation: no key may, whoever owns it.

mod api;

pub use api::Api;
