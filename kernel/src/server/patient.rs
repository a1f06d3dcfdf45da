//! A client's stream with an end to the server's patience. A write may wait for the client to read for only so long, and
//! for longer only as the client has read since: a stalled reader and one that reads a few bytes now and then both end.
//! hyper has no such limit. As long as nothing waits, it costs a comparison a write, and no timer is armed.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep_until},
};

use super::{activity::Activity, limits::Limits, listener::Stream};

/// What is asked of somebody who reads.
#[derive(Debug, Clone, Copy)]
struct Patience {
    /// How long a write may wait, if none has lately.
    silence: Duration,
    /// Bytes a second: so many that go out earn a second of waiting, up to `silence`.
    slowest: u32,
    /// After how long a waiting write makes the connection a slow one.
    slow_after: Duration,
}

pub(super) struct Patient {
    stream: Stream,
    activity: Arc<Activity>,
    patience: Patience,
    /// How long writes may still wait.
    left: Duration,
    /// Since when the write that waits does.
    since: Option<Instant>,
    /// Made when a write waits for the first time.
    timer: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    pub(super) fn new(stream: Stream, activity: Arc<Activity>, limits: &Limits) -> Self {
        let Limits { silence, slowest, slow_after, .. } = *limits;
        let patience = Patience { silence, slowest, slow_after };
        Self { stream, activity, patience, left: silence, since: None, timer: None }
    }

    /// What became of a write, or that it has waited for too long.
    fn judge(&mut self, context: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => {
                if self.since.is_some() || self.left < self.patience.silence {
                    self.went_out(bytes);
                }
                Poll::Ready(Ok(bytes))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => self.wait(context),
        }
    }

    #[cold]
    fn went_out(&mut self, bytes: usize) {
        if let Some(since) = self.since.take() {
            self.left = self.left.saturating_sub(since.elapsed());
            self.activity.writes(false);
        }
        self.left = self.patience.after(self.left, bytes);
    }

    #[cold]
    fn wait(&mut self, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let begins = self.since.is_none();
        let since = *self.since.get_or_insert_with(Instant::now);
        let first = since + self.patience.slow_after.min(self.left);
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(first)));
        if begins {
            self.activity.writes(true);
            timer.as_mut().reset(first);
        }
        while timer.as_mut().poll(context).is_ready() {
            let end = since + self.left;
            if timer.deadline() >= end {
                self.stream.set_zero_linger();
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            self.activity.stalls();
            timer.as_mut().reset(end);
        }
        Poll::Pending
    }
}

impl Patience {
    /// What is left of it after so many bytes went out.
    fn after(self, left: Duration, bytes: usize) -> Duration {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let earned = Duration::from_secs_f64(f64::from(bytes) / f64::from(self.slowest.max(1)));
        left.saturating_add(earned).min(self.silence)
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.judge(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.judge(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// A socket keeps nothing back that could wait to be flushed.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Patience =
        Patience { silence: Duration::from_secs(10), slowest: 4_096, slow_after: Duration::from_secs(2) };

    /// How many writes of `bytes` go out, each of which has waited for `gap` seconds.
    fn writes(bytes: usize, gap: u64, most: usize) -> usize {
        let mut left = PATIENCE.silence;
        (0..most)
            .take_while(|_| match left.checked_sub(Duration::from_secs(gap)) {
                Some(rest) if !rest.is_zero() => {
                    left = PATIENCE.after(rest, bytes);
                    true
                }
                _ => false,
            })
            .count()
    }

    #[test]
    fn silence_and_dribbling_end_and_a_slow_line_does_not() {
        assert_eq!(writes(1_000_000, 10, 10), 0);
        assert_eq!(writes(1_000_000, 9, 100), 100);
        assert_eq!(writes(10, 9, 100), 1);
        assert_eq!(writes(10, 1, 100), 10);
        assert_eq!(writes(4_096, 1, 1_000), 1_000);
        assert!(writes(2_048, 1, 1_000) < 20);
    }
}
