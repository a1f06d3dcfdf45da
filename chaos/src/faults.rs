//! Three nodes on one PostgreSQL, checks on all of them without a pause, one revocation after the other, and in each part
//! something that goes wrong with one node at a time. It counts what must not happen.

use std::{
    sync::{Arc, atomic::Ordering::Relaxed},
    time::{Duration, Instant},
};

use clap::Args;
use http::Method;
use serde_json::json;

use crate::{
    Result,
    client::Client,
    fault::{Fault, Trouble, happen},
    figures::Figures,
    load::{CHECK, Counts, Load},
    print,
    site::{Bare, KEYS, Site, text},
};

#[derive(Args)]
pub struct Options {
    /// Seconds of each part
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Connections to each node
    #[arg(long, default_value_t = 2)]
    connections: usize,
    /// Checks a second on each connection while it is calm, so that calls don't wait for the processor; none to leave
    /// these parts out
    #[arg(long, default_value_t = 50)]
    calm: u64,
}

const HEAD: &str = "\
| nodes | fault | revocations | p50 ms | p99 ms | max ms | bare commit p50 | p99 | max | checks | stale | wronged | 503 | no answer | recovery max ms |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|";

/// Whether nothing happened that must not.
pub async fn run(options: &Options) -> Result<bool> {
    print(HEAD)?;
    let all = Counts::default();
    for nodes in [1, 3].into_iter().filter(|_| options.calm > 0) {
        part(options, &Arc::new(Site::of_nodes(nodes).await?), Fault::Calm, &all).await?;
    }
    let site = Arc::new(Site::of_linked_nodes(3).await?);
    for fault in [Fault::Paused, Fault::Killed, Fault::Restarted, Fault::CutOff, Fault::Silent, Fault::HalfOpen] {
        part(options, &site, fault, &all).await?;
    }
    let (checks, stale, wronged) = (all.checks.load(Relaxed), all.stale.load(Relaxed), all.wronged.load(Relaxed));
    print(&format!("\n{checks} checks: {stale} stale accepts, {wronged} good keys refused"))?;
    Ok(stale == 0 && wronged == 0)
}

async fn part(options: &Options, site: &Arc<Site>, fault: Fault, all: &Counts) -> Result<()> {
    let mut client = Client::connect(site.address(0)?).await?;
    let mut good = Vec::new();
    for _ in 0..16 {
        let minted = client.ok(Method::POST, KEYS, &site.token, Some(json!({ "name": "good" }))).await?;
        good.push(text(&minted, "key")?);
    }
    let pause =
        (fault == Fault::Calm).then(|| Duration::from_secs(1) / u32::try_from(options.calm).unwrap_or(1).max(1));
    let load = Load::new(good.clone(), pause);
    let tasks: Vec<_> = (0..site.nodes.len())
        .flat_map(|node| std::iter::repeat_n(node, options.connections))
        .map(|node| tokio::spawn(Arc::clone(&load).run(Arc::clone(site), node)))
        .collect();

    let trouble = Trouble::none(site.nodes.len());
    let faults = tokio::spawn(happen(fault, Arc::clone(site), good[0].clone(), Arc::clone(&trouble)));
    let (mut revoking, mut committing, bare) =
        (Figures::default(), Figures::default(), Bare::connect(site.url()).await?);
    let (began, mut turn) = (Instant::now(), 0);
    while began.elapsed() < Duration::from_secs(options.seconds) {
        turn += 1;
        let node = turn % site.nodes.len();
        if let Ok(Some(took)) = revoke(site, node, &load, &trouble).await {
            revoking.add(took);
        }
        committing.add(bare.commit().await?);
    }
    trouble.over.store(true, Relaxed);
    let recovery = faults.await??;
    load.stop.store(true, Relaxed);
    for task in tasks {
        task.await?;
    }
    let ([p50, p99, max], [bare50, bare99, bare_max]) = (revoking.millis(), committing.millis());
    let Counts { checks, stale, wronged, unavailable, lost } = &load.counts;
    let figures = [checks, stale, wronged, unavailable, lost].map(|count| count.load(Relaxed).to_string()).join(" | ");
    all.add(&load.counts);
    let name = format!("{fault:?}").to_lowercase();
    print(&format!(
        "| {} | {name} | {} | {p50:.1} | {p99:.1} | {max:.1} | {bare50:.1} | {bare99:.1} | {bare_max:.1} | {figures} | {:.0} |",
        site.nodes.len(),
        revoking.count(),
        recovery.as_secs_f64() * 1000.0,
    ))
}

/// Mints a key, has every node remember it, revokes it. `None` if the node was in trouble meanwhile: what it does then is
/// not what is measured.
async fn revoke(site: &Site, node: usize, load: &Load, trouble: &Trouble) -> Result<Option<Duration>> {
    let times = trouble.times(node);
    if trouble.has(node) {
        return Ok(None);
    }
    let mut client = Client::connect(site.address(node)?).await?;
    let minted = client.ok(Method::POST, KEYS, &site.token, Some(json!({ "name": "short-lived" }))).await?;
    let (id, key) = (text(&minted, "id")?, text(&minted, "key")?);
    for other in (0..site.nodes.len()).filter(|other| !trouble.has(*other)) {
        let warm = async { Client::connect(site.address(other)?).await?.send(Method::GET, CHECK, &key, None).await };
        let _ = tokio::time::timeout(Duration::from_millis(300), warm).await;
    }
    let began = Instant::now();
    let (status, _) = client.send(Method::DELETE, &format!("{KEYS}/{id}"), &site.token, None).await?;
    let took = began.elapsed();
    if status != 200 {
        return Ok(None);
    }
    load.died(key);
    Ok((trouble.times(node) == times).then_some(took))
}
