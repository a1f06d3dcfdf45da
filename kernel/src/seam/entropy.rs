//! Randomness for keys, tokens, salts, nonces and ids. The one file that asks the operating system for it.

use std::io::Write;

use rand::{Rng, TryRng, rngs::SysRng};

/// Gives unpredictable bytes, fit for secrets.
pub trait Entropy: Send + Sync {
    /// Fills all of `out`; there is no failure to handle, because there is no safe way to go on without.
    fn fill(&self, out: &mut [u8]);

    /// Fills `out` for what is no secret and need only differ: the ids of requests. May be cheaper.
    fn fill_public(&self, out: &mut [u8]) {
        self.fill(out);
    }
}

/// `N` random bytes.
pub fn bytes<const N: usize>(entropy: &dyn Entropy) -> [u8; N] {
    let mut out = [0; N];
    entropy.fill(&mut out);
    out
}

/// The operating system's generator (getrandom and its like), asked every time for secrets: nothing is buffered that a
/// fork or a snapshot could repeat. What is public comes from a generator of each thread's own, which spares every request
/// a call to the system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[allow(clippy::disallowed_methods, reason = "this is the seam the ambient randomness comes through")]
    fn fill(&self, out: &mut [u8]) {
        if let Err(error) = SysRng.try_fill_bytes(out) {
            give_up(&error);
        }
    }

    #[allow(clippy::disallowed_methods, reason = "this is the seam the ambient randomness comes through")]
    fn fill_public(&self, out: &mut [u8]) {
        rand::rng().fill_bytes(out);
    }
}

/// Ends the process: a panic would be caught and turned into an answer by the server, and the next request would
/// be served without randomness too.
#[cold]
fn give_up(error: &dyn std::error::Error) -> ! {
    tracing::error!(%error, "the operating system gives no random bytes; stopping");
    // The log may be written by another thread that `abort` doesn't wait for.
    let _ = writeln!(std::io::stderr(), "almond: the operating system gives no random bytes ({error}); stopping");
    std::process::abort()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_draws_differ() {
        assert_ne!(bytes::<32>(&SystemEntropy), bytes::<32>(&SystemEntropy));
    }
}
