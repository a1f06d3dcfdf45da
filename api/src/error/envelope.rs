//! How an error looks on the native wire; the only place that knows HTTP statuses. A dialect brings bodies of its own.
//! Errors of the framework (no route, wrong method, a parameter that doesn't parse) are turned into ours here.

use http::{HeaderValue, StatusCode, header};
use poem::{Response, error::ResponseError};
use poem_openapi::{
    ApiResponse, Object,
    error::{ContentTypeError, ParseParamError, ParsePathError},
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::Type,
};
use serde_json::{Value, json};

use super::{Code, Error};
use crate::resource::key::dialect::Entry;

impl Code {
    pub const fn status(self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict => StatusCode::CONFLICT,
            Self::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::RangeNotSatisfiable => StatusCode::RANGE_NOT_SATISFIABLE,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// Lets `Error` travel through poem; the answer's bytes are `render`'s.
impl ResponseError for Error {
    fn status(&self) -> StatusCode {
        self.code().status()
    }
}

/// Handlers return `Result<_, Error>`. The document gets the shape as `default`; which codes an operation can give is
/// then written in its place, from its rule.
impl ApiResponse for Error {
    fn meta() -> MetaResponses {
        let content = vec![MetaMediaType { content_type: "application/json", schema: ErrorOut::schema_ref() }];
        let response = MetaResponse { description: "", status: None, status_range: None, content, headers: Vec::new() };
        MetaResponses { responses: vec![response] }
    }

    fn register(registry: &mut Registry) {
        ErrorOut::register(registry);
    }
}

/// The answer for `error`: in the native envelope, or as `dialect` has it.
pub fn render(error: poem::Error, request_id: &str, dialect: Option<&Entry>) -> Response {
    let error = native(error);
    error.log(request_id);
    let body = dialect.map_or_else(|| envelope(&error, request_id), |dialect| (dialect.refuse)(&error));
    let mut response =
        Response::builder().status(error.status()).content_type("application/json").body(body.to_string());
    let headers = response.headers_mut();
    match error.code() {
        Code::Unauthorized => {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"almond\""))
        }
        Code::Unavailable => headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1")),
        _ => None,
    };
    for (name, value) in error.0.headers {
        headers.insert(name, value);
    }
    response
}

fn envelope(error: &Error, request_id: &str) -> Value {
    let mut body = json!({ "success": false, "error": {
        "code": error.code().as_str(), "message": error.message(), "requestId": request_id,
    }});
    if let Some(details) = &error.0.details {
        body["error"]["details"] = details.clone();
    }
    body
}

fn native(error: poem::Error) -> Error {
    let error = match error.downcast::<Error>() {
        Ok(error) => return error,
        Err(error) => error,
    };
    if let Some(error) = error.downcast_ref::<ParseParamError>() {
        return Error::field(error.name, &error.reason);
    }
    // An id that can't be one names no thing, just as one that could be; and so does a path that isn't even text.
    if error.is::<ParsePathError>() || error.is::<poem::error::ParsePathError>() {
        return Error::not_found();
    }
    if error.is::<ContentTypeError>() {
        return Error::new(Code::UnsupportedMediaType, "Send the body as application/json");
    }
    match error.status() {
        StatusCode::NOT_FOUND => Error::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => Error::new(Code::MethodNotAllowed, "Method not allowed"),
        StatusCode::PAYLOAD_TOO_LARGE => Error::new(Code::PayloadTooLarge, "The body is too large"),
        status if status.is_client_error() => Error::bad_request("Bad request"),
        _ => Error::unavailable(error.to_string()),
    }
}

/// An error answer of the native API.
#[derive(Object)]
#[oai(rename = "ErrorAnswer", rename_all = "camelCase")]
pub struct ErrorOut {
    /// Always `false`.
    success: bool,
    error: ErrorBody,
}

/// What went wrong.
#[derive(Object)]
#[oai(rename = "ErrorBody", rename_all = "camelCase")]
struct ErrorBody {
    /// A stable word to branch on: `BAD_REQUEST`, `UNAUTHORIZED`, `FORBIDDEN`, `NOT_FOUND`, `METHOD_NOT_ALLOWED`,
    /// `CONFLICT`, `PAYLOAD_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE`, `RANGE_NOT_SATISFIABLE` or `UNAVAILABLE`.
    code: String,
    /// A sentence for people; it may change.
    message: String,
    /// The id of the request, also in `X-Request-Id`; quote it when asking for help.
    request_id: String,
    /// More, where there is more: `fields` names what is wrong in a body, `stepUp` says how to step up.
    #[oai(skip_serializing_if_is_none)]
    details: Option<serde_json::Value>,
}
