//! A dialect: as a type, which its operations are written for, and as data, which the front door knows it by.

use poem_openapi::types::{ToJSON, Type};
use serde_json::Value;

use crate::{error::Error, token::Format};

/// What a dialect is, besides its operations.
pub trait Dialect: Send + Sync + 'static {
    /// As `ALMOND_DIALECTS` has it.
    const NAME: &'static str;
    /// How the keys look that it mints.
    const FORMAT: Format;
    /// Paths that are written with a slash at their end in what the dialect is known by; it is optional all the same.
    const SLASHED: &'static [&'static str] = &[];
    /// The body of an error.
    type Refusal: Type + ToJSON;

    /// True if this path, which has no slash at its end, is the dialect's, also where no operation is.
    fn owns(path: &str) -> bool;

    /// The body for each error of ours.
    fn refuse(error: &Error) -> Self::Refusal;
}

/// A dialect, as data.
#[derive(Debug)]
pub struct Entry {
    name: &'static str,
    pub(super) format: Format,
    slashed: &'static [&'static str],
    owns: fn(&str) -> bool,
    pub refuse: fn(&Error) -> Value,
}

impl Entry {
    pub const fn of<D: Dialect>() -> Self {
        let refuse = |error: &Error| D::refuse(error).to_json().unwrap_or_default();
        Self { name: D::NAME, format: D::FORMAT, slashed: D::SLASHED, owns: D::owns, refuse }
    }

    pub fn name(&self) -> &'static str {
        self.name
    }

    pub fn slashed(&self) -> &'static [&'static str] {
        self.slashed
    }

    /// True if this path, which has no slash at its end, is the dialect's.
    pub fn owns(&self, path: &str) -> bool {
        (self.owns)(path)
    }
}

/// True if `path` is this one or beneath it.
pub fn is_under(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
