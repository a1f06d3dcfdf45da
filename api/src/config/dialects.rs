//! Which wire formats of keys there are besides the native one. What they are is `resource::key::dialect`'s.

use super::{
    Environment,
    source::{Setting, Sources},
};
use crate::resource::key::dialect::{ALL, Dialects, Entry};

const DIALECTS: Setting = Setting::list("ALMOND_DIALECTS");
pub(super) const SETTINGS: &[Setting] = &[DIALECTS];

/// The word for an empty list, which can't be told from a setting that isn't given.
const NONE: &str = "none";

pub(super) fn read(sources: &Sources, environment: Environment) -> Dialects {
    let default = if environment.is_production() { Dialects::default() } else { ALL.iter().collect() };
    sources.read_or(&DIALECTS, default, |given| {
        if given.text == NONE {
            return Ok(Dialects::default());
        }
        let names: Vec<_> = ALL.iter().map(Entry::name).collect();
        let named = |item: &str| ALL.iter().find(|entry| entry.name() == item);
        let wrong = || given.wrong(&format!("`{NONE}` or a comma list of {}", names.join(", ")));
        given.items().map(|item| named(item).ok_or_else(wrong)).collect()
    })
}
