//! Who somebody is, and what they may do: `credential` (what was presented) → `principal` (who is it) → `policy` (may
//! they), and before that `signin` (becoming somebody), `step_up` (proving to be there), `me` (a person's own account), `people` (accounts as a whole).
//!
//! Rooms, each of which may use those before it: `account`, `credential`, `session`, `principal`, `policy`, `factor`,
//! `signin`, `step_up`, `people`, `me`.
//!
//! It is the only crate that can make a `Proof`, a `SteppedUp`, a `Caller` or a `Tenant`: their constructors are private
//! to it. So `resource` takes them as arguments and can't let anybody in by itself; neither can a new way in that is
//! written elsewhere. What must never be here: a tenant's data, beyond who belongs to what.

pub mod account;
pub mod credential;
pub mod factor;
pub mod me;
pub mod people;
pub mod policy;
pub mod principal;
pub mod session;
pub mod signin;
pub mod step_up;
