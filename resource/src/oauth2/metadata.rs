//! What this server is as an authorization server (RFC 8414).

use entity::Scope;
use poem_openapi::{Object, types::ToJSON};

use super::AUTHORIZE;
use crate::{device_login, grant};

pub const AUTHORIZATION_CODE: &str = "authorization_code";
pub const REFRESH_TOKEN: &str = "refresh_token";
pub const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// What an OAuth client can do here.
#[derive(Object)]
#[oai(rename = "OAuthMetadata")]
pub struct MetadataOut {
    /// The server's public URL, and `iss` of every answer by redirect (RFC 9207).
    issuer: String,
    /// Where a person is asked for a grant.
    authorization_endpoint: String,
    /// Where tokens are got, and the key of a device login.
    token_endpoint: String,
    /// Where a device login begins.
    device_authorization_endpoint: String,
    /// Where a grant is ended by its tokens.
    revocation_endpoint: String,
    /// Where clients register themselves that have no document.
    registration_endpoint: String,
    /// Codes, refresh tokens and device logins.
    grant_types_supported: Vec<String>,
    /// `code` alone.
    response_types_supported: Vec<String>,
    /// `query` alone.
    response_modes_supported: Vec<String>,
    /// `S256` alone.
    code_challenge_methods_supported: Vec<String>,
    /// `none`: clients are public and send their `client_id` only.
    token_endpoint_auth_methods_supported: Vec<String>,
    /// The same.
    revocation_endpoint_auth_methods_supported: Vec<String>,
    /// What may be asked for.
    scopes_supported: Vec<String>,
    /// Always `true`.
    authorization_response_iss_parameter_supported: bool,
    /// Always `true`: a client's id may be the https URL of its document.
    client_id_metadata_document_supported: bool,
}

impl MetadataOut {
    pub fn new(origin: &str) -> Self {
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let scopes = grant::SCOPES.into_iter().chain(device_login::SCOPES).map(Scope::as_str);
        Self {
            issuer: origin.to_owned(),
            authorization_endpoint: format!("{origin}{AUTHORIZE}"),
            token_endpoint: format!("{origin}/oauth2/token"),
            device_authorization_endpoint: format!("{origin}/oauth2/device_authorization"),
            revocation_endpoint: format!("{origin}/oauth2/revoke"),
            registration_endpoint: format!("{origin}/oauth2/register"),
            grant_types_supported: list(&[AUTHORIZATION_CODE, REFRESH_TOKEN, DEVICE_CODE]),
            response_types_supported: list(&["code"]),
            response_modes_supported: list(&["query"]),
            code_challenge_methods_supported: list(&["S256"]),
            token_endpoint_auth_methods_supported: list(&["none"]),
            revocation_endpoint_auth_methods_supported: list(&["none"]),
            scopes_supported: scopes.chain(["offline_access"]).map(str::to_owned).collect(),
            authorization_response_iss_parameter_supported: true,
            client_id_metadata_document_supported: true,
        }
    }
}

/// The document, for the paths where clients look for it besides.
pub fn metadata(origin: &str) -> String {
    MetadataOut::new(origin).to_json().unwrap_or_default().to_string()
}
