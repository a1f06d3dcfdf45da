//! The operator's key (`/internal`, introspection). Only its digest is kept.

use entity::Digest;

use super::{
    ConfigError, Environment,
    source::{Setting, Sources},
};

const MASTER_KEY: Setting = Setting::one("ALMOND_MASTER_KEY").or("PROXY_MASTER_KEY");
pub(super) const SETTINGS: &[Setting] = &[MASTER_KEY];

/// The least characters in production.
const SHORTEST: usize = 16;

/// `ALMOND_MASTER_KEY` (alias `PROXY_MASTER_KEY`): unset by default.
pub(super) fn read(sources: &Sources, environment: Environment) -> Result<Option<Digest>, ConfigError> {
    let Some(given) = sources.get(&MASTER_KEY) else { return Ok(None) };
    // Anything else could never arrive in an Authorization header.
    if !given.text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(given.wrong_secret("visible ASCII characters without spaces"));
    }
    if environment.is_production() && given.text.len() < SHORTEST {
        return Err(given.wrong_secret("at least 16 characters long in production"));
    }
    Ok(Some(Digest::of(given.text.as_bytes())))
}
