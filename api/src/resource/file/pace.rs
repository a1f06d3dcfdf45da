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
        let allowance = SILENCE.saturating_add(Duration::from_secs(received / SLOWEST)).saturating_sub(self.waited);
        let asked = Instant::now();
        let limit = SILENCE.min(allowance).min(LONGEST.saturating_sub(asked - self.begun));
        let came = timeout(limit, next).await;
        self.waited += asked.elapsed();
        came.map_err(|_| Error::bad_request("The body came too slowly"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many pieces of `size` are taken that come every `gap`.
    async fn taken(size: u64, gap: Duration, most: u64) -> u64 {
        let mut pace = Pace::new();
        for piece in 0..most {
            if pace.wait(piece * size, tokio::time::sleep(gap)).await.is_err() {
                return piece;
            }
        }
        most
    }

    #[tokio::test(start_paused = true)]
    async fn silence_and_dripping_are_cut_and_a_slow_line_is_not() {
        let seconds = Duration::from_secs;
        assert_eq!(taken(1_000_000, seconds(11), 10).await, 0);
        assert_eq!(taken(1_000_000, seconds(9), 100).await, 100);
        assert_eq!(taken(1, seconds(1), 100).await, 9);
        assert_eq!(taken(SLOWEST, seconds(1), 1_000).await, 1_000);
        assert_eq!(taken(1_000_000, seconds(9), 100_000).await, 12 * 3600 / 9);
    }
}
