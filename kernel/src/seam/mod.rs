//! All that a test replaces: time, randomness, mail and other servers, each a trait with its real implementations.
//! Nothing here decides anything; the rest of the program gets these as arguments and has no other source of them.

pub mod clock;
pub mod entropy;
#[cfg(test)]
pub(crate) mod fake;
pub mod http;
pub mod mail;

pub use self::http::{Answering, Http, HttpError, Resolver, Resolving, SystemResolver, Web};
pub use clock::{Clock, SystemClock};
pub use entropy::{Entropy, SystemEntropy, bytes};
pub use mail::{Letter, Mail, MailError, Message, NoMail, Outbox, Sending, Smtp, SmtpServer};
