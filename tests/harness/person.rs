//! A person: signs in, enrols an authenticator app, steps up, mints keys. All through the API.

use std::time::Duration;

use entity::Timestamp;
use kernel::seam::Clock as _;
use serde_json::{Value, json};

use crate::{Answer, Caller, Key, PASSWORD, Session, World};

/// Somebody with an account, and their session.
#[derive(Clone)]
pub struct Person {
    world: World,
    pub email: String,
    pub user: String,
    pub org: String,
    pub session: Session,
    /// The seed of their authenticator app, in base32, if they have one.
    pub seed: Option<String>,
}

/// What an authenticator app with this base32 seed shows at `now`.
pub fn code_at(seed: &str, now: Timestamp) -> String {
    use totp_rs::{Algorithm, Builder, Secret};
    let secret = Secret::try_from_base32(seed).unwrap();
    let totp = Builder::new().with_algorithm(Algorithm::SHA1).with_secret(secret.as_bytes().to_vec()).build().unwrap();
    totp.generate(now.seconds()).to_string()
}

impl Person {
    pub(crate) async fn sign_in(world: World, made: &Value) -> Self {
        let text = |name: &str| made[name].as_str().unwrap().to_owned();
        let email = text("email");
        let login = json!({ "email": email, "password": PASSWORD });
        let answer = world.anonymous().post("/api/v1/auth/login", login).await.ok(200);
        let session = Session::bearer(world.clone(), answer["token"].as_str().unwrap_or_default());
        Self { world, email, user: text("userId"), org: text("orgId"), session, seed: None }
    }

    /// The same person with an authenticator app enrolled, which counts as a step-up.
    pub async fn enrolled(mut self) -> Self {
        let seed = self.session.post_empty("/api/v1/me/totp").await.ok(200)["secret"].as_str().unwrap().to_owned();
        self.seed = Some(seed);
        let confirmed = self.session.post("/api/v1/me/totp/confirm", json!({ "code": self.code() })).await.ok(200);
        self.adopt(&confirmed);
        self
    }

    /// What the app shows now. The world's clock stands still, so advance it for a code that wasn't used yet.
    pub fn code(&self) -> String {
        code_at(self.seed.as_deref().unwrap(), self.world.0.clock.now())
    }

    /// Waits for the next code and steps up with it.
    pub async fn step_up(&mut self) {
        self.world.advance(Duration::from_secs(30));
        self.step_up_now().await;
    }

    /// Steps up without waiting, for somebody whose code of this moment wasn't used yet.
    pub async fn step_up_now(&mut self) {
        let done = self.session.post("/api/v1/auth/step-up/totp", json!({ "code": self.code() })).await.ok(200);
        self.adopt(&done);
    }

    /// Goes on with the token that an answer gave.
    pub fn adopt(&mut self, data: &Value) {
        self.session = Session::bearer(self.world.clone(), data["token"].as_str().unwrap());
    }

    pub async fn try_mint(&self, body: Value) -> Answer {
        self.session.post("/api/v1/api-keys", body).await
    }

    /// Mints a key with these scopes; gives it and its id.
    pub async fn mint(&self, scopes: &[&str]) -> (Key, String) {
        let minted = self.try_mint(json!({ "name": "test key", "scopes": scopes })).await.ok(201);
        let key = Key::new(self.world.clone(), minted["key"].as_str().unwrap());
        (key, minted["id"].as_str().unwrap().to_owned())
    }
}
