//! Which wire formats of keys there are besides the native one.

use super::{
    Environment,
    source::{Setting, Sources},
};
use crate::dialect::{Dialects, Entry};

const DIALECTS: Setting = Setting::list("ALMOND_DIALECTS").about(
    "all in development, none in production",
    "comma list of `keys`, `auth-api-keys`, `internal`, `tokens`: [wire formats of other \
     products](guide/dialects.md) for the same keys; or `none`",
);
pub(super) const SETTINGS: &[Setting] = &[DIALECTS];

/// The word for an empty list, which can't be told from a setting that isn't given.
const NONE: &str = "none";

/// Those that are asked for, of all that are `known`.
pub(super) fn read(sources: &Sources, environment: Environment, known: &'static [Entry]) -> Dialects {
    let none = || Dialects::none(known);
    let default = if environment.is_production() { none() } else { Dialects::all(known) };
    sources.read_or(&DIALECTS, default, |given| {
        let mut dialects = none();
        if given.text == NONE {
            return Ok(dialects);
        }
        let names: Vec<_> = known.iter().map(Entry::name).collect();
        for item in given.items() {
            let named = known.iter().find(|entry| entry.name() == item);
            let wrong = || given.wrong(&format!("`{NONE}` or a comma list of {}", names.join(", ")));
            dialects.enable(named.ok_or_else(wrong)?);
        }
        Ok(dialects)
    })
}
