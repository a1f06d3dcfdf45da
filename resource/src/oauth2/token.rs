//! The token endpoint: three kinds of grant, one answer.

use entity::{Scope, ScopeSet};
use kernel::inbound::Inbound;
use poem_openapi::Object;

use super::{
    answer::Refused,
    form::{Fields, FromForm},
    metadata::{AUTHORIZATION_CODE, DEVICE_CODE, REFRESH_TOKEN},
    wire::{client_id, device_client_id},
};
use crate::{
    device_login,
    grant::{self, Exchange, Issued, Refreshing},
    key::MintedKeyOut,
};

/// What a client has to show.
#[derive(Object)]
#[oai(rename = "TokenRequest")]
#[allow(dead_code, reason = "the shape for the document; `FromForm` reads it")]
pub struct TokenShape {
    /// `authorization_code`, `refresh_token` or `urn:ietf:params:oauth:grant-type:device_code`.
    grant_type: String,
    /// The client that began.
    client_id: String,
    /// For `authorization_code`: the code.
    code: Option<String>,
    /// With it, where the code went.
    redirect_uri: Option<String>,
    /// With it, what the challenge was made of (RFC 7636).
    code_verifier: Option<String>,
    /// With it, `/mcp` below the public URL (RFC 8707); with a refresh token too, if at all.
    resource: Option<String>,
    /// For `refresh_token`: the newest one.
    refresh_token: Option<String>,
    /// With it, some of what was granted.
    scope: Option<String>,
    /// For a device login: from the device authorization.
    device_code: Option<String>,
}

/// What a client shows.
pub enum TokenIn {
    Code(Exchange),
    Refresh(Refreshing),
    Device { device_code: String, client_id: String },
}

impl FromForm for TokenIn {
    type Shape = TokenShape;

    fn from_form(fields: &Fields) -> Result<Self, Refused> {
        let text = |name: &str| fields.require(name).map(str::to_owned);
        let resource = fields.get("resource").map(str::to_owned);
        match fields.require("grant_type")? {
            AUTHORIZATION_CODE => Ok(Self::Code(Exchange {
                client: client_id(fields)?,
                code: text("code")?,
                redirect_uri: text("redirect_uri")?,
                verifier: text("code_verifier")?,
                resource,
            })),
            REFRESH_TOKEN => Ok(Self::Refresh(Refreshing {
                client: client_id(fields)?,
                token: text("refresh_token")?,
                scopes: fields.get("scope").map(scopes).transpose()?,
                resource,
            })),
            DEVICE_CODE => Ok(Self::Device { device_code: text("device_code")?, client_id: device_client_id(fields)? }),
            _ => {
                let kinds = format!("grant_type must be {AUTHORIZATION_CODE}, {REFRESH_TOKEN} or {DEVICE_CODE}");
                Err(Refused::new("unsupported_grant_type", kinds))
            }
        }
    }
}

fn scopes(given: &str) -> Result<ScopeSet, Refused> {
    let words = given.split_ascii_whitespace().filter(|word| *word != "offline_access");
    let scopes: Result<ScopeSet, _> = words.map(str::parse::<Scope>).collect();
    scopes.map_err(|_| Refused::new("invalid_scope", "scope may have what was granted, and no more"))
}

/// Tokens, or the key of a device login, which has no end of its own.
#[derive(Object)]
#[oai(rename = "Token")]
pub struct TokenOut {
    /// The access token, or the API key. It appears here and never again.
    access_token: String,
    /// Always `Bearer`.
    token_type: String,
    /// How long the access token lives, in seconds.
    #[oai(skip_serializing_if_is_none)]
    expires_in: Option<u64>,
    /// Good once, for the next tokens.
    #[oai(skip_serializing_if_is_none)]
    refresh_token: Option<String>,
    /// What it may be used for, with spaces between.
    scope: String,
}

impl TokenOut {
    fn of_key(minted: MintedKeyOut) -> Self {
        let scopes: Vec<&str> = minted.about.scopes.iter().map(|scope| scope.0.as_str()).collect();
        let token_type = "Bearer".to_owned();
        Self { access_token: minted.key, token_type, expires_in: None, refresh_token: None, scope: scopes.join(" ") }
    }

    fn of_grant(issued: &Issued) -> Self {
        Self {
            access_token: issued.access.expose().to_owned(),
            token_type: "Bearer".to_owned(),
            expires_in: Some(issued.expires_in),
            refresh_token: Some(issued.refresh.expose().to_owned()),
            scope: issued.scopes.to_string(),
        }
    }
}

/// What the client gets for what it shows.
pub async fn issue(inbound: &std::sync::Arc<Inbound>, shown: TokenIn) -> Result<TokenOut, Refused> {
    let issued = match shown {
        TokenIn::Device { device_code, client_id } => {
            let minted = device_login::exchange(inbound, &device_code, Some(&client_id)).await??;
            return Ok(TokenOut::of_key(minted));
        }
        TokenIn::Code(shown) => grant::exchange(inbound, &shown).await??,
        TokenIn::Refresh(shown) => grant::refresh(inbound, &shown).await??,
    };
    Ok(TokenOut::of_grant(&issued))
}
