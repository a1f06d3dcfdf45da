//! The two forms of a mail: what is sealed into its row, and what the node that wrote it keeps for the first attempt.

use entity::{MailId, MailKind, Timestamp, mail};
use serde::{Deserialize, Serialize};

use crate::{
    seam::{Letter, Message},
    share::Holder,
};

/// A mail in the transaction of its change.
pub struct Written {
    pub(crate) row: mail::Model,
    pub(crate) body: Body,
    pub(crate) sender: Option<Holder>,
}

impl Written {
    pub const fn id(&self) -> MailId {
        self.row.id
    }
}

/// What is sealed.
#[derive(Clone, Serialize, Deserialize)]
pub struct Body {
    subject: String,
    text: String,
    html: String,
    link: Option<String>,
    pub(crate) ends_at: Option<Timestamp>,
    /// Nobody gets it: it is there so that writing it takes what writing a mail takes.
    pub(crate) is_decoy: bool,
}

impl Body {
    pub(crate) fn new(message: Message, is_decoy: bool) -> Self {
        let Message { subject, text, html, link, ends_at, .. } = message;
        Self { subject, text, html, link, ends_at, is_decoy }
    }

    pub(crate) fn letter(self, row: &mail::Model) -> Letter {
        let Self { subject, text, html, link, ends_at, .. } = self;
        let (kind, to): (MailKind, _) = (row.kind, row.recipient.clone());
        let message = Message { kind, ends_at, to, subject, text, html, link };
        Letter { id: row.id, written_at: row.created_at, message }
    }
}
