//! Proving to be there, within a session that is signed in already. One file a factor; each records itself through
//! `signin::session::elevate`, which gives the session its new token.

mod passkey;
mod password;
pub mod totp;
mod wire;

use kernel::wire::Section;

/// The section of the document.
pub const SECTION: Section = Section { name: "Step-up", about: "Proving to be there." };

/// The operations of every factor.
pub fn all() -> (totp::Api, passkey::Api, password::Api) {
    (totp::Api, passkey::Api, password::Api)
}
