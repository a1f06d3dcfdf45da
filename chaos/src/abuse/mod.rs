//! Attackers of each kind against one node, and a neighbour who has nothing to do with them: what the neighbour feels
//! of it, beside what the same neighbour felt a moment before. It fails where that is more than twice as long, or a
//! refusal.

mod attack;
mod neighbour;
mod node;
mod receiver;
mod record;
mod report;
mod slow_flush;

use std::{collections::BTreeMap, time::Duration};

use attack::{Kind, Underway};
use clap::{Args, ValueEnum};
use neighbour::Neighbour;
use node::Node;
use record::{Call, Felt};
use report::Round;
use tests::{TestDatabase, postgres_server};
use tokio::time::sleep;

use crate::{Result, print, say};

#[derive(Args)]
pub struct Options {
    /// Attacks, all unless given
    #[arg(long, value_delimiter = ',')]
    attacks: Vec<Kind>,
    /// Turns of calm and attack, of whose figures the median counts
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    rounds: u32,
    /// Seconds of calm, and of attack
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=60))]
    seconds: u32,
    /// Milliseconds that each flush takes longer in the part on SQLite with a slow disk; none to leave it out
    #[arg(long, default_value_t = 8)]
    flush: u64,
    /// Milliseconds above the calm figure that pass although they are more than twice as much
    #[arg(long, default_value_t = 0.0)]
    grain: f64,
    /// Try in a few seconds that everything works, on one database, with a tenth of the attackers and without marks
    #[arg(long)]
    smoke: bool,
}

/// Between two mints, revocations or uploads of the neighbour.
const PACE: Duration = Duration::from_millis(100);
/// After an attack, before the next phase.
const SETTLE: Duration = Duration::from_secs(2);
/// What an attack may take to get all that it gets.
const RAMP: Duration = Duration::from_secs(2);

/// What is attacked.
#[derive(Clone, Copy)]
struct Target {
    name: &'static str,
    on_postgres: bool,
    /// How much longer a flush takes than the machine's.
    flush: Duration,
}

/// Whether the neighbour felt nothing that matters.
pub async fn run(options: &Options) -> Result<bool> {
    if options.smoke {
        return smoke().await;
    }
    let all: Vec<Kind> =
        if options.attacks.is_empty() { Kind::value_variants().to_vec() } else { options.attacks.clone() };
    let fast = Target { name: "SQLite", on_postgres: false, flush: Duration::ZERO };
    let mut parts: Vec<_> = all.iter().map(|kind| (fast, *kind)).collect();
    if options.flush > 0 && all.contains(&Kind::Polls) {
        let flush = Duration::from_millis(options.flush);
        parts.push((Target { name: "SQLite, slow disk", flush, ..fast }, Kind::Polls));
    }
    if postgres_server().is_some() {
        let target = Target { name: "PostgreSQL", on_postgres: true, ..fast };
        parts.extend(all.iter().map(|kind| (target, *kind)));
    }
    print(report::HEAD)?;
    let mut missed = Vec::new();
    for (target, kind) in parts {
        let line = report::line(target.name, kind.name(), &rounds(options, target, kind).await?, options.grain);
        print(&line.text)?;
        // The figures of the part without an attack show what the machine does, and judge nothing.
        missed.extend(line.missed.into_iter().filter(|_| kind != Kind::None));
    }
    print(&format!("\n{} marks missed", missed.len()))?;
    for one in &missed {
        print(&format!("- {one}"))?;
    }
    Ok(missed.is_empty())
}

/// Calm and attack in turns, on a node of their own.
async fn rounds(options: &Options, target: Target, kind: Kind) -> Result<Vec<Round>> {
    let database = if target.on_postgres { TestDatabase::create().await } else { TestDatabase::on_sqlite().await };
    let node = Node::start(database, target.flush, &[neighbour::EMAIL, attack::EMAIL]).await?;
    let neighbour = Neighbour::settle(node.address).await?;
    // On a slow disk at half the pace for twice as long: its flushes alone would keep it busy.
    let slower = if target.flush.is_zero() { 1 } else { 2 };
    let (lasting, pace) = (Duration::from_secs(options.seconds.into()) * slower, PACE * slower);
    neighbour.live(SETTLE, pace).await?;
    let mut rounds = Vec::new();
    for round in 1..=options.rounds {
        let calm = neighbour.live(lasting, pace).await?;
        let underway = Underway::begin(kind, node.address, round, false).await?;
        sleep(RAMP).await;
        let attacked = neighbour.live(lasting, pace).await?;
        let got = underway.end().await?;
        sleep(SETTLE).await;
        say(&format!("{}, {}, round {round}: {}; {}", target.name, kind.name(), brief(&calm), brief(&attacked)));
        took_place(kind, &calm, &got)?;
        rounds.push(Round { calm, attacked, got });
    }
    Ok(rounds)
}

/// All attacks one after the other on one node.
async fn smoke() -> Result<bool> {
    let node = Node::start(TestDatabase::create().await, Duration::from_millis(1), &[neighbour::EMAIL, attack::EMAIL]);
    let node = node.await?;
    let neighbour = Neighbour::settle(node.address).await?;
    let lasting = Duration::from_millis(500);
    for kind in Kind::value_variants() {
        let calm = neighbour.live(lasting, PACE).await?;
        let underway = Underway::begin(*kind, node.address, 1, true).await?;
        let attacked = neighbour.live(lasting, PACE).await?;
        let got = underway.end().await?;
        took_place(*kind, &calm, &got)?;
        print(&report::line("smoke", kind.name(), &[Round { calm, attacked, got }], 0.0).text)?;
    }
    Ok(true)
}

/// A round in which nobody did anything shows nothing.
fn took_place(kind: Kind, calm: &Felt, got: &BTreeMap<String, u64>) -> Result<()> {
    if got.is_empty() {
        return Err(format!("{}: the attackers were never answered", kind.name()).into());
    }
    match Call::TIMED.iter().find(|call| !calm.done.contains_key(call)) {
        Some(call) => Err(format!("{}: in calm no {} was answered", kind.name(), call.name()).into()),
        None => Ok(()),
    }
}

/// For whoever waits.
fn brief(felt: &Felt) -> String {
    let calls = Call::TIMED.iter().zip(&felt.millis).map(|(call, millis)| {
        let done = felt.done.get(call).copied().unwrap_or_default();
        let [p50, p99] = millis.unwrap_or_default();
        format!("{done} × {} {p50:.2}/{p99:.2}", call.name())
    });
    let refused: u64 = felt.refused.values().sum();
    format!("{} ms, {refused} refused", calls.collect::<Vec<_>>().join(", "))
}
