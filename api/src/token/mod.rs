//! Everything secret that is handed out, and how it is made, recognised and kept: keys, tokens, links, codes, passwords.
//! Pure: time and randomness are arguments, nothing is stored here, and nobody is let in here.

pub mod api_key;
pub mod link;
pub mod plain;
pub mod recovery_code;

pub use api_key::Format;
pub use plain::Plain;
