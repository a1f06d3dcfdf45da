//! Grants: how a client gets in with a person's leave, and how it gets out.

mod clients;
mod documents;
mod ends;
mod exchange;
mod flow;
mod grants;
mod metadata;
mod nodes;
mod race;
mod refresh;

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tests::{Answer, Caller, Key, Person, World};
use url::{Url, form_urlencoded};

pub const RESOURCE: &str = "http://localhost:8080/mcp";
pub const ISSUER: &str = "http://localhost:8080";
pub const CALLBACK: &str = "http://127.0.0.1:3000/callback";
pub const VERIFIER: &str = "a-verifier-of-the-tests-that-is-long-enough-to-be-one";
pub const ASKED: &str = "/api/v1/oauth/authorization";

/// A client, and where its code is to go.
#[derive(Clone)]
pub struct Program {
    pub world: World,
    pub id: String,
    pub redirect_uri: String,
}

/// What it was given.
pub struct Tokens {
    pub access: Key,
    pub refresh: String,
}

impl Program {
    /// One that registers itself.
    pub async fn register(world: &World) -> Self {
        let body = json!({ "redirect_uris": [CALLBACK], "client_name": "A program" });
        let answer = world.anonymous().post("/oauth2/register", body).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        let id = answer.body["client_id"].as_str().unwrap().to_owned();
        Self { world: world.clone(), id, redirect_uri: CALLBACK.to_owned() }
    }

    /// The same at another node.
    pub fn at(&self, world: &World) -> Self {
        Self { world: world.clone(), ..self.clone() }
    }

    /// The path that it sends a browser to, with these parameters in place of its own; empty ones are left out.
    pub fn path(&self, other: &[(&str, &str)]) -> String {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
        let mut words = BTreeMap::from([
            ("response_type", "code"),
            ("client_id", &self.id),
            ("redirect_uri", &self.redirect_uri),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("resource", RESOURCE),
            ("scope", "mcp:read mcp:write"),
            ("state", "its own & nobody's"),
        ]);
        words.extend(other.iter().copied());
        words.retain(|_, value| !value.is_empty());
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(words).finish();
        format!("/oauth2/authorize?{query}")
    }

    /// Sends a browser there.
    pub async fn ask(&self, other: &[(&str, &str)]) -> Answer {
        self.world.anonymous().get(&self.path(other)).await
    }

    /// As `ask`, for what goes well: what the person's page is given.
    pub async fn request(&self, other: &[(&str, &str)]) -> String {
        let (page, words) = sent_to(&self.ask(other).await);
        assert_eq!(page, "http://localhost:8080/authorize", "{words:?}");
        words["request"].clone()
    }

    /// The code that the person gives it.
    pub async fn code(&self, person: &Person, scope: &str) -> String {
        let request = self.request(&[("scope", scope)]).await;
        let (to, words) = answered(&approve(person, json!({ "request": request })).await.ok(200));
        assert_eq!(to, self.redirect_uri);
        words["code"].clone()
    }

    /// Asks the token endpoint, with these fields in place of those of a code.
    pub async fn exchange(&self, code: &str, other: &[(&str, &str)]) -> Answer {
        let mut fields = BTreeMap::from([
            ("grant_type", "authorization_code"),
            ("client_id", &*self.id),
            ("redirect_uri", &self.redirect_uri),
            ("code", code),
            ("code_verifier", VERIFIER),
            ("resource", RESOURCE),
        ]);
        fields.extend(other.iter().copied());
        self.form("/oauth2/token", fields).await
    }

    pub async fn refresh(&self, token: &str, other: &[(&str, &str)]) -> Answer {
        let mut fields = BTreeMap::from([
            ("grant_type", "refresh_token"),
            ("client_id", &*self.id),
            ("refresh_token", token),
            ("resource", RESOURCE),
        ]);
        fields.extend(other.iter().copied());
        self.form("/oauth2/token", fields).await
    }

    pub async fn form(&self, path: &str, mut fields: BTreeMap<&str, &str>) -> Answer {
        fields.retain(|_, value| !value.is_empty());
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let form = [("content-type", "application/x-www-form-urlencoded")];
        self.world.send(http::Method::POST, path, &form, body).await
    }

    /// The tokens of an answer.
    pub fn tokens(&self, answer: &Answer) -> Tokens {
        assert_eq!(answer.status, 200, "{}", answer.text);
        let text = |name: &str| answer.body[name].as_str().unwrap().to_owned();
        let access = Key::new(self.world.clone(), &text("access_token"));
        Tokens { access, refresh: text("refresh_token") }
    }

    /// All of the way, for somebody who says yes.
    pub async fn granted(&self, person: &Person, scope: &str) -> Tokens {
        let code = self.code(person, scope).await;
        self.tokens(&self.exchange(&code, &[]).await)
    }
}

pub async fn approve(person: &Person, body: Value) -> Answer {
    person.session.post(&format!("{ASKED}/approve"), body).await
}

/// Where a redirect leads, and its parameters.
pub fn sent_to(answer: &Answer) -> (String, BTreeMap<String, String>) {
    assert_eq!(answer.status, 302, "{}", answer.text);
    apart(answer.header("location").unwrap())
}

/// The same of what a person's page is told.
pub fn answered(data: &Value) -> (String, BTreeMap<String, String>) {
    apart(data["redirectTo"].as_str().unwrap())
}

fn apart(url: &str) -> (String, BTreeMap<String, String>) {
    let url = Url::parse(url).unwrap();
    let words: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let count = words.len();
    let words: BTreeMap<_, _> = words.into_iter().collect();
    assert_eq!(words.len(), count, "a parameter is there twice: {url}");
    (url.as_str().split('?').next().unwrap().to_owned(), words)
}

/// Refused in the words of RFC 6749 (5.2), and kept by nobody.
#[track_caller]
pub fn refused(answer: &Answer, status: u16, word: &str) {
    assert_eq!((answer.status.as_u16(), answer.body["error"].as_str()), (status, Some(word)), "{}", answer.text);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
}

/// An owner with an authenticator app, and a client.
pub async fn ada() -> (Person, Program) {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    (ada, Program::register(&world).await)
}

/// The status that the token gets at `/mcp`.
pub async fn status(token: &Key) -> u16 {
    super::post(token, &super::message("tools/list", json!({})), &[]).await.status.as_u16()
}

/// The person's grants.
pub async fn listed(person: &Person) -> Vec<Value> {
    person.session.get("/api/v1/me/grants").await.ok(200)["items"].as_array().unwrap().clone()
}
