//! How a session came to be, and how its person proved to be there.

use super::word::words;

words!(
    /// The last step of the sign-in that made a session.
    SignInMethod: "sign-in method" {
        Password = "password",
        SignUp = "sign_up",
        Totp = "totp",
        RecoveryCode = "recovery_code",
        Passkey = "passkey",
        MagicLink = "magic_link",
        Github = "github",
        Google = "google",
        Oidc = "oidc",
        TrustedIssuer = "trusted_issuer",
    }
);

words!(
    /// What a step-up is made with: one of `ALMOND_STEP_UP_METHODS`, or at a provider whose word counts (`trust_mfa`).
    StepUpMethod: "step-up method" {
        Totp = "totp",
        Passkey = "passkey",
        Password = "password",
        Provider = "provider",
    }
);
