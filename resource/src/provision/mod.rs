//! What the operator provides in an org of their own: teams, which are workspaces with a budget, and the people in them.
//! `key::dialect::internal` is how it is asked for; nothing else takes the master key for it.

mod org;
mod person;
mod team;

pub use org::search as search_orgs;
pub use person::{Person, create as create_person, list as list_people, search as search_people};
pub use team::{Team, create as create_team, list as list_teams, update as update_team};
