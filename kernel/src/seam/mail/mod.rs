//! Sending mail: what a letter is, who can take one, and why one wasn't taken. What letters say is not decided here, nor
//! when one is sent again.

mod compose;
mod error;
mod outbox;
mod server;
mod smtp;

use std::{future::Future, pin::Pin};

use entity::{MailId, MailKind, Timestamp};

pub use error::MailError;
pub use outbox::Outbox;
pub use server::{Encryption, SmtpServer};
pub use smtp::Smtp;

/// One message to one person, as text and as HTML that says the same. Without `Debug`: it may carry a sign-in link.
#[derive(Clone)]
pub struct Message {
    pub kind: MailKind,
    /// When its link ends, after which there is no use in sending it.
    pub ends_at: Option<Timestamp>,
    /// A bare address, `ada@example.com`.
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// The link that `text` and `html` contain, for the development log.
    pub link: Option<String>,
}

/// A message that was written down, and may be sent more than once until somebody says that it was taken.
#[derive(Clone)]
pub struct Letter {
    pub id: MailId,
    pub written_at: Timestamp,
    pub message: Message,
}

/// A letter on its way. Resolves when it was handed over, not when it was delivered.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), MailError>> + Send + 'a>>;

/// Takes letters.
pub trait Mail: Send + Sync {
    fn send(&self, letter: Letter) -> Sending<'_>;

    /// True if a letter could be sent at all.
    fn is_set_up(&self) -> bool {
        true
    }
}

/// Production without `ALMOND_SMTP_URL`: every letter fails with [`MailError::NotConfigured`].
#[derive(Clone, Copy, Debug, Default)]
pub struct NoMail;

impl Mail for NoMail {
    fn send(&self, _letter: Letter) -> Sending<'_> {
        Box::pin(async { Err(MailError::NotConfigured) })
    }

    fn is_set_up(&self) -> bool {
        false
    }
}
