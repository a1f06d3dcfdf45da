//! What an operator does to people, and people to their own account: by command, with the master key, and under `/me`.

mod commands;
mod delete;
mod disable;
mod find;
mod hand_over;
mod installation;
mod nodes;
mod race;
mod reset;

use almond::cli::{command::Command, user::Request};
use serde_json::Value;
use tests::{Answer, Caller, Person, World};

const USERS: &str = "/internal/users";
const SESSION: &str = "/api/v1/auth/session";

/// What a command prints.
async fn command(world: &World, request: Request) -> Value {
    serde_json::from_str(&Command::User(request).run(world.state()).await.unwrap()).unwrap()
}

/// Why a command fails.
async fn fails(world: &World, request: Request) -> String {
    Command::User(request).run(world.state()).await.unwrap_err().message().to_owned()
}

/// Has the operator do something to somebody, over HTTP.
async fn operate(person: &Person, what: &str) -> Answer {
    person.session.world().operator().post_empty(&format!("{USERS}/{}/{what}", person.user)).await
}

#[track_caller]
fn ok(answer: &Answer) -> &Value {
    assert_eq!(answer.status, 200, "{}", answer.text);
    &answer.body
}

/// The subjects of the mails that somebody got, oldest first.
async fn subjects(world: &World, address: &str) -> Vec<String> {
    world.mails(address).await.into_iter().map(|mail| mail.subject).collect()
}
