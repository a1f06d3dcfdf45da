//! Device login (RFC 8628): natively under `/api/v1/auth/device`, and in the standard's format under `/oauth2`.

mod decide;
mod flood;
mod flow;
mod guessing;
mod oauth2;
mod poll;
mod race;
mod void;

use serde_json::{Value, json};
use tests::{Answer, Caller, Person, World};

pub const PATH: &str = "/api/v1/auth/device";
pub const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// A program that waits to be signed in.
#[derive(Clone)]
pub struct DeviceLogin {
    world: World,
    pub device_code: String,
    pub user_code: String,
}

impl DeviceLogin {
    pub async fn start(world: &World) -> Self {
        Self::from(world, &world.anonymous().post_empty(PATH).await.ok(200))
    }

    /// One that began with this answer.
    pub fn from(world: &World, started: &Value) -> Self {
        Self::of(world, &started["deviceCode"], &started["userCode"])
    }

    pub async fn start_oauth(world: &World, client_id: &str) -> Self {
        let answer = form(world, "/oauth2/device_authorization", &[("client_id", client_id)]).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        Self::of(world, &answer.body["device_code"], &answer.body["user_code"])
    }

    fn of(world: &World, device_code: &Value, user_code: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self { world: world.clone(), device_code: text(device_code), user_code: text(user_code) }
    }

    pub fn at(&self, world: &World) -> Self {
        Self { world: world.clone(), ..self.clone() }
    }

    pub async fn approve(&self, person: &Person) -> Answer {
        decide(person, "approve", &self.user_code).await
    }

    pub async fn deny(&self, person: &Person) -> Answer {
        decide(person, "deny", &self.user_code).await
    }

    pub async fn status(&self) -> Answer {
        self.world.anonymous().get(&format!("{PATH}?deviceCode={}", self.device_code)).await
    }

    pub async fn exchange(&self) -> Answer {
        self.world.anonymous().post(&format!("{PATH}/token"), json!({ "deviceCode": self.device_code })).await
    }

    /// Checks that there is no key, and why.
    #[track_caller]
    pub fn no_key(answer: &Answer, word: &str) {
        answer.refused(400, "BAD_REQUEST");
        assert_eq!(answer.message(), word);
    }
}

/// `approve`, `deny` or `lookup`.
pub async fn decide(person: &Person, what: &str, user_code: &str) -> Answer {
    person.session.post(&format!("{PATH}/{what}"), json!({ "userCode": user_code })).await
}

/// A form on the standard wire.
pub async fn form(world: &World, path: &str, fields: &[(&str, &str)]) -> Answer {
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    world.send(http::Method::POST, path, &headers, body.join("&")).await
}
