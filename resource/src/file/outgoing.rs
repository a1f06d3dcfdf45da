//! The bytes of a download on their way, with the share that it has of the node: given back once the last are handed
//! over or the client has gone. A client that takes them slowly is marked as slow, though nobody asks the stream for
//! more while it waits.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};

use futures_util::{Stream, StreamExt};
use hyper::body::Bytes;
use kernel::{blob, share::Share};
use tokio::{task::AbortHandle, time::Instant};

use super::pace::until_slow;

/// How often it is looked at.
const TICK: Duration = Duration::from_millis(500);

pub struct Outgoing {
    bytes: blob::Content,
    progress: Arc<Progress>,
    watch: AbortHandle,
}

struct Progress {
    share: Share,
    taken: Mutex<Taken>,
}

/// What the client has taken, and how long it took.
struct Taken {
    bytes: u64,
    waited: Duration,
    /// Since when it has been waited for; none while the store is.
    since: Option<Instant>,
    /// Somebody else has the place.
    is_over: bool,
}

impl Outgoing {
    pub fn new(bytes: blob::Content, share: Share) -> Self {
        let taken = Taken { bytes: 0, waited: Duration::ZERO, since: Some(Instant::now()), is_over: false };
        let progress = Arc::new(Progress { share, taken: Mutex::new(taken) });
        let watch = tokio::spawn(watch(Arc::clone(&progress))).abort_handle();
        Self { bytes, progress, watch }
    }
}

/// Marks the share as slow while it is, until it is taken back.
async fn watch(progress: Arc<Progress>) {
    let marking = async {
        loop {
            tokio::time::sleep(TICK).await;
            let is_slow = progress.taken().is_slow();
            progress.share.set_slow(is_slow);
        }
    };
    tokio::select! {
        () = marking => {}
        () = progress.share.taken_back() => progress.taken().is_over = true,
    }
}

impl Progress {
    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Taken {
    fn is_slow(&self) -> bool {
        let waiting = self.since.map_or(Duration::ZERO, |since| since.elapsed());
        until_slow(self.bytes, self.waited.saturating_add(waiting)).is_zero()
    }
}

impl Stream for Outgoing {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        {
            let mut taken = self.progress.taken();
            if taken.is_over {
                return Poll::Ready(Some(Err(io::ErrorKind::TimedOut.into())));
            }
            if let Some(since) = taken.since.take() {
                taken.waited += since.elapsed();
            }
        }
        let next = ready!(self.bytes.poll_next_unpin(context));
        if let Some(Ok(bytes)) = &next {
            let mut taken = self.progress.taken();
            taken.bytes += bytes.len() as u64;
            taken.since = Some(Instant::now());
        }
        Poll::Ready(next)
    }
}

impl Drop for Outgoing {
    fn drop(&mut self) {
        // The share goes with the last of the two that have it, and the task's end may be a moment away.
        self.watch.abort();
    }
}

#[cfg(test)]
mod tests {
    use futures_util::stream;

    use super::*;
    use kernel::{
        share::{Holder, Shares, table::DOWNLOADS},
        telemetry::Metrics,
    };

    #[tokio::test(start_paused = true)]
    async fn a_download_that_nobody_reads_makes_way_and_gives_its_share_back() {
        let shares = Shares::with_most(&DOWNLOADS, 1, Arc::new(Metrics::new()));
        let at = |address: &str| Holder::at(address.parse().unwrap());
        let share = shares.take(&[at("203.0.113.1")]).unwrap();
        let pieces = stream::repeat_with(|| Ok(Bytes::from_static(&[0; 8 * 1024]))).boxed();
        let mut outgoing = Outgoing::new(pieces, share);
        for _ in 0..16 {
            assert!(outgoing.next().await.unwrap().is_ok());
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert!(shares.take(&[at("203.0.113.2")]).is_none(), "128 KiB are enough for some seconds");
        tokio::time::sleep(Duration::from_secs(5)).await;
        let newcomer = shares.take(&[at("203.0.113.2")]).unwrap();
        tokio::time::sleep(TICK).await;
        assert!(outgoing.next().await.unwrap().is_err(), "what is cut short must not look whole");
        drop(outgoing);
        drop(newcomer);
        tokio::time::sleep(TICK).await;
        assert_eq!(shares.taken(), 0);
    }
}
