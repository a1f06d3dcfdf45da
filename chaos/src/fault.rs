//! What goes wrong with one node after the other, and that each comes back.

use std::{
    sync::{
        Arc,
        atomic::{
            AtomicBool, AtomicUsize,
            Ordering::{Relaxed, SeqCst},
        },
    },
    time::{Duration, Instant},
};

use http::Method;
use tests::proxy::Link;
use tokio::time::sleep;

use crate::{Result, client::Client, load::CHECK, site::Site};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Calm,
    Paused,
    Killed,
    Restarted,
    /// From the database, by broken connections.
    CutOff,
    /// From the database, by silence.
    Silent,
    /// From the database, by connections that are lost for good and don't show it.
    HalfOpen,
}

/// Which node is in trouble, and how often each has been.
pub struct Trouble {
    victim: AtomicUsize,
    times: Vec<AtomicUsize>,
    pub over: AtomicBool,
}

impl Trouble {
    pub fn none(nodes: usize) -> Arc<Self> {
        let (victim, over) = (AtomicUsize::new(usize::MAX), AtomicBool::new(false));
        Arc::new(Self { victim, times: (0..nodes).map(|_| AtomicUsize::new(0)).collect(), over })
    }

    pub fn has(&self, node: usize) -> bool {
        self.victim.load(SeqCst) == node
    }

    /// To be asked before `has`, and again afterwards: is it the same, there was no trouble in between.
    pub fn times(&self, node: usize) -> usize {
        self.times[node].load(SeqCst)
    }

    fn begin(&self, node: usize) {
        self.victim.store(node, SeqCst);
        self.times[node].fetch_add(1, SeqCst);
    }
}

/// Has one node after the other fail and come back, until it is over. Gives the longest that one took to work again.
pub async fn happen(fault: Fault, site: Arc<Site>, key: String, trouble: Arc<Trouble>) -> Result<Duration> {
    let (mut longest, mut turn) = (Duration::ZERO, 0);
    while !trouble.over.load(Relaxed) && fault != Fault::Calm {
        let node = turn % site.nodes.len();
        // Shorter than a lease, about as long, longer.
        let span = Duration::from_millis([700, 2100, 4000][turn / site.nodes.len() % 3]);
        trouble.begin(node);
        match fault {
            Fault::Calm => {}
            Fault::Paused => {
                site.signal(node, "STOP").await?;
                sleep(span).await;
                site.signal(node, "CONT").await?;
            }
            Fault::Killed => {
                site.signal(node, "KILL").await?;
                site.ended(node).await?;
                sleep(span).await;
                site.start(node).await?;
            }
            Fault::Restarted => {
                site.signal(node, "TERM").await?;
                site.ended(node).await?;
                site.start(node).await?;
            }
            Fault::CutOff => lose(&site, node, Link::Cut, span).await,
            Fault::Silent => lose(&site, node, Link::Silent, span).await,
            Fault::HalfOpen => lose(&site, node, Link::HalfOpen, span).await,
        }
        longest = longest.max(recovery(&site, node, &key).await);
        trouble.victim.store(usize::MAX, SeqCst);
        sleep(Duration::from_millis(500)).await;
        turn += 1;
    }
    Ok(longest)
}

async fn lose(site: &Site, node: usize, link: Link, span: Duration) {
    site.link(node, link);
    sleep(span).await;
    site.link(node, Link::Up);
}

/// How long until the node accepts a good key again.
async fn recovery(site: &Site, node: usize, key: &str) -> Duration {
    let began = Instant::now();
    loop {
        if let Ok(address) = site.address(node)
            && let Ok(mut client) = Client::connect(address).await
            && matches!(client.send(Method::GET, CHECK, key, None).await, Ok((200, _)))
        {
            return began.elapsed();
        }
        sleep(Duration::from_millis(10)).await;
    }
}
