//! Which spans of time a client asks for: whole hours or days, no more of them than are kept.

use std::time::Duration;

use entity::{Timestamp, UseSpan, use_count::Range};
use kernel::{
    error::{Error, Result},
    usage::kept,
};

/// The spans that `from` and `to` lie in and those between; without them the last day in hours, or the last 30 days.
///
/// # Errors
/// `BAD_REQUEST` names the field of a range that ends before it begins or begins before what is kept.
pub fn range(span: UseSpan, from: Option<Timestamp>, to: Option<Timestamp>, now: Timestamp) -> Result<Range> {
    let last = span.begin(to.unwrap_or(now).min(now));
    if to.is_some() && from.is_none() && now.since(last) > kept(span) {
        return Err(too_old("to", span));
    }
    let usual = match span {
        UseSpan::Hour => last.minus(span.length() * 23),
        UseSpan::Day => last.minus(span.length() * 29),
    };
    let first = span.begin(from.unwrap_or(usual));
    if first > span.begin(now) {
        return Err(Error::field("from", "must not be later than now"));
    }
    if last < first {
        return Err(Error::field("to", "must not be before `from`"));
    }
    if from.is_some() && now.since(first) > kept(span) {
        return Err(too_old("from", span));
    }
    Ok(Range { span, from: first, to: last.plus(span.length()) })
}

fn too_old(field: &'static str, span: UseSpan) -> Error {
    let days = kept(span).as_secs() / Duration::from_secs(24 * 3600).as_secs();
    Error::field(field, format!("by the {span} uses are kept for {days} days"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_millis(hours * HOUR + 60_000)
    }

    #[test]
    fn a_range_is_of_whole_spans_and_ends_now_at_the_latest() {
        let now = at(1000);
        let day = range(UseSpan::Hour, None, None, now).unwrap();
        assert_eq!((day.from.millis(), day.to.millis()), (977 * HOUR, 1001 * HOUR));
        let month = range(UseSpan::Day, None, None, now).unwrap();
        assert_eq!(month.to.since(month.from), UseSpan::Day.length() * 30);
        let one = range(UseSpan::Hour, Some(at(990)), Some(at(990)), now).unwrap();
        assert_eq!((one.from.millis(), one.to.millis()), (990 * HOUR, 991 * HOUR));
        assert_eq!(range(UseSpan::Hour, Some(at(990)), Some(at(2000)), now).unwrap().to, day.to);
    }

    #[test]
    fn what_is_no_range_or_no_longer_kept_is_named() {
        let now = at(10_000);
        for (from, to) in [(at(9_999), at(9_990)), (at(10_001), at(10_002)), (at(1), at(9_999))] {
            assert!(range(UseSpan::Hour, Some(from), Some(to), now).is_err(), "{from} to {to}");
        }
    }
}
