//! What a front end may wish for at the provider: how the person is asked there, and who they probably are.

use std::{fmt, str::FromStr};

use kernel::wire::text::TextShape;
use poem_openapi::registry::MetaSchema;

/// OpenID's words for how to ask (OpenID Connect Core 1.0, 3.1.2.1), and one for signing up there.
const PROMPTS: [&str; 5] = ["none", "login", "consent", "select_account", "create"];

pub struct Prompt(pub &'static str);

impl FromStr for Prompt {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = PROMPTS.into_iter().find(|prompt| *prompt == text);
        known.map(Self).ok_or("expected `none`, `login`, `consent`, `select_account` or `create`")
    }
}

impl fmt::Display for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl TextShape for Prompt {
    const NAME: &'static str = "Prompt";

    fn describe(schema: &mut MetaSchema) {
        schema.enum_items = PROMPTS.map(Into::into).to_vec();
    }
}

/// An address or a name.
pub struct LoginHint(pub String);

/// As long as an address may be.
const LONGEST_HINT: usize = 254;

impl FromStr for LoginHint {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (1..=LONGEST_HINT).contains(&text.len()) && !text.chars().any(char::is_control);
        if fits { Ok(Self(text.to_owned())) } else { Err("expected 1 to 254 bytes of text in one line") }
    }
}

impl fmt::Display for LoginHint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TextShape for LoginHint {
    const NAME: &'static str = "LoginHint";

    fn describe(schema: &mut MetaSchema) {
        (schema.min_length, schema.max_length) = (Some(1), Some(LONGEST_HINT));
    }
}

/// How many seconds ago the person may have signed in at the provider; none: anew.
pub struct MaxAge(pub u32);

/// A day.
const LONGEST_AGE: u32 = 86_400;

impl FromStr for MaxAge {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
        let seconds = text.parse().ok().filter(|seconds| is_plain && *seconds <= LONGEST_AGE);
        seconds.map(Self).ok_or("expected a whole number of seconds from 0 to 86400")
    }
}

impl fmt::Display for MaxAge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl TextShape for MaxAge {
    const NAME: &'static str = "MaxAge";

    fn describe(schema: &mut MetaSchema) {
        (schema.pattern, schema.max_length) = (Some("^[0-9]+$".to_owned()), Some(5));
    }
}
