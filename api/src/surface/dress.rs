//! The headers that every answer carries, unless it has set its own.

use std::mem;

use http::{HeaderMap, HeaderValue, header};
use kernel::{config::Config, request::id};
use poem::Response;

/// A year, renewed by each answer (RFC 6797, 6.1.1). Other hosts of the domain are not ours to speak for.
const HTTPS_ONLY: &str = "max-age=31536000";

/// What answers are dressed in. The request's id is put in its place, since a copy of a map is exactly as large as what
/// it holds.
pub struct Dress(HeaderMap);

impl Dress {
    pub fn new(config: &Config) -> Self {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            (id::NAME, ""),
            (header::CACHE_CONTROL, "no-store"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::REFERRER_POLICY, "no-referrer"),
            (header::X_FRAME_OPTIONS, "DENY"),
            (
                header::CONTENT_SECURITY_POLICY,
                "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            ),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        // In development, the host may serve something else over http tomorrow.
        if config.environment.is_production() && config.server.is_https() {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HTTPS_ONLY));
        }
        Self(headers)
    }

    pub fn put_on(&self, response: &mut Response, request_id: &str) {
        let headers = response.headers_mut();
        // A copy of the whole is cheaper than one insertion after the other into a map that grows.
        let own = mem::replace(headers, self.0.clone());
        headers.extend(own);
        // Inserting would make room for one more first.
        if let (Some(place), Ok(id)) = (headers.get_mut(id::NAME), HeaderValue::from_str(request_id)) {
            *place = id;
        }
    }
}
