//! `alm agent run`: registers an agent and says that it is there, until it is told to end or its key is revoked. While the
//! server is away it waits, longer each time.

mod settings;
mod work;

use std::{
    hash::{BuildHasher, RandomState},
    time::Duration,
};

use almond_client::{
    Client, Error,
    reqwest::StatusCode,
    types::{AgentHeartbeat, CreateAgent},
};
use tokio::signal::unix::{Signal, SignalKind, signal};

pub use self::settings::CONFIG;
use self::settings::Settings;
use crate::{
    args::{Agent, Alm},
    failure::Failure,
    output::say,
    session::connect,
};

const SHORTEST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// How long saying goodbye may take.
const GOODBYE: Duration = Duration::from_secs(3);

pub async fn run(alm: &Alm, command: &Agent) -> Result<(), Failure> {
    let Agent::Run(asked) = command;
    let settings = Settings::read(alm, asked)?;
    // How often something is tried again is decided here.
    let client = connect(alm, &settings.url, Some(&settings.key), 0)?;
    let mut told = Told { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? };
    tokio::select! {
        biased;
        () = told.end() => {}
        ended = be(&client, &settings) => return ended,
    }
    say("agent: ending");
    // Nobody waits for a server that is away.
    if let Some(id) = settings.remembered() {
        let _ = tokio::time::timeout(GOODBYE, heartbeat(&client, &id, "stopped")).await;
    }
    Ok(())
}

struct Told {
    terminate: Signal,
    interrupt: Signal,
}

impl Told {
    async fn end(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Until it is over for good.
async fn be(client: &Client, settings: &Settings) -> Result<(), Failure> {
    let mut failures = 0;
    let mut status = "starting";
    loop {
        match beat(client, settings, status).await {
            Ok(()) => {
                if failures > 0 {
                    say("agent: the server is back");
                }
                failures = 0;
            }
            Err(error) => {
                let wait = wait_after(error, &mut failures)?;
                tokio::time::sleep(wait).await;
                continue;
            }
        }
        let began = tokio::time::Instant::now();
        status = work::run(settings).await;
        tokio::time::sleep_until(began + settings.interval).await;
    }
}

/// One heartbeat, of an agent that registers first if it has not yet.
async fn beat(client: &Client, settings: &Settings, status: &str) -> Result<(), Failure> {
    if let Some(id) = settings.remembered() {
        match heartbeat(client, &id, status).await {
            // Of another server, or of another org: here it is new.
            Err(error) if error.code() == Some("NOT_FOUND") => {}
            sent => return Ok(sent?),
        }
    }
    let name = settings.name.parse().map_err(|error| Failure::told(format!("the agent's name is {error}")))?;
    let body = CreateAgent { name, description: None };
    let agent = client.create_agent(&body).await.map_err(Error::from)?.into_inner().data;
    settings.remember(&agent.id)?;
    say(&format!("agent: registered as {} ({})", agent.name, agent.id));
    Ok(heartbeat(client, &agent.id.to_string(), status).await?)
}

async fn heartbeat(client: &Client, id: &str, status: &str) -> Result<(), Error> {
    let told = |error| Error::Setup(format!("{error}"));
    let body = AgentHeartbeat {
        status: Some(status.parse().map_err(told)?),
        version: Some(env!("CARGO_PKG_VERSION").parse().map_err(told)?),
    };
    let id = id.parse().map_err(|_| Error::Setup(format!("`{id}` is no agent's id: remove the state file")))?;
    client.heartbeat_agent(&id, &body).await?;
    Ok(())
}

/// How long to wait before trying again.
///
/// # Errors
/// What no waiting mends: a key that was revoked, an agent that was retired, a mistake.
fn wait_after(error: Failure, failures: &mut u32) -> Result<Duration, Failure> {
    let Failure::Client(cause) = &error else { return Err(error) };
    let told = match cause.refusal() {
        Some(refusal) if refusal.status == StatusCode::UNAUTHORIZED => return Err(Failure::Revoked),
        Some(refusal) if refusal.status == StatusCode::CONFLICT => {
            return Err(Failure::Retired);
        }
        Some(refusal) if refusal.retry_after.is_some() => refusal.retry_after,
        Some(refusal) if refusal.status.is_client_error() => return Err(error),
        Some(_) => None,
        None if matches!(cause, Error::Setup(_)) => return Err(error),
        None => None,
    };
    let doubled = SHORTEST_WAIT.saturating_mul(2_u32.saturating_pow((*failures).min(16))).min(LONGEST_WAIT);
    *failures += 1;
    let wait = told.unwrap_or(Duration::ZERO).max(spread(doubled));
    say(&format!("agent: {error}; trying again in {} s", wait.as_secs().max(1)));
    Ok(wait)
}

/// Between half of it and all: agents that lost their server together don't come back together.
fn spread(wait: Duration) -> Duration {
    let random = u32::try_from(RandomState::new().hash_one(0) % 1000).unwrap_or(0);
    wait / 2 + wait / 2 * random / 1000
}
