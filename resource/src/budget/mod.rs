//! Budgets: how many tokens a workspace may spend in a minute and in a day. Services behind Almond say what a request
//! costs when they verify its key; the database says, in one statement, whether the workspace has that much left.

mod api;
mod limits;
mod rule;
mod service;
mod spend;
mod window;
mod wire;

pub use api::Api;
pub use limits::{MOST_TOKENS, NewLimits, set};
pub use spend::{Spent, spend};
pub use window::Window;
pub use wire::BudgetOut;
