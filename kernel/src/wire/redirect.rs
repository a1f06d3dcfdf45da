//! An answer that sends a browser on, with a cookie perhaps. Only `GET`s of browsers give one.

use http::{HeaderValue, StatusCode, header};
use poem::{IntoResponse, Response};
use poem_openapi::{
    ApiResponse,
    registry::{MetaHeader, MetaResponse, MetaResponses, Registry},
    types::Type,
};
use url::Url;

/// 302 with a `Location`.
pub struct Redirect {
    location: Url,
    cookie: Option<HeaderValue>,
}

impl Redirect {
    pub fn to(location: Url) -> Self {
        Self { location, cookie: None }
    }

    /// Sets a cookie with the answer, or none.
    #[must_use]
    pub fn with_cookie(mut self, cookie: Option<HeaderValue>) -> Self {
        self.cookie = cookie;
        self
    }
}

impl IntoResponse for Redirect {
    fn into_response(self) -> Response {
        // A URL is written in ASCII.
        let mut response =
            Response::builder().status(StatusCode::FOUND).header(header::LOCATION, self.location.as_str()).finish();
        if let Some(cookie) = self.cookie {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        response
    }
}

impl ApiResponse for Redirect {
    fn meta() -> MetaResponses {
        let location = MetaHeader {
            name: "Location".to_owned(),
            description: Some("Where the browser goes on".to_owned()),
            required: true,
            deprecated: false,
            schema: String::schema_ref(),
        };
        let response = MetaResponse {
            description: "On to the next page",
            status: Some(StatusCode::FOUND.as_u16()),
            status_range: None,
            content: Vec::new(),
            headers: vec![location],
        };
        MetaResponses { responses: vec![response] }
    }

    fn register(_: &mut Registry) {}
}
