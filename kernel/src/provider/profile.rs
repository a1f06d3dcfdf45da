//! What a provider and Almond tell each other about one sign-in.

use std::{fmt, pin::Pin};

use entity::Timestamp;

use crate::{config::SignUp, wire::email::Email};

/// What the provider's answer has to fit to.
pub struct Ties {
    /// PKCE's (RFC 7636).
    pub verifier: String,
    /// OpenID's.
    pub nonce: String,
}

/// What a provider says of a person, for certain.
#[derive(Clone, Debug)]
pub struct Profile {
    pub issuer: String,
    /// Who it is at the issuer: never changes, never given to somebody else.
    pub subject: String,
    /// Only an address that the provider has verified, or is trusted with; else why there is none, for the log.
    pub email: Result<Email, String>,
    pub name: Option<String>,
    pub avatar: Option<String>,
    /// What the provider's table says of whom it gives an account.
    pub sign_up: Option<SignUp>,
    /// The provider's name for its own session.
    pub sid: Option<String>,
    /// True if a second factor was shown there, and the operator believes that.
    pub second_factor: bool,
    /// When the person was there, where the provider says it.
    pub was_there_at: Option<Timestamp>,
}

/// What a browser brings back when its person agreed.
pub struct Grant {
    pub code: String,
    /// Who says so (RFC 9207), where the provider tells.
    pub issuer: Option<String>,
}

/// What somebody who sends a browser to a provider wishes for there.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// How the person is to be asked (OpenID Connect Core 1.0, 3.1.2.1).
    pub prompt: Option<String>,
    /// Who the person probably is.
    pub login_hint: Option<String>,
    /// How many seconds ago the person may have signed in there.
    pub max_age: Option<u32>,
}

/// What a browser leaves with.
pub struct Departing {
    pub ties: Ties,
    /// The `state`.
    pub token: String,
    pub wishes: Wishes,
}

/// What a browser that is back has, and what it left with.
pub struct Answers {
    pub ties: Ties,
    pub grant: Grant,
    pub left_at: Timestamp,
    pub max_age: Option<u32>,
}

/// Why a provider gave no profile, for the log: what was wrong and, if one would help, which setting. Carries nothing of
/// what was sent.
#[derive(Debug)]
pub enum Trouble {
    /// It can't be asked now.
    Unavailable(String),
    /// It refused, or said what must not be believed.
    Refused(String),
}

impl Trouble {
    pub fn refused(why: impl fmt::Display) -> Self {
        Self::Refused(why.to_string())
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable(why) | Self::Refused(why) => f.write_str(why),
        }
    }
}

/// What a provider says, on its way.
pub type Saying<'a, T> = Pin<Box<dyn Future<Output = Result<T, Trouble>> + Send + 'a>>;
