//! Every way to get a session, and what they have in common.

mod cookie;
mod domains;
mod idn;
mod login;
pub mod magic_link;
mod magic_link_verify;
mod mfa_token;
pub mod password_reset;
mod recovery;
mod set_up;
mod sign_up;
mod sign_up_bar;
mod sign_up_claim;
mod sign_up_contested;
pub mod sign_up_mail;
mod sign_up_verify;
mod single_use;
mod totp;
mod ways_in;

use almond::cli::{command::Command, user_create::Request};
use entity::UserId;
use serde_json::{Value, json};
use tests::{Answer, Caller, PASSWORD, Person, Session, World};

pub async fn login(world: &World, email: &str, password: &str) -> Answer {
    world.anonymous().post("/api/v1/auth/login", json!({ "email": email, "password": password })).await
}

/// Has the operator create a user, who doesn't sign in yet.
pub async fn create(world: &World, email: &str) {
    let request = Request {
        email: email.to_owned(),
        name: "Ada".to_owned(),
        org: email.to_owned(),
        role: None,
        password: Some(PASSWORD.to_owned()),
    };
    Command::UserCreate(request).run(world.state()).await.unwrap();
}

/// The first step of a user who has a second factor.
pub async fn mfa_token(person: &Person) -> String {
    let required = login(person.session.world(), &person.email, PASSWORD).await.ok(200);
    required["mfaToken"].as_str().unwrap().to_owned()
}

/// The second step, at `/login/totp` or `/login/recovery`.
pub async fn second_step(world: &World, kind: &str, mfa_token: &str, code: &str) -> Answer {
    let body = json!({ "mfaToken": mfa_token, "code": code });
    world.anonymous().post(&format!("/api/v1/auth/login/{kind}"), body).await
}

/// The session that an answer gave the token of.
pub fn session_of(world: &World, data: &Value) -> Session {
    Session::bearer(world.clone(), data["token"].as_str().unwrap())
}

/// Both steps, the second with this recovery code.
pub async fn recover(person: &Person, code: &str) -> Value {
    let token = mfa_token(person).await;
    second_step(person.session.world(), "recovery", &token, code).await.ok(200)
}

/// Fresh recovery codes, for somebody who has just stepped up.
pub async fn recovery_codes(person: &Person) -> Vec<String> {
    let made = person.session.post_empty("/api/v1/me/recovery-codes").await.ok(200);
    made["recoveryCodes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

pub fn user_id(person: &Person) -> UserId {
    person.user.parse().unwrap()
}

/// Changes the user's row behind the server's back; only what it reads afresh each time notices.
pub async fn change_user(person: &Person, change: impl FnOnce(&mut entity::user::ActiveModel)) {
    use sea_orm::{ActiveModelTrait, IntoActiveModel};
    let db = person.session.world().state().db.write();
    let row = entity::user::Entity::by_id(user_id(person)).one(db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    change(&mut row);
    row.update(db).await.unwrap();
}
