//! What can go wrong, so that it can be matched: the server's refusals with their code and the request's id, and all else.

use std::{fmt, time::Duration};

use reqwest::{StatusCode, header::HeaderMap};

use crate::{
    exchange::{challenge, retry_after},
    types::{ErrorAnswer, OAuthError},
};

/// Why an operation failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The server answered that it won't.
    #[error(transparent)]
    Refused(Box<Refusal>),
    /// No answer came, or not all of it.
    #[error("no answer from the server: {}", innermost(.0))]
    Unreachable(#[from] reqwest::Error),
    /// An answer that this version of the client doesn't understand.
    #[error("unexpected answer: {0}")]
    Unexpected(String),
    /// The client could not be made, or a value is none that the operation takes.
    #[error("{0}")]
    Setup(String),
}

/// The server's refusal.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Refusal {
    pub status: StatusCode,
    /// A stable word to branch on, such as `NOT_FOUND`.
    pub code: String,
    pub message: String,
    /// What the server's log calls the request.
    pub request_id: String,
    pub details: serde_json::Map<String, serde_json::Value>,
    /// When it may be tried again.
    pub retry_after: Option<Duration>,
    /// The person has to prove again that they are there (RFC 9470).
    pub needs_step_up: bool,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}, request {})", self.message, self.code, self.request_id)
    }
}

impl std::error::Error for Refusal {}

impl Error {
    pub(crate) fn setup(error: impl fmt::Display) -> Self {
        Self::Setup(error.to_string())
    }

    /// The refusal, if the server gave one.
    pub fn refusal(&self) -> Option<&Refusal> {
        if let Self::Refused(refusal) = self { Some(refusal) } else { None }
    }

    /// The server's word for what is wrong.
    pub fn code(&self) -> Option<&str> {
        self.refusal().map(|refusal| refusal.code.as_str())
    }

    /// Of an answer whose body was read.
    pub fn from_answer(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        match serde_json::from_slice::<ErrorAnswer>(body) {
            Ok(answer) => Self::refused(status, headers, answer),
            Err(_) => Self::Unexpected(format!("{status}, which is none of Almond's")),
        }
    }

    fn refused(status: StatusCode, headers: &HeaderMap, answer: ErrorAnswer) -> Self {
        let body = answer.error;
        Self::Refused(Box::new(Refusal {
            status,
            code: body.code,
            message: body.message,
            request_id: body.request_id,
            details: body.details.unwrap_or_default(),
            retry_after: retry_after(headers),
            needs_step_up: challenge(status, headers).is_some(),
        }))
    }
}

impl From<progenitor_client::Error<ErrorAnswer>> for Error {
    fn from(error: progenitor_client::Error<ErrorAnswer>) -> Self {
        match error {
            progenitor_client::Error::ErrorResponse(answer) => {
                let (status, headers) = (answer.status(), answer.headers().clone());
                Self::refused(status, &headers, answer.into_inner())
            }
            other => other.into_untyped().into(),
        }
    }
}

impl From<progenitor_client::Error<OAuthError>> for Error {
    fn from(error: progenitor_client::Error<OAuthError>) -> Self {
        match error {
            progenitor_client::Error::ErrorResponse(answer) => Self::Unexpected(format!("{:?}", answer.into_inner())),
            other => other.into_untyped().into(),
        }
    }
}

impl From<progenitor_client::Error<()>> for Error {
    fn from(error: progenitor_client::Error<()>) -> Self {
        match error {
            progenitor_client::Error::CommunicationError(error)
            | progenitor_client::Error::ResponseBodyError(error) => Self::Unreachable(error),
            other => Self::Unexpected(other.to_string()),
        }
    }
}

/// The last of the causes, which says what a person can act on.
fn innermost(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}
