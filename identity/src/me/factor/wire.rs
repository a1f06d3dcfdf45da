//! Factors on the wire. Seeds and recovery codes appear once, when they are made.

use entity::Timestamp;
use kernel::wire::Text;
use poem_openapi::Object;

use crate::{me::passkey::PasskeyOut, signin::wire::StepUpOut};

/// A user's factors.
#[derive(Object)]
#[oai(rename = "Factors", rename_all = "camelCase")]
pub struct FactorsOut {
    pub totp: TotpFactorOut,
    /// The passkeys, oldest first.
    pub passkeys: Vec<PasskeyOut>,
    pub recovery_codes: RecoveryCodesLeftOut,
}

/// The authenticator app.
#[derive(Object)]
#[oai(rename = "TotpFactor", rename_all = "camelCase")]
pub struct TotpFactorOut {
    /// True if one is enrolled and confirmed.
    pub enabled: bool,
    /// Since when.
    pub confirmed_at: Option<Text<Timestamp>>,
}

/// The recovery codes.
#[derive(Object)]
#[oai(rename = "RecoveryCodesLeft", rename_all = "camelCase")]
pub struct RecoveryCodesLeftOut {
    /// How many are unused.
    pub remaining: u64,
}

/// A new seed, in force once its first code is confirmed.
#[derive(Object)]
#[oai(rename = "TotpSeed", rename_all = "camelCase")]
pub struct TotpOut {
    /// The seed in base32, for typing in.
    pub secret: String,
    /// The `otpauth://` URL that the QR code shows.
    pub otpauth_url: String,
    /// The QR code: a PNG in base64.
    pub qr_png: String,
}

/// The authenticator is in force.
#[derive(Object)]
#[oai(rename = "TotpConfirmed", rename_all = "camelCase")]
pub struct TotpConfirmedOut {
    /// Ten codes that each sign in once, shown only now.
    pub recovery_codes: Vec<String>,
    pub step_up: StepUpOut,
    /// The session's new token, when confirming counted as a step-up and the token isn't in the cookie.
    pub token: Option<String>,
}

/// A factor is gone.
#[derive(Object)]
#[oai(rename = "FactorRemoved", rename_all = "camelCase")]
pub struct RemovedOut {
    /// Always `true`.
    pub removed: bool,
}

/// New recovery codes; the old ones are void.
#[derive(Object)]
#[oai(rename = "RecoveryCodes", rename_all = "camelCase")]
pub struct RecoveryCodesOut {
    /// Ten codes that each sign in once, shown only now.
    pub recovery_codes: Vec<String>,
}
