//! The operator's key (`/internal`, introspection). Only its digest is kept.

use entity::Digest;

use super::{
    Environment,
    source::{Setting, Sources},
    strength::is_weak,
};

const MASTER_KEY: Setting = Setting::one("ALMOND_MASTER_KEY").or("PROXY_MASTER_KEY").secret().about(
    "",
    "the operator's key (alias `PROXY_MASTER_KEY`), for [`/internal`](guide/dialects.md); unset means that it \
     is not there. In production at least 24 random characters (`openssl rand -hex 24`); wrong ones draw from \
     a bucket of their address as large as that of sign-ins",
);
pub(super) const SETTINGS: &[Setting] = &[MASTER_KEY];

/// The least characters in production.
const SHORTEST: usize = 24;

/// `ALMOND_MASTER_KEY` (alias `PROXY_MASTER_KEY`): unset by default.
pub(super) fn read(sources: &Sources, environment: Environment) -> Option<Digest> {
    sources.read_given(&MASTER_KEY, |given| {
        // Anything else could never arrive in an Authorization header.
        if !given.text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(given.wrong_secret("visible ASCII characters without spaces"));
        }
        if given.text.len() < SHORTEST || is_weak(given.text.as_bytes()) {
            let expected = "at least 24 random characters in production, such as `openssl rand -hex 24` prints";
            sources.findings.not_safe(environment, given.wrong_secret(expected));
        }
        Ok(Digest::of(given.text.as_bytes()))
    })
}
