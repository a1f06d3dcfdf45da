//! How long many calls took.

use std::time::Duration;

#[derive(Default)]
pub struct Figures(Vec<Duration>);

impl Figures {
    pub fn add(&mut self, took: Duration) {
        self.0.push(took);
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
