//! The certified OpenID provider of `tests/peers`, and the ways through it.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{Request, Response};
use kernel::seam::{Http as _, Web};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use url::{Url, form_urlencoded};

use crate::{CLIENT_ID, CLIENT_SECRET, Peer};

/// Where the worlds are, as far as browsers know.
const HOME: &str = "http://localhost:8080";
/// Where an application of somebody else's is.
const APPLICATION: &str = "http://localhost:5173/callback";
const VERIFIER: &str = "a-verifier-of-the-applications-which-is-long-enough";

pub struct Certified(Peer);

impl Certified {
    /// It knows Ada, whose address it has verified, and Eve, who says that the address is hers.
    pub async fn start() -> Self {
        let accounts = json!({
            "ada": {
                "email": "ada@example.com", "email_verified": true, "name": "Ada", "picture": "https://p.example.com/a",
            },
            "eve": { "email": "ada@example.com", "email_verified": false, "name": "Eve" },
        });
        let callbacks = ["google", "oidc"].map(|name| format!("{HOME}/api/v1/auth/{name}/callback"));
        let (accounts, client) = (accounts.to_string(), json!([CLIENT_ID, CLIENT_SECRET]).to_string());
        let arguments = [&accounts, &client, &callbacks[0], &callbacks[1], APPLICATION];
        Self(Peer::start("openid-provider.mjs", &arguments).await)
    }

    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// Goes where the provider sends a browser, as this account or nobody, until it is sent to `home`; gives the rest.
    async fn follow(&self, from: Url, account: Option<&str>, home: &str) -> String {
        let (web, mut cookies, mut at) = (Web::new().unwrap(), BTreeMap::new(), from);
        for _ in 0..10 {
            let pairs: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let mut request = Request::get(at.as_str()).header("cookie", pairs.join("; "));
            if let Some(account) = account {
                request = request.header("x-account", account);
            }
            let answer: Response<_> = web.send(request.body(Vec::new()).unwrap()).await.unwrap();
            assert!(answer.status().is_redirection(), "{}", String::from_utf8_lossy(answer.body()));
            for set in answer.headers().get_all("set-cookie") {
                let (name, rest) = set.to_str().unwrap().split_once('=').unwrap();
                cookies.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned());
            }
            let location = answer.headers()["location"].to_str().unwrap();
            if let Some(path) = location.strip_prefix(home) {
                return path.to_owned();
            }
            at = Url::parse(self.url()).unwrap().join(location).unwrap();
        }
        panic!("the provider sends in circles");
    }

    /// A browser's way through the provider, as this account or nobody; gives the path that it comes back to.
    pub async fn agree(&self, from: Url, account: Option<&str>) -> String {
        self.follow(from, account, HOME).await
    }

    /// What an application gets that signs this account in: `access_token`, for the audience `account`, and `id_token`.
    pub async fn tokens(&self, account: &str) -> Value {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
        let mut away = Url::parse(self.url()).unwrap().join("/auth").unwrap();
        away.query_pairs_mut().extend_pairs([
            ("client_id", CLIENT_ID),
            ("response_type", "code"),
            ("redirect_uri", APPLICATION),
            ("scope", "openid email profile"),
            ("resource", "urn:almond"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        let back = self.follow(away, Some(account), APPLICATION).await;
        let mut query = form_urlencoded::parse(back.trim_start_matches('?').as_bytes());
        let code = query.find(|(name, _)| name == "code").unwrap().1.into_owned();
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("grant_type", "authorization_code"),
                ("code", &code),
                ("redirect_uri", APPLICATION),
                ("resource", "urn:almond"),
                ("code_verifier", VERIFIER),
            ])
            .finish();
        let part = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let basic =
            base64::engine::general_purpose::STANDARD.encode(format!("{}:{}", part(CLIENT_ID), part(CLIENT_SECRET)));
        let request = Request::post(format!("{}/token", self.url()))
            .header("authorization", format!("Basic {basic}"))
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = Web::new().unwrap().send(request.body(form.into_bytes()).unwrap()).await.unwrap();
        assert!(answer.status().is_success(), "{}", String::from_utf8_lossy(answer.body()));
        serde_json::from_slice(answer.body()).unwrap()
    }

    /// What this account has from now on.
    pub async fn change(&self, account: &str, claims: Value) {
        self.put(&format!("accounts/{account}"), claims.to_string()).await;
    }

    /// Signs with another key from now on, of this name.
    pub async fn change_key(&self, name: &str) {
        self.put(&format!("keys/{name}"), String::new()).await;
    }

    async fn put(&self, path: &str, body: String) {
        let request = Request::put(format!("{}/{path}", self.url())).body(body.into_bytes()).unwrap();
        assert!(Web::new().unwrap().send(request).await.unwrap().status().is_success());
    }
}
