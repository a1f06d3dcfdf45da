//! The session at hand: what it shows, which org it works in, how it is carried, when it ends.

mod carry;
mod csrf;
mod end;
mod everywhere;
mod forged;
mod idle;
mod logout;
mod look;
mod mine;
mod mine_end;
mod switch_org;

use std::time::Duration;

use almond::cli::{command::Command, user_create::Request};
use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, PASSWORD, Person, World};

/// Makes a person a member of another org too, by the operator's command and a moment later, so that the org in which
/// they begin stays the first; gives the second one's id.
pub async fn join_second_org(person: &Person) -> String {
    person.session.world().advance(Duration::from_millis(1));
    let request = Request {
        email: person.email.clone(),
        name: "ignored".to_owned(),
        org: "the second org".to_owned(),
        role: Some(OrgRole::Member),
        password: None,
    };
    let printed = Command::UserCreate(request).run(person.session.world().state()).await.unwrap();
    let made: Value = serde_json::from_str(&printed).unwrap();
    made["orgId"].as_str().unwrap().to_owned()
}

/// The cookie of a fresh sign-in, as `name=value`.
pub async fn cookie(world: &World, email: &str) -> String {
    let body = json!({ "email": email, "password": PASSWORD, "session": "cookie" });
    let answer = world.anonymous().post("/api/v1/auth/login", body).await;
    answer.header("set-cookie").unwrap().split_once(';').unwrap().0.to_owned()
}
