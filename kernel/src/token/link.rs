//! Tokens in mailed links, and device codes: 32 random bytes as base64url, meaning nothing but the row that holds their
//! digest.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::Digest;

use super::Plain;

/// Random bytes in a link's token.
pub const RANDOM_BYTES: usize = 32;
/// Their length as base64url without padding.
const LENGTH: usize = 43;

/// The token that `random` makes; 43 characters that need no escaping in a URL.
pub fn mint(random: [u8; RANDOM_BYTES]) -> Plain {
    Plain::new(URL_SAFE_NO_PAD.encode(random))
}

/// What to look a presented token up by; `None` if it can't be one, so that garbage costs no query.
pub fn digest(presented: &str) -> Option<Digest> {
    let url_safe = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (presented.len() == LENGTH && presented.bytes().all(url_safe)).then(|| Digest::of(presented.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minted_token_is_found_by_its_digest() {
        let token = mint([0xff; RANDOM_BYTES]);
        assert_eq!(digest(token.expose()), Some(token.digest()));
    }

    #[test]
    fn garbage_has_no_digest() {
        for garbage in ["", "abc", &"a".repeat(44), &"/".repeat(43), &"é".repeat(22)] {
            assert_eq!(digest(garbage), None, "{garbage}");
        }
    }
}
