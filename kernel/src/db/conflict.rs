//! Rows that may be there only once.

use sea_orm::DbErr;

use super::is_unique_violation;
use crate::error::{Error, Result};

/// A write that a unique index may refuse.
pub trait OrConflict<T> {
    /// # Errors
    /// `CONFLICT` with `message` where there is such a row already; `UNAVAILABLE` when the database fails otherwise.
    fn or_conflict(self, message: &'static str) -> Result<T>;
}

impl<T> OrConflict<T> for Result<T, DbErr> {
    fn or_conflict(self, message: &'static str) -> Result<T> {
        self.map_err(|error| if is_unique_violation(&error) { Error::conflict(message) } else { error.into() })
    }
}
