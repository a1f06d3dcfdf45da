//! Who may connect: each address has its share of the connections, and what is beyond it is closed at once, so that
//! nobody waits in the kernel's queue behind somebody who takes too many.

use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use ipnet::IpNet;
use tokio_util::sync::CancellationToken;

use crate::{
    share::{Bound, Holder, Share, Shares, table},
    telemetry::Metrics,
};

/// The shares of one listener's connections.
pub struct Admission {
    shares: Shares,
    /// Many clients connect from each of these: no cap of their own.
    proxies: Vec<IpNet>,
}

impl Admission {
    /// At most so many at once, or fewer if the table says so.
    pub fn to_public_port(most: usize, proxies: Vec<IpNet>, metrics: Arc<Metrics>) -> Self {
        Self::new(&table::CONNECTIONS, most, proxies, metrics)
    }

    pub fn to_metrics(metrics: Arc<Metrics>) -> Self {
        Self::new(&table::METRICS, table::METRICS.most, Vec::new(), metrics)
    }

    pub(super) fn new(bound: &'static Bound, most: usize, proxies: Vec<IpNet>, metrics: Arc<Metrics>) -> Self {
        Self { shares: Shares::with_most(bound, most, metrics), proxies }
    }

    /// A share for a connection from `peer`; `end` is cancelled if it is taken back.
    pub(super) fn admit(&self, peer: IpAddr, end: CancellationToken) -> Option<Share> {
        let peer = peer.to_canonical();
        if self.proxies.iter().any(|network| network.contains(&peer)) {
            return self.shares.take_with(&[], end);
        }
        self.shares.take_with(&[Holder::at(peer)], end)
    }
}

/// Keeps a warning to one a second.
#[derive(Default)]
pub(super) struct Seldom {
    last: Option<Instant>,
    left_out: u64,
}

impl Seldom {
    /// If it is time for the warning, how many were left out since the last.
    pub(super) fn due(&mut self, now: Instant) -> Option<u64> {
        if self.last.is_some_and(|last| now.saturating_duration_since(last) < Duration::from_secs(1)) {
            self.left_out += 1;
            return None;
        }
        self.last = Some(now);
        Some(std::mem::take(&mut self.left_out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_comes_once_a_second_with_the_number_of_those_left_out() {
        let begun = Instant::now();
        let mut seldom = Seldom::default();
        let due = (0..=40).map(|tick| seldom.due(begun + Duration::from_millis(50 * tick)));
        let said: Vec<_> = due.enumerate().filter_map(|(tick, due)| due.map(|left_out| (tick, left_out))).collect();
        assert_eq!(said, [(0, 0), (20, 19), (40, 19)]);
    }

    #[test]
    fn an_address_has_a_tenth_and_a_trusted_proxy_all() {
        let admission = Admission::to_public_port(100, vec!["127.0.0.2/32".parse().unwrap()], Arc::default());
        let admit = |peer: &str| admission.admit(peer.parse().unwrap(), CancellationToken::new());
        let held: Vec<_> = (0..10).map(|_| admit("::ffff:203.0.113.1").unwrap()).collect();
        assert!(admit("203.0.113.1").is_none());
        let proxied: Vec<_> = (0..90).map(|_| admit("127.0.0.2").unwrap()).collect();
        assert!(admit("203.0.113.2").is_none() && admit("127.0.0.2").is_none());
        held[4].set_slow(true);
        assert!(admit("203.0.113.2").is_some(), "an idle one goes");
        drop((held, proxied));
    }
}
