//! How API keys look. Their format is `token::api_key`'s.

use super::source::{Setting, Sources};

const KEY_PREFIX: Setting = Setting::one("ALMOND_KEY_PREFIX").about("`alm`", "what keys begin with");
pub(super) const SETTINGS: &[Setting] = &[KEY_PREFIX];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// `ALMOND_KEY_PREFIX`, `alm`: 2 to 8 lower-case letters and digits.
    pub prefix: String,
}

pub(super) fn read(sources: &Sources) -> Keys {
    let prefix = sources.read_or(&KEY_PREFIX, "alm".to_owned(), |given| {
        let plain = given.text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        let is_prefix = plain && (2..=8).contains(&given.text.len());
        is_prefix.then(|| given.text.clone()).ok_or_else(|| given.wrong("2 to 8 lower-case letters and digits"))
    });
    Keys { prefix }
}
