//! The shapes of API keys: the native `alm_<env>_<48 hex>`, and those of dialects, which have
//! a lead of their own. Whether a key is any good is not known here.

use std::{borrow::Cow, ops::RangeInclusive};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::Plain;

/// Random bytes in a key, whatever its shape.
pub const RANDOM_BYTES: usize = 24;
/// Characters of a native key that are kept and shown, to tell keys apart.
const SHOWN: usize = 12;
/// How many characters may follow a dialect's lead: keys that were made elsewhere are imported as they are.
const FOREIGN: RangeInclusive<usize> = 12..=160;

/// How the random part of a dialect's key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digits {
    /// 48 lower-case hex digits.
    Hex,
    /// 32 characters of base64url.
    Base64,
}

/// How keys look: what they begin with, and how the rest is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    lead: Cow<'static, str>,
    digits: Digits,
    shown: usize,
    /// True if all keys with this lead are made here.
    native: bool,
}

impl Format {
    /// `prefix` such as `alm`, `env_word` such as `test`.
    pub fn new(prefix: &str, env_word: &str) -> Self {
        Self { lead: format!("{prefix}_{env_word}_").into(), digits: Digits::Hex, shown: SHOWN, native: true }
    }

    /// A dialect's: of a key, the lead and four characters more are kept and shown.
    pub const fn of_dialect(lead: &'static str, digits: Digits) -> Self {
        Self { lead: Cow::Borrowed(lead), digits, shown: lead.len() + 4, native: false }
    }

    /// That of keys which were made elsewhere; as for a dialect's, the lead and four characters more are shown.
    pub fn of_import(lead: String) -> Self {
        Self { shown: lead.len() + 4, lead: lead.into(), digits: Digits::Hex, native: false }
    }

    /// The key that `random` makes, and its first characters, to show.
    pub fn mint(&self, random: [u8; RANDOM_BYTES]) -> (Plain, String) {
        let digits = match self.digits {
            Digits::Hex => hex::encode(random),
            Digits::Base64 => URL_SAFE_NO_PAD.encode(random),
        };
        let key = Plain::new(format!("{}{digits}", self.lead));
        let shown = self.shown(&key);
        (key, shown)
    }

    /// What is kept of a key to tell it by.
    pub fn shown(&self, key: &Plain) -> String {
        key.expose().chars().take(self.shown).collect()
    }

    /// True if this could be a key of this form. A native one only in the exact form: this environment's, 48 lower-case
    /// hex digits; its prefix may be another that `ALMOND_KEY_PREFIX` was once, since a key outlives the setting. A dialect's may have been made elsewhere, in any length and with any letters, digits, `-` and `_`.
    pub fn recognises(&self, presented: &str) -> bool {
        self.after_lead(presented).is_some_and(|rest| {
            if self.native {
                rest.len() == 2 * RANDOM_BYTES && rest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            } else {
                let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
                FOREIGN.contains(&rest.len()) && rest.bytes().all(is_plain)
            }
        })
    }

    /// True if this is what is shown of a key of this form. A long prefix leaves no room for what comes after it.
    pub fn is_shown(&self, shown: &str) -> bool {
        if !self.native {
            return shown.starts_with(&*self.lead);
        }
        let (prefix, rest) = shown.split_once('_').unwrap_or_default();
        let word = self.env_word();
        is_prefix(prefix) && (rest.starts_with(word) || (shown.len() == SHOWN && word.starts_with(rest)))
    }

    /// True if it begins as keys of this form do that are made now.
    pub fn is_lead_of(&self, shown: &str) -> bool {
        shown.starts_with(&*self.lead) || (shown.len() == SHOWN && self.lead.starts_with(shown))
    }

    /// What comes after the lead, which of a native key may have any prefix.
    fn after_lead<'a>(&self, presented: &'a str) -> Option<&'a str> {
        if !self.native {
            return presented.strip_prefix(&*self.lead);
        }
        let (prefix, rest) = presented.split_once('_')?;
        rest.strip_prefix(self.env_word()).filter(|_| is_prefix(prefix))
    }

    /// `test_`, say.
    fn env_word(&self) -> &str {
        self.lead.split_once('_').map_or("", |(_, word)| word)
    }
}

/// True if native keys may begin so, before the first `_`: 2 to 8 lower-case letters and digits.
pub fn is_prefix(text: &str) -> bool {
    (2..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mints_what_it_recognises() {
        let format = Format::new("alm", "test");
        let (key, shown) = format.mint([0xab; RANDOM_BYTES]);
        assert_eq!(key.expose(), format!("alm_test_{}", "ab".repeat(24)));
        assert_eq!(shown, "alm_test_aba");
        assert!(format.recognises(key.expose()));
    }

    #[test]
    fn recognises_nothing_else() {
        let format = Format::new("alm", "test");
        let digits = "0123456789abcdef".repeat(3);
        for other in [
            String::new(),
            "alm_test_".to_owned(),
            format!("alm_live_{digits}"),
            format!("ALM_test_{digits}"),
            format!("alm_test_{}", digits.to_uppercase()),
            format!("alm_test_{digits}0"),
            format!("alm_test_{}", &digits[1..]),
            format!(" alm_test_{digits}"),
            format!("alm_test_{digits}\n"),
            format!("alm_test_{}é", &digits[2..]),
            format!("sk-{digits}"),
        ] {
            assert!(!format.recognises(&other), "{other}");
        }
    }

    #[test]
    fn a_key_outlives_the_prefix_that_it_was_made_with() {
        let (before, after) = (Format::new("alm", "test"), Format::new("acme", "test"));
        for prefix in ["alm", "k8", "longlong"] {
            let (key, shown) = Format::new(prefix, "test").mint([7; RANDOM_BYTES]);
            assert!(before.recognises(key.expose()) && after.recognises(key.expose()), "{prefix}");
            assert!(before.is_shown(&shown) && after.is_shown(&shown), "{shown}");
        }
        let (live, shown) = Format::new("alm", "live").mint([7; RANDOM_BYTES]);
        assert!(!after.recognises(live.expose()) && !after.is_shown(&shown));
        for other in ["sk-abcd", "llmp_0123", "atiru_te", "alm_", "_test_ab", ""] {
            assert!(!after.is_shown(other), "{other}");
        }
        let digits = "0123456789abcdef".repeat(3);
        for prefix in ["a", "ninechars", "ALM", "al-m", ""] {
            assert!(!after.recognises(&format!("{prefix}_test_{digits}")), "{prefix}");
        }
    }

    #[test]
    fn a_dialects_key_has_its_lead_and_as_many_characters_as_it_says() {
        for (lead, digits, length) in [("sk-", Digits::Base64, 32), ("atiru_", Digits::Hex, 48)] {
            let (key, shown) = Format::of_dialect(lead, digits).mint([0xfb; RANDOM_BYTES]);
            let text = key.expose();
            assert_eq!((text.len(), shown.len()), (lead.len() + length, lead.len() + 4));
            assert!(text.starts_with(&shown));
        }
    }

    #[test]
    fn a_dialects_key_may_have_been_made_elsewhere() {
        let format = Format::of_dialect("sk-", Digits::Base64);
        for rest in ["0123456789ab", "proj-AbCdEfGhIjKl_0123", &"z".repeat(160)] {
            let key = format!("sk-{rest}");
            assert!(format.recognises(&key) && format.is_shown(&key), "{key}");
        }
        for other in [
            "sk-0123456789a",
            "sk_0123456789ab",
            "sk-0123456789a.",
            "Sk-0123456789ab",
            &format!("sk-{}", "z".repeat(161)),
        ] {
            assert!(!format.recognises(other), "{other}");
        }
    }
}
