//! The time of day. The one file that asks the operating system for it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use entity::Timestamp;
use rustix::time::{ClockId, clock_gettime};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in whole milliseconds. Follows the wall clock, so it may jump back when that is set.
    fn now(&self) -> Timestamp;

    /// The time since some moment in the past. Nobody sets it, and it goes on while the machine sleeps.
    fn uptime(&self) -> Duration {
        uptime()
    }
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

fn uptime() -> Duration {
    // Elsewhere it is the monotonic clock that goes on in sleep.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    const SLEEPLESS: ClockId = ClockId::Boottime;
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    const SLEEPLESS: ClockId = ClockId::Monotonic;
    Duration::try_from(clock_gettime(SLEEPLESS)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_uptime_goes_on() {
        let before = SystemClock.uptime();
        std::thread::sleep(Duration::from_millis(2));
        assert!(SystemClock.uptime() >= before + Duration::from_millis(2));
    }

    #[test]
    fn the_system_clock_is_in_this_century() {
        let now = SystemClock.now();
        assert!(now > "2024-01-01T00:00:00Z".parse().unwrap() && now < "2100-01-01T00:00:00Z".parse().unwrap());
    }
}
