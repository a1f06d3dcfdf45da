//! What a WebAuthn ceremony is for. One begun for a purpose is worth nothing for another.

use super::word::words;

words!(
    /// The purpose of a WebAuthn ceremony.
    CeremonyPurpose: "ceremony purpose" {
        Enrol = "enrol",
        SignIn = "sign_in",
        StepUp = "step_up",
    }
);
