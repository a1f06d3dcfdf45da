//! The odds of guessing a user code, all guessers together: at most 2⁻²⁰ within a code's life.
//!
//! | what | how many |
//! |---|---|
//! | codes there are | 20¹² ≈ 4.1 × 10¹⁵ |
//! | codes that wait at the same time, at most | 150,000 + 10 × 15,000 = 300,000 (from one address 1,000) |
//! | wrong codes typed within ten minutes, at most | 5,000 + 10 × 500 = 10,000 (by one account 40) |
//! | chance that one of them hits | 300,000 × 10,000 / 20¹² ≈ 7.3 × 10⁻⁷ < 2⁻²⁰ ≈ 9.5 × 10⁻⁷ |
//!
//! The caps are token buckets in the database: exact under any number of requests at once, for all nodes together, and
//! remembered over a restart. A code lives ten minutes, so no more of them wait than were begun within ten minutes. A
//! try is counted before it is looked up and given back when it was right. Only somebody signed in can try, and a hit
//! is worth little: whoever approves another's device gives away a key of their own.

#[cfg(test)]
mod tests {
    use super::super::LIFETIME;
    use kernel::{
        config::{Limits, Rate},
        limiter::Bucket,
        token::user_code::CODES,
    };

    #[test]
    fn at_most_one_in_two_to_the_twentieth_within_a_codes_life() {
        let most = Rate { burst: 1_000_000, per_minute: 1_000_000 };
        let limits = Limits { mint: most, login: most, mail: most };
        let minutes = u32::try_from(LIFETIME.as_secs().div_ceil(60)).unwrap();
        let in_all = |bucket: Bucket| bucket.rate_in_all(&limits).most_within(minutes);
        let (waiting, tried) = (in_all(Bucket::DeviceStart), in_all(Bucket::UserCode));
        assert_eq!((waiting, tried), (300_000, 10_000));
        assert!(u128::from(waiting) * u128::from(tried) <= CODES >> 20);
        let own = |bucket: Bucket| bucket.rate(&limits).most_within(minutes);
        assert_eq!((own(Bucket::DeviceStart), own(Bucket::UserCode)), (1_000, 40));
    }
}
