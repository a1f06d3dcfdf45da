//! What `make chaos` and its like run: whether revocations hold while nodes are paused, killed and cut off, whether what
//! was acknowledged outlives kill -9, what a change costs with more and more nodes, and what attackers cost others. Each
//! fails if something happened that must not.

mod abuse;
mod client;
mod dice;
mod durability;
mod fault;
mod faults;
mod figures;
mod load;
mod nodes;
mod processes;
mod simulate;
mod site;

use std::{
    error::Error,
    io::{self, Write as _},
    process::ExitCode,
};

use clap::{Parser, Subcommand};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Almond under trouble that is made for it
#[derive(Parser)]
#[command(name = "chaos", version)]
struct Options {
    #[command(subcommand)]
    part: Part,
}

#[derive(Subcommand)]
enum Part {
    /// Revocations on three nodes while they are paused, killed, restarted and cut off
    Faults(faults::Options),
    /// kill -9 right after acknowledged writes, on SQLite and on PostgreSQL
    Durability(durability::Options),
    /// What a node's users feel of attackers, on SQLite and on PostgreSQL
    Abuse(abuse::Options),
    /// What a change costs with more and more nodes
    Nodes(nodes::Options),
    /// What it would cost with up to 1,000 nodes and 100 million keys
    Simulate(simulate::Options),
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Options::parse().part {
        Part::Faults(options) => faults::run(&options).await,
        Part::Durability(options) => durability::run(&options).await,
        Part::Abuse(options) => abuse::run(&options).await,
        Part::Nodes(options) => nodes::run(&options).await,
        Part::Simulate(options) => simulate::run(&options),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            say(&format!("chaos: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// For whoever waits.
fn say(what: &str) {
    let _ = writeln!(io::stderr(), "{what}");
}

/// A line of a table, at once.
fn print(line: &str) -> Result<()> {
    let mut out = io::stdout();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
