//! Passkeys: `/api/v1/me/passkeys`, `/auth/passkey` and `/auth/step-up/passkey`.

mod counter;
mod enrol;
mod flood;
mod manage;
mod mutation;
mod refused;
mod related;
mod rough;
mod second_factor;
mod sign_in;
mod single_use;
mod soft;
mod step_up;

use serde_json::{Value, json};
use tests::{Answer, Caller, World};

pub const ENROL: &str = "/api/v1/me/passkeys";
pub const SIGN_IN: &str = "/api/v1/auth/passkey/verify";
pub const STEP_UP: &str = "/api/v1/auth/step-up/passkey/verify";

/// Begins a ceremony at the `options` beside where it ends.
pub async fn begin(caller: &impl Caller, ending: &str) -> Value {
    let path = ending.strip_suffix("/verify").unwrap_or(ending);
    caller.post(&format!("{path}/options"), json!({})).await.ok(200)
}

/// How many audit records there are of this action.
pub async fn recorded(world: &World, action: &str) -> usize {
    use sea_orm::EntityTrait;
    let rows = entity::audit_event::Entity::find().all(world.state().db.read()).await.unwrap();
    rows.iter().filter(|row| row.action == action).count()
}

/// Checks that it gives no session, for a reason that it doesn't tell.
#[track_caller]
pub fn no_session(answer: &Answer) {
    assert!(answer.status == 400 || answer.status == 401, "{}", answer.text);
    assert!(answer.header("set-cookie").is_none() && answer.body.get("data").is_none(), "{}", answer.text);
}
