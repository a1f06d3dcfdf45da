//! Which secrets nobody made at random: the placeholders of examples, and what hands type when they are asked for many
//! characters.

use std::collections::BTreeMap;

/// Bits that a secret has at the least, measured by how often each byte is in it. Random text of 24 hexadecimal digits
/// has some 80, and fewer than this once in a million times; of 32 bytes some 150.
const LEAST_BITS: f64 = 60.0;

/// True if it is too regular to be random. Only what repeats itself is seen; a sentence isn't.
pub(super) fn is_weak(secret: &[u8]) -> bool {
    let period = (1..=secret.len()).find(|period| secret.iter().zip(&secret[*period..]).all(|(a, b)| a == b));
    bits(&secret[..period.unwrap_or(secret.len())]) < LEAST_BITS
}

/// Shannon's entropy of the bytes, as if each were drawn as often as it is there.
fn bits(bytes: &[u8]) -> f64 {
    let mut counts: BTreeMap<u8, u32> = BTreeMap::new();
    for byte in bytes {
        *counts.entry(*byte).or_default() += 1;
    }
    let all = f64::from(counts.values().sum::<u32>());
    counts.values().map(|count| f64::from(*count) * (all / f64::from(*count)).log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seam::{SystemEntropy, bytes};

    #[test]
    fn what_repeats_itself_is_weak() {
        for secret in [
            "",
            "a",
            "aaaaaaaaaaaaaaaaaaaaaaaa",
            "abababababababababababababababab",
            "passwordpasswordpasswordpassword",
            "0123456789012345678901234567890",
            "change-mechange-mechange-mechange-me",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
        ] {
            assert!(is_weak(secret.as_bytes()), "{secret}");
        }
    }

    #[test]
    fn what_is_random_is_not() {
        for _ in 0..100 {
            assert!(!is_weak(hex::encode(bytes::<12>(&SystemEntropy)).as_bytes()));
            assert!(!is_weak(&bytes::<32>(&SystemEntropy)));
        }
        assert!(!is_weak(b"the-operators-master-key-of-the-tests"));
    }
}
