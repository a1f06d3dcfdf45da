//! What was presented: absent, valid in form, or invalid. Invalid stops here: it never becomes "nobody".
//! Whether a well-formed credential still means anything is `principal`'s question.

mod origin;

use entity::Digest;
use http::{
    HeaderMap, HeaderValue, Method,
    header::{AUTHORIZATION, WWW_AUTHENTICATE},
};
use kernel::{
    config::Server,
    error::{Error, Result},
    provider::Presented,
    request::header,
    state::State,
    token::SessionClaims,
};
pub use origin::is_same_origin;

/// A credential whose form and signature are right.
pub enum Credential {
    Session {
        claims: SessionClaims,
        carrier: Carrier,
    },
    Key(Digest),
    Master,
    /// A bearer token in none of the forms that there are: at best a guess at the master key.
    Unknown,
    /// A token that says it is a trusted issuer's; its signature is checked where it is resolved, for that may take asking.
    Trusted(Presented),
}

/// How a session token came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    Bearer,
    Cookie,
}

/// Reads the one credential of a request: an `Authorization: Bearer` header or the session cookie, not both.
///
/// # Errors
/// `BAD_REQUEST` for more than one credential, `UNAUTHORIZED` for one that isn't well-formed, `FORBIDDEN` for a cookie
/// on an unsafe request from another site.
pub fn read(state: &State, method: &Method, headers: &HeaderMap) -> Result<Option<Credential>> {
    let bearer = header::only(headers, &AUTHORIZATION);
    let bearer = bearer.map_err(|_| Error::bad_request("Send one Authorization header"))?;
    let cookie = session_cookie(headers, &state.config.server)?;
    // A proxy before this server may ask browsers for a password of its own (RFC 7617); `Basic` is no credential here.
    let bearer = bearer.filter(|value| cookie.is_none() || !is_basic(value));
    match (bearer, cookie) {
        (Some(_), Some(_)) => {
            Err(Error::bad_request("Send one credential: the Authorization header or the session cookie"))
        }
        (None, None) => Ok(None),
        (Some(value), None) => from_bearer(state, value).map(Some),
        (None, Some(token)) => from_cookie(state, method, headers, token).map(Some),
    }
}

fn is_basic(value: &HeaderValue) -> bool {
    value.as_bytes().get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"basic "))
}

fn from_bearer(state: &State, value: &HeaderValue) -> Result<Credential> {
    let value = value.to_str().map_err(|_| invalid())?;
    let (scheme, token) = value.split_once(' ').ok_or_else(invalid)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(invalid());
    }
    let token = token.trim_matches(' ');
    if state.key_format.is_lead_of(token) && state.key_format.recognises(token) {
        return Ok(Credential::Key(Digest::of(token.as_bytes())));
    }
    if state.is_master_key(token) {
        return Ok(Credential::Master);
    }
    // After the master key, which may look like a dialect's, or like one with a prefix of before.
    if state.is_key(token) {
        return Ok(Credential::Key(Digest::of(token.as_bytes())));
    }
    if let Some(presented) = state.issuers.recognise(token) {
        return Ok(Credential::Trusted(presented));
    }
    match state.tokens.verify_session(token, state.now()) {
        Some(claims) => Ok(Credential::Session { claims, carrier: Carrier::Bearer }),
        // It was good until lately, perhaps: who goes on using it guesses at nothing.
        None if is_jwt(token) => Err(invalid()),
        None => Ok(Credential::Unknown),
    }
}

/// True if it has the form of a JWT (RFC 7519), whoever signed it. `eyJ` is what a JSON object begins with in base64.
fn is_jwt(token: &str) -> bool {
    token.starts_with("eyJ") && token.bytes().filter(|byte| *byte == b'.').count() == 2
}

fn from_cookie(state: &State, method: &Method, headers: &HeaderMap, token: &str) -> Result<Credential> {
    let claims = state.tokens.verify_session(token, state.now()).ok_or_else(invalid)?;
    if !method.is_safe() && !is_same_origin(headers, &state.config.server.origin()) {
        return Err(Error::forbidden("A request with the session cookie must come from this site"));
    }
    Ok(Credential::Session { claims, carrier: Carrier::Cookie })
}

/// RFC 6750: the caller learns that the credential is no good, not why.
pub fn invalid() -> Error {
    Error::unauthorized("The credential is missing, malformed, expired or revoked")
        .with_header(WWW_AUTHENTICATE, "Bearer realm=\"almond\", error=\"invalid_token\"")
}

/// No credential where one is needed; RFC 6750 gives no error code then.
pub fn absent() -> Error {
    Error::unauthorized("The credential is missing, malformed, expired or revoked")
}

fn session_cookie<'a>(headers: &'a HeaderMap, server: &Server) -> Result<Option<&'a str>> {
    let mut found = header::cookies(headers, server.cookie_name());
    match (found.next(), found.next()) {
        (_, Some(_)) => Err(Error::bad_request("Send one session cookie")),
        (value, None) => value.map(|value| str::from_utf8(value).map_err(|_| invalid())).transpose(),
    }
}
