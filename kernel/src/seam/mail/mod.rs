//! Sending mail: what a message is, and who can take one. What messages say is not decided here.

mod compose;
mod outbox;
mod smtp;

use std::{future::Future, io, pin::Pin};

pub use outbox::Outbox;
pub use smtp::Smtp;

/// One message to one person, as text and as HTML that says the same. Without `Debug`: it may carry a sign-in link.
#[derive(Clone)]
pub struct Message {
    /// A bare address, `ada@example.com`.
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// The link that `text` and `html` contain, for the development log.
    pub link: Option<String>,
}

/// Why a message wasn't sent. No variant carries the message.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("mail is not configured")]
    NotConfigured,
    #[error("the recipient's address can't be written into a message: {0}")]
    Recipient(#[source] lettre::address::AddressError),
    #[error("the message can't be composed: {0}")]
    Compose(#[from] lettre::error::Error),
    #[error("the outbox can't be written: {0}")]
    Outbox(#[from] io::Error),
    #[error("the mail server didn't take the message: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    #[error("the mail server took too long")]
    Timeout,
}

/// A message on its way. Resolves when the message was handed over, not when it was delivered.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), MailError>> + Send + 'a>>;

/// Takes messages.
pub trait Mail: Send + Sync {
    fn send(&self, message: Message) -> Sending<'_>;

    /// True if a message could be sent at all.
    ///
    /// # Errors
    /// [`MailError::NotConfigured`]
    fn ready(&self) -> Result<(), MailError> {
        Ok(())
    }
}

/// Production without `ALMOND_SMTP_URL`: every message fails with [`MailError::NotConfigured`].
#[derive(Clone, Copy, Debug, Default)]
pub struct NoMail;

impl Mail for NoMail {
    fn send(&self, _message: Message) -> Sending<'_> {
        Box::pin(async { Err(MailError::NotConfigured) })
    }

    fn ready(&self) -> Result<(), MailError> {
        Err(MailError::NotConfigured)
    }
}
