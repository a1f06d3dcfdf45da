//! The page that a sign-in ends on: a key, shown this once, or why there is none. It has nothing inline and loads only
//! what is served here; nobody keeps it.

use http::{HeaderName, HeaderValue, StatusCode, header};
use kernel::{
    error::Error,
    wire::{
        html::escaped,
        page_policy::{OPENER, POLICY},
    },
};
use poem::{IntoResponse, Response};
use poem_openapi::{
    ApiResponse,
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::Type,
};

use super::super::MintedKey;

const KEY: &str = include_str!("../../../../assets/sso/key.html");
const PROBLEM: &str = include_str!("../../../../assets/sso/problem.html");

/// A page of HTML.
pub struct Page {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    html: String,
}

impl Page {
    pub fn of_key(email: &str, minted: &MintedKey) -> Self {
        // The key last: nothing of what people may call themselves is looked at again after it.
        let html = KEY
            .replace("{email}", &escaped(email))
            .replace("{prefix}", &escaped(&minted.about.prefix))
            .replace("{key}", &escaped(&minted.key));
        Self { status: StatusCode::OK, headers: Vec::new(), html }
    }

    pub fn of_problem(error: &Error, request_id: &str) -> Self {
        error.log(request_id);
        let html = PROBLEM.replace("{problem}", &escaped(error.message()));
        Self { status: error.code().status(), headers: error.headers(), html }
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let mut response = Response::builder()
            .status(self.status)
            .content_type("text/html; charset=utf-8")
            .header(header::CONTENT_SECURITY_POLICY, POLICY)
            .header(OPENER.0, OPENER.1)
            .body(self.html);
        for (name, value) in self.headers {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// 200, and the same kind of page for every error that the rule can give.
impl ApiResponse for Page {
    fn meta() -> MetaResponses {
        let response = |description, status| MetaResponse {
            description,
            status,
            status_range: None,
            content: vec![MetaMediaType { content_type: "text/html; charset=utf-8", schema: String::schema_ref() }],
            headers: Vec::new(),
        };
        MetaResponses { responses: vec![response("The page with the key", Some(200)), response("", None)] }
    }

    fn register(_: &mut Registry) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_no_markup() {
        let page = Page::of_problem(&Error::field("<script>", "no"), "id");
        assert!(!page.html.contains("<script>") && page.html.contains("&lt;script&gt;: no"));
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
    }
}
