//! The ways to get a session, a folder each. A way proves who somebody is and returns a `Proof`; `session` alone turns
//! a proof into a session, or asks for the second factor first. To add a way: its folder, and one line below.

pub mod everywhere;
pub mod magic_link;
pub mod mail_link;
pub mod newcomer;
pub mod oauth;
pub mod passkey;
pub mod password;
pub mod password_reset;
pub mod second_factor;
pub mod session;
pub mod setup;
pub mod sign_up;
pub mod wire;

use kernel::wire::Section;
use poem_openapi::OpenApi;

/// The section of the document.
pub const SECTION: Section = Section { name: "Sign-in", about: "Ways to get a session." };

/// The operations of every way in.
pub fn all() -> impl OpenApi {
    (
        password::Api,
        passkey::Api,
        magic_link::Api,
        password_reset::Api,
        oauth::all(),
        second_factor::Api,
        setup::Api,
        sign_up::Api,
    )
}
