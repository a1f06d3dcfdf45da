//! How fresh a proof of presence must be, and what counts as one. An org may only shorten the first.

use std::{collections::BTreeSet, time::Duration};

use entity::StepUpMethod;

use super::source::{Setting, Sources};

const MAX_AGE: Setting = Setting::one("ALMOND_STEP_UP_MAX_AGE").about("`600`", "seconds that a step-up holds");
const METHODS: Setting = Setting::list("ALMOND_STEP_UP_METHODS")
    .about("`totp,passkey`", "may add `password`, for users without a second factor");
pub(super) const SETTINGS: &[Setting] = &[MAX_AGE, METHODS];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepUp {
    /// `ALMOND_STEP_UP_MAX_AGE`, `600`: seconds, from 1 to 86400.
    pub max_age: Duration,
    /// `ALMOND_STEP_UP_METHODS`, `totp,passkey`: a comma list, which may have `password` too. Never empty.
    pub methods: BTreeSet<StepUpMethod>,
}

pub(super) fn read(sources: &Sources) -> StepUp {
    let seconds = sources.read_or(&MAX_AGE, 600, |given| given.number(1..=86_400));
    let methods = sources.read_or(&METHODS, BTreeSet::from([StepUpMethod::Totp, StepUpMethod::Passkey]), |given| {
        let wrong = || given.wrong("a comma list of `totp`, `passkey`, `password`");
        let method = |item: &str| match item.parse() {
            // That is a provider's own setting.
            Ok(StepUpMethod::Provider) | Err(_) => Err(wrong()),
            Ok(method) => Ok(method),
        };
        given.items().map(method).collect()
    });
    StepUp { max_age: Duration::from_secs(seconds.into()), methods }
}
