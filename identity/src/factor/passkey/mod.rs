//! Ceremonies of WebAuthn (<https://www.w3.org/TR/webauthn-3/>): the server's side of making a passkey and of using one.

pub mod assertion;
mod ceremony;
pub mod enrolment;
pub mod refusal;
pub mod wire;

pub use ceremony::forget_expired;
