//! Password hashing for requests: on threads of its own that give way to everything else, bounded in memory and in
//! queue, in turns that addresses share, and of the same length whether or not there is an account.

use std::{
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

use tokio::sync::oneshot;
use zeroize::Zeroizing;

use super::password::{self, Argon2Cost, Memory, PasswordError};
use crate::{
    error::Error,
    share::{Holder, Shares, table},
    telemetry::metrics::Metrics,
};

/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(15);

/// How much a hash gives way to other threads that want the core: beside one of them, it still gets a quarter.
const NICENESS: i32 = 5;

/// Why there is no answer about a password.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// No turn: too many wait, or for too long. Answer 503.
    #[error("too many passwords are being checked")]
    Busy(#[source] Error),
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The work was lost: the system gave no thread, or the program is shutting down.
    #[error("password hashing was interrupted")]
    Interrupted,
}

/// Hashes and verifies, a few at a time.
pub struct Hasher {
    cost: Argon2Cost,
    /// One for each hash being computed.
    turns: Shares,
    /// Working memory that isn't in use; never more than there are turns.
    memories: Arc<Mutex<Vec<Memory>>>,
}

/// No turn to be had for a password: the queue is full.
impl From<HashError> for Error {
    fn from(error: HashError) -> Self {
        Self::unavailable(error)
    }
}

impl Hasher {
    /// As many at once as half of the cores, at most what the table of shares says: the other half is everybody else's, also
    /// while a flood of sign-ins keeps all of these busy.
    pub fn new(cost: Argon2Cost, metrics: Arc<Metrics>) -> Self {
        let half = thread::available_parallelism().map_or(1, |cores| cores.get().div_ceil(2));
        Self { cost, turns: Shares::with_most(&table::HASHES, half, metrics), memories: Arc::default() }
    }

    /// The PHC string of `password`; `salt` is random, `whose` is whose turn it takes.
    ///
    /// # Errors
    /// [`HashError::Busy`] if there is no turn to be had.
    pub async fn hash(&self, password: &str, salt: [u8; 16], whose: &[Holder]) -> Result<String, HashError> {
        let (password, cost) = (Zeroizing::new(password.to_owned()), self.cost);
        self.run(whose, move |memory| password::hash(memory, &password, salt, cost)).await
    }

    /// Whether `password` is the one that `stored` was made of. Where nothing is stored (no such account, or one without
    /// a password) it isn't, and finding that out takes as long.
    ///
    /// # Errors
    /// [`HashError::Busy`] if there is no turn to be had; [`HashError::Password`] if `stored` is no PHC string.
    pub async fn verify(&self, stored: Option<&str>, password: &str, whose: &[Holder]) -> Result<bool, HashError> {
        let password = Zeroizing::new(password.to_owned());
        match stored.map(str::to_owned) {
            Some(phc) => self.run(whose, move |memory| password::verify(memory, &phc, &password)).await,
            None => {
                let cost = self.cost;
                self.run(whose, move |memory| password::pretend(memory, &password, cost).map(|()| false)).await
            }
        }
    }

    /// The share goes along: work that was begun goes on, and counts, after its request was given up.
    async fn run<T, F>(&self, whose: &[Holder], work: F) -> Result<T, HashError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Memory) -> Result<T, PasswordError> + Send + 'static,
    {
        let share = self.turns.wait(whose, PATIENCE).await.map_err(HashError::Busy)?;
        let (memories, (done, result)) = (Arc::clone(&self.memories), oneshot::channel());
        let thread = move || {
            give_way();
            let hashed = with_memory(&memories, work);
            drop(share);
            // Its request may have been given up.
            let _ = done.send(hashed);
        };
        thread::Builder::new().name("password".to_owned()).spawn(thread).map_err(|_| HashError::Interrupted)?;
        Ok(result.await.map_err(|_| HashError::Interrupted)??)
    }
}

/// Lowers this thread's priority for good, which is why hashes have threads of their own.
fn give_way() {
    // On Linux the process that is nobody's in particular is the thread that asks. Without it the hash is only ruder.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, NICENESS);
}

fn with_memory<T>(memories: &Mutex<Vec<Memory>>, work: impl FnOnce(&mut Memory) -> T) -> T {
    let mut memory = memories.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
    let done = work(&mut memory);
    memories.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
    done
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use futures_util::{FutureExt, poll};

    use super::*;

    const CHEAP: Argon2Cost = Argon2Cost { memory_kib: 8, iterations: 1, parallelism: 1 };

    /// One at a time.
    fn hasher() -> Arc<Hasher> {
        let turns = Shares::with_most(&table::HASHES, 1, Arc::new(Metrics::new()));
        Arc::new(Hasher { cost: CHEAP, turns, memories: Arc::default() })
    }

    fn at(last: u8) -> [Holder; 1] {
        [Holder::at([192, 0, 2, last].into())]
    }

    /// A hash of `whose` that has begun and ends when something is sent to it.
    async fn begin(hasher: &Arc<Hasher>, whose: [Holder; 1]) -> (mpsc::Sender<()>, tokio::task::JoinHandle<()>) {
        let (go, wait) = mpsc::channel::<()>();
        let (started, has_started) = oneshot::channel();
        let hasher = Arc::clone(hasher);
        let working = tokio::spawn(async move {
            let work = move |_: &mut Memory| {
                let _ = started.send(());
                let _ = wait.recv();
                Ok(())
            };
            hasher.run(&whose, work).await.unwrap();
        });
        has_started.await.unwrap();
        (go, working)
    }

    #[tokio::test]
    async fn hashes_verify_and_nobody_has_no_password() {
        let hasher = Hasher::new(CHEAP, Arc::new(Metrics::new()));
        let phc = hasher.hash("correct horse", [1; 16], &[]).await.unwrap();
        assert!(hasher.verify(Some(&phc), "correct horse", &at(1)).await.unwrap());
        assert!(!hasher.verify(Some(&phc), "wrong", &at(1)).await.unwrap());
        assert!(!hasher.verify(None, "correct horse", &at(1)).await.unwrap());
        assert!(matches!(hasher.verify(Some("junk"), "x", &at(1)).await, Err(HashError::Password(_))));
    }

    #[tokio::test]
    async fn work_that_was_given_up_still_counts() {
        let hasher = hasher();
        let (go, working) = begin(&hasher, at(1)).await;
        working.abort();
        assert!(working.await.unwrap_err().is_cancelled());

        let mut waiting = Box::pin(hasher.verify(None, "x", &[]));
        assert!(poll!(&mut waiting).is_pending());
        assert_eq!(hasher.turns.taken(), 1);
        go.send(()).unwrap();
        assert!(!waiting.await.unwrap());
    }

    #[tokio::test]
    async fn a_flood_from_one_address_waits_behind_itself_and_a_newcomer_goes_next() {
        let hasher = hasher();
        let (go, _working) = begin(&hasher, at(1)).await;
        let mut flood: Vec<_> = (0..64).map(|_| Box::pin(async { hasher.verify(None, "x", &at(1)).await })).collect();
        for waiting in &mut flood {
            assert!(poll!(waiting).is_pending());
        }
        let refused = hasher.verify(None, "x", &at(1)).await;
        assert!(matches!(refused, Err(HashError::Busy(_))), "a quarter of the queue is for one address");
        let mut newcomer = Box::pin(begin(&hasher, at(2)));
        assert!(poll!(&mut newcomer).is_pending());
        tokio::task::yield_now().await;

        go.send(()).unwrap();
        let (go, _newcomer) = newcomer.await;
        assert!(flood.iter_mut().all(|waiting| waiting.now_or_never().is_none()), "nobody was served before");
        go.send(()).unwrap();
        for waiting in flood {
            assert!(!waiting.await.unwrap());
        }
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn hashes_give_way_and_nothing_else_does() {
        let niceness = || rustix::process::getpriority_process(None).unwrap();
        let own = niceness();
        let hashing = hasher().run(&[], move |_| Ok(niceness())).await.unwrap();
        assert_eq!((hashing, niceness()), (NICENESS.max(own), own));
    }
}
