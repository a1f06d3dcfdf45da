//! Everything secret that is handed out, and how it is made, recognised and kept: keys, tokens, links, codes,
//! passwords. Pure: time and randomness are arguments, nothing is stored here, and nobody is let in here.

pub mod api_key;
pub mod common_password;
pub mod hasher;
pub mod jwt;
pub mod keyring;
pub mod link;
pub mod oauth_state;
mod origin;
pub mod password;
pub mod plain;
pub mod recovery_code;
pub mod sealed;
pub mod totp;
mod typed;
pub mod user_code;
pub mod webhook_secret;

pub use api_key::{Digits, Format, is_prefix};
pub use hasher::{HashError, Hasher};
pub use jwt::{MfaClaims, SessionClaims, Tokens};
pub use keyring::{Keyring, KeyringError, Purpose};
pub use oauth_state::OauthState;
pub use origin::Origin;
pub use password::Argon2Cost;
pub use plain::Plain;
pub use sealed::{Sealed, Sealer};
pub use totp::Seed;
pub use user_code::UserCode;
pub use webhook_secret::WebhookSecret;
