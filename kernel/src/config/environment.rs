//! Development or production: production refuses what development allows, and says which.

use super::source::{Setting, Sources};

const ENVIRONMENT: Setting = Setting::one("ALMOND_ENVIRONMENT").about(
    "`development`",
    "`development` or `production`: the `test` or `live` in a key; production refuses [unsafe \
     settings](../SECURITY.md#what-production-refuses), development warns of them",
);
pub(super) const SETTINGS: &[Setting] = &[ENVIRONMENT];

/// `ALMOND_ENVIRONMENT`: `development` (the default) or `production`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    Development,
    Production,
}

impl Environment {
    /// The word in a key that tells where it belongs.
    pub const fn key_word(self) -> &'static str {
        match self {
            Self::Development => "test",
            Self::Production => "live",
        }
    }

    pub const fn is_production(self) -> bool {
        matches!(self, Self::Production)
    }
}

pub(super) fn read(sources: &Sources) -> Environment {
    sources.read_or(&ENVIRONMENT, Environment::Development, |given| match given.text.as_str() {
        "development" => Ok(Environment::Development),
        "production" => Ok(Environment::Production),
        _ => Err(given.wrong("`development` or `production`")),
    })
}
