//! What an OpenID provider says of itself: its endpoints and keys, asked for when they are first needed and kept for
//! an hour. A key that isn't among them is looked for once more, though not more than once a minute.

use std::{sync::Arc, time::Duration};

use entity::Timestamp;
use http::{Request, StatusCode, header};
use jsonwebtoken::Algorithm;
use tokio::sync::Mutex;
use url::Url;

use super::{
    Trouble, Web,
    claims::Said,
    id_token::{has_tenants, shortened},
    outgoing::Outgoing,
    signature::Keys,
};

/// How long what a provider says of itself is believed.
const KEPT: Duration = Duration::from_secs(3600);
/// How soon an unknown key is a reason to ask again: anybody can make up keys.
const FLOOR: Duration = Duration::from_secs(60);
/// How soon a provider that failed is asked again: nobody waits for it in a queue.
const REST: Duration = Duration::from_secs(5);

/// A provider's metadata and keys, as far as they are used.
pub struct Metadata {
    /// As it says it: with many tenants, not yet any of theirs.
    pub issuer: String,
    pub authorization_endpoint: String,
    pub token_endpoint: String,
    pub userinfo_endpoint: Option<String>,
    /// Where a browser ends its session there (OpenID Connect RP-Initiated Logout 1.0).
    pub end_session_endpoint: Option<String>,
    /// Does it take a client's secret in the form, and not in the header?
    pub secret_in_form: bool,
    /// What it signs ID tokens with.
    pub algorithms: Vec<Algorithm>,
    /// Does every answer say whose it is (RFC 9207)?
    pub says_issuer: bool,
    pub keys: Keys,
}

pub struct Discovery {
    issuer: String,
    /// The setting that names the issuer.
    setting: String,
    may_have_tenants: bool,
    web: Web,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    metadata: Option<(Timestamp, Arc<Metadata>)>,
    failed_at: Option<Timestamp>,
}

impl Discovery {
    pub fn new(issuer: String, setting: String, web: Web) -> Self {
        Self { issuer, setting, may_have_tenants: false, web, known: Mutex::default() }
    }

    /// The issuer may be one of many tenants, who have one document.
    pub fn with_tenants(self, may_have_tenants: bool) -> Self {
        Self { may_have_tenants, ..self }
    }

    /// What is known, or asked for now. Those who ask at the same time wait for one answer.
    pub async fn get(&self) -> Result<Arc<Metadata>, Trouble> {
        self.younger_than(KEPT).await
    }

    /// What is known at most since a minute ago.
    pub async fn fresh(&self) -> Result<Arc<Metadata>, Trouble> {
        self.younger_than(FLOOR).await
    }

    async fn younger_than(&self, age: Duration) -> Result<Arc<Metadata>, Trouble> {
        let mut known = self.known.lock().await;
        let now = self.web.clock.now();
        if let Some((since, metadata)) = &known.metadata
            && now < since.plus(age)
        {
            return Ok(Arc::clone(metadata));
        }
        if known.failed_at.is_some_and(|failed| now < failed.plus(REST)) {
            return Err(Trouble::Unavailable("it could not be asked a moment ago".to_owned()));
        }
        let asked = self.ask().await;
        known.failed_at = asked.is_err().then_some(now);
        let metadata = Arc::new(asked?);
        known.metadata = Some((now, Arc::clone(&metadata)));
        Ok(metadata)
    }

    async fn ask(&self) -> Result<Metadata, Trouble> {
        let outgoing = Outgoing::new(&self.web.http, &self.issuer)?;
        let url = format!("{}/.well-known/openid-configuration", self.issuer.strip_suffix('/').unwrap_or(&self.issuer));
        let document = self.fetch(&outgoing, &url, "discovery document").await?;
        let wanted = |name: &str| {
            let missing = || Trouble::Unavailable(format!("its discovery document has no {name}"));
            document.text(name).map(str::to_owned).ok_or_else(missing)
        };
        let issuer = wanted("issuer")?;
        self.check_issuer(&issuer)?;
        let keys = self.fetch(&outgoing, &wanted("jwks_uri")?, "key set").await?;
        let methods = document.texts("token_endpoint_auth_methods_supported").unwrap_or_default();
        let algorithms = document.texts("id_token_signing_alg_values_supported");
        let algorithms = algorithms.unwrap_or_else(|| vec!["RS256"]).into_iter();
        Ok(Metadata {
            issuer,
            authorization_endpoint: wanted("authorization_endpoint")?,
            token_endpoint: wanted("token_endpoint")?,
            userinfo_endpoint: document.text("userinfo_endpoint").map(str::to_owned),
            end_session_endpoint: document.text("end_session_endpoint").map(str::to_owned),
            // Basic is what OpenID has where nothing is said.
            secret_in_form: !methods.contains(&"client_secret_basic") && methods.contains(&"client_secret_post"),
            algorithms: algorithms.filter_map(|name| name.parse().ok()).collect(),
            says_issuer: document.truth("authorization_response_iss_parameter_supported") == Some(true),
            keys: Keys::parse(&keys)
                .ok_or_else(|| Trouble::Unavailable("what it publishes as its keys are none".to_owned()))?,
        })
    }

    async fn fetch(&self, outgoing: &Outgoing, url: &str, what: &str) -> Result<Said, Trouble> {
        let request = Request::get(url).header(header::ACCEPT, "application/json").body(Vec::new());
        let answer = outgoing.send(request.map_err(Trouble::refused)?).await?;
        let setting = &self.setting;
        if answer.status() != StatusCode::OK {
            let status = answer.status().as_u16();
            return Err(Trouble::Unavailable(format!("its {what} can't be had ({status}); compare {setting}")));
        }
        let wrong = || Trouble::Unavailable(format!("its {what} is no JSON object; compare {setting}"));
        Said::parse(answer.body()).ok_or_else(wrong)
    }

    /// To the letter the one that the operator named; or, if they name tenants, one of many tenants on the same server.
    fn check_issuer(&self, said: &str) -> Result<(), Trouble> {
        if said == self.issuer {
            return Ok(());
        }
        let server = |url: &str| Url::parse(url).ok().map(|url| url.origin());
        let of_tenants = has_tenants(said) && server(said).is_some_and(|own| Some(own) == server(&self.issuer));
        if of_tenants && self.may_have_tenants {
            return Ok(());
        }
        let (said, setting) = (shortened(said), &self.setting);
        let remedy = match of_tenants {
            true => "has many tenants; name those that may sign in in its tenants".to_owned(),
            false => format!("has to be in {setting} like that, to the letter"),
        };
        Err(Trouble::Unavailable(format!("it calls itself {said:?}, which {remedy}")))
    }
}
