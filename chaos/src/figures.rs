//! How long many calls took.

use std::time::Duration;

#[derive(Default)]
pub struct Figures(Vec<Duration>);

impl Figures {
    pub fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    /// For calls one after the other of which one was due every `pace`: those that couldn't be made while this one took
    /// its time would have waited for the rest of it.
    pub fn add_due(&mut self, took: Duration, pace: Duration) {
        let mut waited = Some(took);
        while let Some(one) = waited {
            self.0.push(one);
            waited = one.checked_sub(pace).filter(|rest| !rest.is_zero() && !pace.is_zero());
        }
    }

    pub fn extend(&mut self, more: Self) {
        self.0.extend(more.0);
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// p50, p99 and the longest, in milliseconds.
    pub fn millis(&mut self) -> [f64; 3] {
        self.0.sort_unstable();
        let last = self.0.len().saturating_sub(1);
        let at = |index: usize| self.0.get(index.min(last)).map_or(0.0, |took| took.as_secs_f64() * 1000.0);
        [at(self.0.len() / 2), at(self.0.len() * 99 / 100), at(last)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_that_takes_long_stands_for_those_that_it_held_up() {
        let (millis, mut figures) = (Duration::from_millis, Figures::default());
        figures.add_due(millis(3), millis(10));
        assert_eq!(figures.count(), 1);
        figures.add_due(millis(35), millis(10));
        figures.0.sort_unstable();
        assert_eq!(figures.0, [millis(3), millis(5), millis(15), millis(25), millis(35)]);
        figures.add_due(millis(20), millis(10));
        assert_eq!(figures.count(), 7);
    }
}
