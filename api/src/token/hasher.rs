//! Password hashing for requests: off the async threads, bounded in memory (a few at once) and in queue (a few
//! waiting), and of the same length whether or not there is an account.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use zeroize::Zeroizing;

use super::password::{self, Argon2Cost, Memory, PasswordError};

/// Hashes at once, at most: each takes its memory and a core.
const AT_ONCE: usize = 4;
/// Requests that may wait for their turn; the next one is refused.
const WAITING: usize = 64;

/// Why there is no answer about a password.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// The queue is full: answer 503.
    #[error("too many passwords are being checked")]
    Busy,
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The work was lost: the program is shutting down.
    #[error("password hashing was interrupted")]
    Interrupted,
}

/// Hashes and verifies, a few at a time.
pub struct Hasher {
    cost: Argon2Cost,
    /// A permit for each request being served or waiting.
    places: Arc<Semaphore>,
    /// A permit for each hash being computed.
    turns: Arc<Semaphore>,
    /// Working memory that isn't in use; never more than there are turns.
    memories: Arc<Mutex<Vec<Memory>>>,
}

impl Hasher {
    /// As many at once as there are cores, at most four.
    pub fn new(cost: Argon2Cost) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self::with_bounds(cost, cores.min(AT_ONCE), WAITING)
    }

    fn with_bounds(cost: Argon2Cost, at_once: usize, waiting: usize) -> Self {
        Self {
            cost,
            places: Arc::new(Semaphore::new(at_once + waiting)),
            turns: Arc::new(Semaphore::new(at_once)),
            memories: Arc::default(),
        }
    }

    /// The PHC string of `password`; `salt` is random.
    ///
    /// # Errors
    /// [`HashError::Busy`] if the queue is full.
    pub async fn hash(&self, password: &str, salt: [u8; 16]) -> Result<String, HashError> {
        let (password, cost) = (Zeroizing::new(password.to_owned()), self.cost);
        self.run(move |memory| password::hash(memory, &password, salt, cost)).await
    }

    /// Is `password` the one `stored` was made of? Where there is nothing stored (no such account, or one without a
    /// password) it isn't, and finding that out takes as long.
    ///
    /// # Errors
    /// [`HashError::Busy`] if the queue is full; [`HashError::Password`] if `stored` is no PHC string.
    pub async fn verify(&self, stored: Option<&str>, password: &str) -> Result<bool, HashError> {
        let password = Zeroizing::new(password.to_owned());
        match stored.map(str::to_owned) {
            Some(phc) => self.run(move |memory| password::verify(memory, &phc, &password)).await,
            None => {
                let cost = self.cost;
                self.run(move |memory| password::hash(memory, &password, [0; 16], cost).map(|_| false)).await
            }
        }
    }

    async fn run<T, F>(&self, work: F) -> Result<T, HashError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Memory) -> Result<T, PasswordError> + Send + 'static,
    {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| HashError::Busy)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| HashError::Interrupted)?;
        // The permits go along: work that was begun goes on, and counts, after its request was given up.
        let permits: [OwnedSemaphorePermit; 2] = [place, turn];
        let memories = Arc::clone(&self.memories);
        let task = tokio::task::spawn_blocking(move || {
            let mut memory = memories.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
            let done = work(&mut memory);
            memories.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
            drop(permits);
            done
        });
        Ok(task.await.map_err(|_| HashError::Interrupted)??)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    const CHEAP: Argon2Cost = Argon2Cost { memory_kib: 8, iterations: 1, parallelism: 1 };

    #[tokio::test]
    async fn hashes_verify_and_nobody_has_no_password() {
        let hasher = Hasher::new(CHEAP);
        let phc = hasher.hash("correct horse", [1; 16]).await.unwrap();
        assert!(hasher.verify(Some(&phc), "correct horse").await.unwrap());
        assert!(!hasher.verify(Some(&phc), "wrong").await.unwrap());
        assert!(!hasher.verify(None, "correct horse").await.unwrap());
        assert!(matches!(hasher.verify(Some("junk"), "x").await, Err(HashError::Password(_))));
    }

    #[tokio::test]
    async fn one_more_than_the_queue_holds_is_busy_and_abandoned_work_still_counts() {
        let hasher = Arc::new(Hasher::with_bounds(CHEAP, 1, 1));
        let (go, wait) = mpsc::channel::<()>();
        let (started, has_started) = tokio::sync::oneshot::channel();
        let working = tokio::spawn({
            let hasher = Arc::clone(&hasher);
            async move {
                let work = move |_: &mut Memory| {
                    let _ = started.send(());
                    let _ = wait.recv();
                    Ok(())
                };
                hasher.run(work).await
            }
        });
        has_started.await.unwrap();
        working.abort();
        assert!(working.await.unwrap_err().is_cancelled());

        let mut waiting = Box::pin(hasher.verify(None, "x"));
        assert!(futures_util::poll!(&mut waiting).is_pending());
        assert!(matches!(hasher.verify(None, "x").await, Err(HashError::Busy)));

        go.send(()).unwrap();
        assert!(!waiting.await.unwrap());
        assert!(!hasher.verify(None, "x").await.unwrap());
    }
}
