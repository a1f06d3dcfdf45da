//! What a provider answers for a code: an access token and, if it speaks OpenID, an ID token. Whatever else it says
//! beside them may have any shape.

use std::fmt;

use oauth2::{
    AccessToken, Client, RefreshToken, Scope, StandardRevocableToken, TokenResponse,
    basic::{BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType},
};
use serde::{Deserialize, Serialize};

/// Speaks OAuth for us.
pub type Speaker = Client<
    BasicErrorResponse,
    Tokens,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
>;

/// The tokens.
#[derive(Serialize, Deserialize)]
pub struct Tokens {
    access_token: AccessToken,
    #[serde(default)]
    pub id_token: Option<String>,
    #[serde(skip, default = "bearer")]
    kind: BasicTokenType,
}

/// Nobody here could use another kind.
fn bearer() -> BasicTokenType {
    BasicTokenType::Bearer
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens")
    }
}

impl TokenResponse for Tokens {
    type TokenType = BasicTokenType;

    fn access_token(&self) -> &AccessToken {
        &self.access_token
    }

    fn token_type(&self) -> &BasicTokenType {
        &self.kind
    }

    fn expires_in(&self) -> Option<std::time::Duration> {
        None
    }

    fn refresh_token(&self) -> Option<&RefreshToken> {
        None
    }

    fn scopes(&self) -> Option<&Vec<Scope>> {
        None
    }
}
