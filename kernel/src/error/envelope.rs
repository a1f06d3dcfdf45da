//! How an error looks on the native wire; the only place that knows HTTP statuses. `surface::refusal` writes it; a dialect
//! brings bodies of its own.

use http::StatusCode;
use poem::error::ResponseError;
use poem_openapi::{
    ApiResponse, Object,
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::Type,
};

use super::{Code, Error};

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
