//! Requests with keys: each key's first, then turns of wrk that alternate between the routes, so that whatever else the
//! machine does falls on all of them alike.

use std::{net::SocketAddr, path::Path, time::Instant};

use http::Method;
use serde_json::Value;
use tokio::task::JoinSet;

use crate::{
    Options, Result,
    client::Client,
    progress,
    targets::{PATH, Targets},
    wrk::{self, Turn},
};

/// Many calls, one by one.
pub struct Calls {
    pub per_second: f64,
    /// Microseconds, in order.
    pub took: Vec<u64>,
}

impl Calls {
    pub fn new(mut took: Vec<u64>, all: std::time::Duration) -> Self {
        took.sort_unstable();
        Self { per_second: took.len() as f64 / all.as_secs_f64(), took }
    }

    /// Microseconds.
    pub fn percentile(&self, percent: usize) -> u64 {
        self.took.get((self.took.len() * percent / 100).min(self.took.len().saturating_sub(1))).copied().unwrap_or(0)
    }
}

/// The turns of each route, in order.
pub struct Rounds {
    pub hello: Vec<Turn>,
    pub gated: Vec<Turn>,
    pub models: Vec<Turn>,
}

/// Asks the gated route once with each key; none of them is in memory before, all are after.
pub async fn cold(targets: &Targets, folder: &Path, keys: Vec<String>, connections: usize) -> Result<Calls> {
    tokio::fs::write(folder.join(wrk::KEYS), keys.join("\n")).await?;
    let share = keys.len().div_ceil(connections).max(1);
    let started = Instant::now();
    let mut tasks = JoinSet::new();
    for keys in keys.chunks(share) {
        tasks.spawn(each_once(targets.gated, keys.to_vec()));
    }
    let mut took = Vec::with_capacity(keys.len());
    while let Some(done) = tasks.join_next().await {
        took.extend(done??);
    }
    Ok(Calls::new(took, started.elapsed()))
}

async fn each_once(address: SocketAddr, keys: Vec<String>) -> Result<Vec<u64>> {
    let mut client = Client::connect(address).await?;
    let mut took = Vec::with_capacity(keys.len());
    for key in keys {
        let started = Instant::now();
        client.call(Method::GET, PATH, &key, Value::Null).await?;
        took.push(micros(started));
    }
    Ok(took)
}

pub fn micros(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX)
}

pub async fn run(targets: &Targets, folder: &Path, options: &Options) -> Result<Rounds> {
    let mut rounds = Rounds { hello: Vec::new(), gated: Vec::new(), models: Vec::new() };
    // Round 0 is for warming up.
    for round in 0..=options.rounds {
        let seconds = if round == 0 { 2 } else { options.seconds };
        for (turns, address, path) in [
            (&mut rounds.hello, targets.hello, PATH),
            (&mut rounds.gated, targets.gated, PATH),
            (&mut rounds.models, targets.almond, "/api/v1/models"),
        ] {
            let url = format!("http://{address}{path}");
            let turn = wrk::turn(options, folder, &targets.process, &url, seconds).await?;
            let Turn { per_second, cost, .. } = turn;
            progress(&format!("round {round} of {}: {url} {per_second:.0}/s, {cost:.1} µs each", options.rounds));
            if round > 0 {
                turns.push(turn);
            }
        }
    }
    Ok(rounds)
}
