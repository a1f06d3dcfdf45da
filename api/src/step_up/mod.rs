//! Proving to be there, within a session that is signed in already. One file a factor; each records itself through
//! `signin::session::elevate`, which gives the session its new token.

mod passkey;
mod password;
pub mod totp;
mod wire;

/// The operations of every factor.
pub fn all() -> (totp::Api, passkey::Api, password::Api) {
    (totp::Api, passkey::Api, password::Api)
}
