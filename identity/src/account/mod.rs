//! What an account is made of: a user, what they can prove it with, orgs, memberships. Every way in that makes accounts,
//! the command line and the orgs' own operations make them here.

pub mod factors;
pub mod failure;
pub mod identity;
pub mod operator;
mod org;
pub mod sign_up;
mod user;

pub use org::{create_org, end_org, home, join, org_named, personal_org_name};
pub use user::{NewUser, create_user, name_from_address};
