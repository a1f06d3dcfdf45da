//! Other servers that say who somebody is: OAuth 2.0 and OpenID Connect providers that a browser signs in with, and
//! issuers whose access tokens are believed. They are asked here, and what they say is judged; what Almond makes of it is
//! `account`'s, `signin`'s and `session`'s.

mod answer;
mod claims;
mod configured;
mod discovery;
mod github;
mod id_token;
mod issuers;
mod logout;
mod mfa;
mod oidc;
mod outgoing;
mod profile;
mod signature;
mod token;

use std::sync::Arc;

pub use configured::{Provider, Providers};
pub use issuers::{Doubt, Issuers, Presented};
pub use logout::Ended;
pub use profile::{Answers, Departing, Grant, Profile, Saying, Ties, Trouble, Wishes};
pub use token::Claims;

use crate::seam::{Clock, Http};

/// What it takes to ask a provider.
#[derive(Clone)]
pub struct Web {
    pub http: Arc<dyn Http>,
    pub clock: Arc<dyn Clock>,
}
