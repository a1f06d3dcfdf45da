//! A third party's credential in a body: read so that no refusal repeats any of it, and wiped when dropped.

use std::borrow::Cow;

use kernel::token::Plain;
use poem_openapi::{
    registry::{MetaSchema, MetaSchemaRef},
    types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type},
};
use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

/// The longest, in characters: a service account's file with its key fits.
const LONGEST: usize = 16 * 1024;

/// A credential of any form, of 1 to 16384 characters.
pub struct Secret(pub Plain);

impl<'de> Deserialize<'de> for Secret {
    /// By way of any value: serde's own refusals quote what they refuse.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(Some(Value::deserialize(deserializer)?)).map_err(de::Error::custom)
    }
}

impl Secret {
    fn read(value: Option<Value>) -> Result<Self, &'static str> {
        match value {
            Some(Value::String(text)) => {
                let plain = Plain::new(text);
                let fits = (1..=LONGEST).contains(&plain.expose().chars().count());
                if fits { Ok(Self(plain)) } else { Err("expected 1 to 16384 characters") }
            }
            _ => Err("expected a string"),
        }
    }
}

impl ParseFromJSON for Secret {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        Self::read(value).map_err(ParseError::custom)
    }
}

/// The framework asks this of every field of a body. It goes nowhere.
impl ToJSON for Secret {
    fn to_json(&self) -> Option<Value> {
        None
    }
}

impl Type for Secret {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Secret")
    }

    fn schema_ref() -> MetaSchemaRef {
        let mut schema = MetaSchema::new_with_format("string", "password");
        schema.min_length = Some(1);
        schema.max_length = Some(LONGEST);
        schema.write_only = true;
        MetaSchemaRef::Inline(Box::new(schema))
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}
