//! How slowly a client may send: silent for 10 seconds at most, and after the first 10 not slower on the whole than
//! 4 KiB a second. A limit on the whole body, as other operations have it, would forbid large files. What the store
//! takes to write isn't the client's to answer for. Much below 64 KiB a second an upload or download is slow: it goes on
//! as long as nobody else needs its place.

use std::{
    future::Future,
    pin::{Pin, pin},
    time::Duration,
};

use kernel::{
    error::{Error, Result},
    share::Share,
};
use tokio::time::{Instant, timeout};

const SILENCE: Duration = Duration::from_secs(10);
const SLOWEST: u64 = 4 * 1024;
/// For one upload in all. The sweep takes nothing away that is younger than a day.
const LONGEST: Duration = Duration::from_secs(12 * 3600);
/// Bytes a second that nobody is asked to make way for, but for the first seconds of waiting.
const SWIFT: u64 = 64 * 1024;
const START: Duration = Duration::from_secs(2);

/// How long one client has been waited for.
pub struct Pace {
    begun: Instant,
    waited: Duration,
}

impl Pace {
    pub fn new() -> Self {
        Self { begun: Instant::now(), waited: Duration::ZERO }
    }

    /// Waits for what comes `next`, after `received` bytes, and marks the upload's share as slow while it is.
    ///
    /// # Errors
    /// `BAD_REQUEST` when it doesn't come in time, or somebody with no upload needs the place of a slow one.
    pub async fn wait<T>(&mut self, share: &Share, received: u64, next: impl Future<Output = T>) -> Result<T> {
        let asked = Instant::now();
        let allowed = allowance(received, self.waited, asked - self.begun);
        let next = pin!(next);
        let came = tokio::select! {
            biased;
            came = self.watched(share, received, allowed, next) => came,
            () = share.taken_back() => None,
        };
        self.waited += asked.elapsed();
        came.ok_or_else(|| Error::bad_request("The body came too slowly"))
    }

    async fn watched<T>(
        &self,
        share: &Share,
        received: u64,
        allowed: Duration,
        mut next: Pin<&mut impl Future<Output = T>>,
    ) -> Option<T> {
        let swift = until_slow(received, self.waited).min(allowed);
        share.set_slow(swift.is_zero());
        if let Ok(came) = timeout(swift, next.as_mut()).await {
            return Some(came);
        }
        share.set_slow(true);
        timeout(allowed - swift, next).await.ok()
    }
}

/// How long the next piece may take, of a client that has sent so much, was waited for so long, and began so long ago.
fn allowance(received: u64, waited: Duration, lasted: Duration) -> Duration {
    let earned = SILENCE.saturating_add(Duration::from_secs(received / SLOWEST));
    SILENCE.min(earned.saturating_sub(waited)).min(LONGEST.saturating_sub(lasted))
}

/// How long a client that has moved so many bytes, and was waited for so long, may be waited for before it is slow.
pub fn until_slow(moved: u64, waited: Duration) -> Duration {
    START.saturating_add(Duration::from_secs(moved / SWIFT)).saturating_sub(waited)
}

#[cfg(test)]
mod tests {
    use std::{future::pending, sync::Arc};

    use super::*;
    use kernel::{
        share::{Holder, Shares, table::UPLOADS},
        telemetry::Metrics,
    };

    /// How many pieces of `size` are taken that come every `gap` seconds.
    fn taken(size: u64, gap: u64, most: u64) -> u64 {
        let passed = |piece: u64| Duration::from_secs(piece * gap);
        let in_time = |piece: &u64| Duration::from_secs(gap) < allowance(piece * size, passed(*piece), passed(*piece));
        (0..most).take_while(in_time).count() as u64
    }

    #[test]
    fn silence_and_dripping_are_cut_and_a_slow_line_is_not() {
        assert_eq!(taken(1_000_000, 10, 10), 0);
        assert_eq!(taken(1_000_000, 9, 100), 100);
        assert_eq!(taken(1, 1, 100), 9);
        assert_eq!(taken(SLOWEST, 1, 1_000), 1_000);
        assert_eq!(taken(1_000_000, 9, 100_000), 12 * 3600 / 9 - 1);
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_one_ends_when_somebody_needs_its_place() {
        let shares = Shares::with_most(&UPLOADS, 1, Arc::new(Metrics::new()));
        let at = |address: &str| Holder::at(address.parse().unwrap());
        let share = shares.take(&[at("203.0.113.1")]).unwrap();
        let mut pace = Pace::new();
        pace.wait(&share, 0, tokio::time::sleep(Duration::from_secs(1))).await.unwrap();
        assert!(!share.is_slow() && shares.take(&[at("203.0.113.2")]).is_none());
        // 4.6 KiB a second, as in the worst that is let pass.
        for second in 1..30 {
            pace.wait(&share, second * 4_600, tokio::time::sleep(Duration::from_secs(1))).await.unwrap();
        }
        assert!(share.is_slow());
        let (newcomer, ended) = tokio::join!(
            async {
                tokio::time::sleep(Duration::from_secs(1)).await;
                shares.take(&[at("203.0.113.2")])
            },
            pace.wait(&share, 30 * 4_600, pending::<()>()),
        );
        assert!(newcomer.is_some() && ended.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn one_that_catches_up_is_slow_no_more() {
        let shares = Shares::new(&UPLOADS, Arc::new(Metrics::new()));
        let share = shares.take(&[]).unwrap();
        let mut pace = Pace::new();
        pace.wait(&share, 0, tokio::time::sleep(Duration::from_secs(5))).await.unwrap();
        assert!(share.is_slow());
        pace.wait(&share, 10 * SWIFT, tokio::time::sleep(Duration::from_secs(1))).await.unwrap();
        assert!(!share.is_slow());
    }
}
