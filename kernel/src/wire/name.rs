//! Text that people give to things: names of 1 to 100 characters, labels of up to 64, descriptions of up to 1000, and
//! `Prose`, which has lines. Control characters are refused: they forge log lines and screens, and PostgreSQL can't store
//! NUL. In names and labels so are characters that nobody sees, which would make two names look alike or turn the text
//! around them, but for those that join letters or colour emoji.

use std::{fmt, ops::RangeInclusive, str::FromStr};

use poem_openapi::registry::MetaSchema;

use super::text::TextShape;

/// The pattern of text with something in it, as far as patterns of JSON Schema can say it.
pub const SEEN: &str = r"^[^\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]*[^\s\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb][^\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]*$";
/// The pattern of text on one line.
const PLAIN: &str = r"^[^\u0000-\u001f\u007f-\u009f]*$";

/// `text` without the white space around it, if it has so many characters and a reader sees them.
pub fn seen(text: &str, length: RangeInclusive<usize>) -> Option<String> {
    let text = text.trim();
    let fits = length.contains(&text.chars().count()) && !text.chars().any(is_odd);
    (fits && text.chars().any(is_seen)).then(|| text.to_owned())
}

/// As `seen`, for text of which only control characters are refused: what joins and turns letters belongs to some languages.
fn plain(text: &str, length: RangeInclusive<usize>) -> Option<String> {
    let text = text.trim();
    (length.contains(&text.chars().count()) && !text.chars().any(char::is_control)).then(|| text.to_owned())
}

/// Controls, formats that turn text around (Unicode's bidirectional ones), blanks of no width, tags.
fn is_odd(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        )
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}')
        || matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Joiners and variation selectors change what is beside them; alone they are nothing.
fn is_seen(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '\u{200c}' | '\u{200d}' | '\u{2800}' | '\u{fe00}'..='\u{fe0f}')
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
    fn what_nobody_sees_is_no_name() {
        for fine in ["a", " a ", "é", "王", "می‌خواهم", "👩‍👩‍👧", "❤️", "a b", "O'Neil"] {
            assert_eq!(fine.parse::<Name>().unwrap().0, fine.trim(), "{fine}");
        }
        let long = "é".repeat(101);
        for other in [
            "",
            " ",
            "a\u{0}",
            "a\nb",
            "\u{200b}",
            "a\u{200b}b",
            "\u{202e}moc",
            "\u{2066}a\u{2069}",
            "\u{feff}a",
            "\u{200d}",
            "\u{2800}",
            "\u{3164}",
            "a\u{ad}b",
            "a\u{e0041}",
            "a\u{2028}b",
            "\u{fe0f}",
            &long,
        ] {
            assert!(other.parse::<Name>().is_err(), "{other:?}");
        }
        assert!("é".repeat(100).parse::<Name>().is_ok());
        assert!("".parse::<Description>().is_ok() && "\u{200f}a".parse::<Description>().is_ok());
    }
}
