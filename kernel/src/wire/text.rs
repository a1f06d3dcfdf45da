//! `Text<T>`: a JSON string that is a `T` on our side. Reading it is checking it, so no handler sees an unchecked one.

use std::{borrow::Cow, fmt::Display, str::FromStr};

use entity::{
    Action, AgentSessionStatus, DeliveryStatus, DeviceStatus, GuardrailKind, Id, MailKind, MailStatus, OrgRole,
    PaymentStatus, Scope, SignInMethod, StepUpMethod, Timestamp, UseSpan, WorkspaceRole,
};
use poem_openapi::{
    registry::{MetaSchema, MetaSchemaRef, Registry},
    types::{ParseError, ParseFromJSON, ParseFromParameter, ParseResult, ToJSON, Type},
};
use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

/// How a `T` is described in the document.
pub trait TextShape: FromStr<Err: Display> + Display + Send + Sync + 'static {
    /// The schema's name in Rust error messages and the registry.
    const NAME: &'static str;
    /// True if it is a schema of its own, for which a generated client has one type.
    const SHARED: bool = false;
    /// OpenAPI `format`.
    const FORMAT: Option<&'static str> = None;

    /// An example, a pattern, lengths, the words of a closed set.
    fn describe(_schema: &mut MetaSchema) {}
}

/// A `T` written as a JSON string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<T>(pub T);

impl<T: TextShape> Type for Text<T> {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        Cow::Borrowed(T::NAME)
    }

    fn schema_ref() -> MetaSchemaRef {
        if T::SHARED {
            MetaSchemaRef::Reference(T::NAME.to_owned())
        } else {
            MetaSchemaRef::Inline(Box::new(schema::<T>()))
        }
    }

    fn register(registry: &mut Registry) {
        if T::SHARED {
            registry.create_schema::<Self, _>(T::NAME.to_owned(), |_| schema::<T>());
        }
    }

    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self::RawElementValueType> + 'a> {
        Box::new(self.as_raw_value().into_iter())
    }
}

fn schema<T: TextShape>() -> MetaSchema {
    let mut schema = MetaSchema::new("string");
    schema.format = T::FORMAT;
    T::describe(&mut schema);
    schema
}

impl<T: TextShape> ParseFromJSON for Text<T> {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        match value {
            Some(Value::String(text)) => text.parse().map(Self).map_err(ParseError::custom),
            other => Err(ParseError::expected_type(other.unwrap_or_default())),
        }
    }
}

impl<T: TextShape> ParseFromParameter for Text<T> {
    fn parse_from_parameter(text: &str) -> ParseResult<Self> {
        text.parse().map(Self).map_err(ParseError::custom)
    }
}

impl<T: TextShape> ToJSON for Text<T> {
    fn to_json(&self) -> Option<Value> {
        Some(Value::String(self.0.to_string()))
    }
}

impl<'de, T: TextShape> Deserialize<'de> for Text<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map(Self).map_err(de::Error::custom)
    }
}

impl<T: 'static> TextShape for Id<T> {
    const NAME: &'static str = "Id";
    const FORMAT: Option<&'static str> = Some("uuid");

    fn describe(schema: &mut MetaSchema) {
        schema.example = Some("019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40".into());
    }
}

macro_rules! word_sets {
    ($($words:ident = $description:literal),* $(,)?) => {$(
        impl TextShape for $words {
            const NAME: &'static str = stringify!($words);
            const SHARED: bool = true;

            fn describe(schema: &mut MetaSchema) {
                schema.description = Some($description);
                schema.enum_items = $words::ALL.iter().map(|word| word.as_str().into()).collect();
            }
        }
    )*};
}
word_sets!(
    Action = "What can be in the audit log.",
    AgentSessionStatus = "What has become of an agent session.",
    DeviceStatus = "What has become of a device login; `expired` and `consumed` never give a key any more.",
    DeliveryStatus = "Whether a message is still to be sent, arrived, or was given up.",
    GuardrailKind = "What a guardrail does: warn, ask a person first, or not let it happen.",
    MailKind = "What a mail is about.",
    MailStatus = "Whether a mail is still to be sent, was taken, was given up, or went with its link.",
    OrgRole = "What somebody is in an org, from the least to the most.",
    PaymentStatus = "How far a payment has come; `settled` and `failed` are for good.",
    Scope = "What a key may be used for.",
    SignInMethod = "How a session came to be: the last step of its sign-in.",
    StepUpMethod = "What a step-up is made with.",
    UseSpan = "How long the spans are by which uses are counted.",
    WorkspaceRole = "What somebody is in a workspace, from the least to the most.",
);

impl TextShape for Timestamp {
    const NAME: &'static str = "Timestamp";
    const FORMAT: Option<&'static str> = Some("date-time");

    fn describe(schema: &mut MetaSchema) {
        schema.example = Some("2026-04-30T12:01:00.000Z".into());
    }
}
