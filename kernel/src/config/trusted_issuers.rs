//! Issuers whose access tokens work as session bearers.

use super::{
    ConfigError, Environment, oauth,
    source::{Given, Setting, Sources},
};

const TRUSTED_ISSUERS: Setting = Setting::list("ALMOND_TRUSTED_ISSUERS").about(
    "",
    "comma list of `issuer` or `issuer=audience` (`account` unless said): OpenID providers whose [access \
     tokens](guide/dialects.md#trusted-issuers) work as session bearers",
);
pub(super) const SETTINGS: &[Setting] = &[TRUSTED_ISSUERS];

/// Whom an issuer's access tokens are for unless another audience is said.
const AUDIENCE: &str = "account";

/// One item of `ALMOND_TRUSTED_ISSUERS`, a comma list of `issuer` or `issuer=audience`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedIssuer {
    /// To the letter as the issuer says it of itself.
    pub issuer: String,
    /// What a token's `aud` has to include.
    pub audience: String,
}

pub(super) fn read(sources: &Sources, environment: Environment) -> Vec<TrustedIssuer> {
    sources.read_or(&TRUSTED_ISSUERS, Vec::new(), |given| issuers(given, environment))
}

fn issuers(given: &Given, environment: Environment) -> Result<Vec<TrustedIssuer>, ConfigError> {
    let mut issuers: Vec<TrustedIssuer> = Vec::new();
    for item in given.items() {
        let (issuer, audience) = item.split_once('=').unwrap_or((item, AUDIENCE));
        let issuer = oauth::checked_part(given, issuer, environment)?;
        if audience.is_empty() {
            return Err(given.wrong("a comma list of issuer or issuer=audience"));
        }
        if issuers.iter().any(|known| known.issuer == issuer) {
            return Err(given.wrong("a list in which every issuer is there once"));
        }
        issuers.push(TrustedIssuer { issuer, audience: audience.to_owned() });
    }
    Ok(issuers)
}
