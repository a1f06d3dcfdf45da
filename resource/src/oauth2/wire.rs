//! What goes over the standard wire besides tokens: names, words and order as RFC 8628, RFC 7009 and RFC 7591 have them.

use entity::ScopeSet;
use poem_openapi::Object;
use serde::Deserialize;

use super::{
    answer::Refused,
    form::{Fields, FromForm},
    metadata::{AUTHORIZATION_CODE, REFRESH_TOKEN},
};
use crate::{
    device_login::{INTERVAL, LIFETIME, SCOPES, Started},
    grant::{Registered, Wanted},
};

/// The longest id of a client that has a document.
const LONGEST_ID: usize = 2048;

/// A client that begins to sign in a device.
#[derive(Object)]
#[oai(rename = "DeviceAuthorizationRequest")]
#[allow(dead_code, reason = "the shape for the document; `FromForm` reads it")]
pub struct AuthorizationShape {
    /// What the client calls itself: 1 to 100 printable ASCII characters. Shown to whoever approves, as unverified.
    #[oai(validator(min_length = 1, max_length = 100, pattern = "^[ -~]+$"))]
    client_id: String,
    /// Some of `terminal` and `models:read`, with spaces between; both unless given.
    scope: Option<String>,
}

pub struct AuthorizationIn {
    pub client_id: String,
    pub scopes: ScopeSet,
}

impl FromForm for AuthorizationIn {
    type Shape = AuthorizationShape;

    fn from_form(fields: &Fields) -> Result<Self, Refused> {
        let scopes = fields.get("scope").map_or_else(|| Ok(ScopeSet::from_iter(SCOPES)), scopes)?;
        Ok(Self { client_id: device_client_id(fields)?, scopes })
    }
}

/// Of a client that signs in a device: what it calls itself.
pub fn device_client_id(fields: &Fields) -> Result<String, Refused> {
    let id = fields.require("client_id")?;
    let is_printable = id.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let fits = is_printable && id.len() <= 100 && !id.trim().is_empty();
    if fits {
        Ok(id.to_owned())
    } else {
        Err(Refused::invalid_request("client_id must be 1 to 100 printable characters"))
    }
}

fn scopes(given: &str) -> Result<ScopeSet, Refused> {
    let refused = || Refused::new("invalid_scope", "scope may have `terminal` and `models:read`");
    let scopes: ScopeSet = given.parse().map_err(|_| refused())?;
    let is_some = scopes != ScopeSet::EMPTY && scopes.is_subset(ScopeSet::from_iter(SCOPES));
    if is_some { Ok(scopes) } else { Err(refused()) }
}

/// A device login that waits for somebody to approve it.
#[derive(Object)]
#[oai(rename = "DeviceAuthorization")]
pub struct AuthorizationOut {
    /// For the client alone.
    device_code: String,
    /// For the person: what to compare, or to type.
    user_code: String,
    /// Where the person types the code.
    verification_uri: String,
    /// The same with the code filled in.
    verification_uri_complete: String,
    /// How long both codes live, in seconds.
    expires_in: u64,
    /// How long to wait between two questions, in seconds.
    interval: u64,
}

impl AuthorizationOut {
    pub fn new(started: &Started) -> Self {
        Self {
            device_code: started.device_code.expose().to_owned(),
            user_code: started.user_code.to_string(),
            verification_uri: started.verification_url.clone(),
            verification_uri_complete: started.verification_url_complete(),
            expires_in: LIFETIME.as_secs(),
            interval: INTERVAL.as_secs(),
        }
    }
}

/// Of a client that has a document or is registered.
pub fn client_id(fields: &Fields) -> Result<String, Refused> {
    let id = fields.require("client_id")?;
    if id.len() <= LONGEST_ID { Ok(id.to_owned()) } else { Err(Refused::invalid_request("client_id is too long")) }
}

/// A client that needs its grant no more.
#[derive(Object)]
#[oai(rename = "RevocationRequest")]
#[allow(dead_code, reason = "the shape for the document; `FromForm` reads it")]
pub struct RevocationShape {
    /// The access token or the refresh token.
    token: String,
    /// Which of the two; the server finds out.
    token_type_hint: Option<String>,
    /// The client that it is of.
    client_id: String,
}

pub struct RevocationIn {
    pub token: String,
    pub client_id: String,
}

impl FromForm for RevocationIn {
    type Shape = RevocationShape;

    fn from_form(fields: &Fields) -> Result<Self, Refused> {
        Ok(Self { token: fields.require("token")?.to_owned(), client_id: client_id(fields)? })
    }
}

/// Nothing is left to say.
#[derive(Object)]
#[oai(rename = "Revocation")]
pub struct RevokedOut {}

/// A client that registers itself; what else it says is passed over.
#[derive(Object, Deserialize)]
#[oai(rename = "ClientRegistration")]
pub struct RegistrationIn {
    /// Where codes may go: 1 to 10 URIs, by https, to a loopback address, or with a program's own scheme.
    redirect_uris: Vec<String>,
    /// What it calls itself.
    #[serde(default)]
    client_name: Option<String>,
}

impl From<RegistrationIn> for Wanted {
    fn from(body: RegistrationIn) -> Self {
        Self { name: body.client_name, redirect_uris: body.redirect_uris }
    }
}

/// A client that is registered. It is public: it has no secret.
#[derive(Object)]
#[oai(rename = "RegisteredClient")]
pub struct RegisteredOut {
    /// What the client is known by from now on.
    client_id: String,
    /// Seconds since the epoch.
    client_id_issued_at: u64,
    /// What it calls itself.
    #[oai(skip_serializing_if_is_none)]
    client_name: Option<String>,
    /// Where its codes may go.
    redirect_uris: Vec<String>,
    /// Always `none`.
    token_endpoint_auth_method: String,
    /// `authorization_code` and `refresh_token`.
    grant_types: Vec<String>,
    /// `code`.
    response_types: Vec<String>,
}

impl From<Registered> for RegisteredOut {
    fn from(client: Registered) -> Self {
        Self {
            client_id: client.id.to_string(),
            client_id_issued_at: client.at.seconds(),
            client_name: client.name,
            redirect_uris: client.redirect_uris,
            token_endpoint_auth_method: "none".to_owned(),
            grant_types: [AUTHORIZATION_CODE, REFRESH_TOKEN].map(str::to_owned).to_vec(),
            response_types: vec!["code".to_owned()],
        }
    }
}

pub fn invalid_redirect(reason: &'static str) -> Refused {
    Refused::new("invalid_redirect_uri", reason)
}
