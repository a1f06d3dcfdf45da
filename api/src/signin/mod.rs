//! The ways to get a session, a folder each. A way proves who somebody is and returns a `Proof`; `session` alone turns
//! a proof into a session, or asks for the second factor first. To add a way: its folder, and one line below.

pub mod device;
pub mod email;
pub mod password;
mod proof;
pub mod second_factor;
pub mod session;
pub mod sign_up;
pub mod wire;

pub use proof::Proof;

/// The operations of every way in.
pub fn all() -> (password::Api, second_factor::Api, sign_up::Api, device::Api, device::oauth2::Api) {
    (password::Api, second_factor::Api, sign_up::Api, device::Api, device::oauth2::Api)
}
