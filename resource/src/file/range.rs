//! Which part of a file a client asks for (RFC 9110, 14): one range of bytes, or all of it. Pure.

use std::ops::Range;

/// What `Range` asks for, of a file of this size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing in particular, or what needn't be understood: several ranges, another unit, no range at all.
    Whole,
    Part(Range<u64>),
    /// A range past the end.
    Nothing,
}

/// What the header's value asks for.
pub fn wanted(value: Option<&str>, size: u64) -> Wanted {
    let Some((first, last)) = value.and_then(parse) else { return Wanted::Whole };
    let range = match (first, last) {
        (Some(first), Some(last)) if last < first => return Wanted::Whole,
        (Some(first), last) => first..last.map_or(size, |last| last.saturating_add(1).min(size)),
        (None, Some(length)) => size.saturating_sub(length)..size,
        (None, None) => return Wanted::Whole,
    };
    if range.is_empty() { Wanted::Nothing } else { Wanted::Part(range) }
}

fn parse(value: &str) -> Option<(Option<u64>, Option<u64>)> {
    let (unit, range) = value.split_once('=')?;
    let (first, last) = range.trim().split_once('-')?;
    unit.trim().eq_ignore_ascii_case("bytes").then_some(())?;
    Some((position(first)?, position(last)?))
}

/// A number too large to be one is past every end.
fn position(text: &str) -> Option<Option<u64>> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| (!text.is_empty()).then(|| text.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::{Wanted::*, *};

    #[test]
    fn ranges_are_cut_to_the_size() {
        for (value, expected) in [
            ("bytes=0-0", Part(0..1)),
            ("bytes=2-4", Part(2..5)),
            ("Bytes = 2-4", Part(2..5)),
            ("bytes=5-", Part(5..10)),
            ("bytes=9-99", Part(9..10)),
            ("bytes=0-18446744073709551615", Part(0..10)),
            ("bytes=0-99999999999999999999999", Part(0..10)),
            ("bytes=-3", Part(7..10)),
            ("bytes=-99", Part(0..10)),
            ("bytes=10-", Nothing),
            ("bytes=10-20", Nothing),
            ("bytes=99999999999999999999999-", Nothing),
            ("bytes=-0", Nothing),
        ] {
            assert_eq!(wanted(Some(value), 10), expected, "{value}");
        }
        for value in ["bytes=0-", "bytes=0-0", "bytes=-1"] {
            assert_eq!(wanted(Some(value), 0), Nothing, "{value}");
        }
    }

    #[test]
    fn what_is_no_single_range_of_bytes_is_the_whole() {
        for value in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5-2",
            "bytes=0-1,3-4",
            "lines=0-1",
            "bytes=+1-2",
            "bytes=a-b",
            "bytes=0x1-2",
        ] {
            assert_eq!(wanted(Some(value), 10), Whole, "{value}");
        }
        assert_eq!(wanted(None, 10), Whole);
    }
}
