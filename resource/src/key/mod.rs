//! API keys: minted with a step-up, shown once, narrowed and revoked at once.

mod api;
mod device;
pub mod dialect;
mod import;
pub mod network;
mod newcomer;
mod once;
mod operator;
mod patch;
mod pause;
mod rotate;
mod rule;
mod service;
mod verify;
mod wire;

pub use api::Api;
pub use device::mint_approved;
pub use import::{Outcome, import};
pub use once::forget_expired;
pub use pause::Switch;
pub use service::{describe, revoke_issued_before};
pub use wire::{KeyOut, MintedKeyOut, RevokedOut};
