//! From a `Letter` to the bytes of RFC 5322. The same letter has the same message id each time it is sent, by which a mail
//! server or a mail program knows it again.

use std::{time::Duration, time::UNIX_EPOCH};

use lettre::{
    Address,
    message::{Mailbox, MultiPart},
};

use super::{Letter, MailError};

pub(super) struct Composer {
    pub(super) from: Mailbox,
}

impl Composer {
    /// A multipart/alternative message. Returns the local part of its id too, which sorts by time.
    pub(super) fn compose(&self, letter: &Letter) -> Result<(String, lettre::Message), MailError> {
        let Letter { id, written_at, message } = letter;
        let to = recipient(&message.to)?;
        let id = format!("{:013}-{}", written_at.millis(), id.uuid().simple());
        let composed = lettre::Message::builder()
            .date(UNIX_EPOCH + Duration::from_secs(written_at.seconds()))
            .message_id(Some(format!("<{id}@{}>", ascii_domain(self.from.email.domain()))))
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(message.subject.as_str())
            .multipart(MultiPart::alternative_plain_html(message.text.clone(), message.html.clone()))?;
        Ok((id, composed))
    }
}

/// Where the mail goes. Names of domains travel in ASCII, which every mail server understands; only a mailbox with other
/// letters takes one that speaks SMTPUTF8 (RFC 6531).
fn recipient(address: &str) -> Result<Address, MailError> {
    let address: Address = address.parse().map_err(MailError::Recipient)?;
    Address::new(address.user(), ascii_domain(address.domain())).map_err(MailError::Recipient)
}

fn ascii_domain(domain: &str) -> String {
    // An address in brackets is no name.
    url::Host::parse(domain).map_or_else(|_| domain.to_owned(), |host| host.to_string())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::seam::mail::Message;

    pub(in crate::seam::mail) fn composer() -> Composer {
        Composer { from: "Almond <almond@localhost>".parse().unwrap() }
    }

    pub(in crate::seam::mail) fn letter(to: &str, subject: &str) -> Letter {
        let written_at = "2026-04-30T12:01:00Z".parse().unwrap();
        let random = subject.bytes().cycle().take(10).collect::<Vec<_>>().try_into().unwrap();
        Letter { id: entity::MailId::new(written_at, random), written_at, message: message(to, subject) }
    }

    fn message(to: &str, subject: &str) -> Message {
        Message {
            kind: entity::MailKind::MagicLink,
            ends_at: None,
            to: to.to_owned(),
            subject: subject.to_owned(),
            text: "Open http://localhost:8080/x?token=abc=".to_owned(),
            html: "<a href=\"http://localhost:8080/x?token=abc=\">Open</a>".to_owned(),
            link: Some("http://localhost:8080/x?token=abc=".to_owned()),
        }
    }

    #[test]
    fn says_the_same_in_text_and_html() {
        let (id, composed) = composer().compose(&letter("ada@example.com", "Hello")).unwrap();
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
        assert!(composer().compose(&letter("ada@example.com\r\nBcc: eve@example.com", "Hello")).is_err());
        let (_, composed) = composer().compose(&letter("ada@example.com", "Hi\r\nBcc: eve@example.com")).unwrap();
        assert!(!String::from_utf8(composed.formatted()).unwrap().contains("\r\nBcc:"));
    }

    #[test]
    fn a_letter_that_is_sent_again_is_the_same_letter() {
        let ids = [(), ()].map(|()| composer().compose(&letter("ada@example.com", "Hello")).unwrap().0);
        assert_eq!(ids[0], ids[1]);
    }

    #[test]
    fn a_domain_travels_in_ascii() {
        let (_, composed) = composer().compose(&letter("ada@bücher.example", "Hello")).unwrap();
        assert_eq!(composed.envelope().to()[0].to_string(), "ada@xn--bcher-kva.example");
        let (_, composed) = composer().compose(&letter("jürgen@bücher.example", "Hello")).unwrap();
        assert_eq!(composed.envelope().to()[0].to_string(), "jürgen@xn--bcher-kva.example");
    }
}
