//! When what didn't arrive is sent again: about three days of attempts, further and further apart, as the Standard
//! Webhooks specification suggests.

use std::time::Duration;

/// From one attempt to the next; the first comes at once.
const WAITS: [u64; 9] = [5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600];

/// How long to wait after the attempt of this number, from 1 on; `None` when it was the last. Up to a tenth longer by
/// `random`, so that what failed together doesn't come back together; and not sooner than the receiver asks for.
pub fn wait_after(attempt: i32, random: u8, asked: Option<Duration>) -> Option<Duration> {
    let index = usize::try_from(attempt).ok()?.checked_sub(1)?;
    let wait = Duration::from_secs(*WAITS.get(index)?);
    let wait = wait + wait.mul_f64(f64::from(random) / 255.0 / 10.0);
    Some(asked.map_or(wait, |asked| asked.max(wait)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_attempts_over_three_days_and_then_no_more() {
        let waits: Vec<_> = (1..).map_while(|attempt| wait_after(attempt, 0, None)).collect();
        assert_eq!((waits.len() + 1, waits[0].as_secs(), waits[8].as_secs()), (10, 5, 24 * 3600));
        let all: Duration = waits.iter().sum();
        assert!(all > Duration::from_secs(3 * 24 * 3600) && all < Duration::from_secs(4 * 24 * 3600));
        assert!(waits.is_sorted());
        assert_eq!((wait_after(0, 0, None), wait_after(-1, 0, None)), (None, None));
    }

    #[test]
    fn jitter_only_lengthens_and_a_receivers_wish_counts_when_it_is_longer() {
        assert_eq!(wait_after(2, 255, None), Some(Duration::from_secs(330)));
        let hour = Duration::from_secs(3600);
        assert_eq!(wait_after(1, 0, Some(hour)), Some(hour));
        assert_eq!(wait_after(9, 0, Some(hour)), Some(Duration::from_secs(24 * 3600)));
        assert_eq!(wait_after(10, 0, Some(hour)), None);
    }
}
