//! `/api/v1/me/factors`, `/me/totp`, `/me/recovery-codes`.

mod change;
mod confirm;
mod elsewhere;
mod first;
mod list;
mod notice;
mod race;

use serde_json::{Value, json};
use tests::{Answer, Caller, Person, Session};

/// Proposes a seed and goes on with it.
pub async fn propose(person: &mut Person) -> Value {
    let proposed = person.session.post_empty("/api/v1/me/totp").await.ok(200);
    person.seed = Some(proposed["secret"].as_str().unwrap().to_owned());
    proposed
}

pub async fn confirm(session: &Session, code: &str) -> Answer {
    session.post("/api/v1/me/totp/confirm", json!({ "code": code })).await
}
