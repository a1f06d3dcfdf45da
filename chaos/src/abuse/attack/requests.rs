//! The floods: what each of them asks, how often, and from how many addresses.

use http::Method;
use serde_json::json;

use super::{
    ADDRESS, EMAIL, Means,
    flood::{Ask, Flood},
};
use crate::{Result, abuse::neighbour, client::Client, dice::Dice, load::CHECK, site::text};

/// Accounts that passwords are tried on.
const ACCOUNTS: u64 = 200;

fn post(path: &'static str, body: serde_json::Value) -> Ask {
    Ask { method: Method::POST, path, token: String::new(), body: Some(body) }
}

/// Nothing that is anybody's.
pub async fn health(means: &Means) -> Result<()> {
    let flood = Flood { connections: 64, per_second: 2_000, addresses: 1 };
    flood.run(means, |_| Ask { method: Method::GET, path: "/healthz", token: String::new(), body: None }).await
}

/// One code, for which nobody needs a credential, asked for on every connection.
pub async fn polls(means: &Means) -> Result<()> {
    let mut client = Client::connect_from(ADDRESS, means.node).await?;
    let started = client.ok(Method::POST, "/api/v1/auth/device", "", Some(json!({}))).await?;
    let code = text(&started, "deviceCode")?;
    let flood = Flood { connections: 256, per_second: 1_000, addresses: 1 };
    flood.run(means, move |_| post("/api/v1/auth/device/token", json!({ "deviceCode": code }))).await
}

/// Of the right form, so that only a look can tell that nobody has them.
pub async fn keys(means: &Means) -> Result<()> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    let seed = u64::try_from(now.as_micros())?;
    let flood = Flood { connections: 64, per_second: 2_000, addresses: 1 };
    let garbage = move |number: u64| {
        let mut dice = Dice::new(seed.wrapping_add(number));
        let mut part = || dice.below(u64::MAX);
        format!("alm_test_{:016x}{:016x}{:016x}", part(), part(), part())
    };
    flood.run(means, move |number| Ask { method: Method::GET, path: CHECK, token: garbage(number), body: None }).await
}

/// The neighbour's account is one of them.
pub async fn sign_ins(means: &Means) -> Result<()> {
    let flood = Flood { connections: 64, per_second: 20, addresses: 64 };
    let round = means.round;
    let guess = move |number: u64| {
        let email = match number % ACCOUNTS {
            0 => neighbour::EMAIL.to_owned(),
            account => format!("somebody{round}.{account}@example.com"),
        };
        post("/api/v1/auth/login", json!({ "email": email, "password": format!("a wrong password {number}") }))
    };
    flood.run(means, guess).await
}

/// Each kind of mail that a stranger can have sent: to many strangers, and to somebody who has an account.
pub async fn mails(means: &Means) -> Result<()> {
    let flood = Flood { connections: 64, per_second: 20, addresses: 64 };
    let round = means.round;
    let ask = move |number: u64| match number % 3 {
        0 => {
            let email = format!("stranger{round}.{number}@example.com");
            post(
                "/api/v1/auth/signup",
                json!({ "email": email, "password": "a password of theirs", "name": "Stranger" }),
            )
        }
        1 => post("/api/v1/auth/magic-link", json!({ "email": EMAIL })),
        _ => post("/api/v1/auth/password/forgot", json!({ "email": EMAIL })),
    };
    flood.run(means, ask).await
}
