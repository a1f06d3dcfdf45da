//! Machine payments: asked for once, delivered to the operator's payment service, settled by its callback.

mod callback;
mod create;
mod deliver;
mod idempotency;

use http::Method;
use serde_json::{Value, json};
use tests::{Answer, Caller, PAYMENT_SECRET, Person, Receiver, World, sign};

pub const PATH: &str = "/api/v1/billing/machine-payments";
pub const CALLBACK: &str = "/api/v1/billing/callbacks/payment";

/// Asks for a payment with this idempotency key.
pub async fn pay(caller: &impl Caller, key: &str, body: Value) -> Answer {
    ask(caller, &[("idempotency-key", key)], body).await
}

async fn ask(caller: &impl Caller, besides: &[(&str, &str)], body: Value) -> Answer {
    let credentials = caller.credentials();
    let mut headers: Vec<_> = credentials.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    headers.push(("content-type", "application/json"));
    headers.extend(besides);
    caller.world().send(Method::POST, PATH, &headers, body.to_string()).await
}

fn ten_euros() -> Value {
    json!({ "amount": 1000, "currency": "EUR" })
}

/// A world, an owner in it who has stepped up, and its payment service.
async fn scene() -> (World, Person, Receiver) {
    let service = Receiver::start().await;
    let world = World::with().set("ALMOND_PAYMENT_URL", service.url()).build().await;
    let ada = world.owner("ada").await.enrolled().await;
    (world, ada, service)
}

/// What the payment service says, signed with this secret at this time.
async fn call_back_at(world: &World, secret: &str, at: u64, body: &str) -> Answer {
    let (at, signature) = (at.to_string(), sign(secret, "msg_1", at, body));
    let headers = [
        ("content-type", "application/json"),
        ("webhook-id", "msg_1"),
        ("webhook-timestamp", at.as_str()),
        ("webhook-signature", signature.as_str()),
    ];
    world.send(Method::POST, CALLBACK, &headers, body.to_owned()).await
}

async fn call_back(world: &World, body: Value) -> Answer {
    call_back_at(world, PAYMENT_SECRET, world.state().now().seconds(), &body.to_string()).await
}

/// The states that a payment came to.
async fn history(caller: &impl Caller, id: &Value) -> Vec<Value> {
    let shown = caller.get(&format!("{PATH}/{}", id.as_str().unwrap())).await.ok(200);
    shown["history"].as_array().unwrap().iter().map(|step| step["status"].clone()).collect()
}
