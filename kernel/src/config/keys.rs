//! How API keys look. Their format is `token::api_key`'s.

use super::source::{Setting, Sources};
use crate::token::is_prefix;

const KEY_PREFIX: Setting = Setting::one("ALMOND_KEY_PREFIX")
    .about("`alm`", "what new keys begin with; those that began otherwise go on working");
const IMPORTED: Setting = Setting::list("ALMOND_IMPORTED_KEY_PREFIXES").about(
    "",
    "what keys begin with that were made elsewhere and are [imported](guide/dialects.md#moving-over), such as `sk_live_`: 3 to \
     24 letters, digits, `_` and `-` each",
);
pub(super) const SETTINGS: &[Setting] = &[KEY_PREFIX, IMPORTED];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// `ALMOND_KEY_PREFIX`, `alm`: 2 to 8 lower-case letters and digits.
    pub prefix: String,
    /// `ALMOND_IMPORTED_KEY_PREFIXES`, none: what keys may begin with that were made elsewhere.
    pub imported: Vec<String>,
}

pub(super) fn read(sources: &Sources) -> Keys {
    let prefix = sources.read_or(&KEY_PREFIX, "alm".to_owned(), |given| {
        is_prefix(&given.text)
            .then(|| given.text.clone())
            .ok_or_else(|| given.wrong("2 to 8 lower-case letters and digits"))
    });
    let imported = sources.read_or(&IMPORTED, Vec::new(), |given| {
        let wrong = || given.wrong("prefixes of 3 to 24 letters, digits, `_` and `-`, such as sk_live_");
        given.items().map(|item| is_foreign(item).then(|| item.to_owned()).ok_or_else(wrong)).collect()
    });
    Keys { prefix, imported }
}

/// What a token of another kind begins with (a JWT's `eyJ`) is no prefix of keys.
fn is_foreign(prefix: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    (3..=24).contains(&prefix.len()) && prefix.bytes().all(is_plain) && !prefix.starts_with("eyJ")
}
