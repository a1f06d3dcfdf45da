//! The arithmetic of a token bucket, as GCRA: one number a bucket, the instant at which it will be full again.
//! Pure; `entity::bucket` has the statement that does it in the database.

use crate::config::{Limits, Rate};

/// What is being limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bucket {
    /// Minting and rotating keys: per user and address (004).
    Mint,
    /// Sign-in, second-factor and step-up attempts, and sign-ups: per address, and per account.
    Login,
    /// Making orgs and invitations: per user and address, as many as mints.
    Tenancy,
}

impl Bucket {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mint => "mint",
            Self::Login => "login",
            Self::Tenancy => "tenancy",
        }
    }

    pub fn rate(self, limits: &Limits) -> Rate {
        match self {
            Self::Mint | Self::Tenancy => limits.mint,
            Self::Login => limits.login,
        }
    }
}

/// The arithmetic of a bucket's size and refill.
impl Rate {
    /// The time a token takes to flow in, in microseconds.
    pub fn token(self) -> i64 {
        60_000_000 / i64::from(self.per_minute.max(1))
    }

    /// The time an empty bucket takes to fill, in microseconds.
    pub fn depth(self) -> i64 {
        self.token() * i64::from(self.burst)
    }

    /// Whole seconds, at least one, until a bucket that is full again at `full_at` has a token.
    pub fn retry_after(self, full_at: i64, now: i64) -> u64 {
        let wait = full_at.max(now) + self.token() - self.depth() - now;
        u64::try_from(wait).unwrap_or(0).div_ceil(1_000_000).max(1)
    }

    /// Whole seconds in which `burst` tokens flow in: the window of `RateLimit-Policy`.
    pub fn window_seconds(self) -> u64 {
        u64::try_from(self.depth()).unwrap_or(0).div_ceil(1_000_000).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_bucket_has_its_next_token_when_one_has_flowed_in() {
        let rate = Rate { burst: 10, per_minute: 10 };
        assert_eq!(rate.token(), 6_000_000);
        assert_eq!(rate.window_seconds(), 60);
        let now = 1_000_000_000;
        assert_eq!(rate.retry_after(now + rate.depth(), now), 6);
        assert_eq!(rate.retry_after(now + rate.depth() - 5_500_000, now), 1);
        assert_eq!(Rate { burst: 1, per_minute: 7 }.retry_after(now + 8_571_428, now), 9);
    }
}
