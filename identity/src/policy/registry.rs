//! The rules that operations go by, as the document finds them: every operation's first argument leaves its rule here
//! while the document is made.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use super::RuleData;

static RULES: Mutex<BTreeMap<&'static str, RuleData>> = Mutex::new(BTreeMap::new());

/// Called for every operation while the document is made.
pub fn register_rule(rule: RuleData) {
    RULES.lock().unwrap_or_else(PoisonError::into_inner).insert(rule.name, rule);
}

/// Every rule that was left so far, by name.
pub fn rules() -> BTreeMap<&'static str, RuleData> {
    RULES.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
