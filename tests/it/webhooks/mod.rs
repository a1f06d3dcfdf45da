//! Webhooks: endpoints, what is sent to them and what is not, and that nothing is sent inside.

mod change;
mod create;
mod crowd;
mod deliver;
mod deliveries;
mod fair;
mod guard;
mod published;
mod replay;
mod retry;
mod rotate;

use serde_json::{Value, json};
use tests::{Caller, PASSWORD, Person, Receiver, World};

pub const PATH: &str = "/api/v1/webhook-endpoints";

/// An endpoint that was made.
pub struct Endpoint {
    pub id: String,
    pub secret: String,
}

impl Endpoint {
    /// By somebody who has stepped up.
    pub async fn create(person: &Person, url: &str) -> Self {
        Self::with(person, json!({ "url": url })).await
    }

    pub async fn with(person: &Person, body: Value) -> Self {
        let made = person.session.post(PATH, body).await.ok(201);
        let text = |name: &str| made[name].as_str().unwrap().to_owned();
        Self { id: text("id"), secret: text("secret") }
    }

    pub fn path(&self) -> String {
        format!("{PATH}/{}", self.id)
    }

    pub async fn get(&self, caller: &impl Caller) -> Value {
        caller.get(&self.path()).await.ok(200)
    }

    /// What was sent to it, newest first.
    pub async fn deliveries(&self, caller: &impl Caller) -> Vec<Value> {
        let listed = caller.get(&format!("{}/deliveries", self.path())).await.ok(200);
        listed["items"].as_array().unwrap().clone()
    }
}

/// A world, an owner who has stepped up, and a receiver with an endpoint of theirs.
pub async fn scene() -> (World, Person, Receiver, Endpoint) {
    let world = World::with().set("ALMOND_MINT_BURST", "1000").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    let receiver = Receiver::start().await;
    let endpoint = Endpoint::create(&ada, receiver.url()).await;
    (world, ada, receiver, endpoint)
}

/// The person in a new session, with both factors: the one before is over after some days.
pub async fn again(world: &World, mut person: Person) -> Person {
    let body = json!({ "email": person.email, "password": PASSWORD });
    let half = world.anonymous().post("/api/v1/auth/login", body).await.ok(200);
    let body = json!({ "mfaToken": half["mfaToken"], "code": person.code() });
    let session = world.anonymous().post("/api/v1/auth/login/totp", body).await.ok(200);
    person.adopt(&session);
    person
}

/// Has something happen in the org of `person` that is sent to those who want all.
pub async fn happen(person: &Person) {
    person.session.post("/api/v1/agents", json!({ "name": "runner" })).await.ok(201);
}
