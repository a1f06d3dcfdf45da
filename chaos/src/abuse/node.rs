//! The node that both sides use: a process of its own on a fresh database, with every limit as it is by default but
//! those on minting, which would end the neighbour's mints by themselves. It starts with the soft limit of descriptors
//! that services usually get.

use std::{
    net::{Ipv4Addr, SocketAddr},
    process::Stdio,
    time::Duration,
};

use http::Method;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde_json::json;
use tests::{PASSWORD, TestDatabase, process};
use tokio::process::{Child, Command};

use super::slow_flush;
use crate::{Result, client::Client, site::text};

/// systemd's, and that of most shells.
const DESCRIPTORS: u64 = 1024;

pub struct Node {
    pub address: SocketAddr,
    // The server ends before its folder goes.
    _server: Child,
    _database: TestDatabase,
}

impl Node {
    /// Started, with these people in it, each the owner of an org.
    pub async fn start(database: TestDatabase, flush: Duration, emails: &[&str]) -> Result<Self> {
        let mut command = command(&database);
        if !flush.is_zero() {
            slow_flush::slow(&mut command, &database.folder, flush).await?;
        }
        may_open(Some(DESCRIPTORS))?;
        let process::Server { child, url, mut output } = process::serve(command).await;
        may_open(None)?;
        // Somebody has to read what it says.
        tokio::spawn(async move { while let Ok(Some(_)) = output.next_line().await {} });
        let address = url.trim_start_matches("http://").parse()?;
        for email in emails {
            let create = ["user", "create", "--email", email, "--name", email, "--org", email];
            let (made, _, why) = process::run(self::command(&database), &create, PASSWORD).await;
            if !made {
                return Err(why.into());
            }
        }
        Ok(Self { address, _server: child, _database: database })
    }
}

fn command(database: &TestDatabase) -> Command {
    let mut command = process::command(&database.folder);
    command.env("ALMOND_DATABASE_URL", &database.url).env("RUST_LOG", "off").stderr(Stdio::null());
    for name in ["ALMOND_MINT_BURST", "ALMOND_MINT_PER_MINUTE"] {
        command.env(name, "1000000");
    }
    command.env("ALMOND_STEP_UP_METHODS", "totp,passkey,password").env("ALMOND_STEP_UP_MAX_AGE", "86400");
    command
}

/// Sets how many files this program, and whatever it starts from now on, may have open; as many as it may, unless told.
fn may_open(count: Option<u64>) -> Result<()> {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    let current = match (count, maximum) {
        (Some(count), Some(maximum)) => Some(count.min(maximum)),
        (count, maximum) => count.or(maximum),
    };
    Ok(setrlimit(Resource::Nofile, Rlimit { current, maximum })?)
}

/// The token of somebody's new session.
pub async fn sign_in(client: &mut Client, email: &str) -> Result<String> {
    let login = json!({ "email": email, "password": PASSWORD });
    text(&client.ok(Method::POST, "/api/v1/auth/login", "", Some(login)).await?, "token")
}

/// The same, stepped up.
pub async fn step_up(from: Ipv4Addr, node: SocketAddr, email: &str) -> Result<(Client, String)> {
    let mut client = Client::connect_from(from, node).await?;
    let token = sign_in(&mut client, email).await?;
    let password = json!({ "password": PASSWORD });
    let stepped_up = client.ok(Method::POST, "/api/v1/auth/step-up/password", &token, Some(password)).await?;
    let token = stepped_up["token"].as_str().map_or(token, str::to_owned);
    Ok((client, token))
}
