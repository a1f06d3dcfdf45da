//! Device login on the standard wire: names, words and order as RFC 8628, RFC 6749 and RFC 8414 have them.

use entity::{Scope, ScopeSet};
use poem_openapi::Object;

use super::{
    answer::Refused,
    form::{Fields, FromForm},
};
use crate::{
    device_login::{INTERVAL, LIFETIME, SCOPES, start::Started},
    key::MintedKeyOut,
};

const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:device_code";

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
        Ok(Self { client_id: client_id(fields)?, scopes })
    }
}

fn client_id(fields: &Fields) -> Result<String, Refused> {
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

/// A client that asks for its key.
#[derive(Object)]
#[oai(rename = "DeviceTokenRequest")]
#[allow(dead_code, reason = "the shape for the document; `FromForm` reads it")]
pub struct TokenShape {
    /// `urn:ietf:params:oauth:grant-type:device_code`
    grant_type: String,
    /// From the device authorization.
    device_code: String,
    /// The client that began.
    client_id: String,
}

pub struct TokenIn {
    pub device_code: String,
    pub client_id: String,
}

impl FromForm for TokenIn {
    type Shape = TokenShape;

    fn from_form(fields: &Fields) -> Result<Self, Refused> {
        if fields.require("grant_type")? != GRANT_TYPE {
            return Err(Refused::new("unsupported_grant_type", format!("grant_type must be {GRANT_TYPE}")));
        }
        Ok(Self { device_code: fields.require("device_code")?.to_owned(), client_id: client_id(fields)? })
    }
}

/// The key. It has no end of its own, so there is no `expires_in`.
#[derive(Object)]
#[oai(rename = "DeviceToken")]
pub struct TokenOut {
    /// The API key. It appears here and never again.
    access_token: String,
    /// Always `Bearer`.
    token_type: String,
    /// What the key may be used for, with spaces between.
    scope: String,
}

impl TokenOut {
    pub fn new(minted: MintedKeyOut) -> Self {
        let scopes: Vec<&str> = minted.about.scopes.iter().map(|scope| scope.0.as_str()).collect();
        Self { access_token: minted.key, token_type: "Bearer".to_owned(), scope: scopes.join(" ") }
    }
}

/// What an OAuth client can do here.
#[derive(Object)]
#[oai(rename = "OAuthMetadata")]
pub struct MetadataOut {
    /// The server's public URL.
    issuer: String,
    /// Where a device login begins.
    device_authorization_endpoint: String,
    /// Where its key is fetched.
    token_endpoint: String,
    /// The device grant alone.
    grant_types_supported: Vec<String>,
    /// None: nothing is granted by redirect.
    response_types_supported: Vec<String>,
    /// `none`: clients are public and send their `client_id` only.
    token_endpoint_auth_methods_supported: Vec<String>,
    /// What may be asked for.
    scopes_supported: Vec<String>,
}

impl MetadataOut {
    pub fn new(origin: &str) -> Self {
        Self {
            issuer: origin.to_owned(),
            device_authorization_endpoint: format!("{origin}/oauth2/device_authorization"),
            token_endpoint: format!("{origin}/oauth2/token"),
            grant_types_supported: vec![GRANT_TYPE.to_owned()],
            response_types_supported: Vec::new(),
            token_endpoint_auth_methods_supported: vec!["none".to_owned()],
            scopes_supported: SCOPES.map(Scope::as_str).map(str::to_owned).to_vec(),
        }
    }
}
