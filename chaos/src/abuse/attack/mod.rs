//! The attackers. All of a kind run on one thread of their own, which gives way to everybody else on the machine: in
//! truth they would have their own. Each is bounded in number, pace and time, and ends when it is told to.

mod flood;
mod readers;
mod requests;
mod uploads;
mod webhooks;

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

use clap::ValueEnum;
use tokio::{runtime, sync::oneshot, time::timeout};
use tokio_util::sync::CancellationToken;

use crate::Result;

pub const EMAIL: &str = "mallory@example.com";
/// Where attackers come from that one address is enough for.
const ADDRESS: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);
/// How much lower than everybody else's the priority of their thread is.
const NICE: i32 = 10;
/// Longer than an attack may take to be under way, or to clean up behind itself.
const PATIENCE: Duration = Duration::from_secs(120);

/// What attackers do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Nothing bad: as many cheap requests as the busiest flood makes. What these cost others is the machine's doing.
    None,
    /// Webhook endpoints that answer after 14 s, and a backlog for each
    Webhooks,
    /// Uploads from four orgs of one user, just above the least rate
    Uploads,
    /// Connections that ask for a large document many times and read nothing
    Readers,
    /// Polls of one device login, far sooner than its interval
    Polls,
    /// Keys that nobody has, each another one
    Keys,
    /// Wrong passwords, for many accounts and from many addresses
    SignIns,
    /// Sign-ups, magic links and forgotten passwords, for many addresses and from many addresses
    Mails,
}

impl Kind {
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none: 2,000 health checks a second",
            Self::Webhooks => "slow webhooks",
            Self::Uploads => "slow uploads",
            Self::Readers => "slow readers",
            Self::Polls => "poll flood",
            Self::Keys => "garbage keys",
            Self::SignIns => "sign-in flood",
            Self::Mails => "mail flood",
        }
    }

    async fn run(self, means: &Means) -> Result<()> {
        match self {
            Self::None => requests::health(means).await,
            Self::Webhooks => webhooks::run(means).await,
            Self::Uploads => uploads::run(means).await,
            Self::Readers => readers::run(means).await,
            Self::Polls => requests::polls(means).await,
            Self::Keys => requests::keys(means).await,
            Self::SignIns => requests::sign_ins(means).await,
            Self::Mails => requests::mails(means).await,
        }
    }
}

/// What an attack has to go by.
#[derive(Clone)]
struct Means {
    node: SocketAddr,
    /// A tenth of everything, to try that it works.
    small: bool,
    /// Counted from 1.
    round: u32,
    tally: Arc<Tally>,
    /// Said by the attack, when it is under way.
    ready: CancellationToken,
    /// Said to it.
    stop: CancellationToken,
}

impl Means {
    /// Of so many, as many as it shall be.
    fn count(&self, full: usize) -> usize {
        if self.small { full.div_ceil(10) } else { full }
    }
}

/// What attackers were answered, how often.
#[derive(Default)]
struct Tally(Mutex<BTreeMap<String, u64>>);

impl Tally {
    fn note(&self, what: &str) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match counts.get_mut(what) {
            Some(count) => *count += 1,
            None => _ = counts.insert(what.to_owned(), 1),
        }
    }
}

/// An attack that is under way.
pub struct Underway {
    means: Means,
    ended: oneshot::Receiver<Result<()>>,
}

impl Underway {
    /// Begins one, and waits until it is under way.
    pub async fn begin(kind: Kind, node: SocketAddr, round: u32, small: bool) -> Result<Self> {
        let (ready, stop) = (CancellationToken::new(), CancellationToken::new());
        let means = Means { node, small, round, tally: Arc::default(), ready, stop };
        let (sender, ended) = oneshot::channel();
        let with = means.clone();
        thread::Builder::new().name("attackers".to_owned()).spawn(move || {
            let _ = sender.send(on_this_thread(kind, &with));
        })?;
        let mut underway = Self { means, ended };
        let waited = timeout(PATIENCE, async {
            tokio::select! {
                () = underway.means.ready.cancelled() => Ok(()),
                ended = &mut underway.ended => Err(ended?.err().unwrap_or_else(|| "the attack ended at once".into())),
            }
        });
        waited.await??;
        Ok(underway)
    }

    /// Ends it; gives what the attackers were answered.
    pub async fn end(self) -> Result<BTreeMap<String, u64>> {
        self.means.stop.cancel();
        timeout(PATIENCE, self.ended).await???;
        Ok(std::mem::take(&mut self.means.tally.0.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

fn on_this_thread(kind: Kind, means: &Means) -> Result<()> {
    // On Linux a thread has a priority of its own.
    rustix::process::nice(NICE)?;
    runtime::Builder::new_current_thread().enable_all().build()?.block_on(kind.run(means))
}
