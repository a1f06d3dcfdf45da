//! Swagger UI at `/api/v1/docs`, from files inside the binary: no other host is asked for anything, and the page runs
//! under a policy that allows no inline script. The OpenAPI document itself is made elsewhere.

use hyper::body::Bytes;
use poem::{
    Endpoint, Request, Response, Result, Route, get,
    http::{StatusCode, header},
};
use sha2::{Digest, Sha256};

/// Where the page's own links expect [`routes`] to be nested.
pub const PATH: &str = "/api/v1/docs";

/// Proven in Chromium: the page, an operation tried out and the dialogue for credentials break none of it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

pub(super) const HTML: &str = "text/html; charset=utf-8";
pub(super) const CSS: &str = "text/css; charset=utf-8";
pub(super) const SCRIPT: &str = "text/javascript; charset=utf-8";
const JSON: &str = "application/json";

/// The page, its files and `openapi_json`, the document it shows. To be nested at [`PATH`].
pub fn routes(openapi_json: impl Into<Bytes>) -> Route {
    let file = |kind, content: &'static [u8]| get(File::new(kind, Bytes::from_static(content)));
    Route::new()
        .at("/", file(HTML, include_bytes!("../../assets/docs/index.html")))
        .at("/init.js", file(SCRIPT, include_bytes!("../../assets/docs/init.js")))
        .at("/swagger-ui.css", file(CSS, include_bytes!("../../assets/swagger-ui/swagger-ui.css")))
        .at("/swagger-ui-bundle.js", file(SCRIPT, include_bytes!("../../assets/swagger-ui/swagger-ui-bundle.js")))
        .at("/openapi.json", get(File::new(JSON, openapi_json.into())))
}

/// Is `path` one of [`routes`], nested?
pub fn serves(path: &str) -> bool {
    path.strip_prefix(PATH).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// One file, whole in memory, and the strong entity tag (RFC 9110, 8.8.3) made of its content.
pub(super) struct File {
    kind: &'static str,
    tag: String,
    content: Bytes,
}

impl File {
    pub(super) fn new(kind: &'static str, content: Bytes) -> Self {
        let tag = format!("\"{}\"", hex::encode(&Sha256::digest(&content)[..16]));
        Self { kind, tag, content }
    }

    /// Whether the client holds this very content (RFC 9110, 13.1.2).
    fn is_held(&self, request: &Request) -> bool {
        request.headers().get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).any(|value| {
            value.split(',').map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == self.tag)
        })
    }
}

impl Endpoint for File {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let answer = Response::builder()
            .header(header::ETAG, &self.tag)
            // The names carry no version, so a browser asks each time, and is told 304 until the binary is another.
            .header(header::CACHE_CONTROL, "no-cache")
            .header(header::CONTENT_SECURITY_POLICY, POLICY)
            .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
            .header(header::REFERRER_POLICY, "no-referrer");
        Ok(if self.is_held(&request) {
            answer.status(StatusCode::NOT_MODIFIED).finish()
        } else {
            answer.header(header::CONTENT_TYPE, self.kind).body(self.content.clone())
        })
    }
}

#[cfg(test)]
mod tests {
    use poem::http::Method;

    use super::*;

    async fn answer(path: &str, held: &str) -> Response {
        let mounted = Route::new().nest(PATH, routes("{\"openapi\":\"3.0.0\"}"));
        let request = Request::builder().uri_str(path).header(header::IF_NONE_MATCH, held).finish();
        mounted.get_response(request).await
    }

    async fn text(path: &str) -> String {
        let answer = answer(path, "\"other\"").await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.into_body().into_string().await.unwrap()
    }

    #[tokio::test]
    async fn the_page_is_there_with_and_without_a_slash_and_links_only_to_what_is_served() {
        let page = text(PATH).await;
        assert_eq!(text(&format!("{PATH}/")).await, page);
        let linked: Vec<&str> = page.split('"').filter(|part| part.starts_with('/')).collect();
        assert_eq!(linked.len(), 4);
        for path in linked {
            assert!(!text(path).await.is_empty());
        }
        let script = text(&format!("{PATH}/init.js")).await;
        assert!(script.contains(&format!("\"{PATH}/openapi.json\"")));
        assert!(!page.contains("//") && !page.contains("style=") && !page.contains("<script>"));
    }

    #[tokio::test]
    async fn every_file_carries_the_policy_and_a_tag_that_spares_the_next_transfer() {
        for name in ["", "/init.js", "/swagger-ui.css", "/swagger-ui-bundle.js", "/openapi.json"] {
            let path = format!("{PATH}{name}");
            let first = answer(&path, "").await;
            assert_eq!(first.header("content-security-policy"), Some(POLICY));
            assert_eq!(first.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(first.header("referrer-policy"), Some("no-referrer"));
            let tag = first.header("etag").unwrap().to_owned();
            for held in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
                assert_eq!(answer(&path, &held).await.status(), StatusCode::NOT_MODIFIED);
            }
        }
    }

    #[tokio::test]
    async fn only_reading_is_possible() {
        let request = Request::builder().method(Method::POST).uri_str("/init.js").finish();
        assert_eq!(routes("{}").get_response(request).await.status(), StatusCode::METHOD_NOT_ALLOWED);
    }
}
