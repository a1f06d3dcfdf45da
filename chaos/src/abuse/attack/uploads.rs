//! One user with four orgs, and in each as many uploads as an org may have under way, all of the largest size and sent
//! just faster than 4 KiB a second. Whoever is refused or cut off tries again a second later.

use std::time::Duration;

use http::Method;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    task::JoinSet,
    time::{sleep, timeout},
};

use super::{ADDRESS, EMAIL, Means};
use crate::{
    Result,
    abuse::node::{sign_in, step_up},
    client::Client,
    site::text,
};

const ORGS: usize = 4;
const EACH: usize = 16;
const SIZE: usize = 100 * 1024 * 1024;
/// Twice a second: 4.6 kB a second.
const PIECE: [u8; 2_300] = [b'.'; 2_300];
const BETWEEN: Duration = Duration::from_millis(500);
const AGAIN_AFTER: Duration = Duration::from_secs(1);
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);

pub async fn run(means: &Means) -> Result<()> {
    let (mut client, token) = step_up(ADDRESS, means.node, EMAIL).await?;
    // The org that a session works in is the session's, so each has one of its own.
    let mut tokens = vec![token.clone()];
    for _ in 1..ORGS {
        let org = client.ok(Method::POST, "/api/v1/orgs", &token, Some(json!({ "name": "another" }))).await?;
        let mut session = Client::connect_from(ADDRESS, means.node).await?;
        let elsewhere = sign_in(&mut session, EMAIL).await?;
        let switch = json!({ "orgId": text(&org, "id")? });
        let switched = session.ok(Method::POST, "/api/v1/auth/session/org", &elsewhere, Some(switch)).await?;
        tokens.push(switched["token"].as_str().map_or(elsewhere, str::to_owned));
    }
    let mut tasks = JoinSet::new();
    for token in &tokens {
        for _ in 0..means.count(EACH) {
            let (means, token) = (means.clone(), token.clone());
            tasks.spawn(async move {
                tokio::select! {
                    () = keep_uploading(&means, &token) => {}
                    () = means.stop.cancelled() => means.tally.note("still under way at the end"),
                }
            });
        }
    }
    sleep(BETWEEN).await;
    means.ready.cancel();
    tasks.join_all().await;
    Ok(())
}

async fn keep_uploading(means: &Means, token: &str) {
    loop {
        let ended = upload(means, token).await.unwrap_or_else(|_| "cut off".to_owned());
        means.tally.note(&ended);
        sleep(AGAIN_AFTER).await;
    }
}

/// Gives the status that ended it.
async fn upload(means: &Means, token: &str) -> Result<String> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((ADDRESS, 0).into())?;
    let mut stream = timeout(CONNECT_PATIENCE, socket.connect(means.node)).await??;
    let head = format!(
        "POST /api/v1/files?name=slow HTTP/1.1\r\nHost: chaos\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/octet-stream\r\nContent-Length: {SIZE}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await?;
    loop {
        stream.write_all(&PIECE).await?;
        if let Ok(answered) = timeout(BETWEEN, status(&mut stream)).await {
            return answered;
        }
    }
}

async fn status(stream: &mut TcpStream) -> Result<String> {
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer[9..]).into_owned())
}
