//! How a session begins and when it is over, whatever way in began it. Tokens and cookies are `signin::session`'s.

mod begin;
pub mod idle;
mod proof;
pub mod trusted;

pub use begin::{begin, changed};
pub use proof::{Begun, Proof};
