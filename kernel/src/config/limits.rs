//! How often: the sizes of the token buckets. The buckets are the limiter's.

use super::{
    ConfigError, Environment,
    source::{Setting, Sources},
};

const MINT_BURST: Setting = Setting::one("ALMOND_MINT_BURST").about(
    "`10`, `10`",
    "bucket per user and address; another of this size is for making orgs, invitations and webhook endpoints",
);
const MINT_PER_MINUTE: Setting = Setting::one("ALMOND_MINT_PER_MINUTE");
const LOGIN_BURST: Setting = Setting::one("ALMOND_LOGIN_BURST").about(
    "`10`, `10`",
    "buckets per address and per account, on every attempt to sign in, step up or sign up, and per address on \
     starts of device logins; where a user has lately signed in from has account buckets of its own. Beyond \
     them, [guesses lock](operating/lockout.md)",
);
const LOGIN_PER_MINUTE: Setting = Setting::one("ALMOND_LOGIN_PER_MINUTE");
const MAIL_BURST: Setting = Setting::one("ALMOND_MAIL_BURST").about(
    "`5`, `4`",
    "bucket per recipient, on [mails](guide/mailed-links.md) that are asked for without a session; another of \
     this size is for invitations. Mails about sign-ups: three fifths as many at once, and as many in a day \
     as else in an hour",
);
const MAIL_PER_HOUR: Setting = Setting::one("ALMOND_MAIL_PER_HOUR");
pub(super) const SETTINGS: &[Setting] =
    &[MINT_BURST, MINT_PER_MINUTE, LOGIN_BURST, LOGIN_PER_MINUTE, MAIL_BURST, MAIL_PER_HOUR];

/// More than so many attempts to sign in are a guesser's.
const MANY: u32 = 1_000;

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

pub(super) fn read(sources: &Sources, environment: Environment) -> Limits {
    let number = |setting| sources.read_or(setting, 10, |given| given.number(1..=1_000_000));
    let mail = |setting, default| sources.read_or(setting, default, |given| given.number(1..=1_000_000));
    let rate = |burst, per_minute| Rate { burst: number(burst), per_minute: number(per_minute) };
    let login = rate(&LOGIN_BURST, &LOGIN_PER_MINUTE);
    for (setting, number) in [(&LOGIN_BURST, login.burst), (&LOGIN_PER_MINUTE, login.per_minute)] {
        if number > MANY {
            let problem = format!("is {number}: so many guesses hold up nobody who tries passwords");
            sources.findings.doubtful(environment, &ConfigError::new(sources.name(setting), problem));
        }
    }
    let mail = Rate { burst: mail(&MAIL_BURST, 5), per_minute: mail(&MAIL_PER_HOUR, 4) };
    Limits { mint: rate(&MINT_BURST, &MINT_PER_MINUTE), login, mail }
}
