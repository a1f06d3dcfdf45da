//! An answer, and what every answer has to keep to: its status is in the document, its errors are in the envelope, or in
//! a dialect's shape.

use http::{HeaderMap, Method, StatusCode};
use kernel::error::Code;
use poem::Response;
use resource::key::dialect;
use serde_json::Value;

use crate::document;

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
    pub text: String,
}

impl Answer {
    pub(crate) async fn read(method: &Method, path: &str, response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let text = body.into_string().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or_default();
        let answer = Self { status: parts.status, headers: parts.headers, body, text };
        answer.check(method, path);
        answer
    }

    fn check(&self, method: &Method, path: &str) {
        assert!(self.headers.contains_key("x-request-id"), "{method} {path}: no X-Request-Id");
        if let Some(operation) = document::find(method, path) {
            let status = self.status.as_str();
            assert!(
                operation.statuses.contains(status),
                "{method} {path} gave an undocumented {status}: {}",
                self.text
            );
        }
        if self.status.is_client_error() || self.status.is_server_error() {
            if path.starts_with("/oauth2/") && self.body["error"].is_string() {
                // The standard's own shape (RFC 6749, 5.2).
                assert!(self.body["error_description"].is_string(), "{}", self.text);
                return;
            }
            if self.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
                let pages = ["/auth/callback", "/api/v1/auth/", "/oauth2/authorize"];
                // A mistyped address, which is nowhere near the API.
                let is_nowhere =
                    self.status == 404 && !["/api", "/auth", "/internal"].iter().any(|of| path.starts_with(of));
                let is_a_page = pages.iter().any(|page| path.starts_with(page)) || is_nowhere;
                assert!(is_a_page, "{method} {path}: a page for {}", self.status);
                return;
            }
            if self.body["jsonrpc"] == "2.0" {
                // JSON-RPC's own shape, at `/mcp` alone.
                assert!(path == "/mcp" && self.body["error"]["code"].is_i64(), "{}", self.text);
                return;
            }
            if is_of_dialect(method, path) && self.body.get("success").is_none() {
                assert!(!self.message().is_empty(), "{method} {path}: {}", self.text);
                return;
            }
            let error = &self.body["error"];
            assert_eq!(self.body["success"], false, "{method} {path}: {}", self.text);
            assert!(error["code"].is_string() && error["message"].is_string(), "{}", self.text);
            assert_eq!(error["requestId"].as_str(), self.header("x-request-id"), "{}", self.text);
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The `data` of a success with this status.
    #[track_caller]
    pub fn ok(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        assert_eq!(self.body["success"], true, "{}", self.text);
        self.body["data"].clone()
    }

    /// Checks that it is this error.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) -> &Self {
        assert_eq!((self.status.as_u16(), self.code()), (status, code), "{}", self.text);
        self
    }

    /// Checks that it is a 400 that names `field`.
    #[track_caller]
    pub fn names_field(&self, field: &str) -> &Self {
        self.refused(400, "BAD_REQUEST");
        let fields = &self.body["error"]["details"]["fields"];
        assert!(fields.get(field).is_some(), "{field} is not named: {}", self.text);
        self
    }

    /// Checks that it is the 403 that asks for a step-up (RFC 9470).
    #[track_caller]
    pub fn asks_for_step_up(&self) -> &Self {
        self.refused(403, "FORBIDDEN");
        let challenge = self.header("www-authenticate").unwrap_or_default();
        assert!(challenge.contains("error=\"insufficient_user_authentication\""), "{challenge}");
        assert!(challenge.contains("max_age=\""), "{challenge}");
        assert!(self.body["error"]["details"]["stepUp"]["maxAge"].is_u64(), "{}", self.text);
        self
    }

    /// Checks that nobody can tell the two apart: they are the same but for the request's id.
    #[track_caller]
    pub fn same_as(&self, other: &Self) -> &Self {
        let seen = |answer: &Self| {
            let mut headers = answer.headers.clone();
            let id = headers.remove("x-request-id").unwrap();
            (answer.status, headers, answer.text.replace(id.to_str().unwrap(), ""))
        };
        assert_eq!(seen(self), seen(other));
        self
    }

    /// Of a dialect's error, which has none, the one that its status stands for.
    pub fn code(&self) -> &str {
        let of_status = || Code::ALL.iter().find(|code| code.status() == self.status).map(|code| code.as_str());
        let code = if self.dialects_message().is_some() { of_status() } else { self.body["error"]["code"].as_str() };
        code.unwrap_or_default()
    }

    pub fn message(&self) -> &str {
        let native = || self.body["error"]["message"].as_str().unwrap_or_default();
        self.dialects_message().unwrap_or_else(native)
    }

    /// A dialect's error is a sentence with a name.
    fn dialects_message(&self) -> Option<&str> {
        let fields = self.body.as_object().filter(|fields| fields.len() == 1)?;
        fields.values().next()?.as_str()
    }
}

/// Is this one of the paths that errors of a dialect come from? Those of a test's own are in no document.
fn is_of_dialect(method: &Method, path: &str) -> bool {
    let plain = path.split('?').next().unwrap().trim_end_matches('/');
    match document::find(method, path).and_then(|operation| operation.ruled("surface")) {
        Some(surface) => dialect::ALL.iter().any(|dialect| dialect.name() == surface),
        None => !plain.starts_with("/api/") || dialect::ALL.iter().any(|dialect| dialect.owns(plain)),
    }
}
