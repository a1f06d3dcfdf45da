//! How often: the sizes of the token buckets. The buckets are the limiter's.

use super::{
    ConfigError,
    source::{Setting, Sources},
};

const MINT_BURST: Setting = Setting::one("ALMOND_MINT_BURST");
const MINT_PER_MINUTE: Setting = Setting::one("ALMOND_MINT_PER_MINUTE");
const LOGIN_BURST: Setting = Setting::one("ALMOND_LOGIN_BURST");
const LOGIN_PER_MINUTE: Setting = Setting::one("ALMOND_LOGIN_PER_MINUTE");
const MAIL_BURST: Setting = Setting::one("ALMOND_MAIL_BURST");
const MAIL_PER_HOUR: Setting = Setting::one("ALMOND_MAIL_PER_HOUR");
pub(super) const SETTINGS: &[Setting] =
    &[MINT_BURST, MINT_PER_MINUTE, LOGIN_BURST, LOGIN_PER_MINUTE, MAIL_BURST, MAIL_PER_HOUR];

/// A token bucket's size and refill, each from 1 to 1,000,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Tokens in a full bucket.
    pub burst: u32,
    /// Tokens that come back in a minute.
    pub per_minute: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// `ALMOND_MINT_BURST`, `ALMOND_MINT_PER_MINUTE`, 10 each: keys minted by a user from an address.
    pub mint: Rate,
    /// `ALMOND_LOGIN_BURST`, `ALMOND_LOGIN_PER_MINUTE`, 10 each: attempts from an address, and on an account.
    pub login: Rate,
    /// `ALMOND_MAIL_BURST`, `ALMOND_MAIL_PER_HOUR`, 5 and 4: mails to a recipient who is in no session. Its tokens come
    /// back by the hour.
    pub mail: Rate,
}

pub(super) fn read(sources: &Sources) -> Result<Limits, ConfigError> {
    let or = |default, setting| sources.get(setting).map_or(Ok(default), |given| given.number(1..=1_000_000));
    let number = |setting| or(10, setting);
    Ok(Limits {
        mint: Rate { burst: number(&MINT_BURST)?, per_minute: number(&MINT_PER_MINUTE)? },
        login: Rate { burst: number(&LOGIN_BURST)?, per_minute: number(&LOGIN_PER_MINUTE)? },
        mail: Rate { burst: or(5, &MAIL_BURST)?, per_minute: or(4, &MAIL_PER_HOUR)? },
    })
}
