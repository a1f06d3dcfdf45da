//! How long the spans are by which uses are counted.

use std::time::Duration;

use super::{timestamp::Timestamp, word::words};

words!(
    /// A span of time, which begins on the hour or at midnight, UTC.
    UseSpan: "interval" {
        Hour = "hour",
        Day = "day",
    }
);

impl UseSpan {
    pub const fn length(self) -> Duration {
        match self {
            Self::Hour => Duration::from_secs(3600),
            Self::Day => Duration::from_secs(24 * 3600),
        }
    }

    /// When the span began that `at` is in.
    pub fn begin(self, at: Timestamp) -> Timestamp {
        let length = i64::try_from(self.length().as_millis()).unwrap_or(i64::MAX);
        Timestamp::from_millis(at.millis() - at.millis() % length)
    }
}
