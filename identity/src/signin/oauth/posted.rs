//! The answer of a provider that has the browser post it (OAuth 2.0 Form Post Response Mode). The post comes from another
//! site, so it brings no cookie; the browser is sent on to the callback with the same words, and brings it there.

use kernel::{
    error::{Error, Result},
    inbound::{FORM, read_form},
};
use poem::{Request, RequestBody};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions, Object,
    registry::{MetaMediaType, MetaRequest, Registry},
    types::Type,
};
use url::{Url, form_urlencoded};

/// What is handed on. Apple posts the person's name besides, Entra a session of its own.
const WORDS: [&str; 4] = ["code", "error", "state", "iss"];

/// What a provider has a browser post.
#[derive(Object)]
#[oai(rename = "PostedAnswer")]
#[allow(dead_code, reason = "the shape for the document; `Posted` reads it")]
struct PostedAnswer {
    /// The provider's, to be exchanged for its word on who it is.
    code: Option<String>,
    /// Why there is no code.
    error: Option<String>,
    /// As it was sent along.
    state: String,
    /// Who says so (RFC 9207).
    iss: Option<String>,
}

/// The answer's words.
pub struct Posted(Vec<(String, String)>);

impl Posted {
    /// The callback with the words in its query.
    ///
    /// # Errors
    /// None for a callback of this server's.
    pub fn at(&self, callback: &str) -> Result<Url> {
        Url::parse_with_params(callback, &self.0).map_err(Error::unavailable)
    }
}

impl<'a> ApiExtractor<'a> for Posted {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        PostedAnswer::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let content = vec![MetaMediaType { content_type: FORM, schema: PostedAnswer::schema_ref() }];
        Some(MetaRequest { description: None, content, required: true })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let bytes = read_form(request, body).await?;
        let words = form_urlencoded::parse(&bytes).into_owned();
        Ok(Self(words.filter(|(name, _)| WORDS.contains(&name.as_str())).collect()))
    }
}
