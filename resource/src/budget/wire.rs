//! Budgets on the wire.

use entity::{Timestamp, budget::Model};
use kernel::wire::Text;
use poem_openapi::{Object, types::MaybeUndefined};
use serde::Deserialize;

use super::{
    limits::NewLimits,
    window::{Standing, Window},
};

/// How many tokens a workspace may spend, and how many it has spent.
#[derive(Object)]
#[oai(rename = "Budget", rename_all = "camelCase")]
pub struct BudgetOut {
    /// In a minute of UTC.
    pub minute: SpendingOut,
    /// In a day of UTC.
    pub day: SpendingOut,
}

/// What is spent and left in the window at hand.
#[derive(Object)]
#[oai(rename = "Spending", rename_all = "camelCase")]
pub struct SpendingOut {
    /// The most tokens that may be spent in the window; `null`: any number.
    pub limit: Option<u64>,
    /// Tokens that were spent in it, counted while there is a limit.
    pub spent: u64,
    /// Tokens that are left in it; `null`: any number.
    pub remaining: Option<u64>,
    /// When the next window begins.
    pub resets_at: Text<Timestamp>,
}

impl BudgetOut {
    pub fn new(row: &Model, now: Timestamp) -> Self {
        Self { minute: Window::Minute.standing(row, now).into(), day: Window::Day.standing(row, now).into() }
    }
}

impl From<Standing> for SpendingOut {
    fn from(standing: Standing) -> Self {
        let count = |tokens: i64| u64::try_from(tokens).unwrap_or_default();
        Self {
            limit: standing.limit.map(count),
            spent: count(standing.spent),
            remaining: standing.remaining().map(count),
            resets_at: Text(standing.resets_at),
        }
    }
}

/// What to change of a budget: absent is unchanged, `null` lifts the limit.
#[derive(Object, Deserialize)]
#[oai(rename = "UpdateBudget", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct UpdateBudgetIn {
    /// Tokens in a minute; 0: none at all.
    #[serde(default)]
    #[oai(validator(maximum(value = "1000000000000000")))]
    pub tpm_limit: MaybeUndefined<u64>,
    /// Tokens in a day; 0: none at all.
    #[serde(default)]
    #[oai(validator(maximum(value = "1000000000000000")))]
    pub daily_token_limit: MaybeUndefined<u64>,
}

impl From<UpdateBudgetIn> for NewLimits {
    fn from(body: UpdateBudgetIn) -> Self {
        Self { per_minute: ("tpmLimit", body.tpm_limit), per_day: ("dailyTokenLimit", body.daily_token_limit) }
    }
}
