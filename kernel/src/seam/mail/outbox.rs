//! Development's mail: a file for each message in `DATA_DIR/outbox`, and its link in the log.
//! Never used in production, where a link in the log would be a key under the mat.

use std::path::PathBuf;

use lettre::message::Mailbox;
use tokio::{
    fs::{self, DirBuilder, OpenOptions},
    io::AsyncWriteExt,
};

use super::{Letter, Mail, MailError, Sending, compose::Composer};

/// Writes `<unix milliseconds>-<id>.eml`, readable by the owner only.
pub struct Outbox {
    directory: PathBuf,
    composer: Composer,
}

impl Outbox {
    /// `directory` is made with the first message, if it doesn't exist.
    pub const fn new(directory: PathBuf, from: Mailbox) -> Self {
        Self { directory, composer: Composer { from } }
    }

    async fn write(&self, letter: Letter) -> Result<(), MailError> {
        let (id, composed) = self.composer.compose(&letter)?;
        DirBuilder::new().recursive(true).mode(0o700).create(&self.directory).await?;
        let finished = self.directory.join(format!("{id}.eml"));
        let unfinished = self.directory.join(format!("{id}.tmp"));
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished).await?;
        file.write_all(&composed.formatted()).await?;
        file.flush().await?;
        // Whoever watches the directory for `.eml` never sees half a message.
        fs::rename(&unfinished, &finished).await?;
        tracing::info!(file = %finished.display(), link = letter.message.link, "mail for {}", letter.message.to);
        Ok(())
    }
}

impl Mail for Outbox {
    fn send(&self, letter: Letter) -> Sending<'_> {
        Box::pin(self.write(letter))
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::seam::{
        fake::TempDir,
        mail::compose::tests::{composer, letter},
    };

    #[tokio::test]
    async fn leaves_one_private_file_for_each_message() {
        let dir = TempDir::new();
        let outbox = Outbox { directory: dir.path().join("outbox"), composer: composer() };
        outbox.send(letter("ada@example.com", "One")).await.unwrap();
        outbox.send(letter("ada@example.com", "Two")).await.unwrap();
        let files: Vec<_> = std::fs::read_dir(dir.path().join("outbox")).unwrap().map(|f| f.unwrap()).collect();
        assert_eq!(files.len(), 2);
        for file in &files {
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
            assert_eq!(file.path().extension().unwrap(), "eml");
        }
        let texts: Vec<_> = files.iter().map(|file| std::fs::read_to_string(file.path()).unwrap()).collect();
        for subject in ["Subject: One", "Subject: Two"] {
            assert_eq!(texts.iter().filter(|text| text.contains(subject)).count(), 1, "{subject}");
        }
    }
}
