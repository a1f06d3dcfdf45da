//! One change: its rows, what is recorded of it, the webhooks that tell of it, and the answers in memory that it voids.
//! Whoever changes something that is kept begins a [`Change`] and commits it; nothing else commits.

mod begin;
mod commit;

pub use begin::Changes;
pub use commit::Change;
