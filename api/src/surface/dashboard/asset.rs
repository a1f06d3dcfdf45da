//! A file that the dashboard loads, as it is and compressed.

use std::collections::HashMap;

use http::{HeaderMap, HeaderValue, StatusCode, header};
use hyper::body::Bytes;
use poem::{Request, Response, http::Method};
use sha2::{Digest, Sha256};

use super::super::file::is_held;

/// Codings with the endings of their files, the best first.
const CODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

pub struct Asset {
    kind: &'static str,
    cache: &'static str,
    /// Each with its coding and the tag of the whole.
    variants: Vec<(Option<&'static str>, String, Bytes)>,
}

impl Asset {
    /// None for what isn't served under its own name: the page, and compressed forms.
    pub fn new(path: &str, content: &'static [u8], all: &HashMap<&str, &'static [u8]>) -> Option<Self> {
        let kind = match path.rsplit_once('.')?.1 {
            "js" => "text/javascript; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "svg" => "image/svg+xml",
            "json" => "application/json",
            "woff2" => "font/woff2",
            _ => return None,
        };
        let hashed = path.starts_with("/_app/immutable/");
        let cache = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
        let tag = hex::encode(&Sha256::digest(content)[..16]);
        let coded = CODINGS.into_iter().filter_map(|(coding, ending)| {
            let content = *all.get(format!("{path}{ending}").as_str())?;
            Some((Some(coding), format!("\"{tag}-{coding}\""), Bytes::from_static(content)))
        });
        let plain = (None, format!("\"{tag}\""), Bytes::from_static(content));
        Some(Self { kind, cache, variants: coded.chain([plain]).collect() })
    }

    pub fn answer(&self, request: &Request) -> Response {
        let takes = |coding: &Option<&str>| coding.is_none_or(|coding| accepts(request.headers(), coding));
        let Some((coding, tag, content)) = self.variants.iter().find(|(coding, ..)| takes(coding)) else {
            return StatusCode::NOT_ACCEPTABLE.into();
        };
        let mut answer = Response::builder()
            .header(header::ETAG, tag)
            .header(header::CACHE_CONTROL, self.cache)
            .header(header::VARY, "Accept-Encoding");
        if is_held(request, tag) {
            return answer.status(StatusCode::NOT_MODIFIED).finish();
        }
        if let Some(coding) = coding {
            answer = answer.header(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        let content = if request.method() == Method::HEAD { Bytes::new() } else { content.clone() };
        answer.content_type(self.kind).body(content)
    }
}

/// Whether the client names the coding and doesn't refuse it (RFC 9110, 12.5.3).
fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        named && weight.is_none_or(|weight| weight.parse::<f32>().is_ok_and(|weight| weight > 0.0))
    })
}
