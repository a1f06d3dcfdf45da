//! Refresh tokens: 32 bytes in base64url. The first half is the same in all of a grant, so that an old one is known for what it
//! is without keeping all there were; the second half is drawn anew each time.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::{Digest, grant::Refresh};
use kernel::token::Plain;

const HALF: usize = 16;

/// A token that was presented or made; whether it is any good is not known here.
pub struct Token([u8; 2 * HALF]);

impl Token {
    pub fn parse(presented: &str) -> Option<Self> {
        let bytes: [u8; 2 * HALF] = URL_SAFE_NO_PAD.decode(presented).ok()?.try_into().ok()?;
        Some(Self(bytes))
    }

    /// The first one of a grant, and how it is shown.
    pub fn first(random: [u8; 2 * HALF]) -> (Self, Plain) {
        let token = Self(random);
        let shown = token.shown();
        (token, shown)
    }

    /// What it is found by.
    pub fn digests(&self) -> Refresh {
        Refresh { family: Digest::of(&self.0[..HALF]), token: Digest::of(&self.0) }
    }

    fn shown(&self) -> Plain {
        Plain::new(URL_SAFE_NO_PAD.encode(self.0))
    }
}

/// The one that takes over: its digest, and how it is shown.
pub fn next(token: &Token, random: [u8; HALF]) -> (Digest, Plain) {
    let mut bytes = token.0;
    bytes[HALF..].copy_from_slice(&random);
    let next = Token(bytes);
    (next.digests().token, next.shown())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_a_grant_are_of_one_family_and_each_is_another() {
        let (first, shown) = Token::first([7; 32]);
        let read = Token::parse(shown.expose()).unwrap();
        assert_eq!((read.digests().family, read.digests().token), (first.digests().family, first.digests().token));
        let (digest, shown) = next(&first, [8; 16]);
        let second = Token::parse(shown.expose()).unwrap().digests();
        assert_eq!((second.family, second.token), (first.digests().family, digest));
        assert_ne!(digest, first.digests().token);
        for garbage in ["", "abc", &"a".repeat(44), &"/".repeat(43)] {
            assert!(Token::parse(garbage).is_none(), "{garbage}");
        }
    }
}
