//! A JSON request body, read within `bytes`' limits and refused by naming the field. The framework's own `Json` does
//! neither.

use std::{fmt, marker::PhantomData};

use http::header;
use poem::{Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, Registry},
    types::Type,
};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error as _, MapAccess, Visitor},
};
use serde_json::{Map, Value};

use super::bytes::read;
use crate::{
    error::{Code, Error},
    request::header::only_text,
};

/// The body, as a `T` that denies unknown fields.
pub struct JsonBody<T>(pub T);

impl<'a, T: DeserializeOwned + Type> ApiExtractor<'a> for JsonBody<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let content = vec![MetaMediaType { content_type: "application/json", schema: T::schema_ref() }];
        Some(MetaRequest { description: None, content, required: true })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let bytes = read(request, body).await?;
        Ok(Self(parse_json(request, &bytes)?))
    }
}

/// As `JsonBody`, for an operation that needs nothing said: no body at all is the default.
pub struct OptionalBody<T>(pub T);

impl<'a, T: DeserializeOwned + Default + Type> ApiExtractor<'a> for OptionalBody<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        JsonBody::<T>::request_meta().map(|meta| MetaRequest { required: false, ..meta })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let bytes = read(request, body).await?;
        if bytes.is_empty() { Ok(Self(T::default())) } else { Ok(Self(parse_json(request, &bytes)?)) }
    }
}

/// As `JsonBody`, of whose bytes something has to be verified before anybody reads them.
pub struct SignedBody<T> {
    pub bytes: Vec<u8>,
    value: PhantomData<T>,
}

impl<T: DeserializeOwned> SignedBody<T> {
    /// # Errors
    /// `BAD_REQUEST` names the field.
    pub fn parse(&self) -> Result<T, Error> {
        parse(&self.bytes)
    }
}

impl<'a, T: DeserializeOwned + Send + Type> ApiExtractor<'a> for SignedBody<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        JsonBody::<T>::request_meta()
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        check_json(request)?;
        Ok(Self { bytes: read(request, body).await?, value: PhantomData })
    }
}

fn parse_json<T: DeserializeOwned>(request: &Request, bytes: &[u8]) -> Result<T, Error> {
    check_json(request)?;
    parse(bytes)
}

fn check_json(request: &Request) -> Result<(), Error> {
    if is_json(request) {
        return Ok(());
    }
    Err(Error::new(Code::UnsupportedMediaType, "Send the body as application/json"))
}

/// One `Content-Type`, `application/json`, with or without parameters (RFC 8259 defines none).
fn is_json(request: &Request) -> bool {
    only_text(request.headers(), &header::CONTENT_TYPE).is_some_and(|given| {
        let essence = given.split(';').next().unwrap_or_default();
        essence.trim().eq_ignore_ascii_case("application/json")
    })
}

/// Reads `bytes` as a `T`. serde_json itself refuses more than 128 levels.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    // serde would read a struct from an array too, by position.
    if bytes.trim_ascii_start().first().is_some_and(|byte| *byte == b'[') {
        return Err(Error::bad_request("The body must be a JSON object"));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        refusal(&path, error.into_inner())
    })?;
    reader.end().map_err(|_| Error::bad_request("The body is not valid JSON"))?;
    Ok(value)
}

/// The members of an object that isn't read any further yet; none is given twice.
pub struct Members(pub Map<String, Value>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut given: A) -> Result<Members, A::Error> {
                let mut members = Map::new();
                while let Some((name, value)) = given.next_entry::<String, Value>()? {
                    if members.contains_key(&name) {
                        return Err(A::Error::custom(format!("duplicate field `{name}`")));
                    }
                    members.insert(name, value);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Reader)
    }
}

/// As from a body, a `T` that denies unknown fields.
pub fn from_members<T: DeserializeOwned>(members: Map<String, Value>) -> Result<T, Error> {
    serde_path_to_error::deserialize(Value::Object(members)).map_err(|error| {
        let path = error.path().to_string();
        refusal(&path, error.into_inner())
    })
}

/// serde names a missing, unknown or doubled field in its message only, in backticks; other errors carry a path.
fn refusal(path: &str, error: serde_json::Error) -> Error {
    if !error.is_data() {
        return Error::bad_request("The body is not valid JSON");
    }
    let text = error.to_string();
    let reason = text.rsplit_once(" at line ").map_or(text.as_str(), |(reason, _)| reason);
    let named = |prefix: &str| reason.strip_prefix(prefix)?.split('`').next().map(str::to_owned);
    if let Some(name) = named("missing field `") {
        return Error::field(&name, "is required");
    }
    if let Some(name) = named("unknown field `") {
        return Error::field(&name, "is not a field of this request");
    }
    if let Some(name) = named("duplicate field `") {
        return Error::field(&name, "is given twice");
    }
    if path == "." { Error::bad_request("The body must be a JSON object") } else { Error::field(path, plain(reason)) }
}

/// What serde says of a value of the wrong kind, in words of JSON: its own name types of this program.
fn plain(reason: &str) -> String {
    let said = reason.strip_prefix("invalid type: ").or_else(|| reason.strip_prefix("invalid value: "));
    let Some((_, expected)) = said.and_then(|said| said.rsplit_once(", expected ")) else {
        return reason.to_owned();
    };
    let expected = match expected {
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "u32" => "a whole number from 0 to 4294967295",
        "u64" | "usize" => "a whole number, zero or more",
        "i8" | "i16" | "i32" | "i64" => "a whole number",
        "f32" | "f64" => "a number",
        "a boolean" => "`true` or `false`",
        "a sequence" => "an array",
        "a map" => "an object",
        kind if kind.starts_with("struct ") => "an object",
        kind => kind,
    };
    format!("expected {expected}")
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    struct In {
        #[allow(dead_code)]
        name: String,
        #[serde(default)]
        #[allow(dead_code)]
        tags: Vec<u8>,
    }

    #[test]
    fn every_refusal_names_its_field() {
        for (body, message) in [
            (r#"{}"#, "name: is required"),
            (r#"{"name":"a","b":1}"#, "b: is not a field of this request"),
            (r#"{"name":"a","name":"b"}"#, "name: is given twice"),
            (r#"{"name":1}"#, "name: expected a string"),
            (r#"{"name":"a","tags":[1,-1]}"#, "tags[1]: expected a whole number from 0 to 255"),
            (r#"{"name":"a","tags":"b"}"#, "tags: expected an array"),
            (r#"[]"#, "The body must be a JSON object"),
            (r#"{"name":"a"} x"#, "The body is not valid JSON"),
            (r#"{"name":"#, "The body is not valid JSON"),
            ("", "The body is not valid JSON"),
        ] {
            assert_eq!(parse::<In>(body.as_bytes()).unwrap_err().message(), message, "{body}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let deep = format!(r#"{{"name":"a","tags":{}"#, "[".repeat(100_000));
        assert_eq!(parse::<In>(deep.as_bytes()).unwrap_err().code(), Code::BadRequest);
    }
}
