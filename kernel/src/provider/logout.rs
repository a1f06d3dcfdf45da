//! Signing out at a provider, and what one says whose session is over: OpenID Connect RP-Initiated Logout 1.0 and
//! Back-Channel Logout 1.0. Which sessions end here is not decided here.

use std::time::Duration;

use entity::{Digest, Timestamp};
use serde_json::Value;
use url::Url;

use super::{
    Trouble,
    claims::Said,
    discovery::Metadata,
    id_token::{self, LONGEST_SUBJECT},
    oidc::{LONGEST_SID, OpenId},
    signature::{self, Choice, Unbelievable},
};

/// What makes a token one that ends sessions.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// By how much the provider's clock may be ahead of ours.
const AHEAD: Duration = Duration::from_secs(60);
const LONGEST_ID: usize = 255;

/// What is over at a provider.
#[derive(Debug, PartialEq, Eq)]
pub struct Ended {
    pub issuer: String,
    /// Whose sessions; there is this, or the name of one, or both.
    pub subject: Option<String>,
    pub sid: Option<String>,
    /// Of the token, which counts once.
    pub id: Digest,
    pub expires_at: Timestamp,
}

impl OpenId {
    /// Where a browser ends its session there, to come back to `home`; none where the provider has no such place.
    ///
    /// # Errors
    /// When the provider can't be asked.
    pub async fn logout_url(&self, home: &Url) -> Result<Option<Url>, Trouble> {
        let metadata = self.discovery.get().await?;
        let Some(endpoint) = &metadata.end_session_endpoint else { return Ok(None) };
        let words = [("client_id", self.config.client.id.as_str()), ("post_logout_redirect_uri", home.as_str())];
        let mut url = Url::parse(endpoint).map_err(Trouble::refused)?;
        url.query_pairs_mut().extend_pairs(words);
        if self.outgoing()?.may_go_to(&url) { Ok(Some(url)) } else { Ok(None) }
    }

    /// What a logout token says, if it is to be believed.
    ///
    /// # Errors
    /// Why it isn't; or that the provider can't be asked for its keys.
    pub async fn ended(&self, token: &str) -> Result<Ended, Trouble> {
        let judged = match self.judge(token, &*self.discovery.get().await?) {
            Err(Unbelievable::Stale(_)) => self.judge(token, &*self.discovery.fresh().await?),
            judged => judged,
        };
        judged.map_err(|why| Trouble::refused(format!("its logout token can't be believed: {why}")))
    }

    fn judge(&self, token: &str, metadata: &Metadata) -> Result<Ended, Unbelievable> {
        let signed = signature::check(token, &metadata.keys, Choice::Among(&metadata.algorithms))?;
        if !matches!(signed.typ.as_deref(), None | Some("jwt" | "logout+jwt" | "application/logout+jwt")) {
            return Err(Unbelievable::refused("it is a token of another kind (`typ`)"));
        }
        let issuer = id_token::issuer(&signed.said, &metadata.issuer, &self.config)?;
        ended(&signed.said, issuer, &self.config.client.id, self.web.clock.now())
    }
}

fn ended(said: &Said, issuer: String, us: &str, now: Timestamp) -> Result<Ended, Unbelievable> {
    let refuse = |why: &str| Err(Unbelievable::refused(why));
    if !said.texts("aud").is_some_and(|audiences| audiences.contains(&us)) {
        return refuse("it is for another client (`aud`)");
    }
    let Some(expires_at) = said.instant("exp").filter(|at| now < *at) else { return refuse("it is over (`exp`)") };
    if said.instant("iat").is_none_or(|at| at > now.plus(AHEAD)) {
        return refuse("it has no beginning, or one ahead of our clock (`iat`)");
    }
    let is_event = said.value("events").and_then(|events| events.get(EVENT)).is_some_and(Value::is_object);
    if !is_event || said.value("nonce").is_some() {
        return refuse("it is no logout token (`events`, `nonce`)");
    }
    let Some(id) = said.text("jti").filter(|id| (1..=LONGEST_ID).contains(&id.len())) else {
        return refuse("it has no name of its own (`jti`)");
    };
    let text = |name: &str, longest: usize| {
        said.text(name).filter(|text| (1..=longest).contains(&text.len())).map(str::to_owned)
    };
    let (subject, sid) = (text("sub", LONGEST_SUBJECT), text("sid", LONGEST_SID));
    let is_odd = |name: &str, read: &Option<String>| said.value(name).is_some() && read.is_none();
    if (subject.is_none() && sid.is_none()) || is_odd("sub", &subject) || is_odd("sid", &sid) {
        return refuse("it doesn't say whose session is over (`sub`, `sid`)");
    }
    let id = Digest::of(format!("logout\n{issuer}\n{id}").as_bytes());
    Ok(Ended { issuer, subject, sid, id, expires_at })
}
