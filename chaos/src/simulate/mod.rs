//! More nodes, changes and keys than there is a machine for: the fence's protocol step by step on a database of so many
//! processors, and what part of the keys a node's memory answers for. What each step takes was measured (`chaos nodes`,
//! `make bench`). The same in every run.

mod changes;
mod keys;

use clap::Args;

use crate::{Result, print};

/// What things take, in microseconds. The defaults are those of `docs/operating/scale.md`.
#[derive(Args, Clone)]
pub struct Costs {
    /// For how long a change holds the head of the log: a flush to the disk, mostly
    #[arg(long, default_value_t = 1500)]
    commit: u64,
    /// Processor time of the database for a change, without any node
    #[arg(long, default_value_t = 1500)]
    change: u64,
    /// Processor time of the database for telling one node of a change
    #[arg(long, default_value_t = 60)]
    announce: u64,
    /// Processor time of the database for one node's acknowledgement
    #[arg(long, default_value_t = 180)]
    acknowledge: u64,
    /// Processor time of the database for one renewal of a lease
    #[arg(long, default_value_t = 470)]
    renew: u64,
    /// Processor time of the database for asking what nodes have acknowledged
    #[arg(long, default_value_t = 90)]
    ask: u64,
    /// One way between a node and the database
    #[arg(long, default_value_t = 250)]
    network: u64,
    /// Processors of the database
    #[arg(long, default_value_t = 16)]
    processors: usize,
    /// Processor time of the database for loading a key that is not in memory
    #[arg(long, default_value_t = 300)]
    load: u64,
    /// Bytes of a key in the database, indexes included
    #[arg(long, default_value_t = 900)]
    row: u64,
    /// Bytes of a key in a node's memory
    #[arg(long, default_value_t = 1200)]
    picture: u64,
}

#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    costs: Costs,
    /// Simulated seconds
    #[arg(long, default_value_t = 20)]
    seconds: u64,
}

const NODES: [usize; 6] = [1, 3, 10, 100, 300, 1000];
const CHANGES: [u64; 4] = [1, 10, 100, 300];

pub fn run(options: &Options) -> Result<bool> {
    print(changes::HEAD)?;
    for nodes in NODES {
        for per_second in CHANGES {
            print(&changes::Run::new(&options.costs, nodes, per_second).finish(options.seconds).to_string())?;
        }
    }
    print("")?;
    print(keys::HEAD)?;
    for line in keys::lines(&options.costs) {
        print(&line)?;
    }
    Ok(true)
}
