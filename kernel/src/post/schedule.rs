//! When a mail that wasn't taken is sent again: soon at first, as a server expects that greets strangers with "try again
//! later", then further and further apart.

use std::time::Duration;

use entity::Timestamp;

/// How long a mail waits, so that composing and sending it takes no turn from the answer it follows.
pub const AFTER_THE_ANSWER: Duration = Duration::from_millis(20);
/// How long a mail waits for its turn with the mail server.
pub const TURN: Duration = Duration::from_secs(60);
/// How long a claim holds: longer than waiting for a turn and a conversation may take together.
pub const LEASE: Duration = Duration::from_secs(120);
/// When there was no turn to be had.
pub const CROWDED: Duration = Duration::from_secs(30);

/// From one attempt to the next; the last one is repeated.
const WAITS: [u64; 8] = [30, 120, 300, 900, 1_800, 3_600, 7_200, 14_400];
/// A last attempt is made so long before the end.
const LAST: Duration = Duration::from_secs(30);

/// When to try again after the attempt of this number, from 1 on, that failed at `now`; `None` when there is no time left.
/// Up to a tenth later by `random`, so that what failed together doesn't come back together.
pub fn again(attempt: i32, random: u8, now: Timestamp, ends: Timestamp) -> Option<Timestamp> {
    let index = usize::try_from(attempt).unwrap_or(1).saturating_sub(1).min(WAITS.len() - 1);
    let wait = Duration::from_secs(WAITS[index]);
    let due = now.plus(wait + wait.mul_f64(f64::from(random) / 255.0 / 10.0));
    let last = ends.minus(LAST);
    [due, last].into_iter().min().filter(|due| *due > now && *due < ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(attempt: i32, seconds: u64) -> Option<u64> {
        let now = Timestamp::default();
        again(attempt, 0, now, now.plus(Duration::from_secs(seconds))).map(|due| due.since(now).as_secs())
    }

    #[test]
    fn the_second_attempt_comes_within_a_minute_and_the_others_further_apart() {
        assert_eq!(again(1, 255, Timestamp::default(), Timestamp::from_millis(1 << 40)).unwrap().millis(), 33_000);
        let days = 3 * 24 * 3600;
        assert_eq!(
            [1, 2, 3, 8, 9, 100].map(|attempt| after(attempt, days)),
            [30, 120, 300, 14_400, 14_400, 14_400].map(Some)
        );
    }

    #[test]
    fn the_last_attempt_is_just_before_the_end_and_there_is_none_after_it() {
        assert_eq!(after(4, 600), Some(570));
        assert_eq!((after(5, 30), after(5, 0)), (None, None));
    }
}
