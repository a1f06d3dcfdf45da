//! `/api/v1/auth/step-up`: proving to be there, within a session.

mod bound;
mod password;
mod totp;
mod window;

use serde_json::json;
use tests::{Answer, Caller, Session};

pub async fn mint(session: &Session) -> Answer {
    session.post("/api/v1/api-keys", json!({ "name": "CI" })).await
}
