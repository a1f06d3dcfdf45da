//! Mail through a server (`ALMOND_SMTP_URL`). One connection for each message; no retries, no queue.

use std::{sync::Arc, time::Duration};

use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor, message::Mailbox};

use super::{Mail, MailError, Message, Sending, compose::Composer};
use crate::seam::{Clock, Entropy};

/// For one command and its answer.
const COMMAND_LIMIT: Duration = Duration::from_secs(10);
/// For the whole conversation: a server that answers each command just in time is not waited for either.
const WHOLE_LIMIT: Duration = Duration::from_secs(30);

pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    composer: Composer,
}

impl Smtp {
    /// `url` is `smtps://user:password@host[:port]`, or `smtp://host[:port]` with `?tls=required` for STARTTLS.
    ///
    /// # Errors
    /// If the URL has another shape. The error doesn't quote it.
    pub fn new(url: &str, from: Mailbox, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Result<Self, MailError> {
        let transport =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.timeout(Some(COMMAND_LIMIT)).build::<Tokio1Executor>();
        Ok(Self { transport, composer: Composer { from, clock, entropy } })
    }

    async fn deliver(&self, message: Message) -> Result<(), MailError> {
        let (_, composed) = self.composer.compose(&message)?;
        tokio::time::timeout(WHOLE_LIMIT, self.transport.send(composed)).await.map_err(|_| MailError::Timeout)??;
        Ok(())
    }
}

impl Mail for Smtp {
    fn send(&self, message: Message) -> Sending<'_> {
        Box::pin(self.deliver(message))
    }
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
        net::TcpListener,
    };

    use super::*;
    use crate::seam::mail::compose::tests::{composer, message};

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

    #[tokio::test]
    async fn a_server_gets_the_message() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(take_one(listener));
        let Composer { from, clock, entropy } = composer();
        let smtp = Smtp::new(&url, from, clock, entropy).unwrap();
        smtp.send(message("ada@example.com", "Hello")).await.unwrap();
        drop(smtp);
        let heard = server.await.unwrap();
        for part in ["MAIL FROM:<almond@localhost>", "RCPT TO:<ada@example.com>", "Subject: Hello"] {
            assert!(heard.contains(part), "{part} in {heard}");
        }
    }

    #[test]
    fn a_bad_url_is_refused_without_being_quoted() {
        let Composer { from, clock, entropy } = composer();
        let error = Smtp::new("ftp://me:hunter2@host", from, clock, entropy).err().unwrap();
        assert!(!error.to_string().contains("hunter2"));
    }
}
