//! How a client is made: of a URL and a credential, and of what else is to be different.

use std::{future::Future, sync::Arc, time::Duration};

use crate::{Asked, Client, Error, Exchange, StepUpNeeded};

/// Makes a [`Client`].
pub struct Builder {
    url: String,
    exchange: Exchange,
    http: reqwest::ClientBuilder,
}

impl Client {
    /// A client with a key or a session's token.
    ///
    /// # Errors
    /// [`Error::Setup`] for a URL that is none.
    pub fn with_key(url: &str, key: &str) -> Result<Self, Error> {
        Self::at(url).credential(key).build()
    }

    /// For clients that are to be different, or have no credential yet.
    pub fn at(url: &str) -> Builder {
        // The first that is chosen in a process stays; any will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .user_agent(concat!("almond-client/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_secs(60))
            .redirect(reqwest::redirect::Policy::none());
        Builder { url: url.trim_end_matches('/').to_owned(), exchange: Exchange::default(), http }
    }
}

impl Builder {
    /// A key, or a session's token.
    #[must_use]
    pub fn credential(self, credential: &str) -> Self {
        self.exchange.set_credential(credential);
        self
    }

    /// How often a request that can be repeated is, besides the first time; 3 unless said.
    #[must_use]
    pub fn retries(mut self, retries: u32) -> Self {
        self.exchange.retries = retries;
        self
    }

    /// What to do when an operation asks the person to prove again that they are there: ask them, step up with the client's
    /// operations, and give the session's new token. The request is then sent again. `None` gives up.
    #[must_use]
    pub fn on_step_up<F>(mut self, ask: impl Fn(StepUpNeeded) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Option<String>> + Send + 'static,
    {
        self.exchange.ask = Some(Arc::new(move |needed| -> Asked { Box::pin(ask(needed)) }));
        self
    }

    /// Trusts further authorities, PEM.
    ///
    /// # Errors
    /// [`Error::Setup`] for what is no certificate.
    pub fn authorities(mut self, pem: &[u8]) -> Result<Self, Error> {
        let authorities = reqwest::Certificate::from_pem_bundle(pem).map_err(Error::setup)?;
        self.http = self.http.tls_certs_merge(authorities);
        Ok(self)
    }

    /// For settings of the HTTP client itself.
    #[must_use]
    pub fn http(mut self, change: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder) -> Self {
        self.http = change(self.http);
        self
    }

    /// # Errors
    /// [`Error::Setup`] for a URL that is none, or settings that don't go together.
    pub fn build(self) -> Result<Client, Error> {
        let url = reqwest::Url::parse(&self.url).map_err(Error::setup)?;
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return Err(Error::Setup(format!("{} is no URL of a server: it must begin with https://", self.url)));
        }
        let http = self.http.build().map_err(Error::setup)?;
        Ok(Client::new_with_client(&self.url, http, self.exchange))
    }
}
