//! `Idempotency-Key`: a request that is sent again with it is not carried out twice
//! (draft-ietf-httpapi-idempotency-key-header).

use std::{fmt, str::FromStr};

use poem_openapi::registry::MetaSchema;

use super::text::TextShape;

/// A client's name for one wish: sent again with it, the wish is not doubled.
#[derive(Clone, Debug)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    pub fn into_string(self) -> String {
        self.0
    }
}

impl FromStr for IdempotencyKey {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if fits { Ok(Self(text.to_owned())) } else { Err("expected 1 to 255 letters, digits and signs of ASCII") }
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TextShape for IdempotencyKey {
    const NAME: &'static str = "IdempotencyKey";

    fn describe(schema: &mut MetaSchema) {
        schema.min_length = Some(1);
        schema.max_length = Some(255);
        schema.pattern = Some("^[!-~]+$".to_owned());
        schema.example = Some("5f2c9a1e-invoice-1041".into());
    }
}
