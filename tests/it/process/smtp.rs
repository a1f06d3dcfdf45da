//! A mail server of others (npm `smtp-server`, its messages read by `postal-mime`), started by the test that mails.

use std::{path::Path, process::Stdio};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
    sync::Mutex,
};

pub struct MailServer {
    pub address: String,
    messages: Mutex<Lines<BufReader<ChildStdout>>>,
    /// It ends when this is closed, or is killed with its test.
    _alive: (Child, Option<ChildStdin>),
}

impl MailServer {
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// One that refuses every recipient.
    pub async fn refusing() -> Self {
        Self::with(&["refuse"]).await
    }

    /// One that wants to be asked twice.
    pub async fn greylisting() -> Self {
        Self::with(&["greylist"]).await
    }

    /// One that offers STARTTLS, with a certificate of no known authority.
    pub async fn of_no_known_authority() -> Self {
        Self::with(&["starttls"]).await
    }

    /// One that offers STARTTLS with this key and certificate, in files.
    pub async fn with_certificate(key: &Path, certificate: &Path) -> Self {
        Self::with(&["starttls", key.to_str().unwrap(), certificate.to_str().unwrap()]).await
    }

    async fn with(arguments: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers");
        assert!(folder.join("../node_modules").exists(), "the peers are missing: run `scripts/peers` first");
        let mut command = Command::new("node");
        command.arg("smtp.mjs").args(arguments).current_dir(folder);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().unwrap();
        let mut messages = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = messages.next_line().await.unwrap().expect("the mail server says its port");
        let stdin = child.stdin.take();
        Self { address: format!("127.0.0.1:{port}"), messages: Mutex::new(messages), _alive: (child, stdin) }
    }

    /// The next message, as `postal-mime` reads it.
    pub async fn next(&self) -> Value {
        let line = self.messages.lock().await.next_line().await.unwrap().expect("a message comes");
        serde_json::from_str(&line).unwrap()
    }

    /// The link in the next message.
    pub async fn next_link(&self) -> String {
        link(&self.next().await)
    }
}

/// The link in the text of a message.
pub fn link(message: &Value) -> String {
    let links = message["text"].as_str().unwrap().split_whitespace().filter(|word| word.starts_with("http"));
    let links: Vec<_> = links.collect();
    assert_eq!(links.len(), 1, "{message}");
    links[0].to_owned()
}
