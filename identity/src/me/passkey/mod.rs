//! The signed-in user's passkeys: enrol several, name them, look at them, rename and remove them. Using one is
//! `signin::passkey` and `step_up::passkey`; the cryptography is `webauthn`.

mod api;
mod rule;
mod service;
mod wire;

pub use api::Api;
pub use wire::PasskeyOut;
