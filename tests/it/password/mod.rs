//! `PUT /api/v1/me/password`

mod change;
mod race;
mod refused;

use serde_json::{Value, json};
use tests::{Answer, Caller, PASSWORD, Person, Session, World};

use crate::sign_in::{magic_link::magic_link, session_of};

pub const NEW: &str = "an entirely new password";

pub async fn put(session: &Session, body: Value) -> Answer {
    session.request(http::Method::PUT, "/api/v1/me/password", Some(body)).await
}

/// With the present password.
pub async fn change(session: &Session) -> Answer {
    put(session, json!({ "currentPassword": PASSWORD, "newPassword": NEW })).await
}

/// Somebody who has no password and has just signed in with a link.
pub async fn without_password(world: &World) -> Person {
    let mut zoe = world.owner("zoe").await;
    crate::sign_in::change_user(&zoe, |row| row.password_hash = sea_orm::ActiveValue::Set(None)).await;
    let body = json!({ "token": magic_link(world, &zoe.email).await });
    let data = world.anonymous().post("/api/v1/auth/magic-link/verify", body).await.ok(200);
    zoe.session = session_of(world, &data);
    zoe
}
