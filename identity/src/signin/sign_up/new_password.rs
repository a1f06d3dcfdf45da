//! A password that somebody chooses, wherever one is set.

use std::{fmt, str::FromStr};

use kernel::{
    token::{common_password::is_common, password::normalised},
    wire::text::TextShape,
};
use poem_openapi::registry::MetaSchema;

/// The fewest and the most characters.
const FEWEST: usize = 8;
const MOST: usize = 128;

/// A password to be set: 8 to 128 characters, any of them, but none of the commonest passwords (NIST SP 800-63B). What
/// counts as a character is a code point, once normalised.
pub struct NewPassword(String);

impl FromStr for NewPassword {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let normalised = normalised(text);
        if !(FEWEST..=MOST).contains(&normalised.chars().count()) {
            return Err("expected 8 to 128 characters");
        }
        if is_common(&normalised) {
            return Err("expected a password that isn't among those that are guessed first");
        }
        Ok(Self(text.to_owned()))
    }
}

impl NewPassword {
    pub fn into_string(self) -> String {
        self.0
    }
}

/// A password has no text for anybody.
impl fmt::Display for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("********")
    }
}

impl TextShape for NewPassword {
    const NAME: &'static str = "NewPassword";
    const FORMAT: Option<&'static str> = Some("password");

    fn describe(schema: &mut MetaSchema) {
        schema.description = Some("Any characters; none of the commonest passwords.");
        schema.min_length = Some(FEWEST);
        schema.max_length = Some(MOST);
        schema.example = Some("correct horse battery staple".into());
    }
}
