//! Recovery codes: 80 random bits as people can copy them from paper, `xxxx-xxxx-xxxx-xxxx`.
//! Digits and letters of Crockford's base32 (no I, L, O, U), read back without regard to case, spaces or dashes.

use super::{Plain, typed};

/// Random bytes in a code.
pub const RANDOM_BYTES: usize = 10;
/// Characters of a code without its dashes.
const LENGTH: usize = 16;
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The code that `random` makes.
pub fn mint(random: [u8; RANDOM_BYTES]) -> Plain {
    let bits = random.iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    let characters = (0..LENGTH).rev().map(|place| char::from(ALPHABET[(bits >> (5 * place) & 31) as usize]));
    with_dashes(characters)
}

/// A typed code in the form `mint` gives, so that both have the same digest; `None` if it can't be a code.
/// As Crockford has it, O reads as 0, and I and L as 1.
pub fn canonical(typed: &str) -> Option<Plain> {
    let mut characters = zeroize::Zeroizing::new(String::with_capacity(LENGTH));
    for character in typed::characters(typed) {
        let character = match character.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        };
        let known = u8::try_from(character).is_ok_and(|byte| ALPHABET.contains(&byte));
        if !known || characters.len() == LENGTH {
            return None;
        }
        characters.push(character);
    }
    (characters.len() == LENGTH).then(|| with_dashes(characters.chars()))
}

fn with_dashes(characters: impl Iterator<Item = char>) -> Plain {
    let mut code = String::with_capacity(LENGTH + 3);
    for (place, character) in characters.enumerate() {
        if place > 0 && place % 4 == 0 {
            code.push('-');
        }
        code.push(character);
    }
    Plain::new(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_eighty_bits_are_in_the_code() {
        assert_eq!(mint([0; RANDOM_BYTES]).expose(), "0000-0000-0000-0000");
        assert_eq!(mint([0xff; RANDOM_BYTES]).expose(), "zzzz-zzzz-zzzz-zzzz");
        assert_eq!(mint([0, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf]).expose(), "0123-4567-89ab-cdef");
    }

    #[test]
    fn reads_what_a_person_types() {
        let code = mint([0, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf]);
        for typed in [
            "0123-4567-89ab-cdef",
            "0123456789ABCDEF",
            " oI23 4567 - 89ab cdef\n",
            "Ol23-4567-89AB-CDEF",
            "0123\u{2013}4567\u{2013}89ab\u{2013}cdef",
            "０１２３－４５６７－８９ａｂ－ＣＤＥＦ",
        ] {
            assert_eq!(canonical(typed).map(|plain| plain.digest()), Some(code.digest()), "{typed}");
        }
    }

    #[test]
    fn anything_else_is_no_code() {
        for typed in ["", "0123-4567-89ab-cde", "0123-4567-89ab-cdef0", "0123-4567-89ab-cdeu", "0123-4567-89ab-cdeé"] {
            assert!(canonical(typed).is_none(), "{typed}");
        }
        assert!(canonical(&"0".repeat(1_000_000)).is_none());
    }
}
