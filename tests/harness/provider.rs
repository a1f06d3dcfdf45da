//! A double of what people sign in with: GitHub's four endpoints, and two OpenID providers, all on one port. It refuses
//! what the real ones refuse (another client, redirect, verifier; a used code), and lies when it is told to.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use poem::{EndpointExt, Request, Response, Server, endpoint::make, http::StatusCode, listener::TcpAcceptor};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;
use url::{Url, form_urlencoded};

use crate::id_token::{More, id_token, jwk, userinfo, with};

pub const CLIENT_ID: &str = "almond-at-the-provider";
pub const CLIENT_SECRET: &str = "the-clients-secret: +/%";

/// What is wrong with what the provider says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lie {
    #[default]
    None,
    OtherAudience,
    SecondAudience,
    OtherIssuer,
    OtherNonce,
    NoNonce,
    Expired,
    Unsigned,
    SignedWithOurSecret,
    SignedWithAnotherKey,
    OtherAccessToken,
    NoIdToken,
    NoSubject,
    UserinfoOfAnother,
    AnswersForAnother,
    AnswersForNobody,
    MetadataOfAnother,
    MetadataWithASlash,
}

/// Whom the provider says its visitor is, and how.
#[derive(Clone, Debug)]
pub struct Script {
    /// A number, as GitHub has it.
    pub subject: String,
    pub email: Option<String>,
    pub verified: bool,
    pub name: Option<String>,
    pub lie: Lie,
    /// Is the address in the ID token, or at the userinfo endpoint only?
    pub email_in_id_token: bool,
    /// The key that signs, of those above, and that is published.
    pub key: usize,
    /// Fails whatever it is asked.
    pub down: bool,
    /// Is everybody who comes somebody else?
    pub own_subject_for_each_code: bool,
    pub more: More,
}

/// The double. Cheap to clone; all clones are the same.
#[derive(Clone)]
pub struct Provider(Arc<Inner>);

struct Inner {
    url: String,
    script: Mutex<Script>,
    grants: Mutex<HashMap<String, Grant>>,
    codes: AtomicUsize,
    discoveries: AtomicUsize,
}

/// What a code stands for.
#[derive(Clone)]
struct Grant {
    issuer: String,
    query: HashMap<String, String>,
}

impl Provider {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let script = Script {
            subject: "1001".to_owned(),
            email: Some("ada@example.com".to_owned()),
            verified: true,
            name: Some("Ada Lovelace".to_owned()),
            lie: Lie::None,
            email_in_id_token: true,
            key: 0,
            down: false,
            own_subject_for_each_code: false,
            more: More::default(),
        };
        let inner = Inner {
            url,
            script: Mutex::new(script),
            grants: Mutex::default(),
            codes: AtomicUsize::new(0),
            discoveries: AtomicUsize::new(0),
        };
        let provider = Self(Arc::new(inner));
        let double = provider.clone();
        let endpoint = make(move |request| double.clone().answer(request)).map_to_response();
        let acceptor = TcpAcceptor::from_tokio(listener).unwrap();
        tokio::spawn(Server::new_with_acceptor(acceptor).run(endpoint));
        provider
    }

    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// Changes what it says from now on.
    pub fn change(&self, change: impl FnOnce(&mut Script)) {
        change(&mut self.0.script.lock().unwrap());
    }

    /// Somebody else comes: with this subject and address.
    pub fn visitor(&self, subject: &str, email: &str) {
        self.change(|script| (script.subject, script.email) = (subject.to_owned(), Some(email.to_owned())));
    }

    /// How often its discovery document was asked for.
    pub fn discoveries(&self) -> usize {
        self.0.discoveries.load(Ordering::SeqCst)
    }

    fn script(&self) -> Script {
        self.0.script.lock().unwrap().clone()
    }

    async fn answer(self, mut request: Request) -> Response {
        let script = self.script();
        if script.down {
            return StatusCode::BAD_GATEWAY.into();
        }
        let path = request.uri().path().to_owned();
        let query = pairs(request.uri().query().unwrap_or_default());
        let body = request.take_body().into_string().await.unwrap();
        let (issuer, path) = match path.strip_prefix("/oidc") {
            Some(path) => (format!("{}/oidc", self.0.url), path),
            None => (self.0.url.clone(), path.as_str()),
        };
        match path {
            "/.well-known/openid-configuration" => self.discovery(&issuer),
            "/jwks" if script.more.keys.is_array() => json_answer(&json!({ "keys": script.more.keys })),
            "/jwks" => json_answer(&json!({ "keys": [jwk(script.key)] })),
            "/authorize" | "/login/oauth/authorize" => self.authorize(issuer, query, path == "/authorize"),
            "/token" | "/login/oauth/access_token" => self.token(&script, &request, &body),
            "/userinfo" if is_bearer(&request) => json_answer(&userinfo(&script)),
            "/api/v3/user" if is_bearer(&request) && request.header("user-agent").is_some() => json_answer(&json!({
                "id": script.subject.parse::<u64>().unwrap(), "login": "ada", "name": script.name, "email": null,
                "avatar_url": "https://avatars.example.com/1001",
            })),
            "/api/v3/user/emails" if is_bearer(&request) => json_answer(&json!([
                { "email": "old@example.com", "primary": false, "verified": true, "visibility": null },
                { "email": script.email, "primary": true, "verified": script.verified, "visibility": "private" },
            ])),
            _ => StatusCode::NOT_FOUND.into(),
        }
    }

    fn discovery(&self, issuer: &str) -> Response {
        self.0.discoveries.fetch_add(1, Ordering::SeqCst);
        let said = match self.script().lie {
            Lie::MetadataOfAnother => "https://other.example.com".to_owned(),
            Lie::MetadataWithASlash => format!("{issuer}/"),
            _ => issuer.to_owned(),
        };
        let document = json!({
            "issuer": said,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "userinfo_endpoint": format!("{issuer}/userinfo"),
            "jwks_uri": format!("{issuer}/jwks"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA", "HS256"],
            "authorization_response_iss_parameter_supported": true,
        });
        json_answer(&with(document, &self.script().more.metadata))
    }

    /// The visitor agrees at once.
    fn authorize(&self, issuer: String, query: HashMap<String, String>, is_openid: bool) -> Response {
        let is = |name: &str, value: &str| query.get(name).is_some_and(|given| given == value);
        let scopes: Vec<_> = query["scope"].split(' ').collect();
        let asked = if is_openid { ["openid"].as_slice() } else { &["read:user", "user:email"] };
        assert!(is("client_id", CLIENT_ID) && is("response_type", "code") && is("code_challenge_method", "S256"));
        assert!(asked.iter().all(|scope| scopes.contains(scope)), "{scopes:?}");
        assert!(query.contains_key("nonce") == is_openid);
        let mut back = Url::parse(&query["redirect_uri"]).unwrap();
        let code = format!("code-{}", self.0.codes.fetch_add(1, Ordering::SeqCst));
        back.query_pairs_mut().append_pair("code", &code).append_pair("state", &query["state"]);
        if is_openid {
            match self.script().lie {
                Lie::AnswersForAnother => drop(back.query_pairs_mut().append_pair("iss", "https://other.example.com")),
                Lie::AnswersForNobody => {}
                _ => drop(back.query_pairs_mut().append_pair("iss", &issuer)),
            }
        }
        self.0.grants.lock().unwrap().insert(code, Grant { issuer, query });
        Response::builder().status(StatusCode::FOUND).header("location", back.as_str()).finish()
    }

    fn token(&self, script: &Script, request: &Request, body: &str) -> Response {
        let form = pairs(body);
        let grant = form.get("code").and_then(|code| self.0.grants.lock().unwrap().remove(code));
        let fits = grant.as_ref().is_some_and(|grant| {
            let verifier = form.get("code_verifier").map(String::as_str).unwrap_or_default();
            URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == grant.query["code_challenge"]
                && form.get("redirect_uri") == grant.query.get("redirect_uri")
        });
        let Some(grant) = grant.filter(|_| fits && is_our_client(request, &form)) else {
            return json_answer(&json!({ "error": "invalid_grant" })).with_status(StatusCode::BAD_REQUEST);
        };
        let mut answer = json!({ "access_token": "an-access-token", "token_type": "bearer", "expires_in": 3600 });
        if grant.query.contains_key("nonce") && script.lie != Lie::NoIdToken {
            let mut script = script.clone();
            if script.own_subject_for_each_code {
                script.subject = form["code"].clone();
            }
            answer["id_token"] = id_token(&script, &grant.issuer, &grant.query["nonce"]).into();
        }
        json_answer(&with(answer, &script.more.token))
    }
}

trait WithStatus {
    fn with_status(self, status: StatusCode) -> Self;
}

impl WithStatus for Response {
    fn with_status(mut self, status: StatusCode) -> Self {
        self.set_status(status);
        self
    }
}

fn json_answer(value: &Value) -> Response {
    Response::builder().content_type("application/json").body(value.to_string())
}

fn pairs(text: &str) -> HashMap<String, String> {
    form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

fn is_bearer(request: &Request) -> bool {
    request.header("authorization") == Some("Bearer an-access-token")
}

/// In the form, or in RFC 6749's Basic, whose parts are encoded each.
fn is_our_client(request: &Request, form: &HashMap<String, String>) -> bool {
    let given = match request.header("authorization").and_then(|value| value.strip_prefix("Basic ")) {
        None => [form.get("client_id").cloned(), form.get("client_secret").cloned()],
        Some(basic) => {
            let text = String::from_utf8(STANDARD.decode(basic).unwrap()).unwrap();
            let (id, secret) = text.split_once(':').unwrap();
            [id, secret].map(|part| pairs(&format!("x={part}")).remove("x"))
        }
    };
    given == [Some(CLIENT_ID.to_owned()), Some(CLIENT_SECRET.to_owned())]
}
