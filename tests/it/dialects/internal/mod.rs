//! `/internal` and `/auth/login`: what the operator provides with the master key, and what people get with a Google
//! account.

mod api_keys;
mod sso;
mod teams;
mod transcript;
mod users;
mod wire;

use serde_json::{Value, json};
use tests::{Answer, Caller, Key, World};

pub use wire::Internal;

use super::{fields, text};

const TEAMS: &str = "/internal/teams";
const USERS: &str = "/internal/users";
const KEYS: &str = "/internal/api-keys";

/// An id that nothing has, of this kind.
fn unknown(kind: &str) -> String {
    format!("{kind}_01j9vyy2p3fs8v2mczbmy3s2t0")
}

/// The body of an answer with this status.
#[track_caller]
fn ok(answer: Answer, status: u16) -> Value {
    assert_eq!(answer.status, status, "{}", answer.text);
    answer.body
}

/// Checks that it is an error in the dialect's shape, and gives its words.
#[track_caller]
fn refused(answer: &Answer, status: u16) -> &str {
    assert_eq!((answer.status.as_u16(), fields(&answer.body)), (status, vec!["error"]), "{}", answer.text);
    answer.message()
}

async fn team(world: &World, name: &str, tpm: impl Into<Value>, daily: impl Into<Value>) -> String {
    let body = json!({ "name": name, "tpm_limit": tpm.into(), "daily_token_limit": daily.into() });
    text(&ok(world.operator().post(TEAMS, body).await, 201)["id"])
}

async fn user(world: &World, email: &str, team: Option<&str>) -> String {
    let body = json!({ "external_id": email, "team_id": team });
    text(&ok(world.operator().post(USERS, body).await, 201)["id"])
}

/// A key of the user's: its id, the key to send requests with, and as text.
async fn mint(world: &World, name: &str, user: &str) -> (String, Key, String) {
    let minted = ok(world.operator().post(KEYS, json!({ "name": name, "user_id": user })).await, 201);
    let key = text(&minted["key"]);
    (text(&minted["id"]), Key::new(world.clone(), &key), key)
}

/// What a service is told that asks for a request of this cost.
async fn verify(world: &World, key: &str, cost: u64) -> Value {
    world.operator().post("/api/v1/api-keys/verify", json!({ "key": key, "cost": cost })).await.ok(200)
}

const DIGITS: &str = "0123456789abcdefghjkmnpqrstvwxyz";

/// A native id as a TypeID of this kind.
pub fn type_id(kind: &str, uuid: uuid::Uuid) -> String {
    let digit = |at: u32| char::from(DIGITS.as_bytes()[((uuid.as_u128() >> (5 * at)) & 31) as usize]);
    format!("{kind}_{}", (0..26).rev().map(digit).collect::<String>())
}

/// The native id that a TypeID stands for.
fn uuid(id: &str) -> String {
    let suffix = id.rsplit_once('_').unwrap().1;
    let number = suffix.chars().fold(0_u128, |sum, digit| (sum << 5) | DIGITS.find(digit).unwrap() as u128);
    uuid::Uuid::from_u128(number).to_string()
}
