//! Access tokens of trusted issuers (`ALMOND_TRUSTED_ISSUERS`): which are believed, what their sessions are, and what
//! these may mint.

mod accounts;
mod certified;
mod guard;
mod keys;
mod lies;
mod sessions;

use jsonwebtoken::{Algorithm, Header};
use serde_json::{Value, json};
use tests::{Answer, Caller, Provider, Session, World, WorldBuilder, jwt};

/// When the tests' worlds begin, in seconds.
const NOW: u64 = 1_780_315_200;
const SESSION: &str = "/api/v1/auth/session";
const TOKENS: &str = "/api/v1/active/tokens/";

/// The issuer that is trusted: one of the two that the double is.
fn issuer(provider: &Provider) -> String {
    format!("{}/oidc", provider.url())
}

fn trusting(provider: &Provider) -> WorldBuilder {
    World::with().set("ALMOND_TRUSTED_ISSUERS", &issuer(provider)).set("ALMOND_MINT_BURST", "1000")
}

async fn world() -> (World, Provider) {
    let provider = Provider::start().await;
    (trusting(&provider).build().await, provider)
}

/// What a good token says, as Keycloak would.
fn claims(provider: &Provider) -> Value {
    json!({
        "iss": issuer(provider), "aud": ["realm-management", "account"], "sub": "ada-at-the-issuer", "typ": "Bearer",
        "iat": NOW, "exp": NOW + 3600, "auth_time": NOW, "jti": "1", "azp": "app", "scope": "openid email profile",
        "email": "ada@example.com", "email_verified": true, "name": "Ada Lovelace",
    })
}

/// A token of the issuer's with these claims put in; one that is `null` is left out.
fn token(provider: &Provider, changes: Value) -> String {
    signed(provider, 0, Header::new(Algorithm::EdDSA), changes)
}

fn signed(provider: &Provider, key: usize, header: Header, changes: Value) -> String {
    let mut claims = claims(provider);
    let Value::Object(changes) = changes else { panic!("{changes}") };
    for (name, value) in changes {
        claims[name] = value;
    }
    claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    jwt(key, header, &claims)
}

/// Whoever presents this token.
fn bearer(world: &World, token: &str) -> Session {
    Session::bearer(world.clone(), token)
}

async fn mint(session: &Session) -> Answer {
    session.post(TOKENS, json!({ "name": "CI", "expiry_date": "2099-01-01T00:00:00Z" })).await
}
