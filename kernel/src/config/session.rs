//! How long people stay signed in.

use std::time::Duration;

use super::source::{Setting, Sources};

const MAX_AGE: Setting = Setting::one("ALMOND_SESSION_MAX_AGE")
    .about("`86400`", "seconds from the sign-in after which a session is over, however much it is used");
const IDLE: Setting = Setting::one("ALMOND_SESSION_IDLE")
    .about("`28800`", "seconds without use after which a session is over; never sooner, at most half a minute later");
pub(super) const SETTINGS: &[Setting] = &[MAX_AGE, IDLE];

/// 90 days, the most that either may be.
const MOST: u32 = 7_776_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// `ALMOND_SESSION_MAX_AGE`, `86400`: seconds from the sign-in after which a session is over, however much it is
    /// used.
    pub max_age: Duration,
    /// `ALMOND_SESSION_IDLE`, `28800`: seconds without use after which a session is over. No shorter than the other, it
    /// has no effect.
    pub idle: Duration,
}

pub(super) fn read(sources: &Sources) -> Session {
    let seconds = |setting, default| {
        let seconds = sources.read_or(setting, default, |given| given.number(1..=MOST));
        Duration::from_secs(seconds.into())
    };
    Session { max_age: seconds(&MAX_AGE, 86_400), idle: seconds(&IDLE, 28_800) }
}
