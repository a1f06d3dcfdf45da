//! Log lines on their way out. Whoever logs only adds to what waits; a thread of its own writes that, many lines at a
//! time, so that no request waits for the reader of standard output and few wake the writer.

use std::{
    io::{self, Write},
    mem,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    thread,
    time::Duration,
};

use tracing_subscriber::fmt::MakeWriter;

/// Bytes of lines that may wait while the writer writes; what comes on top is given up and counted.
const WAITING: usize = 16 * 1024 * 1024;

/// Bytes that are kept allocated for lines after a burst.
const KEPT: usize = 1024 * 1024;

/// How long a first line waits for others to be written with.
const GATHERING: Duration = Duration::from_millis(10);

/// How long the end of the process waits for the last lines to be written.
const FAREWELL: Duration = Duration::from_secs(1);

/// Where lines are put.
#[derive(Clone, Debug)]
pub(super) struct Lines(Arc<Shared>);

/// The count of lines that were given up.
#[derive(Clone, Debug)]
pub struct LostLines(Arc<Shared>);

/// Keeps lines being written. Dropping it writes what still waits.
#[derive(Debug)]
pub(super) struct Writing(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    waiting: Mutex<Waiting>,
    /// Something for the writer to do, or something that it has done, has changed.
    changed: Condvar,
    lost: AtomicU64,
}

#[derive(Debug, Default)]
struct Waiting {
    lines: Vec<u8>,
    closing: bool,
    closed: bool,
}

/// Writes lines to `out` from now on.
///
/// # Errors
/// When the system gives no thread.
pub(super) fn write_to(out: impl Write + Send + 'static) -> io::Result<(Lines, Writing)> {
    let shared = Arc::new(Shared::default());
    let writer = Arc::clone(&shared);
    thread::Builder::new().name("log".to_owned()).spawn(move || writer.write_all(out))?;
    Ok((Lines(Arc::clone(&shared)), Writing(shared)))
}

impl Lines {
    /// Adds one whole line.
    pub(super) fn put(&self, line: &[u8]) {
        self.0.put(line);
    }

    pub(super) fn lost(&self) -> LostLines {
        LostLines(Arc::clone(&self.0))
    }
}

impl LostLines {
    pub(super) fn count(&self) -> u64 {
        self.0.lost.load(Relaxed)
    }
}

impl Shared {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, line: &[u8]) {
        let mut waiting = self.waiting();
        if waiting.lines.len() + line.len() > WAITING {
            self.lost.fetch_add(1, Relaxed);
            return;
        }
        let first = waiting.lines.is_empty();
        waiting.lines.extend_from_slice(line);
        drop(waiting);
        if first {
            self.changed.notify_all();
        }
    }

    /// The writer's life.
    fn write_all(&self, mut out: impl Write) {
        let mut batch = Vec::new();
        loop {
            batch.clear();
            batch.shrink_to(KEPT);
            let closing = self.next(&mut batch);
            self.write(&batch, &mut out);
            if closing {
                self.waiting().closed = true;
                return self.changed.notify_all();
            }
        }
    }

    /// Waits for a line, and a little for others; puts them all into `batch`, which is empty. True if they are the
    /// last.
    fn next(&self, batch: &mut Vec<u8>) -> bool {
        let idle = |waiting: &mut Waiting| waiting.lines.is_empty() && !waiting.closing;
        let waiting = self.changed.wait_while(self.waiting(), idle).unwrap_or_else(PoisonError::into_inner);
        let gathered = self.changed.wait_timeout_while(waiting, GATHERING, |waiting| !waiting.closing);
        let (mut waiting, _) = gathered.unwrap_or_else(PoisonError::into_inner);
        mem::swap(&mut waiting.lines, batch);
        waiting.closing
    }

    /// Writes `batch`. What can't be written is lost, not tried for ever: a reader that went away doesn't come back.
    fn write(&self, batch: &[u8], out: &mut impl Write) {
        let mut rest = batch;
        while !rest.is_empty() {
            match out.write(rest) {
                Ok(written) if written > 0 => rest = rest.get(written..).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // A full pipe that whoever started us has made non-blocking.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => thread::sleep(GATHERING),
                _ => break,
            }
        }
        let lost = if out.flush().is_ok() { rest } else { batch };
        self.lost.fetch_add(lost.iter().filter(|byte| **byte == b'\n').count() as u64, Relaxed);
    }
}

/// Each call brings one whole line, as tracing-subscriber has formatted it.
impl Write for &Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.put(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = &'a Self;

    fn make_writer(&'a self) -> &'a Self {
        self
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        let mut waiting = self.0.waiting();
        waiting.closing = true;
        self.0.changed.notify_all();
        // A reader that is stuck must not keep the process from ending.
        let _ = self.0.changed.wait_timeout_while(waiting, FAREWELL, |waiting| !waiting.closed);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// Gives what is written to the test; `Err` from there on once the test has hung up.
    struct Pipe(mpsc::SyncSender<Vec<u8>>);

    impl Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.send(bytes.to_vec()).map_err(io::Error::other)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_many_threads_say_comes_out_whole_and_the_last_of_it_before_the_end() {
        let (sender, written) = mpsc::sync_channel(1000);
        let (lines, writing) = write_to(Pipe(sender)).unwrap();
        thread::scope(|scope| {
            for name in ["a", "b", "c", "d"] {
                let lines = &lines;
                scope.spawn(move || {
                    for n in 0..1000 {
                        let mut lines = lines;
                        lines.write_all(format!("{name} {n}\n").as_bytes()).unwrap();
                    }
                });
            }
        });
        drop(writing);
        let page = String::from_utf8(written.try_iter().flatten().collect()).unwrap();
        let mut seen: Vec<&str> = page.lines().collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!((page.lines().count(), seen.len(), lines.lost().count()), (4000, 4000, 0));
    }

    #[test]
    fn lines_that_find_no_room_are_counted_and_hold_nobody_up() {
        // Nothing is taken off, so the writer is stuck with its first batch.
        let (sender, written) = mpsc::sync_channel(0);
        let (lines, writing) = write_to(Pipe(sender)).unwrap();
        let line = vec![b'.'; 1024 * 1024];
        for _ in 0..64 {
            (&lines).write_all(&line).unwrap();
        }
        let lost = lines.lost().count();
        assert!((32..=48).contains(&lost), "{lost}");
        drop(written);
        drop(writing);
    }

    #[test]
    fn lines_that_nobody_reads_any_more_are_counted() {
        let (sender, written) = mpsc::sync_channel(0);
        drop(written);
        let (lines, writing) = write_to(Pipe(sender)).unwrap();
        (&lines).write_all(b"one\n").unwrap();
        (&lines).write_all(b"two\n").unwrap();
        drop(writing);
        assert_eq!(lines.lost().count(), 2);
    }
}
