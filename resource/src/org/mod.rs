//! Orgs: the tenants. Making one, its settings, its end; who is in it is `member`'s and `invitation`'s to say.
//! Paths name the org they are about: any that the user is a member of, whichever the session works in.

mod api;
mod rule;
mod service;
mod settings;
mod wire;

pub use api::Api;
pub use wire::OrgOut;
