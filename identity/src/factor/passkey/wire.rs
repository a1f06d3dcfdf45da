//! WebAuthn on the wire: what browsers' own JSON methods take and give goes through as it is.

use std::borrow::Cow;

use entity::CeremonyId;
use kernel::wire::Text;
use poem_openapi::{
    Object,
    registry::{MetaSchema, MetaSchemaRef},
    types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type},
};
use serde::Deserialize;
use serde_json::{Map, Value};

/// A ceremony that has begun. It ends with the next request that names it, whatever that brings, or after five minutes.
#[derive(Object)]
#[oai(rename = "PasskeyCeremony", rename_all = "camelCase")]
pub struct CeremonyOut {
    pub ceremony_id: Text<CeremonyId>,
    /// For the browser's `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`.
    pub public_key: JsonObject,
}

/// Nothing to say.
#[derive(Object, Default, Deserialize)]
#[oai(rename = "BeginPasskey", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct BeginIn {}

/// What an authenticator answered to a challenge.
#[derive(Object, Deserialize)]
#[oai(rename = "PasskeyAnswer", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AnswerIn {
    pub ceremony_id: Text<CeremonyId>,
    /// What the browser's `credential.toJSON()` gives.
    pub credential: JsonObject,
}

/// A JSON object whose members others define, and may add to.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct JsonObject(pub Map<String, Value>);

impl Type for JsonObject {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        Cow::Borrowed("object")
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema::new("object")))
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl ParseFromJSON for JsonObject {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        match value {
            Some(Value::Object(members)) => Ok(Self(members)),
            other => Err(ParseError::expected_type(other.unwrap_or_default())),
        }
    }
}

impl ToJSON for JsonObject {
    fn to_json(&self) -> Option<Value> {
        Some(Value::Object(self.0.clone()))
    }
}
