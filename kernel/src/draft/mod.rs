//! What a mail is to say, before a template makes it a message: sentences, the link they are about, and names that a
//! template may use. Whom one is sent to, and when, is not decided here.

mod templates;
#[cfg(test)]
mod templates_tests;

use entity::{MailKind, Timestamp};

pub use templates::Templates;

/// The content of one mail. Without `Debug`: it may carry a sign-in link.
#[derive(Clone)]
pub struct Draft {
    pub kind: MailKind,
    /// A bare address, `ada@example.com`.
    pub to: String,
    pub subject: String,
    /// What exactly a notice, some news or a change of address is about; a word such as `password_changed`.
    pub topic: Option<&'static str>,
    /// Paragraphs before the link, and after it.
    pub before: Vec<String>,
    pub after: Vec<String>,
    pub link: Option<Link>,
    /// When its link ends, after which there is no use in sending it.
    pub ends_at: Option<Timestamp>,
    /// Names within the sentences, for a template with sentences of its own.
    pub names: Names,
}

/// What the mail asks its reader to open.
#[derive(Clone)]
pub struct Link {
    /// What it does: `Sign in`.
    pub label: String,
    pub url: String,
}

/// Names that a mail mentions, in the form in which they can't be taken for anything but a name.
#[derive(Clone, Default)]
pub struct Names {
    pub org: Option<String>,
    pub role: Option<String>,
    pub inviter: Option<String>,
}

impl Draft {
    pub fn new(kind: MailKind, to: impl Into<String>, subject: impl Into<String>) -> Self {
        Self {
            kind,
            to: to.into(),
            subject: subject.into(),
            topic: None,
            before: Vec::new(),
            after: Vec::new(),
            link: None,
            ends_at: None,
            names: Names::default(),
        }
    }

    pub const fn about(mut self, topic: &'static str) -> Self {
        self.topic = Some(topic);
        self
    }

    pub fn naming(mut self, names: Names) -> Self {
        self.names = names;
        self
    }

    /// A further paragraph.
    pub fn says(mut self, paragraph: impl Into<String>) -> Self {
        let part = if self.link.is_some() { &mut self.after } else { &mut self.before };
        part.push(paragraph.into());
        self
    }

    /// The link, which has no end if it does nothing but lead somewhere.
    pub fn links(mut self, label: impl Into<String>, url: impl Into<String>, ends_at: Option<Timestamp>) -> Self {
        (self.link, self.ends_at) = (Some(Link { label: label.into(), url: url.into() }), ends_at);
        self
    }
}
