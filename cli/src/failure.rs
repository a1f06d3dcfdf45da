//! What went wrong: a sentence, what to do next, and the exit status that scripts go by.

use std::{io, process::ExitCode};

use almond_client::Error;
use reqwest::StatusCode;

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    Told(String),
    #[error("{0}")]
    Missing(String),
    #[error("not signed in")]
    SignedOut,
    #[error("the key is not valid: {0}")]
    NotValid(String),
    #[error("the key was revoked or switched off, or has expired")]
    Revoked,
    #[error("the agent was retired")]
    Retired,
    #[error(transparent)]
    Client(#[from] Error),
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Failure {
    pub fn told(sentence: impl Into<String>) -> Self {
        Self::Told(sentence.into())
    }

    /// There is no such thing.
    pub fn missing(sentence: impl Into<String>) -> Self {
        Self::Missing(sentence.into())
    }

    fn refused(&self) -> Option<StatusCode> {
        if let Self::Client(error) = self { error.refusal().map(|refusal| refusal.status) } else { None }
    }

    /// What to do next.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::SignedOut => {
                "Sign in with `alm login --url https://your.server`, or set ALMOND_URL and ALMOND_API_KEY."
            }
            Self::Revoked => "Mint another key and put it where this one was.",
            Self::Retired => "Remove its state file, and it will register as another agent.",
            Self::Client(Error::Unreachable(_)) => {
                "Is the server running, and the URL right (--url, ALMOND_URL)? For an own authority there is --ca-file."
            }
            Self::Client(error) if error.code() == Some("UNAUTHORIZED") => {
                "The key was revoked or has expired: sign in again with `alm login`."
            }
            Self::Client(error) => {
                let refusal = error.refusal()?;
                if let Some(wait) = refusal.retry_after {
                    return Some(format!("Try again in {} seconds.", wait.as_secs()));
                }
                if refusal.status != StatusCode::FORBIDDEN {
                    return None;
                }
                "The key may not: `alm whoami` shows its scopes, `alm login --scopes …` asks for others."
            }
            _ => return None,
        };
        Some(hint.to_owned())
    }

    pub fn status(&self) -> ExitCode {
        let status = match (self, self.refused()) {
            (Self::SignedOut | Self::Revoked, _) | (_, Some(StatusCode::UNAUTHORIZED)) => 3,
            (_, Some(StatusCode::FORBIDDEN)) => 4,
            (Self::Missing(_), _) | (_, Some(StatusCode::NOT_FOUND)) => 5,
            (Self::Client(Error::Unreachable(_)), _) | (_, Some(StatusCode::SERVICE_UNAVAILABLE)) => 6,
            (Self::NotValid(_), _) => 7,
            (Self::Retired, _) => 8,
            _ => 1,
        };
        ExitCode::from(status)
    }
}
