//! Immediate means this: a request that starts after a change was answered is judged by what the change left, although
//! credentials are verified from memory. Shown under load, round after round for a few seconds.

mod first_use;
mod garbage;
mod hang_up;
mod nodes;
mod silent;
mod under_load;
mod unknown;

pub use hang_up::hung_up_after;
pub use nodes::nodes;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};

use http::Method;
use tests::{Caller, World};
use tokio::{sync::Semaphore, task::JoinSet};

const MODELS: &str = "/api/v1/models";

/// How many ask at once.
const ASKING: u32 = 8;

/// A world in which nobody meets a limit.
async fn world() -> World {
    let mut settings = World::with();
    for setting in ["ALMOND_MINT_BURST", "ALMOND_MINT_PER_MINUTE", "ALMOND_LOGIN_BURST", "ALMOND_LOGIN_PER_MINUTE"] {
        settings = settings.set(setting, "1000000");
    }
    settings.build().await
}

/// Runs rounds for about three seconds, and one at least.
async fn rounds(round: impl AsyncFn()) {
    let start = Instant::now();
    let mut done = 0;
    while done == 0 || start.elapsed() < Duration::from_secs(3) {
        round().await;
        done += 1;
    }
    println!("{done} rounds");
}

/// What a caller sends, to be sent by many tasks.
#[derive(Clone)]
struct Asking {
    world: World,
    credentials: Vec<(String, String)>,
    path: &'static str,
}

impl Asking {
    fn of(caller: &impl Caller, path: &'static str) -> Self {
        Self { world: caller.world().clone(), credentials: caller.credentials(), path }
    }

    async fn once(&self) -> u16 {
        let headers: Vec<_> = self.credentials.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.world.send(Method::GET, self.path, &headers, "").await.status.as_u16()
    }

    /// Keeps asking from many tasks while `change` is made. Every request that started after it was answered must get
    /// `afterwards`; every earlier one that or `until_then`.
    async fn during(&self, change: impl Future<Output = ()>, until_then: u16, afterwards: u16) {
        let (answered, begun) = (Arc::new(AtomicBool::new(false)), Arc::new(Semaphore::new(0)));
        let mut tasks = JoinSet::new();
        for _ in 0..ASKING {
            let (asking, answered, begun) = (self.clone(), answered.clone(), begun.clone());
            tasks.spawn(async move {
                while !answered.load(SeqCst) {
                    let status = asking.once().await;
                    assert!(status == until_then || status == afterwards, "{status}");
                    begun.add_permits(1);
                    // Answers from memory wait for nothing, and the change needs its turn too.
                    tokio::task::yield_now().await;
                }
                for _ in 0..5 {
                    assert_eq!(asking.once().await, afterwards, "a request that started after the answer");
                }
            });
        }
        tokio::select! {
            all_at_it = begun.acquire_many(ASKING) => all_at_it.unwrap().forget(),
            Some(failed) = tasks.join_next() => failed.unwrap(),
        }
        change.await;
        answered.store(true, SeqCst);
        while let Some(task) = tasks.join_next().await {
            task.unwrap();
        }
    }
}

/// Later than anything made so far.
fn a_moment_later(world: &World) -> entity::Timestamp {
    world.state().now().plus(Duration::from_millis(1))
}
