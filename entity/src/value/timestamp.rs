//! An instant, the same on both databases: milliseconds since the Unix epoch, UTC, in a BIGINT column.
//! Whole milliseconds everywhere mean that what was stored, compared and printed is one and the same value.

use std::{fmt, str::FromStr, time::Duration};

use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::{OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description};

/// Unix time in milliseconds, UTC. Printed as RFC 3339 with three decimals and `Z`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
pub struct Timestamp(i64);

/// The last instant RFC 3339 can write, 9999-12-31T23:59:59.999Z; nothing later is accepted or made.
const LAST: i64 = 253_402_300_799_999;

impl Timestamp {
    /// Milliseconds since 1970-01-01T00:00:00Z, held within what RFC 3339 can write.
    pub const fn from_millis(millis: i64) -> Self {
        Self(if millis > LAST {
            LAST
        } else if millis < 0 {
            0
        } else {
            millis
        })
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch, as JWTs (RFC 7519 NumericDate) and TOTP (RFC 6238) count.
    pub const fn seconds(self) -> u64 {
        (self.0 / 1000) as u64
    }

    pub fn plus(self, span: Duration) -> Self {
        Self::from_millis(self.0.saturating_add(millis(span)))
    }

    pub fn minus(self, span: Duration) -> Self {
        Self::from_millis(self.0.saturating_sub(millis(span)))
    }

    /// The time from `earlier` to `self`; zero if `earlier` is later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

fn millis(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shape = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
        let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000).map_err(|_| fmt::Error)?;
        f.write_str(&at.format(&shape).map_err(|_| fmt::Error)?)
    }
}

/// The text is not an RFC 3339 date-time between 1970 and 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected an RFC 3339 date-time such as 2026-12-31T23:59:59Z")]
pub struct NotATimestamp;

impl FromStr for Timestamp {
    type Err = NotATimestamp;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let at = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| NotATimestamp)?;
        let millis = i64::try_from(at.unix_timestamp_nanos().div_euclid(1_000_000)).map_err(|_| NotATimestamp)?;
        if (0..=LAST).contains(&millis) { Ok(Self(millis)) } else { Err(NotATimestamp) }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_three_decimals_and_reads_any_offset() {
        let at: Timestamp = "2026-04-30T14:01:00.5+02:00".parse().unwrap();
        assert_eq!(at.to_string(), "2026-04-30T12:01:00.500Z");
        assert_eq!(at.to_string().parse(), Ok(at));
        assert_eq!("yesterday".parse::<Timestamp>(), Err(NotATimestamp));
        assert_eq!("1969-12-31T23:59:59Z".parse::<Timestamp>(), Err(NotATimestamp));
    }

    #[test]
    fn arithmetic_never_wraps() {
        let now = Timestamp::from_millis(5_000);
        assert_eq!(now.minus(Duration::from_secs(60)).millis(), 0);
        assert_eq!(now.since(now.plus(Duration::from_secs(1))), Duration::ZERO);
        assert_eq!(now.plus(Duration::MAX).millis(), LAST);
    }
}
