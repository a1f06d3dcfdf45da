//! The arithmetic of a token bucket, as GCRA: one number a bucket, the instant at which it will be full again.
//! Pure; `entity::bucket` has the statement that does it in the database.

use crate::config::{Limits, Rate};

/// What is being limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bucket {
    /// Minting and rotating keys: per user and address.
    Mint,
    /// Sign-in, second-factor and step-up attempts, and sign-ups: per address, and per account.
    Login,
    /// Making orgs, invitations and webhook endpoints, and having those sent something: per user and address, as many as
    /// mints.
    Tenancy,
    /// Device logins that begin: per address, and in all.
    DeviceStart,
    /// Links to projects that are opened: per address.
    ShareLink,
    /// Clients of agents that register, and documents of clients that are fetched: per address.
    Client,
    /// Wrong master keys: per address, as many as attempts to sign in.
    MasterKey,
    /// User codes of device logins that are typed: per account, and in all.
    UserCode,
    /// Beginning to use or to change factors (a passkey's ceremonies, an authenticator, recovery codes): per user and
    /// address.
    Factor,
    /// Mails that are asked for without a session, and invitations: per recipient.
    Mail,
    /// Mails about a sign-up, of which an address that finishes none gets few: per recipient.
    SignUp,
}

impl Bucket {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mint => "mint",
            Self::Login => "login",
            Self::Tenancy => "tenancy",
            Self::DeviceStart => "device_start",
            Self::ShareLink => "share_link",
            Self::Client => "client",
            Self::MasterKey => "master_key",
            Self::UserCode => "user_code",
            Self::Factor => "factor",
            Self::Mail => "mail",
            Self::SignUp => "sign_up",
        }
    }

    /// Whether tokens come back as a rule: then no node can tell alone how long the bucket is empty. Those of a sign-in
    /// that succeeds do too, but the shield is for the others, and a node that doesn't hear of it refuses for the time of one
    /// token at most.
    pub const fn takes_back(self) -> bool {
        matches!(self, Self::UserCode)
    }

    /// Of one subject.
    pub const fn rate(self, limits: &Limits) -> Rate {
        match self {
            Self::Mint | Self::Tenancy => limits.mint,
            Self::Login | Self::MasterKey => limits.login,
            Self::DeviceStart => Rate { burst: 500, per_minute: 50 },
            // Tokens aren't guessed; this is for those who try all the same, and for the work that they make.
            Self::ShareLink => Rate { burst: 120, per_minute: 60 },
            Self::Client => Rate { burst: 30, per_minute: 6 },
            Self::UserCode => Rate { burst: 20, per_minute: 2 },
            Self::Factor => Rate { burst: 60, per_minute: 30 },
            Self::Mail => limits.mail,
            Self::SignUp => Rate { burst: (limits.mail.burst * 3).div_ceil(5), ..limits.mail },
        }
    }

    /// Over how many minutes a minute's tokens are spread: mails are counted by the hour, and those about a sign-up by
    /// the day.
    pub const fn spread(self) -> u32 {
        match self {
            Self::Mail => 60,
            Self::SignUp => 24 * 60,
            _ => 1,
        }
    }

    /// Of everybody together, where there is such a bound. Those of device login hold its codes' odds:
    /// `signin::device::odds` has the arithmetic, and no setting moves them.
    pub const fn rate_in_all(self, limits: &Limits) -> Rate {
        match self {
            Self::Mint
            | Self::Login
            | Self::Tenancy
            | Self::ShareLink
            | Self::Client
            | Self::MasterKey
            | Self::Factor
            | Self::Mail
            | Self::SignUp => self.rate(limits),
            Self::DeviceStart => Rate { burst: 150_000, per_minute: 15_000 },
            Self::UserCode => Rate { burst: 5_000, per_minute: 500 },
        }
    }
}

impl Rate {
    /// The most tokens that can be had within `minutes`, however they are drawn.
    pub const fn most_within(self, minutes: u32) -> u64 {
        self.burst as u64 + self.per_minute as u64 * minutes as u64
    }
}

/// A bucket's size, and the time that a token takes to flow in, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    pub burst: u32,
    pub token: i64,
}

/// The arithmetic of a bucket's size and refill.
impl Flow {
    /// `spread`: over how many minutes a minute's tokens are spread.
    pub fn of(rate: Rate, spread: u32) -> Self {
        Self { burst: rate.burst, token: 60_000_000 * i64::from(spread) / i64::from(rate.per_minute.max(1)) }
    }

    /// The time an empty bucket takes to fill, in microseconds.
    pub fn depth(self) -> i64 {
        self.token * i64::from(self.burst)
    }

    /// True if a bucket that is full again at `full_at` has a token. As `entity::bucket` decides it.
    pub fn has_token(self, full_at: i64, now: i64) -> bool {
        full_at.max(now) + self.token - now <= self.depth()
    }

    /// Whole seconds, at least one, until a bucket that is full again at `full_at` has a token.
    pub fn retry_after(self, full_at: i64, now: i64) -> u64 {
        let wait = full_at.max(now) + self.token - self.depth() - now;
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
        let flow = Flow::of(Rate { burst: 10, per_minute: 10 }, 1);
        assert_eq!(flow.token, 6_000_000);
        assert_eq!(flow.window_seconds(), 60);
        let now = 1_000_000_000;
        assert_eq!(flow.retry_after(now + flow.depth(), now), 6);
        assert_eq!(flow.retry_after(now + flow.depth() - 5_500_000, now), 1);
        assert!(flow.has_token(now - 1, now) && flow.has_token(now + flow.depth() - flow.token, now));
        assert!(!flow.has_token(now + flow.depth() - flow.token + 1, now));
        assert_eq!(Flow::of(Rate { burst: 1, per_minute: 7 }, 1).retry_after(now + 8_571_428, now), 9);
    }

    #[test]
    fn four_mails_an_hour_are_one_in_a_quarter_of_one_and_four_sign_ups_a_day_one_in_six_hours() {
        let rate = Rate { burst: 5, per_minute: 4 };
        assert_eq!(Flow::of(rate, Bucket::Mail.spread()).token, 15 * 60_000_000);
        assert_eq!(Flow::of(rate, Bucket::SignUp.spread()).token, 6 * 3600 * 1_000_000);
    }
}
