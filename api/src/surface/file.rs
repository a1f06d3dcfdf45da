//! What browsers load: pages, scripts and styles from inside the binary. No other host is asked for anything, and pages
//! run under a policy that allows nothing inline. What a page does, it does by the API, as any client.

use std::collections::HashMap;

use hyper::body::Bytes;
use kernel::wire::page_policy::{OPENER, POLICY};
use poem::{
    Request, Response, Result,
    error::MethodNotAllowedError,
    http::{
        Method, StatusCode,
        header::{self},
    },
};
use sha2::{Digest, Sha256};

pub const CSS: &str = "text/css; charset=utf-8";
pub const SCRIPT: &str = "text/javascript; charset=utf-8";
pub const JSON: &str = "application/json";

/// Files by their whole path.
pub struct Files(HashMap<&'static str, File>);

impl Files {
    pub fn new(files: impl IntoIterator<Item = (&'static str, File)>) -> Self {
        Self(files.into_iter().collect())
    }

    pub fn at(&self, path: &str) -> Option<&File> {
        self.0.get(path)
    }
}

/// A page's links, where everything is below `path` of the public URL.
pub fn below(path: &str, html: &str) -> String {
    html.replace("=\"/", &format!("=\"{path}/"))
}

/// One file, whole in memory.
pub struct File {
    kind: &'static str,
    /// The strong entity tag (RFC 9110, 8.8.3) made of the content; a page has none.
    tag: Option<String>,
    content: Bytes,
}

impl File {
    /// A page, which nobody keeps: its URL may hold a link's token.
    pub fn page(content: impl Into<Bytes>) -> Self {
        Self { kind: "text/html; charset=utf-8", tag: None, content: content.into() }
    }

    /// What a page loads.
    pub fn asset(kind: &'static str, content: impl Into<Bytes>) -> Self {
        let content = content.into();
        let tag = format!("\"{}\"", hex::encode(&Sha256::digest(&content)[..16]));
        Self { kind, tag: Some(tag), content }
    }

    /// # Errors
    /// 405 for anything but reading.
    pub fn answer(&self, request: &Request) -> Result<Response> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Err(MethodNotAllowedError.into());
        }
        let mut answer = Response::builder().header(header::CONTENT_SECURITY_POLICY, POLICY).header(OPENER.0, OPENER.1);
        if let Some(tag) = &self.tag {
            // The names carry no version, so a browser asks each time, and is told 304 until the binary is another.
            answer = answer.header(header::ETAG, tag).header(header::CACHE_CONTROL, "no-cache");
            if is_held(request, tag) {
                return Ok(answer.status(StatusCode::NOT_MODIFIED).finish());
            }
        }
        let content = if request.method() == Method::HEAD { Bytes::new() } else { self.content.clone() };
        Ok(answer.header(header::CONTENT_TYPE, self.kind).body(content))
    }
}

/// Whether the client holds the content with this tag (RFC 9110, 13.1.2).
pub fn is_held(request: &Request, held: &str) -> bool {
    request.headers().get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).any(|value| {
        value.split(',').map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == held)
    })
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn ask(files: &Files, method: Method, path: &str, held: &str) -> Result<Response> {
        let request = Request::builder().method(method).uri_str(path).header(header::IF_NONE_MATCH, held).finish();
        files.at(request.uri().path()).unwrap_or_else(|| panic!("{path}")).answer(&request)
    }

    /// The file's text, under the policy.
    pub async fn text(files: &Files, path: &str) -> String {
        let answer = ask(files, Method::GET, path, "\"other\"").unwrap();
        assert_eq!(answer.headers()[header::CONTENT_SECURITY_POLICY], POLICY, "{path}");
        assert_eq!(answer.headers()[OPENER.0], OPENER.1, "{path}");
        answer.into_body().into_string().await.unwrap()
    }

    /// Checks that a page loads only what is served beside it, this many files, and has nothing inline.
    pub async fn keeps_to_itself(files: &Files, path: &str, loads: usize) {
        let page = text(files, path).await;
        let loaded: Vec<&str> = page.split('"').filter(|part| part.starts_with('/')).collect();
        assert_eq!(loaded.len(), loads, "{loaded:?}");
        for path in loaded {
            assert!(!text(files, path).await.is_empty());
        }
        assert!(!page.contains("//") && !page.contains("style=") && !page.contains("<script>"), "{page}");
        assert!(!page.split_whitespace().any(|word| word.starts_with("on") && word.contains('=')), "{page}");
    }

    #[test]
    fn an_asset_has_a_tag_that_spares_the_next_transfer_and_a_page_is_not_kept() {
        let files = Files::new([("/a.js", File::asset(SCRIPT, "let a;")), ("/a", File::page("<p>"))]);
        let first = ask(&files, Method::GET, "/a.js", "").unwrap();
        let tag = first.header("etag").unwrap();
        for held in [tag, &format!("\"x\", W/{tag}"), "*"] {
            assert_eq!(ask(&files, Method::GET, "/a.js", held).unwrap().status(), StatusCode::NOT_MODIFIED);
        }
        let page = ask(&files, Method::GET, "/a?token=x", "*").unwrap();
        assert_eq!((page.status(), page.header("etag"), page.header("cache-control")), (StatusCode::OK, None, None));
    }

    #[test]
    fn only_reading_is_possible() {
        let files = Files::new([("/a.js", File::asset(SCRIPT, "let a;"))]);
        let refused = ask(&files, Method::POST, "/a.js", "").unwrap_err();
        assert_eq!(refused.status(), StatusCode::METHOD_NOT_ALLOWED);
    }
}
