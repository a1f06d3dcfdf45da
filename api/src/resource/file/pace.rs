//! How slowly a client may send: silent for 10 seconds at most, and after the first 10 not slower on the whole than
//! 4 KiB a second. A limit on the whole body, as other operations have it, would forbid large files. What the store
//! takes to write isn't the client's to answer for.

use std::{future::Future, time::Duration};

use tokio::time::{Instant, timeout};

use crate::error::{Error, Result};

const SILENCE: Duration = Duration::from_secs(10);
const SLOWEST: u64 = 4 * 1024;
/// For one upload in all. The sweep takes nothing away that is younger than a day.
const LONGEST: Duration = Duration::from_secs(12 * 3600);

/// How long one client has been waited for.
pub struct Pace {
    begun: Instant,
    waited: Duration,
}

impl Pace {
    pub fn new() -> Self {
        Self { begun: Instant::now(), waited: Duration::ZERO }
    }

    /// Waits for what comes `next`, after `received` bytes.
    ///
    /// # Errors
    /// `BAD_REQUEST` when it doesn't come in time.
    pub async fn wait<T>(&mut self, received: u64, next: impl Future<Output = T>) -> Result<T> {
        let asked = Instant::now();
        let came = timeout(allowance(received, self.waited, asked - self.begun), next).await;
        self.waited += asked.elapsed();
        came.map_err(|_| Error::bad_request("The body came too slowly"))
    }
}

/// How long the next piece may take, of a client that has sent so much, was waited for so long, and began so long ago.
fn allowance(received: u64, waited: Duration, lasted: Duration) -> Duration {
    let earned = SILENCE.saturating_add(Duration::from_secs(received / SLOWEST));
    SILENCE.min(earned.saturating_sub(waited)).min(LONGEST.saturating_sub(lasted))
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
