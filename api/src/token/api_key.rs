//! The shape of an API key (004, CONTRACT section 3): `alm_<env>_<48 hex>`. Whether a key is any good is not known
//! here.

use super::Plain;

/// Random bytes in a key; twice as many hex digits.
pub const RANDOM_BYTES: usize = 24;
/// Characters of a key that are kept and shown, to tell keys apart.
const SHOWN: usize = 12;

/// How this server's keys begin: `ALMOND_KEY_PREFIX`, and `live` or `test` by environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    lead: String,
}

impl Format {
    /// `prefix` such as `alm`, `env_word` such as `test`.
    pub fn new(prefix: &str, env_word: &str) -> Self {
        Self { lead: format!("{prefix}_{env_word}_") }
    }

    /// The key that `random` makes, and its first 12 characters.
    pub fn mint(&self, random: [u8; RANDOM_BYTES]) -> (Plain, String) {
        let key = format!("{}{}", self.lead, hex::encode(random));
        let shown = key.chars().take(SHOWN).collect();
        (Plain::new(key), shown)
    }

    /// Could this be a key of this server? Only the exact form is: this environment's, 48 lower-case hex digits.
    pub fn recognises(&self, presented: &str) -> bool {
        presented.strip_prefix(&self.lead).is_some_and(|rest| {
            rest.len() == 2 * RANDOM_BYTES && rest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        })
    }
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
}
