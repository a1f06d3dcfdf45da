//! Whether an ID token holds (OpenID Connect Core 1.0, 3.1.3.7): signed by the provider, for us, for this very sign-in, not
//! over yet, and beside the access token that belongs to it. Its other claims are read by whoever uses them.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::Timestamp;
use jsonwebtoken::Algorithm;
use sha2::{Digest, Sha256, Sha384, Sha512};
use subtle::ConstantTimeEq;

use super::{
    claims::Said,
    discovery::Metadata,
    signature::{self, Choice, Unbelievable},
};
use crate::config;

/// The longest subject (OpenID Connect Core 1.0, 2).
pub const LONGEST_SUBJECT: usize = 255;
/// Where an issuer of many tenants has the tenant's id.
const TENANT: &str = "{tenantid}";

/// What a token has to be.
pub struct Expected<'a> {
    pub config: &'a config::OpenId,
    pub nonce: &'a str,
    pub access_token: &'a str,
    pub now: Timestamp,
}

/// What a token that holds says.
#[derive(Debug)]
pub struct IdToken {
    /// Whose it is: with many tenants, the tenant's.
    pub issuer: String,
    pub subject: String,
    pub said: Said,
}

type Result<T> = std::result::Result<T, Unbelievable>;

fn refuse<T>(why: impl Into<String>) -> Result<T> {
    Err(Unbelievable::refused(why))
}

pub fn verify(token: &str, metadata: &Metadata, expected: &Expected<'_>) -> Result<IdToken> {
    let signed = signature::check(token, &metadata.keys, Choice::Among(&metadata.algorithms))?;
    if !matches!(signed.typ.as_deref(), None | Some("jwt" | "application/jwt")) {
        return refuse("it is a token of another kind");
    }
    let said = signed.said;
    let issuer = issuer(&said, &metadata.issuer, expected.config)?;
    check_audience(&said, expected.config)?;
    check_time(&said, expected.now)?;
    let nonce = said.text("nonce").unwrap_or_default();
    if !bool::from(nonce.as_bytes().ct_eq(expected.nonce.as_bytes())) {
        return refuse("it is another sign-in's: its nonce is not the one that was sent");
    }
    check_access_token(&said, signed.algorithm, expected.access_token)?;
    let subject = said.text("sub").filter(|subject| (1..=LONGEST_SUBJECT).contains(&subject.len()));
    let subject = subject.ok_or_else(|| Unbelievable::refused("it says of nobody that they signed in (`sub`)"))?;
    Ok(IdToken { issuer, subject: subject.to_owned(), said })
}

/// To the letter the provider's own, with its tenant filled in where it has many.
pub fn issuer(said: &Said, own: &str, config: &config::OpenId) -> Result<String> {
    let tenant = said.text("tid").filter(|tenant| is_tenant(tenant));
    if !config.tenants.is_empty() {
        let Some(tenant) = tenant else { return refuse("it names no tenant (`tid`)") };
        if !config.allows_tenant(tenant) {
            let setting = config.setting("TENANTS");
            return refuse(format!("it is of the tenant {tenant}; name it in {setting} to let its people in"));
        }
    }
    let issuer = tenant.map_or_else(|| own.to_owned(), |tenant| own.replace(TENANT, tenant));
    if said.text("iss") == Some(issuer.as_str()) { Ok(issuer) } else { refuse("it is another issuer's (`iss`)") }
}

/// True if the issuer is one of many tenants, each of which has its own id in it.
pub fn has_tenants(issuer: &str) -> bool {
    issuer.contains(TENANT)
}

/// True if an issuer is that of one of the tenants of `own`.
pub fn is_of_tenant(issuer: &str, own: &str) -> bool {
    let tenant = own.split_once(TENANT).and_then(|(before, after)| issuer.strip_prefix(before)?.strip_suffix(after));
    tenant.is_some_and(is_tenant)
}

fn is_tenant(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// For us, and for nobody else whom the operator doesn't name; among several, it is us whom it was issued to.
fn check_audience(said: &Said, config: &config::OpenId) -> Result<()> {
    let us = config.client.id.as_str();
    let Some(audiences) = said.texts("aud") else { return refuse("it is for nobody (`aud`)") };
    if !audiences.contains(&us) {
        return refuse(format!("it is for another client (`aud`); compare {}", config.setting("CLIENT_ID")));
    }
    let is_known = |audience: &&str| *audience == us || config.audiences.iter().any(|known| known == audience);
    if let Some(stranger) = audiences.iter().find(|audience| !is_known(audience)) {
        let (stranger, setting) = (shortened(stranger), config.setting("AUDIENCES"));
        return refuse(format!("it is for {stranger:?} too (`aud`); name that in {setting} if it is trusted"));
    }
    match said.value("azp").map(|party| party.as_str() == Some(us)) {
        Some(false) => refuse("it was issued to another client (`azp`)"),
        None if audiences.len() > 1 => refuse("it is for several and doesn't say to whom it was issued (`azp`)"),
        _ => Ok(()),
    }
}

fn check_time(said: &Said, now: Timestamp) -> Result<()> {
    let Some(expires_at) = said.instant("exp") else { return refuse("it has no end (`exp`)") };
    if said.instant("iat").is_none() {
        return refuse("it has no beginning (`iat`)");
    }
    if now < expires_at { Ok(()) } else { refuse("it is over (`exp`); compare the clocks") }
}

/// Half of the access token's hash by the algorithm that the ID token is signed with, where the provider says it.
fn check_access_token(said: &Said, algorithm: Algorithm, access_token: &str) -> Result<()> {
    let Some(expected) = said.value("at_hash") else { return Ok(()) };
    let token = access_token.as_bytes();
    let hash = match algorithm {
        Algorithm::RS256 | Algorithm::PS256 | Algorithm::ES256 => Sha256::digest(token).to_vec(),
        Algorithm::RS384 | Algorithm::PS384 | Algorithm::ES384 => Sha384::digest(token).to_vec(),
        // Ed25519 hashes with this one itself.
        _ => Sha512::digest(token).to_vec(),
    };
    let is_its = expected.as_str() == Some(URL_SAFE_NO_PAD.encode(&hash[..hash.len() / 2]).as_str());
    if is_its { Ok(()) } else { refuse("the access token is not the ID token's (`at_hash`)") }
}

/// Enough of what a provider wrote to recognise it.
pub fn shortened(text: &str) -> String {
    text.chars().take(200).collect()
}
