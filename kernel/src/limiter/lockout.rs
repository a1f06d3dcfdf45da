//! The arithmetic of locking an account out: how many failures in a row, how long each further one holds things up.
//! Pure; `entity::attempt` has the statement that does it in the database, and `docs/operating/lockout.md` what it comes to.

use std::time::Duration;

use entity::Timestamp;

/// So many failures in a row lock.
pub const FAILURES: i32 = 20;
/// How long the first lock holds. Each further failure doubles it.
const FIRST: Duration = Duration::from_secs(60);
/// No lock holds for longer.
const LONGEST: Duration = Duration::from_secs(3600);
/// After such a time without an attempt the failures are forgotten. So long that waiting for it gains a guesser less than
/// one guess a day.
pub const FORGOTTEN: Duration = Duration::from_secs(24 * 3600);
/// How long after a sign-in its network is known.
pub const KNOWN: Duration = Duration::from_secs(30 * 24 * 3600);

/// From which number of failures on attempts are held up until when, if the last failure is now.
pub fn locks(now: Timestamp) -> Vec<(i32, Timestamp)> {
    let holds = std::iter::successors(Some(FIRST), |hold| (*hold < LONGEST).then(|| (*hold * 2).min(LONGEST)));
    (FAILURES..).zip(holds.map(|hold| now.plus(hold))).collect()
}

/// Whole seconds, at least one, until a lock ends.
pub fn retry_after(locked_until: Timestamp, now: Timestamp) -> u64 {
    u64::try_from(locked_until.since(now).as_millis()).unwrap_or(u64::MAX).div_ceil(1000).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_780_315_200_000);

    #[test]
    fn twenty_failures_lock_for_a_minute_and_each_further_one_twice_as_long_up_to_an_hour() {
        let minutes: Vec<_> =
            locks(NOW).into_iter().map(|(failures, until)| (failures, until.since(NOW).as_secs() / 60)).collect();
        assert_eq!(minutes, [(20, 1), (21, 2), (22, 4), (23, 8), (24, 16), (25, 32), (26, 60)]);
    }

    #[test]
    fn waiting_is_told_in_whole_seconds() {
        for (millis, seconds) in [(0, 1), (1, 1), (1000, 1), (1001, 2), (60_000, 60)] {
            assert_eq!(retry_after(NOW.plus(Duration::from_millis(millis)), NOW), seconds);
        }
        assert_eq!(retry_after(NOW, NOW.plus(FIRST)), 1);
    }

    /// The figure of `docs/operating/lockout.md`: the most guesses of a day, made as soon as each lock ends.
    #[test]
    fn a_stranger_gets_48_guesses_on_the_first_day_and_24_on_every_further_one() {
        let (mut now, mut failures, mut by_day) = (NOW, 0, [0_u32; 3]);
        while let Some(guesses) = by_day.get_mut(now.since(NOW).as_secs() as usize / 86_400) {
            (failures, *guesses) = (failures + 1, *guesses + 1);
            let lock = locks(now).into_iter().rev().find(|(number, _)| failures >= *number);
            now = lock.map_or(now, |(_, until)| until);
        }
        assert_eq!(by_day, [48, 24, 24]);
    }
}
