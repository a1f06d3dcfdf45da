//! The time of day. The one file that asks the operating system for it.

use std::time::{SystemTime, UNIX_EPOCH};

use entity::Timestamp;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in whole milliseconds. Follows the wall clock, so it may jump back when that is set.
    fn now(&self) -> Timestamp;
}

/// The operating system's wall clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "this is the seam the ambient clock comes through")]
    fn now(&self) -> Timestamp {
        // A clock set before 1970 reads as 1970: everything has expired then, which is the safe way to be wrong.
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::default().plus(since_epoch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_clock_is_in_this_century() {
        let now = SystemClock.now();
        assert!(now > "2024-01-01T00:00:00Z".parse().unwrap() && now < "2100-01-01T00:00:00Z".parse().unwrap());
    }
}
