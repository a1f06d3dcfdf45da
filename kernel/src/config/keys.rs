//! How API keys look. Their format is `token::api_key`'s.

use super::source::{Setting, Sources};
use crate::token::is_prefix;

const KEY_PREFIX: Setting = Setting::one("ALMOND_KEY_PREFIX")
    .about("`alm`", "what new keys begin with; those that began otherwise go on working");
pub(super) const SETTINGS: &[Setting] = &[KEY_PREFIX];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// `ALMOND_KEY_PREFIX`, `alm`: 2 to 8 lower-case letters and digits.
    pub prefix: String,
}

pub(super) fn read(sources: &Sources) -> Keys {
    let prefix = sources.read_or(&KEY_PREFIX, "alm".to_owned(), |given| {
        is_prefix(&given.text)
            .then(|| given.text.clone())
            .ok_or_else(|| given.wrong("2 to 8 lower-case letters and digits"))
    });
    Keys { prefix }
}
