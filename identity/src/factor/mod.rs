//! Judging what somebody shows to prove who they are. What it is good for is `signin`'s, `step_up`'s and `me`'s to say.

pub mod passkey;
pub mod totp;
