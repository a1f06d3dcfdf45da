//! Text that people give to things: names of 1 to 100 characters, labels of up to 64, descriptions of up to 1000, and
//! `Prose`, which has lines. Control characters are refused: they forge log lines and screens, and PostgreSQL can't store
//! NUL. In names and labels so is what nobody sees (`seen`).

use std::{fmt, ops::RangeInclusive, str::FromStr};

use poem_openapi::registry::MetaSchema;

use super::{
    seen::{SEEN, seen},
    text::TextShape,
};

/// The pattern of text on one line.
const PLAIN: &str = r"^[^\u0000-\u001f\u007f-\u009f]*$";

/// As `seen`, for text of which only control characters are refused: what joins and turns letters belongs to some languages.
fn plain(text: &str, length: RangeInclusive<usize>) -> Option<String> {
    let text = text.trim();
    (length.contains(&text.chars().count()) && !text.chars().any(char::is_control)).then(|| text.to_owned())
}

macro_rules! bounded {
    ($(#[$doc:meta])* $name:ident, $read:ident, $least:literal..=$most:literal, $pattern:expr, $example:literal, $refusal:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl FromStr for $name {
            type Err = &'static str;

            /// Surrounding white space is dropped before counting characters.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $read(text, $least..=$most).map(Self).ok_or($refusal)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TextShape for $name {
            const NAME: &'static str = stringify!($name);

            fn describe(schema: &mut MetaSchema) {
                schema.min_length = Some($least);
                schema.max_length = Some($most);
                schema.pattern = Some($pattern.to_owned());
                schema.example = Some($example.into());
            }
        }
    };
}

bounded!(
    /// A name of 1 to 100 characters.
    Name, seen, 1..=100, SEEN, "CI deploy bot", "expected 1 to 100 characters, none of them a control character or one that can't be seen"
);
bounded!(
    /// A description of up to 1000 characters.
    Description, plain, 0..=1000, PLAIN, "Deploys from the main branch", "expected at most 1000 characters, none of them a control character"
);
bounded!(
    /// A word or two, of 1 to 64 characters.
    Label, seen, 1..=64, SEEN, "1.4.2", "expected 1 to 64 characters, none of them a control character or one that can't be seen"
);

macro_rules! stored {
    ($($name:ty),*) => {$(
        impl $name {
            /// What the database has, which was checked when it was written.
            pub fn stored(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )*};
}

stored!(Name, Description);

/// Text of several lines, from 1 character to `MOST`; of control characters only what makes lines and columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose<const MOST: usize>(String);

impl<const MOST: usize> Prose<MOST> {
    /// What the database has, which was checked when it was written.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn into_string(self) -> String {
        self.0
    }
}

impl<const MOST: usize> FromStr for Prose<MOST> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
        if (1..=MOST).contains(&text.chars().count()) && !text.chars().any(is_odd) {
            return Ok(Self(text.to_owned()));
        }
        Err(format!("expected 1 to {MOST} characters, and of control characters only tabs and line ends"))
    }
}

impl<const MOST: usize> fmt::Display for Prose<MOST> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<const MOST: usize> TextShape for Prose<MOST> {
    const NAME: &'static str = "Prose";

    fn describe(schema: &mut MetaSchema) {
        schema.min_length = Some(1);
        schema.max_length = Some(MOST);
        schema.pattern = Some(r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$".to_owned());
        schema.example = Some("Answer in the reader's language.".into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_seen_and_a_description_need_not_be() {
        let long = "é".repeat(101);
        for other in ["", " ", "\u{200b}", &long] {
            assert!(other.parse::<Name>().is_err(), "{other:?}");
        }
        assert!("é".repeat(100).parse::<Name>().is_ok());
        assert!("".parse::<Description>().is_ok() && "\u{200f}a".parse::<Description>().is_ok());
    }
}
