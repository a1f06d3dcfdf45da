//! Minting and revoking: one person, signed in and stepped up, as fast as the server answers. Every one of these calls
//! is on the disk before it is answered.

use std::{net::SocketAddr, time::Instant};

use http::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use totp_rs::{Algorithm, Builder, Secret};

use crate::{
    Result,
    client::Client,
    database::{EMAIL, PASSWORD},
    rounds::{Calls, micros},
};

const SEQUENTIAL: usize = 500;
pub const AT_ONCE: usize = 16;
const KEYS: &str = "/api/v1/api-keys";

pub struct Minting {
    pub sequential: Calls,
    pub parallel: Calls,
    pub revoking: Calls,
}

pub async fn run(address: SocketAddr) -> Result<Minting> {
    let token = step_up(&mut Client::connect(address).await?).await?;
    let started = Instant::now();
    let (mut ids, took) = mint(address, token.clone(), SEQUENTIAL).await?;
    let sequential = Calls::new(took, started.elapsed());

    let started = Instant::now();
    let mut tasks = JoinSet::new();
    for _ in 0..AT_ONCE {
        tasks.spawn(mint(address, token.clone(), SEQUENTIAL / AT_ONCE));
    }
    let mut all = Vec::new();
    while let Some(done) = tasks.join_next().await {
        let (more, took) = done??;
        ids.extend(more);
        all.extend(took);
    }
    let parallel = Calls::new(all, started.elapsed());

    let mut client = Client::connect(address).await?;
    let (started, mut took) = (Instant::now(), Vec::with_capacity(ids.len()));
    for id in ids {
        let began = Instant::now();
        client.call(Method::DELETE, &format!("{KEYS}/{id}"), &token, Value::Null).await?;
        took.push(micros(began));
    }
    Ok(Minting { sequential, parallel, revoking: Calls::new(took, started.elapsed()) })
}

/// Mints so many keys one after the other; gives their ids and how long each took.
async fn mint(address: SocketAddr, token: String, count: usize) -> Result<(Vec<String>, Vec<u64>)> {
    let mut client = Client::connect(address).await?;
    let (mut ids, mut took) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for _ in 0..count {
        let began = Instant::now();
        let minted = client.post(KEYS, &token, json!({ "name": "bench" })).await?;
        took.push(micros(began));
        ids.push(text(&minted, "id")?);
    }
    Ok((ids, took))
}

/// A session's token that carries a step-up: enrolling the authenticator app counts as one.
async fn step_up(client: &mut Client) -> Result<String> {
    let login = json!({ "email": EMAIL, "password": PASSWORD });
    let token = text(&client.post("/api/v1/auth/login", "", login).await?, "token")?;
    let enrolled = client.post("/api/v1/me/totp", &token, Value::Null).await?;
    let secret = Secret::try_from_base32(&text(&enrolled, "secret")?).map_err(|error| format!("{error:?}"))?;
    let totp = Builder::new().with_algorithm(Algorithm::SHA1).with_secret(secret.as_bytes().to_vec()).build();
    let totp = totp.map_err(|error| format!("{error:?}"))?;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs();
    let code = totp.generate(now).to_string();
    text(&client.post("/api/v1/me/totp/confirm", &token, json!({ "code": code })).await?, "token")
}

fn text(data: &Value, name: &str) -> Result<String> {
    data[name].as_str().map(str::to_owned).ok_or_else(|| format!("no {name} in the answer").into())
}
