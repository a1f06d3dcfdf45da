//! The one error type of services and handlers: a code, a sentence for the caller, and the cause for the log only.
//! Which HTTP status and which bytes it becomes is `envelope`'s to know.

mod code;
mod envelope;

use std::{borrow::Cow, fmt};

pub use code::Code;
pub use envelope::ErrorOut;
use http::{
    HeaderName, HeaderValue,
    header::{RETRY_AFTER, WWW_AUTHENTICATE},
};
use serde_json::{Value, json};

pub type Result<T, E = Error> = std::result::Result<T, E>;

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// What went wrong, as the caller may know it (`code`, `message`, `details`, `headers`) and as the log should (`source`).
pub struct Error(Box<Inner>);

struct Inner {
    code: Code,
    message: Cow<'static, str>,
    details: Option<Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
    source: Option<Cause>,
}

impl Error {
    pub fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner { code, message: message.into(), details: None, headers: Vec::new(), source: None }))
    }

    pub fn bad_request(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Code::BadRequest, message)
    }

    /// A field of the request is wrong: `details.fields` names it.
    pub fn field(name: &str, reason: impl fmt::Display) -> Self {
        let reason = reason.to_string();
        let message = format!("{name}: {reason}");
        Self::bad_request(message).with_details(json!({ "fields": { name: reason } }))
    }

    /// The credential is missing, malformed, expired or revoked; which of these is nobody's business.
    pub fn unauthorized(message: &'static str) -> Self {
        Self::new(Code::Unauthorized, message)
    }

    pub fn forbidden(message: &'static str) -> Self {
        Self::new(Code::Forbidden, message)
    }

    /// No such thing, or not the caller's to see: the same bytes for both.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "Not found")
    }

    pub fn conflict(message: &'static str) -> Self {
        Self::new(Code::Conflict, message)
    }

    /// Something this server depends on failed; the cause goes to the log.
    pub fn unavailable(source: impl Into<Cause>) -> Self {
        let mut error = Self::new(Code::Unavailable, "Temporarily unavailable, try again");
        error.0.source = Some(source.into());
        error
    }

    #[must_use]
    pub fn with_details(mut self, details: Value) -> Self {
        self.0.details = Some(details);
        self
    }

    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: impl fmt::Display) -> Self {
        if let Ok(value) = HeaderValue::from_str(&value.to_string()) {
            self.0.headers.push((name, value));
        }
        self
    }

    pub fn code(&self) -> Code {
        self.0.code
    }

    pub fn message(&self) -> &str {
        &self.0.message
    }

    pub fn details(&self) -> Option<&Value> {
        self.0.details.as_ref()
    }

    /// The headers of the refusal, whatever its body looks like: those that every refusal of its kind has (RFC 6750; RFC
    /// 9110, 10.2.3), unless it brings others, and its own.
    pub fn headers(&self) -> Vec<(HeaderName, HeaderValue)> {
        let usual = match self.code() {
            Code::Unauthorized => Some((WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"almond\""))),
            Code::Unavailable => Some((RETRY_AFTER, HeaderValue::from_static("1"))),
            _ => None,
        };
        let usual = usual.filter(|(name, _)| self.0.headers.iter().all(|(own, _)| own != name));
        usual.into_iter().chain(self.0.headers.iter().cloned()).collect()
    }

    /// What the caller isn't told: for the log, and for the operator's own commands.
    pub fn cause(&self) -> Option<&(dyn std::error::Error + Send + Sync + 'static)> {
        self.0.source.as_deref()
    }

    /// Tells the log what the caller isn't told.
    pub fn log(&self, request_id: &str) {
        if let Some(source) = &self.0.source {
            tracing::error!(request_id, code = self.0.code.as_str(), cause = %source, "request failed");
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code.as_str(), self.0.message)?;
        self.0.source.as_ref().map_or(Ok(()), |source| write!(f, " ({source})"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Error {}

/// A statement that fails for any reason but a constraint its caller looks for means that the database is in trouble.
impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::unavailable(error)
    }
}
