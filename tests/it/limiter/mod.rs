//! Token buckets and locks: exact under any number of requests at once, and nobody moves to another by what they send.

mod lockout;
mod lockout_place;
mod lockout_told;
mod login;
mod mail;
mod master_key;
mod mint;
mod mint_address;

use serde_json::{Value, json};
use tests::{Answer, Caller, Person, World};

const KEYS: &str = "/api/v1/api-keys";
/// How `RateLimit` begins when it is a lock and not a bucket.
const LOCKED_OUT: &str = "\"lockout\"";

fn body() -> Value {
    json!({ "name": "CI" })
}

/// A world with these mint limits.
async fn minting(burst: &str, per_minute: &str) -> World {
    World::with().set("ALMOND_MINT_BURST", burst).set("ALMOND_MINT_PER_MINUTE", per_minute).build().await
}

async fn mint_from(person: &Person, address: &str) -> Answer {
    person.session.request_from(address, http::Method::POST, KEYS, Some(body())).await
}

/// Mints until the limiter says no; gives how many there were.
async fn mints_left(person: &Person, address: &str) -> usize {
    for minted in 0..100 {
        let answer = mint_from(person, address).await;
        if answer.status != 201 {
            too_many(&answer);
            return minted;
        }
    }
    panic!("there is no limit");
}

/// Checks the answer of the limiter; gives the seconds to wait.
#[track_caller]
pub fn too_many(answer: &Answer) -> u64 {
    answer.refused(400, "BAD_REQUEST");
    assert_eq!(answer.message(), "Too many requests");
    let wait: u64 = answer.header("retry-after").unwrap().parse().unwrap();
    assert!(wait > 0);
    let state = answer.header("ratelimit").unwrap();
    assert!(state.ends_with(&format!(";r=0;t={wait}")), "{state}");
    assert!(answer.header("ratelimit-policy").is_some());
    wait
}
