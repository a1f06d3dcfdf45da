//! A double of what receives webhooks: it keeps what it is sent, verifies nothing, and answers what it is told to.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use poem::{EndpointExt, Request, Response, Server, endpoint::make, http::StatusCode, listener::TcpAcceptor};
use serde_json::Value;
use sha2::Sha256;
use tokio::net::TcpListener;

/// A message that arrived.
#[derive(Clone, Debug)]
pub struct Received {
    pub path: String,
    pub id: String,
    pub timestamp: u64,
    /// All of them, with spaces between.
    pub signatures: String,
    pub text: String,
    pub body: Value,
}

impl Received {
    /// Did this secret, `whsec_…`, sign it? Computed apart from the program.
    pub fn is_signed_with(&self, secret: &str) -> bool {
        let signed = sign(secret, &self.id, self.timestamp, &self.text);
        self.signatures.split(' ').any(|one| one == signed)
    }
}

/// The signature by a secret, `whsec_…`.
pub fn sign(secret: &str, id: &str, timestamp: u64, body: &str) -> String {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// How the next messages are answered.
#[derive(Clone, Debug)]
pub struct Reaction {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
    pub delay: Duration,
}

impl Default for Reaction {
    fn default() -> Self {
        Self { status: 204, headers: Vec::new(), body: String::new(), delay: Duration::ZERO }
    }
}

/// The double. Cheap to clone; all clones are the same.
#[derive(Clone)]
pub struct Receiver(Arc<Inner>);

struct Inner {
    url: String,
    reaction: Mutex<Reaction>,
    received: Mutex<Vec<Received>>,
}

impl Receiver {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let receiver = Self(Arc::new(Inner { url, reaction: Mutex::default(), received: Mutex::default() }));
        let double = receiver.clone();
        let endpoint = make(move |request| double.clone().answer(request)).map_to_response();
        let acceptor = TcpAcceptor::from_tokio(listener).unwrap();
        tokio::spawn(Server::new_with_acceptor(acceptor).run(endpoint));
        receiver
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.0.url
    }

    pub fn port(&self) -> &str {
        self.0.url.rsplit(':').next().unwrap().split('/').next().unwrap()
    }

    /// Answers differently from now on.
    pub fn react(&self, reaction: Reaction) {
        *self.0.reaction.lock().unwrap() = reaction;
    }

    /// Answers with this status from now on.
    pub fn say(&self, status: u16) {
        self.react(Reaction { status, ..Reaction::default() });
    }

    /// All that arrived and was not taken yet, in the order of arrival.
    pub fn take(&self) -> Vec<Received> {
        std::mem::take(&mut self.0.received.lock().unwrap())
    }

    /// The one message that arrived and was not taken yet.
    #[track_caller]
    pub fn one(&self) -> Received {
        let mut all = self.take();
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    /// The next message, which may not have arrived yet.
    pub async fn next(&self) -> Received {
        tokio::time::timeout(Duration::from_secs(30), self.next_patiently()).await.expect("nothing arrived")
    }

    /// As `next`, however long that takes.
    pub async fn next_patiently(&self) -> Received {
        loop {
            if let Some(first) = self.first() {
                return first;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    fn first(&self) -> Option<Received> {
        let mut received = self.0.received.lock().unwrap();
        (!received.is_empty()).then(|| received.remove(0))
    }

    async fn answer(self, mut request: Request) -> Response {
        let text = request.take_body().into_string().await.unwrap();
        let header = |name: &str| request.header(name).unwrap_or_default().to_owned();
        self.0.received.lock().unwrap().push(Received {
            path: request.uri().path().to_owned(),
            id: header("webhook-id"),
            timestamp: header("webhook-timestamp").parse().unwrap_or_default(),
            signatures: header("webhook-signature"),
            body: serde_json::from_str(&text).unwrap_or_default(),
            text,
        });
        let reaction = self.0.reaction.lock().unwrap().clone();
        tokio::time::sleep(reaction.delay).await;
        let mut response = Response::builder().status(StatusCode::from_u16(reaction.status).unwrap());
        for (name, value) in reaction.headers {
            response = response.header(name, value);
        }
        response.body(reaction.body)
    }
}
