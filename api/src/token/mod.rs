//! Everything secret that is handed out, and how it is made, recognised and kept: keys, tokens, links, codes, passwords.
//! Pure: time and randomness are arguments, nothing is stored here, and nobody is let in here.

pub mod api_key;
pub mod jwt;
pub mod keyring;
pub mod link;
pub mod plain;
pub mod recovery_code;
pub mod sealed;

pub use api_key::Format;
pub use jwt::{MfaClaims, SessionClaims, Tokens};
pub use keyring::{Keyring, KeyringError, Purpose};
pub use plain::Plain;
pub use sealed::{Sealed, Sealer};
