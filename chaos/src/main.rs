//! The run behind `make chaos`: three nodes on one PostgreSQL, checks on all of them without a pause, one revocation
//! after the other, and in each part something that goes wrong with one node at a time. It counts what must not happen
//! and fails if it does.

mod client;
mod load;
mod proxy;
mod site;

use std::{
    error::Error,
    io::{self, Write as _},
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use clap::Parser;
use client::Client;
use http::Method;
use load::{CHECK, Load, recovery};
use proxy::Link;
use serde_json::json;
use site::{KEYS, Site, text};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Revocations on three nodes while they are paused, killed and cut off
#[derive(Parser)]
#[command(name = "chaos", version)]
struct Options {
    /// Seconds of each part
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Connections to each node
    #[arg(long, default_value_t = 2)]
    connections: usize,
}

/// What goes wrong with one node, over and over.
#[derive(Clone, Copy, Debug)]
enum Fault {
    None,
    Paused,
    Killed,
    Restarted,
    Cut,
    Silent,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "chaos: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<bool> {
    let mut out = io::stdout();
    writeln!(
        out,
        "| nodes | fault | revocations | p50 ms | p99 ms | max ms | checks | stale | wronged | 503 | no answer | recovery max ms |\n\
         |---|---|---|---|---|---|---|---|---|---|---|---|"
    )?;
    let mut sound = true;
    let alone = Arc::new(Site::new(1).await?);
    sound &= part(&options, &alone, Fault::None, &mut out).await?;
    drop(alone);
    let site = Arc::new(Site::new(3).await?);
    for fault in [Fault::None, Fault::Paused, Fault::Killed, Fault::Restarted, Fault::Cut, Fault::Silent] {
        sound &= part(&options, &site, fault, &mut out).await?;
    }
    Ok(sound)
}

async fn part(options: &Options, site: &Arc<Site>, fault: Fault, out: &mut impl io::Write) -> Result<bool> {
    let mut client = Client::connect(site.address(0)?).await?;
    let mut good = Vec::new();
    for _ in 0..16 {
        let minted = client.ok(Method::POST, KEYS, &site.token, Some(json!({ "name": "good" }))).await?;
        good.push(text(&minted, "key")?);
    }
    let load = Load::new(good.clone());
    let tasks: Vec<_> = (0..site.nodes.len())
        .flat_map(|node| std::iter::repeat_n(node, options.connections))
        .map(|node| tokio::spawn(Arc::clone(&load).run(Arc::clone(site), node)))
        .collect();

    let (victim, over) = (Arc::new(AtomicUsize::new(usize::MAX)), Arc::new(AtomicBool::new(false)));
    let faults = tokio::spawn(break_nodes(Arc::clone(site), fault, good[0].clone(), victim.clone(), over.clone()));
    let mut took = Vec::new();
    let (began, mut turn) = (Instant::now(), 0);
    while began.elapsed() < Duration::from_secs(options.seconds) {
        turn += 1;
        let node = turn % site.nodes.len();
        // What a node that is in trouble does with a revocation is not what is measured: it answers 503, or nothing.
        if node != victim.load(Relaxed)
            && let Ok(Some(span)) = revoke(site, node, &load, &victim).await
        {
            took.push(span);
        }
    }
    over.store(true, Relaxed);
    let recovered = faults.await??;
    load.stop.store(true, Relaxed);
    for task in tasks {
        task.await?;
    }
    took.sort_unstable();
    let at = |share: f64| took.get(((took.len() as f64 * share) as usize).min(took.len().saturating_sub(1)));
    let millis = |span: Option<&Duration>| span.map_or(0.0, |span| span.as_secs_f64() * 1000.0);
    let counts = &load.counts;
    let (stale, wronged) = (counts.stale.load(Relaxed), counts.wronged.load(Relaxed));
    writeln!(
        out,
        "| {} | {} | {} | {:.1} | {:.1} | {:.1} | {} | {stale} | {wronged} | {} | {} | {:.0} |",
        site.nodes.len(),
        format!("{fault:?}").to_lowercase(),
        took.len(),
        millis(at(0.5)),
        millis(at(0.99)),
        millis(took.last()),
        counts.checks.load(Relaxed),
        counts.unavailable.load(Relaxed),
        counts.lost.load(Relaxed),
        millis(recovered.as_ref()),
    )?;
    out.flush()?;
    Ok(stale == 0 && wronged == 0)
}

/// Mints a key, has every node remember it, revokes it. `None` if the node got into trouble meanwhile.
async fn revoke(site: &Site, node: usize, load: &Load, victim: &AtomicUsize) -> Result<Option<Duration>> {
    let mut client = Client::connect(site.address(node)?).await?;
    let minted = client.ok(Method::POST, KEYS, &site.token, Some(json!({ "name": "short-lived" }))).await?;
    let (id, key) = (text(&minted, "id")?, text(&minted, "key")?);
    for other in (0..site.nodes.len()).filter(|other| *other != victim.load(Relaxed)) {
        let warm = async { Client::connect(site.address(other)?).await?.send(Method::GET, CHECK, &key, None).await };
        let _ = tokio::time::timeout(Duration::from_millis(300), warm).await;
    }
    let began = Instant::now();
    let (status, _) = client.send(Method::DELETE, &format!("{KEYS}/{id}"), &site.token, None).await?;
    let span = began.elapsed();
    if status != 200 {
        return Ok(None);
    }
    load.died(key);
    Ok((node != victim.load(Relaxed)).then_some(span))
}

/// Has one node after the other fail and come back, until it is over. Gives the longest that one took to work again.
async fn break_nodes(
    site: Arc<Site>,
    fault: Fault,
    key: String,
    victim: Arc<AtomicUsize>,
    over: Arc<AtomicBool>,
) -> Result<Option<Duration>> {
    let mut longest = None;
    let mut turn = 0;
    while !over.load(Relaxed) {
        if matches!(fault, Fault::None) {
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        }
        let node = turn % site.nodes.len();
        // Shorter than a lease, about as long, longer.
        let span = Duration::from_millis([700, 2100, 4000][turn / site.nodes.len() % 3]);
        victim.store(node, Relaxed);
        match fault {
            Fault::None => {}
            Fault::Paused => {
                site.signal(node, "STOP").await?;
                tokio::time::sleep(span).await;
                site.signal(node, "CONT").await?;
            }
            Fault::Killed => {
                site.signal(node, "KILL").await?;
                site.ended(node).await?;
                tokio::time::sleep(span).await;
                site.start(node).await?;
            }
            Fault::Restarted => {
                site.signal(node, "TERM").await?;
                site.ended(node).await?;
                site.start(node).await?;
            }
            Fault::Cut | Fault::Silent => {
                site.link(node, if matches!(fault, Fault::Cut) { Link::Cut } else { Link::Silent });
                tokio::time::sleep(span).await;
                site.link(node, Link::Up);
            }
        }
        longest = longest.max(Some(recovery(&site, node, &key).await));
        victim.store(usize::MAX, Relaxed);
        tokio::time::sleep(Duration::from_millis(500)).await;
        turn += 1;
    }
    Ok(longest)
}
