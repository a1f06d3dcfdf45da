//! Requests at a stated pace over many connections, each of which waits for its answer before it asks again: no faster
//! than that where the server is quicker, and as fast as they can where it is slower.

use std::{
    net::Ipv4Addr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use http::Method;
use serde_json::Value;
use tokio::{
    task::JoinSet,
    time::{Instant, MissedTickBehavior, interval_at},
};

use super::{ADDRESS, Means};
use crate::{Result, client::Client};

pub struct Flood {
    pub connections: usize,
    /// Of all of them together.
    pub per_second: u32,
    /// Connections come from as many addresses in turn. If that is more than one, each round has others, whose buckets
    /// are full.
    pub addresses: u8,
}

/// What is asked.
pub struct Ask {
    pub method: Method,
    pub path: &'static str,
    pub token: String,
    pub body: Option<Value>,
}

impl Flood {
    /// Asks what `ask` says for each number.
    pub async fn run(self, means: &Means, ask: impl Fn(u64) -> Ask + Send + Sync + 'static) -> Result<()> {
        let (ask, number, mut tasks) = (Arc::new(ask), Arc::new(AtomicU64::new(0)), JoinSet::new());
        let connections = means.count(self.connections);
        let between = Duration::from_secs(1) * u32::try_from(self.connections)? / self.per_second;
        for connection in 0..connections {
            let from = self.address(connection, means.round);
            let (means, ask, number) = (means.clone(), Arc::clone(&ask), Arc::clone(&number));
            let first = Instant::now() + between * u32::try_from(connection)? / u32::try_from(connections)?;
            tasks.spawn(async move {
                let mut turns = interval_at(first, between);
                turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
                let mut kept = None;
                loop {
                    tokio::select! {
                        () = means.stop.cancelled() => return,
                        _ = turns.tick() => {}
                    }
                    let one = answer(&means, from, &mut kept, ask(number.fetch_add(1, Relaxed)));
                    tokio::select! {
                        () = means.stop.cancelled() => return,
                        answered = one => match answered {
                            Ok(status) => {
                                means.tally.note(&status.to_string());
                                means.ready.cancel();
                            }
                            Err(_) => means.tally.note("no answer"),
                        },
                    }
                }
            });
        }
        tasks.join_all().await;
        Ok(())
    }

    fn address(&self, connection: usize, round: u32) -> Ipv4Addr {
        match self.addresses {
            0 | 1 => ADDRESS,
            many => Ipv4Addr::from_bits(ADDRESS.to_bits() + 256 * round + (connection % usize::from(many)) as u32),
        }
    }
}

async fn answer(means: &Means, from: Ipv4Addr, kept: &mut Option<Client>, ask: Ask) -> Result<u16> {
    let mut client = match kept.take() {
        Some(client) => client,
        None => Client::connect_from(from, means.node).await?,
    };
    let (status, _) = client.send(ask.method, ask.path, &ask.token, ask.body).await?;
    *kept = Some(client);
    Ok(status)
}
