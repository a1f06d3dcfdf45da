//! A JSON body of the standard wire: what it says beyond what is read is the client's own (RFC 7591, 2). What is wrong with it
//! is for the handler to answer, in the standard's words.

use kernel::{error::Error, inbound::read};
use poem::{Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, Registry},
    types::Type,
};
use serde::de::DeserializeOwned;

use super::answer::Refused;

/// The body, as a `T`, or why it is none.
pub struct JsonObject<T>(pub Result<T, Refused>);

impl<'a, T: DeserializeOwned + Type> ApiExtractor<'a> for JsonObject<T> {
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
        let bytes = read(request, body).await;
        let is_json = request.content_type().is_some_and(|given| given.starts_with("application/json"));
        Ok(Self(bytes.map_err(Refused::from).and_then(|bytes| parse(is_json, &bytes))))
    }
}

fn parse<T: DeserializeOwned>(is_json: bool, bytes: &[u8]) -> Result<T, Refused> {
    if !is_json {
        let other = Error::new(kernel::error::Code::UnsupportedMediaType, "Send the body as application/json");
        return Err(other.into());
    }
    let wrong = |error: serde_json::Error| {
        let reason = error.to_string();
        let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason);
        Refused::new("invalid_client_metadata", reason)
    };
    serde_json::from_slice(bytes).map_err(wrong)
}
