//! What keys and sessions are used for: when last (`last_use`), and how often keys are, or are refused (`count`). Gathered
//! in memory and written in batches, on every node for itself.

mod count;
mod last_use;

pub use count::{Counts, Outcome, forget_old, kept};
pub use last_use::{Usage, Used};
