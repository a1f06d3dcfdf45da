//! Requests of pages of other origins (CORS, as in the Fetch standard): those of the front ends in
//! `ALMOND_ALLOWED_FRONTEND_URLS` may read every answer, errors too. They come with a bearer token; credentials in the
//! sense of the standard (the cookie) are never allowed. For every other origin nothing is different.

use http::{
    HeaderMap, HeaderValue, Method, StatusCode,
    header::{
        ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
        ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
        ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
    },
};
use kernel::{config::Frontends, request::header::only};
use poem::{Request, Response};

/// What a page may send, whether or not the path has it: a refusal that the page can read says more than a request that
/// the browser keeps back.
const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE");

/// Two hours, the longest that Chromium keeps the answer to a preflight.
const MAX_AGE: HeaderValue = HeaderValue::from_static("7200");

/// What a script may read beside the headers that every script may.
const EXPOSED: HeaderValue = HeaderValue::from_static(
    "X-Request-Id, WWW-Authenticate, Retry-After, RateLimit, RateLimit-Policy, Idempotency-Replayed, Allow, Link, \
     Location, ETag, Repr-Digest, Accept-Ranges, Content-Range, Content-Disposition",
);

/// What goes into `Vary`: answers differ by who asks.
const BY_ORIGIN: HeaderValue = HeaderValue::from_static("Origin");

/// The origins that may.
pub struct Cors(Vec<HeaderValue>);

impl Cors {
    pub fn new(frontends: &Frontends) -> Self {
        Self(frontends.origins().filter_map(|origin| HeaderValue::from_str(origin).ok()).collect())
    }

    /// The front end that a request comes from, if it says so once, to the letter as browsers write it.
    pub fn frontend(&self, headers: &HeaderMap) -> Option<&HeaderValue> {
        let origin = only(headers, &ORIGIN).ok()??;
        self.0.iter().find(|known| *known == origin)
    }

    /// Puts on an answer what a page of `frontend` needs to read it.
    pub fn allow(&self, response: &mut Response, frontend: Option<&HeaderValue>) {
        if !self.0.is_empty() {
            response.headers_mut().append(VARY, BY_ORIGIN);
        }
        if let Some(origin) = frontend {
            response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            response.headers_mut().insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
    }
}

/// Whether a browser asks what its page may send. It asks without a credential.
pub fn is_preflight(request: &Request) -> bool {
    *request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// The answer to a front end's preflight, whatever the path: its page may send any header that scripts can set.
pub fn preflight(request: &Request) -> Response {
    let mut answer = Response::from(StatusCode::NO_CONTENT);
    answer.headers_mut().insert(ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    answer.headers_mut().insert(ACCESS_CONTROL_MAX_AGE, MAX_AGE);
    for names in request.headers().get_all(ACCESS_CONTROL_REQUEST_HEADERS) {
        answer.headers_mut().append(ACCESS_CONTROL_ALLOW_HEADERS, names.clone());
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_front_ends_there_is_nothing_of_it() {
        let cors = Cors::new(&Frontends::default());
        let headers = HeaderMap::from_iter([(ORIGIN, HeaderValue::from_static("http://localhost:5173"))]);
        let mut answer = Response::default();
        cors.allow(&mut answer, cors.frontend(&headers));
        assert!(answer.headers().is_empty());
    }
}
