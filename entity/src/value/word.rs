//! Closed sets of words: an enum whose text is the same in the database, on the wire and in logs.

use std::{error::Error, fmt};

/// Defines an enum of unit variants with one text each: `Display`, `FromStr`, serde and the column type agree on it.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident: $what:literal { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, sea_orm::DeriveValueType,
        )]
        #[sea_orm(value_type = "String")]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)*
        }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::value::word::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)*
                    _ => Err(crate::value::word::UnknownWord::new($what, &[$($text),*])),
                }
            }
        }
    };
}
pub(crate) use words;

/// As many words are named to whoever gave another.
const FEW: usize = 6;

/// The text is none of the set's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    what: &'static str,
    words: &'static [&'static str],
}

impl UnknownWord {
    pub(crate) const fn new(what: &'static str, words: &'static [&'static str]) -> Self {
        Self { what, words }
    }
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.words.split_last() {
            Some((last, others)) if !others.is_empty() && self.words.len() <= FEW => {
                let others: Vec<_> = others.iter().map(|word| format!("`{word}`")).collect();
                write!(f, "expected {} or `{last}`", others.join(", "))
            }
            _ => write!(f, "unknown {}", self.what),
        }
    }
}

impl Error for UnknownWord {}
