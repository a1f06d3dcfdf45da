//! Answers of the standard wire: bare JSON, and errors as RFC 6749 (5.2) has them. Every error of ours has its word here.

use http::{HeaderName, HeaderValue, StatusCode, header};
use kernel::{
    error::{Code, Error},
    request::Context,
};
use poem::{IntoResponse, Response};
use poem_openapi::{
    ApiResponse, Object,
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::{ToJSON, Type},
};

use crate::{device_login::Refusal, grant};

/// Why a request was refused.
#[derive(Debug)]
pub struct Refused {
    status: StatusCode,
    word: &'static str,
    description: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    cause: Option<Error>,
}

impl Refused {
    pub fn new(word: &'static str, description: impl Into<String>) -> Self {
        let description = description.into();
        Self { status: StatusCode::BAD_REQUEST, word, description, headers: Vec::new(), cause: None }
    }

    pub fn invalid_request(description: impl Into<String>) -> Self {
        Self::new("invalid_request", description)
    }
}

impl From<grant::Refusal> for Refused {
    fn from(refusal: grant::Refusal) -> Self {
        Self::new(refusal.word, refusal.description)
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        let description = match refusal {
            Refusal::Pending => "Nobody has approved yet".to_owned(),
            Refusal::SlowDown { interval } => format!("Ask every {interval} seconds"),
            Refusal::Denied => "The login was denied".to_owned(),
            Refusal::Expired => "The device code has expired".to_owned(),
            Refusal::Consumed => "The device code was used before".to_owned(),
            Refusal::Unknown => "The device code is unknown, or of another client".to_owned(),
        };
        Self::new(refusal.word(), description)
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        let is_limited = error.headers().iter().any(|(name, _)| name == header::RETRY_AFTER);
        let (status, word) = match error.code() {
            Code::BadRequest if is_limited => (StatusCode::BAD_REQUEST, "slow_down"),
            Code::BadRequest => (StatusCode::BAD_REQUEST, "invalid_request"),
            Code::Unauthorized => (StatusCode::BAD_REQUEST, "invalid_client"),
            Code::Forbidden => (StatusCode::BAD_REQUEST, "access_denied"),
            Code::NotFound | Code::Conflict => (StatusCode::BAD_REQUEST, "invalid_grant"),
            code @ (Code::MethodNotAllowed
            | Code::PayloadTooLarge
            | Code::UnsupportedMediaType
            | Code::RangeNotSatisfiable) => (code.status(), "invalid_request"),
            code @ Code::Unavailable => (code.status(), "temporarily_unavailable"),
        };
        let (description, mut headers) = (error.message().to_owned(), error.headers().to_vec());
        if error.code() == Code::Unavailable {
            headers.push((header::RETRY_AFTER, HeaderValue::from_static("1")));
        }
        Self { status, word, description, headers, cause: Some(error) }
    }
}

/// A `T`, or why not. `STATUS` is that of a `T`.
pub struct Answer<T, const STATUS: u16 = 200>(Result<T, Refused>);

impl<T, const STATUS: u16> Answer<T, STATUS> {
    pub fn new(context: &Context, result: Result<T, Refused>) -> Self {
        if let Err(Refused { cause: Some(error), .. }) = &result {
            error.log(&context.request_id);
        }
        Self(result)
    }
}

impl<T: ToJSON, const STATUS: u16> IntoResponse for Answer<T, STATUS> {
    fn into_response(self) -> Response {
        let json = |status: StatusCode, body: Option<serde_json::Value>| {
            let body = body.unwrap_or_default().to_string();
            Response::builder().status(status).content_type("application/json").body(body)
        };
        match self.0 {
            Ok(done) => json(StatusCode::from_u16(STATUS).unwrap_or_default(), done.to_json()),
            Err(refused) => {
                let out = RefusedOut { error: refused.word.to_owned(), error_description: refused.description };
                let mut response = json(refused.status, out.to_json());
                response.headers_mut().extend(refused.headers);
                response
            }
        }
    }
}

/// Refusals are the document's `default`, which the rule's codes then take over.
impl<T: ToJSON, const STATUS: u16> ApiResponse for Answer<T, STATUS> {
    fn meta() -> MetaResponses {
        let response = |status, schema| {
            let content = vec![MetaMediaType { content_type: "application/json", schema }];
            MetaResponse { description: "", status, status_range: None, content, headers: Vec::new() }
        };
        MetaResponses {
            responses: vec![response(Some(STATUS), T::schema_ref()), response(None, RefusedOut::schema_ref())],
        }
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
        RefusedOut::register(registry);
    }
}

/// An error answer of the standard wire (RFC 6749, 5.2).
#[derive(Object)]
#[oai(rename = "OAuthError")]
struct RefusedOut {
    /// A stable word to branch on: `authorization_pending`, `slow_down`, `access_denied`, `expired_token`,
    /// `invalid_client`, `invalid_client_metadata`, `invalid_grant`, `invalid_redirect_uri`, `invalid_request`,
    /// `invalid_scope`, `invalid_target`, `unsupported_grant_type` or `temporarily_unavailable`.
    error: String,
    /// A sentence for people; it may change.
    error_description: String,
}
