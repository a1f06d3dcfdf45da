//! A browser that comes to a provider's callback: whether it is back from where this server sent it.

use entity::{Digest, used_oauth_state};
use http::HeaderMap;
use kernel::{
    error::{Error, Result},
    provider::Grant,
    request::{Context, header},
    state::State,
    token::OauthState,
};
use sea_orm::ConnectionTrait;

use super::{browser::Browser, refused};
use crate::account::failure::Failure;

/// What a browser says when it is back.
pub struct Returned {
    state: String,
    /// What the person agreed to, or the provider's code for why there is nothing.
    grant: Result<Grant, String>,
}

impl Returned {
    /// Of the query's `code`, `error`, `state` and `iss`.
    ///
    /// # Errors
    /// `BAD_REQUEST` names what is missing.
    pub fn new([code, error, state, issuer]: [Option<String>; 4]) -> Result<Self> {
        let state = state.ok_or_else(|| Error::field("state", "is required"))?;
        let grant = match (code, error) {
            (_, Some(error)) => Err(error),
            (Some(code), None) => Ok(Grant { code, issuer }),
            (None, None) => return Err(Error::field("code", "is required")),
        };
        Ok(Self { state, grant })
    }
}

/// A browser that is back from where this server sent it.
pub enum Arrival {
    InTime {
        departed: OauthState,
        browser: Browser,
        grant: Result<Grant, String>,
        /// Is there a person who looks at the answer?
        is_watched: bool,
    },
    /// By now it has forgotten its secret; where it was to go on is all that is believed.
    Late(OauthState),
}

impl Arrival {
    /// What the browser left for.
    pub fn departed(&self) -> &OauthState {
        match self {
            Self::InTime { departed, .. } | Self::Late(departed) => departed,
        }
    }
}

/// Is this browser back from this provider, for what this callback is for? Nothing is used up by asking.
///
/// # Errors
/// `UNAUTHORIZED` for a `state` that is forged, another callback's or another browser's: then nothing that it says is
/// believed, not even where to go on.
pub fn arrive(
    state: &State,
    context: &Context,
    (provider, for_key): (&str, bool),
    headers: &HeaderMap,
    returned: Returned,
) -> Result<Arrival> {
    state.providers.get(provider, for_key)?;
    let stray = |why| refused::stray(context, provider, why);
    let departed = state.tokens.verify_oauth_state(&returned.state);
    let departed = departed.ok_or_else(|| stray("the state is none that this server has signed"))?;
    if departed.provider != provider || departed.for_key != for_key {
        return Err(stray("the state is another callback's"));
    }
    // The operator may have taken a front end off the list since.
    if departed.frontend.as_ref().is_some_and(|origin| state.config.frontends.find(origin).is_none()) {
        return Err(stray("its front end is no longer among ALMOND_ALLOWED_FRONTEND_URLS"));
    }
    if state.now() >= departed.expires_at {
        return Ok(Arrival::Late(departed));
    }
    let browser = Browser::of(&state.config.server, headers).ok_or_else(|| {
        stray("the browser has no cookie of a departure; does it see this server at ALMOND_PUBLIC_URL?")
    })?;
    if browser.digest() != departed.browser {
        return Err(stray("the sign-in was begun in another browser"));
    }
    Ok(Arrival::InTime { departed, browser, grant: returned.grant, is_watched: header::wants_page(headers) })
}

/// True for a state that is used now, false for one that was used before. A statement of its own: what follows may fail,
/// and the state stays used.
pub async fn use_up(state: &State, departed: &OauthState) -> Result<bool> {
    let db = state.db.write();
    let id = Digest::of(departed.id.as_bytes());
    let used = used_oauth_state::Entity::use_up(db.get_database_backend(), id, departed.expires_at);
    Ok(db.execute_raw(used).await?.rows_affected() != 0)
}

/// What the person is told, and the log, of a provider that sends a browser back with an error (RFC 6749, 4.1.2.1).
pub fn refusal_of(error: &str) -> (Failure, String) {
    let is_code = error.len() <= 60 && error.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let code = if is_code { error } else { "an error of its own" };
    let (failure, remedy) = match code {
        "invalid_scope" => (Failure::ProviderError, "; compare the scopes that are asked for"),
        "unauthorized_client" | "invalid_request" | "unsupported_response_type" => {
            (Failure::ProviderError, "; compare the client as it is registered there")
        }
        "server_error" | "temporarily_unavailable" => (Failure::ProviderUnavailable, ""),
        _ => (Failure::AccessDenied, ""),
    };
    (failure, format!("the provider sent the browser back with {code}{remedy}"))
}
