//! Text that people give to things: names of 1 to 100 characters, labels of up to 64, descriptions of up to 1000, and
//! `Prose`, which has lines. Control characters are refused: they forge log lines and screens, and PostgreSQL can't store
//! NUL.

use std::{fmt, str::FromStr};

use poem_openapi::registry::MetaSchema;

use super::text::TextShape;

macro_rules! bounded {
    ($(#[$doc:meta])* $name:ident, $least:literal..=$most:literal, $pattern:literal, $example:literal, $refusal:literal) => {
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
                let text = text.trim();
                let fits = ($least..=$most).contains(&text.chars().count());
                if fits && !text.chars().any(char::is_control) { Ok(Self(text.to_owned())) } else { Err($refusal) }
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
    Name, 1..=100, r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$", "CI deploy bot", "expected 1 to 100 characters, none of them a control character"
);
bounded!(
    /// A description of up to 1000 characters.
    Description, 0..=1000, r"^[^\u0000-\u001f\u007f-\u009f]*$", "Deploys from the main branch", "expected at most 1000 characters, none of them a control character"
);
bounded!(
    /// A word or two, of 1 to 64 characters.
    Label, 1..=64, r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$", "1.4.2", "expected 1 to 64 characters, none of them a control character"
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
