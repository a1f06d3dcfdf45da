//! What a trusted issuer's access token says, and whether to believe it: its signature by a key of the issuer's, with the
//! one algorithm that the key is for; that it is an access token, and for us; its times. Pure, but for the arithmetic.

use std::time::Duration;

use entity::Timestamp;
use serde::{Deserialize, de::IgnoredAny};
use serde_json::Value;

use super::{
    Profile,
    claims::Said,
    id_token::LONGEST_SUBJECT,
    signature::{self, Choice, Keys, Unbelievable},
};

/// By how much the issuer's clock may be ahead of ours.
const AHEAD: Duration = Duration::from_secs(60);

/// What a token has to be.
pub struct Expected<'a> {
    pub issuer: &'a str,
    pub audience: &'a str,
    pub now: Timestamp,
}

/// What a good token says.
pub struct Claims {
    pub profile: Profile,
    pub issued_at: Timestamp,
    /// When its person was there: `auth_time`, else when it was issued.
    pub signed_in_at: Timestamp,
    pub expires_at: Timestamp,
}

/// What is read strictly: each of these that is there has its shape, or the token doesn't count.
#[derive(Deserialize)]
struct Wire {
    iss: String,
    sub: String,
    iat: u64,
    exp: u64,
    nbf: Option<u64>,
    auth_time: Option<u64>,
    /// Keycloak's word for the kind of a token.
    typ: Option<String>,
    /// The key that whoever presents it has to show (RFC 7800), which is not asked for here.
    cnf: Option<IgnoredAny>,
}

pub fn verify(token: &str, keys: &Keys, expected: &Expected<'_>) -> Result<Claims, Unbelievable> {
    let signed = signature::check(token, keys, Choice::ByName)?;
    let malformed = || Unbelievable::refused("a claim is missing or has another shape");
    let wire: Wire = signed.said.read().ok_or_else(malformed)?;
    let is_ours = signed.said.texts("aud").is_some_and(|audiences| audiences.contains(&expected.audience));
    if wire.iss != expected.issuer || !is_ours || !is_access_token(signed.typ.as_deref(), &wire) {
        return Err(Unbelievable::refused("it is another issuer's, for somebody else or of another kind"));
    }
    claims(wire, &signed.said, expected).ok_or_else(|| Unbelievable::refused("it is over, or not yet"))
}

/// Says so in its claims, as Keycloak's do, or in its header (RFC 9068); an ID token says something else. One that only
/// counts with another proof is not for us.
fn is_access_token(of_header: Option<&str>, wire: &Wire) -> bool {
    let said = match (wire.typ.as_deref(), of_header) {
        (Some(typ), None | Some("jwt" | "at+jwt" | "application/at+jwt")) => typ == "Bearer",
        (None, Some("at+jwt" | "application/at+jwt")) => true,
        _ => false,
    };
    said && wire.cnf.is_none()
}

fn claims(wire: Wire, said: &Said, expected: &Expected<'_>) -> Option<Claims> {
    let instant = |seconds: u64| Some(Timestamp::from_millis(i64::try_from(seconds).ok()?.checked_mul(1000)?));
    let (issued_at, expires_at) = (instant(wire.iat)?, instant(wire.exp)?);
    let signed_in_at = instant(wire.auth_time.unwrap_or(wire.iat))?;
    let begins_at = instant(wire.nbf.unwrap_or(wire.iat))?;
    let soon = expected.now.plus(AHEAD);
    let in_time = expected.now < expires_at && [issued_at, signed_in_at, begins_at].iter().all(|at| *at <= soon);
    let named = (1..=LONGEST_SUBJECT).contains(&wire.sub.len());
    let person = said.person();
    // Here as a boolean only: these are issuers that write it so.
    let is_verified = said.value("email_verified") == Some(&Value::Bool(true));
    let email = person.email.filter(|_| is_verified).and_then(|email| email.parse().ok());
    let profile = Profile {
        issuer: expected.issuer.to_owned(),
        subject: wire.sub,
        email: email.ok_or_else(|| "the token has no verified address".to_owned()),
        name: person.name.map(str::to_owned),
        avatar: person.picture.map(str::to_owned),
        sign_up: None,
        sid: None,
        second_factor: false,
        was_there_at: None,
    };
    (in_time && named).then_some(Claims { profile, issued_at, signed_in_at, expires_at })
}
