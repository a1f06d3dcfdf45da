//! User codes of device logins (RFC 8628, 6.1): twelve consonants, `BCDF-GHJK-LMNP`, that a person reads off one screen
//! and types into another. No vowels, so no words; no digits and no Y, so no look-alikes.

use std::{fmt, str::FromStr};

use poem_openapi::registry::MetaSchema;

use super::typed;
use crate::wire::text::TextShape;

const ALPHABET: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
/// Letters in a code.
const LENGTH: u32 = 12;
/// Random bytes that a code is made of: so many that taking the remainder favours no code by more than 2⁻⁷⁶.
pub const RANDOM_BYTES: usize = 16;
/// How many codes there are: 20¹² ≈ 2⁵¹·⁹.
pub const CODES: u128 = (ALPHABET.len() as u128).pow(LENGTH);

/// A user code: its letters, in upper case, without dashes.
#[derive(Clone, PartialEq, Eq)]
pub struct UserCode(String);

impl UserCode {
    /// The code that `random` makes.
    pub fn mint(random: [u8; RANDOM_BYTES]) -> Self {
        let mut rest = u128::from_be_bytes(random) % CODES;
        let letters = (0..LENGTH).map(|_| {
            let letter = ALPHABET[(rest % 20) as usize];
            rest /= 20;
            char::from(letter)
        });
        Self(letters.collect())
    }

    pub fn letters(&self) -> &str {
        &self.0
    }
}

/// As a person types it: in any case, with or without spaces and dashes.
impl FromStr for UserCode {
    type Err = &'static str;

    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        const REFUSAL: &str = "expected the twelve letters that the device shows, such as BCDF-GHJK-LMNP";
        let mut letters = String::with_capacity(LENGTH as usize);
        for letter in typed::characters(typed) {
            let letter = letter.to_ascii_uppercase();
            let known = u8::try_from(letter).is_ok_and(|byte| ALPHABET.contains(&byte));
            if !known || letters.len() == LENGTH as usize {
                return Err(REFUSAL);
            }
            letters.push(letter);
        }
        if letters.len() == LENGTH as usize { Ok(Self(letters)) } else { Err(REFUSAL) }
    }
}

/// As it is shown: in groups of four.
impl fmt::Display for UserCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.0.chars().enumerate() {
            let gap = if place > 0 && place % 4 == 0 { "-" } else { "" };
            write!(f, "{gap}{letter}")?;
        }
        Ok(())
    }
}

impl TextShape for UserCode {
    const NAME: &'static str = "UserCode";

    fn describe(schema: &mut MetaSchema) {
        schema.description = Some("What the device shows; case, spaces and dashes don't matter.");
        schema.pattern = Some(r"^[\s-]*([BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz][\s-]*){12}$".to_owned());
        schema.example = Some("BCDF-GHJK-LMNP".into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_as_it_is_shown_and_as_people_type_it() {
        let code = UserCode::mint(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef_u128.to_be_bytes());
        let shown = code.to_string();
        assert_eq!(shown.len(), 14);
        for typed in [
            shown.clone(),
            shown.to_lowercase(),
            shown.replace('-', ""),
            shown.replace('-', " "),
            shown.replace('-', "\u{2013}"),
            format!("  {}\n", shown.replace('-', " - ")),
            shown.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect(),
        ] {
            assert!(typed.parse::<UserCode>().is_ok_and(|read| read == code), "{typed}");
        }
    }

    #[test]
    fn anything_else_is_no_code() {
        for typed in ["", "BCDF-GHJK-LMN", "BCDF-GHJK-LMNPQ", "BCDF-GHJK-LMNA", "BCDF-GHJK-LMN1", "BCDF_GHJK_LMNP", "É"]
        {
            assert!(typed.parse::<UserCode>().is_err(), "{typed}");
        }
        assert!("B".repeat(1_000_000).parse::<UserCode>().is_err());
    }

    #[test]
    fn every_letter_comes_at_every_place() {
        let first = UserCode::mint([0; RANDOM_BYTES]);
        let last = UserCode::mint((CODES - 1).to_be_bytes());
        assert_eq!((first.letters(), last.letters()), ("BBBBBBBBBBBB", "ZZZZZZZZZZZZ"));
        assert!(UserCode::mint(CODES.to_be_bytes()) == first);
    }
}
