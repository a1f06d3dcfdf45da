//! How API keys look. Their format is `token::api_key`'s.

use super::{
    ConfigError,
    source::{Setting, Sources},
};

const KEY_PREFIX: Setting = Setting::one("ALMOND_KEY_PREFIX");
pub(super) const SETTINGS: &[Setting] = &[KEY_PREFIX];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// `ALMOND_KEY_PREFIX`, `alm`: 2 to 8 lower-case letters and digits.
    pub prefix: String,
}

pub(super) fn read(sources: &Sources) -> Result<Keys, ConfigError> {
    let Some(given) = sources.get(&KEY_PREFIX) else { return Ok(Keys { prefix: "alm".to_owned() }) };
    let plain = given.text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if plain && (2..=8).contains(&given.text.len()) {
        Ok(Keys { prefix: given.text })
    } else {
        Err(given.wrong("2 to 8 lower-case letters and digits"))
    }
}
