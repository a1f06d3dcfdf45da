//! The dialects that are enabled on this server, and the forms of keys that it knows.

use std::iter::chain;

use super::Entry;
use crate::{request::Context, token::Format};

/// Those that are enabled, of all that there are.
#[derive(Clone, Debug)]
pub struct Dialects {
    known: &'static [Entry],
    enabled: Vec<&'static Entry>,
}

impl Dialects {
    /// None, of these.
    pub fn none(known: &'static [Entry]) -> Self {
        Self { known, enabled: Vec::new() }
    }

    /// All of these.
    pub fn all(known: &'static [Entry]) -> Self {
        Self { known, enabled: known.iter().collect() }
    }

    /// Enables one more, which may be of another program's.
    pub fn enable(&mut self, entry: &'static Entry) {
        self.enabled.push(entry);
    }

    pub fn has(&self, name: &str) -> bool {
        self.enabled.iter().any(|entry| entry.name() == name)
    }

    /// The one whose shape an error has: its operation's or, where none was found, that of the path, which has no slash at
    /// its end.
    pub fn of_request(&self, context: &Context, path: &str) -> Option<&'static Entry> {
        let mut enabled = self.enabled.iter().copied();
        if context.is_routed() {
            let name = context.dialect()?;
            return enabled.find(|entry| entry.name() == name);
        }
        enabled.find(|entry| entry.owns(path))
    }

    /// True if this path, which has no slash at its end, is one of a dialect that is not enabled.
    pub fn hide(&self, path: &str) -> bool {
        self.known.iter().any(|entry| entry.owns(path) && !self.has(entry.name()))
    }

    /// True if this has the form of a dialect's key. Keys stay keys when their dialect is not enabled any more.
    pub fn recognise(&self, presented: &str) -> bool {
        self.formats().any(|format| format.recognises(presented))
    }

    /// The form of the key of which this is shown, if a dialect's.
    pub fn format_of(&self, shown: &str) -> Option<&'static Format> {
        self.formats().find(|format| format.is_shown(shown))
    }

    fn formats(&self) -> impl Iterator<Item = &'static Format> {
        chain(self.known, self.enabled.iter().copied()).map(|entry| &entry.format)
    }
}
