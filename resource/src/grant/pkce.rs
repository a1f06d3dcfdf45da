//! Proof Key for Code Exchange (RFC 7636), `S256` alone.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// The characters of a challenge: 32 bytes in base64url.
const CHALLENGE: usize = 43;

/// True if it can be the challenge of a verifier.
pub fn is_challenge(text: &str) -> bool {
    text.len() == CHALLENGE && URL_SAFE_NO_PAD.decode(text).is_ok()
}

/// True if the challenge is this verifier's.
pub fn fits(challenge: &str, verifier: &str) -> bool {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    let computed = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
    (43..=128).contains(&verifier.len()) && verifier.bytes().all(unreserved) && computed == challenge
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_fits() {
        let (verifier, challenge) =
            ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert!(is_challenge(challenge) && fits(challenge, verifier));
        assert!(!fits(challenge, challenge) && !fits(challenge, "") && !fits(challenge, &format!("{verifier}x")));
        // What is sent in the clear (`plain`) is no challenge's verifier.
        assert!(!fits(verifier, verifier));
        assert!(!is_challenge("") && !is_challenge(&"=".repeat(43)) && !is_challenge(&"a".repeat(44)));
    }
}
