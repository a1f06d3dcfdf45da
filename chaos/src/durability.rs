//! kill -9 in the moment of an answer, over and over: whatever was acknowledged has to be there afterwards, and the node
//! has to start again without a hand.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};

use clap::Args;
use http::Method;
use serde_json::json;
use tests::{TestDatabase, postgres_server};
use tokio::{sync::Notify, task::JoinSet, time::timeout};

use crate::{
    Result,
    client::Client,
    dice::Dice,
    figures::Figures,
    load::CHECK,
    print, say,
    site::{KEYS, Site, text},
};

#[derive(Args)]
pub struct Options {
    /// Kills on each database
    #[arg(long, default_value_t = 1000)]
    kills: u64,
    /// Sites that are killed side by side
    #[arg(long, default_value_t = 4)]
    sites: u64,
}

const AGENTS: &str = "/api/v1/agents";
/// Connections that write at once.
const WRITERS: usize = 3;
/// After this long a kill comes also without an answer. Longer than a change waits for the lease of the node before.
const LONGEST: Duration = Duration::from_secs(4);
const HEAD: &str = "\
| database | kills | acknowledged writes | lost | start p50 ms | p99 | max | minutes |
|---|---|---|---|---|---|---|---|";

/// What was acknowledged.
#[derive(Default)]
struct Ledger {
    agents: Vec<String>,
    live: Vec<String>,
    dead: Vec<String>,
}

/// What one site has to tell.
struct Told {
    acknowledged: usize,
    lost: u64,
    starts: Figures,
}

/// Whether nothing was lost.
pub async fn run(options: &Options) -> Result<bool> {
    print(HEAD)?;
    let mut sound = on("SQLite", options).await?;
    if postgres_server().is_some() {
        sound &= on("PostgreSQL", options).await?;
    }
    Ok(sound)
}

async fn on(database: &'static str, options: &Options) -> Result<bool> {
    let (began, mut sites) = (Instant::now(), JoinSet::new());
    for seed in 1..=options.sites {
        let kills = options.kills / options.sites + u64::from(seed <= options.kills % options.sites);
        sites.spawn(site(database, seed, kills));
    }
    let mut all = Told { acknowledged: 0, lost: 0, starts: Figures::default() };
    while let Some(told) = sites.join_next().await {
        let told = told??;
        all.acknowledged += told.acknowledged;
        all.lost += told.lost;
        all.starts.extend(told.starts);
    }
    let (kills, [p50, p99, max]) = (all.starts.count(), all.starts.millis());
    let minutes = began.elapsed().as_secs_f64() / 60.0;
    print(&format!(
        "| {database} | {kills} | {} | {} | {p50:.0} | {p99:.0} | {max:.0} | {minutes:.1} |",
        all.acknowledged, all.lost
    ))?;
    Ok(all.lost == 0)
}

async fn site(database: &str, seed: u64, kills: u64) -> Result<Told> {
    let database = if database == "SQLite" { TestDatabase::on_sqlite().await } else { TestDatabase::create().await };
    let (site, mut dice) = (Arc::new(Site::alone(database).await?), Dice::new(seed));
    let (mut all, mut starts, mut lost) = (Ledger::default(), Figures::default(), 0);
    for kill in 1..=kills {
        let written = until_killed(&site, &mut dice).await?;
        let began = Instant::now();
        site.start(0).await?;
        starts.add(began.elapsed());
        lost += missing(&site, &written).await?;
        all.agents.extend(written.agents);
        all.live.extend(written.live);
        all.dead.extend(written.dead);
        if kill % 100 == 0 {
            say(&format!("site {seed}: {kill} kills, {lost} lost"));
        }
    }
    // All of them once more: nothing that came later took any of them away.
    lost += missing(&site, &all).await?;
    Ok(Told { acknowledged: all.agents.len() + all.live.len() + 2 * all.dead.len(), lost, starts })
}

/// Writes on several connections, and kills the node in the moment of one of the first answers.
async fn until_killed(site: &Arc<Site>, dice: &mut Dice) -> Result<Ledger> {
    let (answers, fatal) = (Arc::new(AtomicU64::new(0)), 1 + dice.below(12));
    let now = Arc::new(Notify::new());
    // On PostgreSQL changes of keys wait for the lease of the node before; most rounds are quicker without.
    let keys = dice.below(4) == 0;
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let (site, answers, now) = (Arc::clone(site), Arc::clone(&answers), Arc::clone(&now));
        writers.spawn(async move {
            let mut written = Ledger::default();
            let acknowledged = || {
                if answers.fetch_add(1, SeqCst) + 1 == fatal {
                    now.notify_one();
                }
            };
            // Ends with the node.
            let _ = write(&site, keys, writer, &mut written, acknowledged).await;
            written
        });
    }
    let _ = timeout(LONGEST, now.notified()).await;
    site.kill(0)?;
    site.ended(0).await?;
    let mut all = Ledger::default();
    while let Some(written) = writers.join_next().await {
        let written = written?;
        all.agents.extend(written.agents);
        all.live.extend(written.live);
        all.dead.extend(written.dead);
    }
    Ok(all)
}

async fn write(site: &Site, keys: bool, writer: usize, written: &mut Ledger, acknowledged: impl Fn()) -> Result<()> {
    let mut client = Client::connect(site.address(0)?).await?;
    for turn in 0.. {
        if !keys {
            let body = json!({ "name": format!("{writer}.{turn}") });
            let made = client.ok(Method::POST, AGENTS, &site.token, Some(body)).await?;
            acknowledged();
            written.agents.push(text(&made, "id")?);
            continue;
        }
        let minted = client.ok(Method::POST, KEYS, &site.token, Some(json!({ "name": "durable" }))).await?;
        acknowledged();
        let (id, key) = (text(&minted, "id")?, text(&minted, "key")?);
        if turn % 2 == 0 {
            written.live.push(key);
            continue;
        }
        client.ok(Method::DELETE, &format!("{KEYS}/{id}"), &site.token, None).await?;
        acknowledged();
        written.dead.push(key);
    }
    Ok(())
}

/// How many of these are not as they were acknowledged.
async fn missing(site: &Site, ledger: &Ledger) -> Result<u64> {
    let mut client = Client::connect(site.address(0)?).await?;
    let mut missing = 0;
    for id in &ledger.agents {
        let (status, _) = client.send(Method::GET, &format!("{AGENTS}/{id}"), &site.token, None).await?;
        missing += u64::from(status != 200);
    }
    for (keys, expected) in [(&ledger.live, 200), (&ledger.dead, 401)] {
        for key in keys {
            missing += u64::from(client.send(Method::GET, CHECK, key, None).await?.0 != expected);
        }
    }
    Ok(missing)
}
