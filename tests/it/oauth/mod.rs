//! Signing in with GitHub, Google and OpenID providers: with a double that can lie, and with a certified one.

mod backchannel;
mod certified;
mod claims;
mod exchange;
mod frontend;
mod frontend_state;
mod keys;
mod landing;
mod lies;
mod linking;
mod mfa;
mod named;
mod outage;
mod page;
mod parallel;
mod posted;
mod second_factor;
mod start;
mod state;
mod tenants;
mod told;

use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::Value;
use tests::{Answer, Browser, Caller, Provider, Session, World};

/// Where the double of a provider signs in to, and a front end that may be told a token.
pub const GITHUB: &str = "/api/v1/auth/github?frontend_url=http://localhost:5173";
pub const GOOGLE: &str = "/api/v1/auth/google?frontend_url=http://localhost:5173";
pub const OIDC: &str = "/api/v1/auth/oidc?frontend_url=http://localhost:5173";
pub const ALL: [&str; 3] = [GITHUB, GOOGLE, OIDC];

/// A world whose providers are one double.
pub async fn world() -> (World, Provider) {
    let provider = Provider::start().await;
    (World::with().provider(&provider).build().await, provider)
}

/// A new browser's way to a provider and back.
pub async fn sign_in(world: &World, path: &str) -> Answer {
    Browser::new(world).sign_in(path).await
}

/// The session that a sign-in which succeeds gives the token of.
pub async fn session(world: &World, path: &str) -> Session {
    Session::bearer(world.clone(), &sign_in(world, path).await.lands_with("token"))
}

/// Who a session is, as `{id,email,name,avatar}`.
pub async fn user(session: &Session) -> Value {
    session.get("/api/v1/auth/session").await.ok(200)["user"].clone()
}

/// Where a session works, as `{id,name,role}`.
pub async fn org(session: &Session) -> Value {
    session.get("/api/v1/auth/session").await.ok(200)["org"].clone()
}

/// Changes the row of the user with this address behind the server's back.
pub async fn change(world: &World, email: &str, change: impl FnOnce(&mut entity::user::ActiveModel)) {
    let db = world.state().db.write();
    let mut row = entity::user::Entity::by_email(email).one(db).await.unwrap().unwrap().into_active_model();
    change(&mut row);
    row.update(db).await.unwrap();
}

/// How many users, orgs and sessions there are.
pub async fn counts(world: &World) -> [u64; 3] {
    use sea_orm::{EntityTrait, PaginatorTrait};
    let db = world.state().db.read();
    [
        entity::user::Entity::find().count(db).await.unwrap(),
        entity::org::Entity::find().count(db).await.unwrap(),
        entity::session::Entity::find().count(db).await.unwrap(),
    ]
}
