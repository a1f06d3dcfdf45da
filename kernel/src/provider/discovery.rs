//! What an OpenID provider says of itself: its endpoints and keys, asked for when they are first needed and kept for
//! an hour. A key that isn't among them is looked for once more, though not more than once a minute.

use std::{sync::Arc, time::Duration};

use entity::Timestamp;
use openidconnect::{
    AdditionalProviderMetadata, DiscoveryError, IssuerUrl, ProviderMetadata,
    core::{
        CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
        CoreSubjectIdentifierType,
    },
};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use super::{
    Trouble, Web,
    outgoing::{Asking, Outgoing},
};
use crate::seam::HttpError;

/// How long what a provider says of itself is believed.
const KEPT: Duration = Duration::from_secs(3600);
/// How soon an unknown key is a reason to ask again: anybody can make up keys.
const FLOOR: Duration = Duration::from_secs(60);
/// How soon a provider that failed is asked again: nobody waits for it in a queue.
const REST: Duration = Duration::from_secs(5);

/// A provider's metadata and keys.
pub type Metadata = ProviderMetadata<
    Extra,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// What OpenID's own list doesn't have.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Extra {
    /// Every answer says whose it is (RFC 9207).
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for Extra {}

pub struct Discovery {
    issuer: String,
    web: Web,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    metadata: Option<(Timestamp, Arc<Metadata>)>,
    failed_at: Option<Timestamp>,
}

impl Discovery {
    pub fn new(issuer: String, web: Web) -> Self {
        Self { issuer, web, known: Mutex::default() }
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
        let issuer = IssuerUrl::new(self.issuer.clone()).map_err(Trouble::refused)?;
        let metadata: Asking<'_, Metadata, _> = Box::pin(Metadata::discover_async(issuer, &outgoing));
        Ok(metadata.await?)
    }
}

impl From<DiscoveryError<HttpError>> for Trouble {
    fn from(error: DiscoveryError<HttpError>) -> Self {
        match error {
            DiscoveryError::Request(error) => error.into(),
            DiscoveryError::Response(status, ..) => {
                Self::Unavailable(format!("its discovery document or its keys can't be had ({status})"))
            }
            DiscoveryError::Parse(error) => {
                Self::Unavailable(format!("its discovery document is wrong at {}", error.path()))
            }
            DiscoveryError::Validation(why) => Self::Unavailable(why),
            error => Self::Unavailable(error.to_string()),
        }
    }
}
