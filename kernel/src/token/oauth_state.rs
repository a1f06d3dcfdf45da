//! The `state` that goes to a provider with a browser and comes back with it: a JWT of Almond's own, like its other
//! ones, that says which sign-in this is. Whether it was used before is the database's to say.

use entity::{Digest, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Plain, jwt::IssueError, jwt::Tokens};

/// What a state says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OauthState {
    /// Random, so that no two are alike.
    pub id: Uuid,
    /// The provider that the browser was sent to: a state of one is nothing at another's callback.
    pub provider: String,
    /// Of the secret that the browser keeps: in another one, the state is nothing.
    pub browser: Digest,
    /// The allowed origin to go on to; none: the server's own pages.
    pub frontend: Option<String>,
    /// The front end's own, which it gets back as it was.
    pub frontend_state: Option<String>,
    /// True if the front end wants a code in place of a token.
    pub by_code: bool,
    /// True if it is to end with a key in place of a session.
    pub for_key: bool,
    /// How many seconds ago the person may have signed in at the provider, where that was asked for.
    pub max_age: Option<u32>,
    pub issued_at: Timestamp,
    /// Whole seconds are kept. Whether it has come is the caller's to ask.
    pub expires_at: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct Wire {
    iss: String,
    aud: String,
    sub: String,
    jti: Uuid,
    bind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    fe: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fs: Option<String>,
    code: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    key: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_age: Option<u32>,
    iat: u64,
    exp: u64,
}

impl Tokens {
    /// # Errors
    /// If the state can't be written as JSON or signed, which doesn't happen.
    pub fn issue_oauth_state(&self, state: &OauthState) -> Result<Plain, IssueError> {
        self.oauth.issue(&Wire {
            iss: self.issuer.clone(),
            aud: self.oauth.audience.to_owned(),
            sub: state.provider.clone(),
            jti: state.id,
            bind: hex::encode(state.browser.as_bytes()),
            fe: state.frontend.clone(),
            fs: state.frontend_state.clone(),
            code: state.by_code,
            key: state.for_key,
            max_age: state.max_age,
            iat: state.issued_at.seconds(),
            exp: state.expires_at.seconds(),
        })
    }

    /// What a state says that is one of this server's, expired or not.
    pub fn verify_oauth_state(&self, token: &str) -> Option<OauthState> {
        let wire: Wire = self.oauth.verify(token)?;
        let instant = |seconds: u64| Some(Timestamp::from_millis(i64::try_from(seconds).ok()?.checked_mul(1000)?));
        Some(OauthState {
            id: wire.jti,
            provider: wire.sub,
            browser: Digest::from_bytes(hex::decode(wire.bind).ok()?.try_into().ok()?),
            frontend: wire.fe,
            frontend_state: wire.fs,
            by_code: wire.code,
            for_key: wire.key,
            max_age: wire.max_age,
            issued_at: instant(wire.iat)?,
            expires_at: instant(wire.exp)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::{Keyring, MfaClaims};

    const NOW: Timestamp = Timestamp::from_millis(1_780_315_200_000);

    fn tokens(root: u8) -> Tokens {
        Tokens::new(&Keyring::new(&[root; 32], []).unwrap(), "https://almond.example.com")
    }

    fn state() -> OauthState {
        OauthState {
            id: Uuid::from_u128(7),
            provider: "github".to_owned(),
            browser: Digest::of(b"secret"),
            frontend: Some("https://app.example.com".to_owned()),
            frontend_state: Some("theirs".to_owned()),
            by_code: true,
            for_key: false,
            max_age: Some(0),
            issued_at: NOW,
            expires_at: NOW.plus(std::time::Duration::from_secs(600)),
        }
    }

    #[test]
    fn a_state_comes_back_as_it_went() {
        let issued = tokens(1).issue_oauth_state(&state()).unwrap();
        assert_eq!(tokens(1).verify_oauth_state(issued.expose()), Some(state()));
        let for_key = OauthState { frontend: None, frontend_state: None, by_code: false, for_key: true, ..state() };
        let token = tokens(1).issue_oauth_state(&for_key).unwrap();
        assert_eq!(tokens(1).verify_oauth_state(token.expose()), Some(for_key));
        assert_eq!(tokens(2).verify_oauth_state(issued.expose()), None);
        let (head, signature) = issued.expose().rsplit_once('.').unwrap();
        assert_eq!(tokens(1).verify_oauth_state(head), None);
        let reversed: String = signature.chars().rev().collect();
        assert_eq!(tokens(1).verify_oauth_state(&format!("{head}.{reversed}")), None);
    }

    #[test]
    fn a_state_is_no_other_token_and_no_other_token_a_state() {
        let tokens = tokens(1);
        let issued = tokens.issue_oauth_state(&state()).unwrap();
        assert_eq!(tokens.verify_session(issued.expose(), NOW), None);
        assert_eq!(tokens.verify_mfa(issued.expose(), NOW), None);
        let mfa = MfaClaims {
            user: Uuid::from_u128(1).into(),
            security_version: 0,
            id: Uuid::from_u128(2),
            origin: None,
            issued_at: NOW,
            expires_at: state().expires_at,
        };
        assert_eq!(tokens.verify_oauth_state(tokens.issue_mfa(&mfa).unwrap().expose()), None);
    }
}
