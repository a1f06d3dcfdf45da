//! Why a letter wasn't taken, in words that an operator can act on.

use std::io;

/// Why a letter wasn't sent. No variant carries the letter.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("mail is not set up: set ALMOND_SMTP_URL")]
    NotConfigured,
    #[error("the recipient's address can't be written into a message: {0}")]
    Recipient(#[source] lettre::address::AddressError),
    #[error("the message can't be composed: {0}")]
    Compose(#[from] lettre::error::Error),
    #[error("the outbox can't be written: {0}")]
    Outbox(#[from] io::Error),
    #[error("the mail server can't be reached: {0}")]
    Unreachable(#[source] lettre::transport::smtp::Error),
    #[error("the encrypted connection to the mail server can't be made: {0}")]
    Tls(#[source] lettre::transport::smtp::Error),
    #[error("the mail server offers no STARTTLS")]
    NoTls,
    #[error("the mail server refuses the user or the password: {0}")]
    SignIn(#[source] lettre::transport::smtp::Error),
    #[error("the mail server doesn't take it now: {0}")]
    Later(#[source] lettre::transport::smtp::Error),
    #[error("the mail server refuses it: {0}")]
    Refused(#[source] lettre::transport::smtp::Error),
    #[error("the mail server takes no addresses with other letters than ASCII before the @ (SMTPUTF8)")]
    NoUnicode,
    #[error("the mail server took too long")]
    Timeout,
}

impl MailError {
    /// In a word, for figures and the log.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::NotConfigured => "not_set_up",
            Self::Recipient(_) => "bad_address",
            Self::Compose(_) => "not_composed",
            Self::Outbox(_) => "outbox",
            Self::Unreachable(_) => "unreachable",
            Self::Tls(_) => "tls",
            Self::NoTls => "no_starttls",
            Self::SignIn(_) => "sign_in",
            Self::Later(_) => "later",
            Self::Refused(_) => "refused",
            Self::NoUnicode => "no_smtputf8",
            Self::Timeout => "timeout",
        }
    }

    /// What the operator can do about it.
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::NotConfigured => "set ALMOND_SMTP_URL",
            Self::Recipient(_) | Self::Compose(_) => "the address is wrong; nothing can be done but to correct it",
            Self::Outbox(_) => "make ALMOND_DATA_DIR writable",
            Self::Unreachable(_) | Self::Timeout => {
                "look whether the mail server runs, and whether host and port in ALMOND_SMTP_URL are its"
            }
            Self::Tls(_) => {
                "give the mail server a certificate for the host in ALMOND_SMTP_URL that is not expired and comes from a \
                 known authority; a server on this machine can do without by ?tls=none"
            }
            Self::NoTls => {
                "ALMOND_SMTP_URL has a password or ?tls=required, so nothing goes unencrypted: turn STARTTLS on at the mail \
                 server, or use smtps:// and its port"
            }
            Self::SignIn(_) => "correct the user and the password in ALMOND_SMTP_URL",
            Self::Later(_) => "nothing, unless it goes on: it is sent again",
            Self::Refused(_) => {
                "read the mail server's answer: the recipient, or ALMOND_MAIL_FROM, may be none that it takes"
            }
            Self::NoUnicode => "turn SMTPUTF8 on at the mail server, if it can",
        }
    }

    /// True if sending it again would end the same way.
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Recipient(_) | Self::Compose(_) | Self::Refused(_))
    }
}
