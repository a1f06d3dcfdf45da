//! The dialects that are enabled on this server, and the forms of keys that it knows.

use std::iter::chain;

use super::{ALL, Entry};
use crate::{context::Context, token::Format};

/// Those that are enabled.
#[derive(Clone, Debug, Default)]
pub struct Dialects(Vec<&'static Entry>);

impl Dialects {
    /// Enables one more, which may be of another program's.
    pub fn enable(&mut self, entry: &'static Entry) {
        self.0.push(entry);
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|entry| entry.name == name)
    }

    /// The one whose shape an error has: its operation's or, where none was found, that of the path, which has no slash at
    /// its end.
    pub fn of_request(&self, context: &Context, path: &str) -> Option<&'static Entry> {
        let mut enabled = self.0.iter().copied();
        if context.is_routed() {
            let name = context.dialect()?;
            return enabled.find(|entry| entry.name == name);
        }
        enabled.find(|entry| entry.owns(path))
    }

    /// Is this path, which has no slash at its end, one of a dialect that is not enabled?
    pub fn hide(&self, path: &str) -> bool {
        ALL.iter().any(|entry| entry.owns(path) && !self.has(entry.name))
    }

    /// Has this the form of a dialect's key? Keys stay keys when their dialect is not enabled any more.
    pub fn recognise(&self, presented: &str) -> bool {
        self.formats().any(|format| format.recognises(presented))
    }

    /// The form of the key of which this is shown, if a dialect's.
    pub fn format_of(&self, shown: &str) -> Option<&'static Format> {
        self.formats().find(|format| format.is_shown(shown))
    }

    fn formats(&self) -> impl Iterator<Item = &'static Format> {
        chain(&ALL, self.0.iter().copied()).map(|entry| &entry.format)
    }
}

impl FromIterator<&'static Entry> for Dialects {
    fn from_iter<I: IntoIterator<Item = &'static Entry>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}
