//! Mail through a server (`ALMOND_SMTP_URL`): one connection for each letter, encrypted as `server` says, and what each
//! step's failure means. When a letter is sent again is not decided here.

use std::time::Duration;

use lettre::{
    address::Envelope,
    message::Mailbox,
    transport::smtp::{
        Error,
        authentication::DEFAULT_MECHANISMS,
        client::{AsyncSmtpConnection, Certificate, TlsParameters},
        extension::{ClientId, Extension},
    },
};
use rustls::pki_types::CertificateDer;

use super::{
    Letter, Mail, MailError, Sending,
    compose::Composer,
    server::{Encryption, SmtpServer},
};

/// For one command and its answer.
const COMMAND_LIMIT: Duration = Duration::from_secs(10);
/// For the whole conversation: a server that answers each command just in time is not waited for either.
const WHOLE_LIMIT: Duration = Duration::from_secs(30);
/// What a server answers that wants another sign-in, which is the operator's to mend and no fault of the letter.
const SIGN_IN_WANTED: u16 = 530;

pub struct Smtp {
    server: SmtpServer,
    tls: TlsParameters,
    hello: ClientId,
    composer: Composer,
}

impl Smtp {
    /// `authorities` are trusted beside the usual ones.
    ///
    /// # Errors
    /// When the host's name is none that a certificate could be for.
    pub fn new(server: SmtpServer, authorities: &[CertificateDer<'_>], from: Mailbox) -> Result<Self, MailError> {
        let tls = TlsParameters::builder(server.host.clone());
        let tls = authorities.iter().try_fold(tls, |tls, authority| {
            Certificate::from_der(authority.to_vec()).map(|authority| tls.add_root_certificate(authority))
        });
        let tls = tls.map_err(MailError::Tls)?;
        let hello = server.hello.clone().map_or_else(ClientId::default, ClientId::Domain);
        Ok(Self { tls: tls.build().map_err(MailError::Tls)?, server, hello, composer: Composer { from } })
    }

    async fn deliver(&self, letter: Letter) -> Result<(), MailError> {
        let (_, composed) = self.composer.compose(&letter)?;
        let conversation = self.converse(composed.envelope(), composed.formatted());
        tokio::time::timeout(WHOLE_LIMIT, conversation).await.map_err(|_| MailError::Timeout)?
    }

    async fn converse(&self, envelope: &Envelope, message: Vec<u8>) -> Result<(), MailError> {
        let mut connection = self.connect().await?;
        if let Some(credentials) = &self.server.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await.map_err(MailError::SignIn)?;
        }
        let is_unicode =
            !envelope.to().iter().chain(envelope.from()).all(|address| AsRef::<str>::as_ref(address).is_ascii());
        if is_unicode && !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            connection.abort().await;
            return Err(MailError::NoUnicode);
        }
        connection.send(envelope, &message).await.map_err(refusal)?;
        // It is taken, whatever comes of the goodbye.
        let _ = connection.quit().await;
        Ok(())
    }

    /// A connection that may be told everything: where there is a password, it is encrypted.
    async fn connect(&self) -> Result<AsyncSmtpConnection, MailError> {
        let Self { server, tls, hello, .. } = self;
        let at_once = (server.encryption == Encryption::AtOnce).then(|| tls.clone());
        let to = (server.host.as_str(), server.port);
        let connected = AsyncSmtpConnection::connect_tokio1(to, Some(COMMAND_LIMIT), hello, at_once, None).await;
        let mut connection = connected.map_err(unconnected)?;
        let upgrades = match server.encryption {
            Encryption::AtOnce | Encryption::Never => false,
            Encryption::Required | Encryption::Opportunistic => connection.can_starttls(),
        };
        if upgrades {
            connection.starttls(tls.clone(), hello).await.map_err(MailError::Tls)?;
        } else if server.encryption == Encryption::Required {
            connection.abort().await;
            return Err(MailError::NoTls);
        }
        Ok(connection)
    }
}

fn unconnected(error: Error) -> MailError {
    if error.is_tls() { MailError::Tls(error) } else { MailError::Unreachable(error) }
}

/// Only a 5xx that is about the letter ends it (RFC 5321, 4.2.1).
fn refusal(error: Error) -> MailError {
    let is_sign_in = error.status().is_some_and(|code| u16::from(code) == SIGN_IN_WANTED);
    match error {
        error if is_sign_in => MailError::SignIn(error),
        error if error.is_permanent() => MailError::Refused(error),
        error if error.is_timeout() => MailError::Timeout,
        error => MailError::Later(error),
    }
}

impl Mail for Smtp {
    fn send(&self, letter: Letter) -> Sending<'_> {
        Box::pin(self.deliver(letter))
    }
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
        net::TcpListener,
    };

    use super::*;
    use crate::seam::mail::compose::tests::{composer, letter};

    fn smtp(url: &str) -> Smtp {
        Smtp::new(SmtpServer::parse(&url.parse().unwrap()).unwrap(), &[], composer().from).unwrap()
    }

    /// Speaks just enough RFC 5321 to take one message, and returns what it was told.
    async fn take_one(listener: TcpListener) -> String {
        let (stream, _) = listener.accept().await.unwrap();
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let mut heard = String::new();
        let mut in_data = false;
        write.write_all(b"220 test\r\n").await.unwrap();
        while let Some(line) = lines.next_line().await.unwrap() {
            heard.push_str(&line);
            heard.push('\n');
            let answer = match (in_data, line.as_str()) {
                (true, ".") => "250 taken\r\n",
                (true, _) => continue,
                (false, "DATA") => "354 go on\r\n",
                (false, "QUIT") => break,
                (false, _) => "250 fine\r\n",
            };
            in_data = line == "DATA";
            write.write_all(answer.as_bytes()).await.unwrap();
        }
        heard
    }

    /// A server that takes one letter, and what it was told.
    async fn server() -> (String, tokio::task::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        (address, tokio::spawn(take_one(listener)))
    }

    #[tokio::test]
    async fn a_server_gets_the_message() {
        let (address, server) = server().await;
        smtp(&format!("smtp://{address}/almond.example.com")).send(letter("ada@example.com", "Hello")).await.unwrap();
        let heard = server.await.unwrap();
        for part in
            ["EHLO almond.example.com", "MAIL FROM:<almond@localhost>", "RCPT TO:<ada@example.com>", "Subject: Hello"]
        {
            assert!(heard.contains(part), "{part} in {heard}");
        }
    }

    #[tokio::test]
    async fn a_password_is_never_told_to_a_server_without_tls() {
        for query in ["", "?tls=opportunistic", "?tls=required"] {
            let (address, server) = server().await;
            let smtp = smtp(&format!("smtp://me:hunter2@{address}{query}"));
            let error = smtp.send(letter("ada@example.com", "Hello")).await.unwrap_err();
            assert!(matches!(error, MailError::NoTls) && !error.is_final(), "{error}");
            let heard = server.await.unwrap();
            assert!(!heard.contains("AUTH") && !heard.contains("MAIL"), "{heard}");
        }
    }

    #[tokio::test]
    async fn other_letters_before_the_at_need_a_server_that_knows_them() {
        let (address, server) = server().await;
        let error = smtp(&format!("smtp://{address}")).send(letter("jürgen@example.com", "Hello")).await.unwrap_err();
        assert!(matches!(error, MailError::NoUnicode) && !error.is_final());
        assert!(!server.await.unwrap().contains("RCPT"));
    }
}
