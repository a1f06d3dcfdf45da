//! The body of an upload, as it comes: its bytes are read later, and what its headers say is checked before.

use http::{HeaderMap, header};
use kernel::{
    error::{Code, Error, Result},
    inbound::{FORM, check_coding},
    request::header::only_text,
};
use poem::{Body, Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef, Registry},
};

use super::kind::{UNKNOWN, media_type};

/// Bytes of any type.
pub struct Incoming {
    pub content_type: String,
    /// What the client says; counting is what decides.
    pub length: Option<u64>,
    pub body: Body,
}

impl<'a> ApiExtractor<'a> for Incoming {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(_: &mut Registry) {}

    fn request_meta() -> Option<MetaRequest> {
        let mut schema = MetaSchema::new_with_format("string", "binary");
        schema.description = Some("The file's bytes. Any `Content-Type` is taken, and kept as the file's.");
        let content = vec![MetaMediaType { content_type: UNKNOWN, schema: MetaSchemaRef::Inline(Box::new(schema)) }];
        Some(MetaRequest { description: None, content, required: true })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let headers = request.headers();
        Ok(Self {
            content_type: content_type(headers)?,
            length: only_text(headers, &header::CONTENT_LENGTH).and_then(|length| length.parse().ok()),
            body: body.take().map_err(|error| Error::bad_request(error.to_string()))?,
        })
    }
}

/// # Errors
/// `UNSUPPORTED_MEDIA_TYPE` for what is no media type, and for an encoded body.
fn content_type(headers: &HeaderMap) -> Result<String> {
    let refuse = |message: &'static str| Err(Error::new(Code::UnsupportedMediaType, message));
    check_coding(headers)?;
    if !headers.contains_key(header::CONTENT_TYPE) {
        return Ok(UNKNOWN.to_owned());
    }
    match only_text(headers, &header::CONTENT_TYPE).map(|given| if says_nothing(given) { UNKNOWN } else { given }) {
        // What a form holds would be kept with all that is around it.
        Some(given) if is(given, "multipart/form-data") => refuse(
            "Send the file's bytes as the body, not a form (with curl: --data-binary @FILE -H 'Content-Type: …')",
        ),
        Some(given) if media_type(given).is_some() => Ok(given.trim().to_owned()),
        _ => refuse("The Content-Type is not one media type"),
    }
}

/// True for a type that nobody gave: curl calls so whatever it sends unless it is told otherwise.
fn says_nothing(given: &str) -> bool {
    given.trim().is_empty() || is(given, FORM)
}

fn is(given: &str, essence: &str) -> bool {
    given.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(essence)
}
