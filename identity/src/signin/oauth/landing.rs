//! Where a sign-in with a provider ends: on an allowed front end's `/auth/callback`, or on the server's own page. The
//! outcome is in the query, and only what this file knows how to write.

use std::{fmt, str::FromStr};

use kernel::{
    config::Config,
    error::{Error, Result},
    token::OauthState,
    wire::text::TextShape,
};
use poem_openapi::registry::MetaSchema;
use serde_json::json;
use url::Url;

use crate::account::failure::Failure;

/// What a front end wants to be told: a session's token, or a code to exchange for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseMode {
    Token,
    Code,
}

impl FromStr for ResponseMode {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "token" => Ok(Self::Token),
            "code" => Ok(Self::Code),
            _ => Err("expected `token` or `code`"),
        }
    }
}

impl fmt::Display for ResponseMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if *self == Self::Code { "code" } else { "token" })
    }
}

impl TextShape for ResponseMode {
    const NAME: &'static str = "ResponseMode";
    const SHARED: bool = true;

    fn describe(schema: &mut MetaSchema) {
        schema.description = Some("What a front end gets: the session's `token`, or a `code` to exchange for one.");
        schema.enum_items = vec!["token".into(), "code".into()];
    }
}

/// What a front end wants back when its person is: a secret of the browser's that it compares, against being signed in
/// with somebody else's account, or where its person was. Characters that need no escaping (RFC 3986, 2.3).
pub struct FrontendState(String);

/// The longest that still leaves room in a URL beside all else.
const LONGEST_STATE: usize = 512;

impl FromStr for FrontendState {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let fits = (1..=LONGEST_STATE).contains(&text.len()) && text.bytes().all(unreserved);
        if fits { Ok(Self(text.to_owned())) } else { Err("expected 1 to 512 letters, digits, `-`, `.`, `_` and `~`") }
    }
}

impl fmt::Display for FrontendState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TextShape for FrontendState {
    const NAME: &'static str = "FrontendState";

    fn describe(schema: &mut MetaSchema) {
        (schema.min_length, schema.max_length) = (Some(1), Some(LONGEST_STATE));
        schema.pattern = Some("^[A-Za-z0-9._~-]+$".to_owned());
    }
}

/// An end of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Landing {
    /// The server's own page; the session goes into its cookie.
    Own,
    Frontend(Frontend),
}

/// A front end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frontend {
    /// One of the allowed ones.
    pub origin: String,
    pub mode: ResponseMode,
    /// Its own; nothing depends on it.
    pub state: Option<String>,
}

impl Landing {
    /// What a browser asks for before it leaves.
    ///
    /// # Errors
    /// `BAD_REQUEST` `Invalid Frontend URL` for anything but an allowed origin.
    pub fn asked(
        config: &Config,
        frontend_url: Option<&str>,
        mode: Option<ResponseMode>,
        state: Option<FrontendState>,
    ) -> Result<Self> {
        match (frontend_url, mode, state) {
            (None, None, None) => Ok(Self::Own),
            (None, Some(_), _) => Err(Error::field("response_mode", "goes with a frontend_url")),
            (None, None, Some(_)) => Err(Error::field("frontend_state", "goes with a frontend_url")),
            (Some(url), mode, state) => {
                let origin = config.frontends.find(url).ok_or_else(|| {
                    let fields = json!({ "frontend_url": "expected one of the allowed origins" });
                    Error::bad_request("Invalid Frontend URL").with_details(json!({ "fields": fields }))
                })?;
                let (origin, mode) = (origin.to_owned(), mode.unwrap_or(ResponseMode::Token));
                Ok(Self::Frontend(Frontend { origin, mode, state: state.map(|state| state.0) }))
            }
        }
    }

    /// Its URL with the outcome.
    ///
    /// # Errors
    /// None for origins that were allowed.
    pub fn url(&self, config: &Config, outcome: &Outcome) -> Result<Url> {
        let mut url = match self {
            Self::Own => config.server.public_url.clone(),
            Self::Frontend(Frontend { origin, .. }) => {
                Url::parse(&format!("{origin}/auth/callback")).map_err(Error::unavailable)?
            }
        };
        match outcome {
            Outcome::InCookie => {}
            Outcome::Token(token) => drop(url.query_pairs_mut().append_pair("token", token)),
            Outcome::Code(code) => drop(url.query_pairs_mut().append_pair("code", code)),
            Outcome::SecondStep { mfa_token, methods } => {
                let mut query = url.query_pairs_mut();
                query.append_pair("mfa_token", mfa_token).append_pair("methods", &methods.join(","));
            }
            Outcome::Failed(failure) => drop(url.query_pairs_mut().append_pair("error", failure.as_str())),
        }
        if let Self::Frontend(Frontend { state: Some(state), .. }) = self {
            url.query_pairs_mut().append_pair("frontend_state", state);
        }
        Ok(url)
    }
}

/// What a sign-in with a provider is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aim {
    /// A session, handed over there.
    Session(Landing),
    /// A key, shown where the browser comes back to.
    Key,
}

impl Aim {
    /// What the state that came back says.
    pub fn of(state: &OauthState) -> Self {
        let mode = if state.by_code { ResponseMode::Code } else { ResponseMode::Token };
        match &state.frontend {
            _ if state.for_key => Self::Key,
            None => Self::Session(Landing::Own),
            Some(origin) => {
                let (origin, state) = (origin.clone(), state.frontend_state.clone());
                Self::Session(Landing::Frontend(Frontend { origin, mode, state }))
            }
        }
    }
}

/// How a sign-in with a provider ended.
pub enum Outcome {
    InCookie,
    Token(String),
    Code(String),
    SecondStep { mfa_token: String, methods: Vec<String> },
    Failed(Failure),
}
