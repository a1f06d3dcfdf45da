//! From a `Message` to the bytes of RFC 5322, with the date and the message id from the seams.

use std::{sync::Arc, time::Duration, time::UNIX_EPOCH};

use lettre::{
    Address,
    message::{Mailbox, MultiPart},
};

use super::{MailError, Message};
use crate::seam::{Clock, Entropy, bytes};

pub(super) struct Composer {
    pub(super) from: Mailbox,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Arc<dyn Entropy>,
}

impl Composer {
    /// A multipart/alternative message with an id that is unique and, starting with the time, sorts by it.
    /// Returns that id's local part too.
    pub(super) fn compose(&self, message: &Message) -> Result<(String, lettre::Message), MailError> {
        let to: Address = message.to.parse().map_err(MailError::Recipient)?;
        let now = self.clock.now();
        let id = format!("{:013}-{}", now.millis(), hex::encode(bytes::<8>(self.entropy.as_ref())));
        let composed = lettre::Message::builder()
            .date(UNIX_EPOCH + Duration::from_secs(now.seconds()))
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(message.subject.as_str())
            .multipart(MultiPart::alternative_plain_html(message.text.clone(), message.html.clone()))?;
        Ok((id, composed))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::seam::fake::{Counting, FixedClock};

    pub(in crate::seam::mail) fn composer() -> Composer {
        Composer {
            from: "Almond <almond@localhost>".parse().unwrap(),
            clock: Arc::new(FixedClock("2026-04-30T12:01:00Z".parse().unwrap())),
            entropy: Arc::new(Counting::default()),
        }
    }

    pub(in crate::seam::mail) fn message(to: &str, subject: &str) -> Message {
        Message {
            to: to.to_owned(),
            subject: subject.to_owned(),
            text: "Open http://localhost:8080/x?token=abc=".to_owned(),
            html: "<a href=\"http://localhost:8080/x?token=abc=\">Open</a>".to_owned(),
            link: Some("http://localhost:8080/x?token=abc=".to_owned()),
        }
    }

    #[test]
    fn says_the_same_in_text_and_html() {
        let (id, composed) = composer().compose(&message("ada@example.com", "Hello")).unwrap();
        let text = String::from_utf8(composed.formatted()).unwrap();
        for part in [
            "From: Almond <almond@localhost>\r\n",
            "To: ada@example.com\r\n",
            "Date: Thu, 30 Apr 2026 12:01:00 +0000\r\n",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "x?token=abc=\r\n",
            &id,
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn no_header_can_be_smuggled_in() {
        assert!(composer().compose(&message("ada@example.com\r\nBcc: eve@example.com", "Hello")).is_err());
        let (_, composed) = composer().compose(&message("ada@example.com", "Hi\r\nBcc: eve@example.com")).unwrap();
        assert!(!String::from_utf8(composed.formatted()).unwrap().contains("\r\nBcc:"));
    }
}
