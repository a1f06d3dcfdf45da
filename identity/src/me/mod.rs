//! A person's own account, for themselves: who they are here, their address, their sessions, their
//! factors, their password, and its end. A folder each.

pub mod deletion;
pub mod email;
pub mod factor;
pub mod passkey;
pub mod password;
pub mod profile;
pub mod session;

use kernel::wire::Section;
use poem_openapi::OpenApi;

/// The section of the document.
pub const SECTION: Section = Section { name: "Me", about: "The signed-in user and their factors." };

/// The operations on one's own account.
pub fn all() -> impl OpenApi {
    (
        (session::Api, session::MineApi, profile::Api, deletion::Api, email::Api),
        (password::Api, factor::Api, passkey::Api),
    )
}
