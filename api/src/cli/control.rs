//! The socket beside a SQLite file through which commands reach the server that has it. Whoever may open the file's
//! folder is the operator. One JSON line there, one back.

use std::{
    fs::{self, File, Permissions},
    io,
    os::{fd::AsRawFd, unix::fs::PermissionsExt},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use kernel::{db::beside, state::State};
use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{UnixListener, UnixStream},
    time,
};
use tokio_util::sync::CancellationToken;

use super::command::Command;
use crate::app::StartError;

/// How long a command waits for a server that is just starting, and a server for a command to send and to read.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a command came to.
#[derive(Serialize, Deserialize)]
enum Outcome {
    Done(String),
    Failed(String),
}

/// A server's end.
pub struct Listener {
    listener: UnixListener,
    path: PathBuf,
}

impl Listener {
    /// # Errors
    /// When the socket can't be made. Only the holder of the file's lock calls this, so what is there is a dead one.
    pub fn bind(database: &Path) -> io::Result<Self> {
        let path = beside(database, "sock");
        if let Err(error) = fs::remove_file(&path)
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(error);
        }
        let short = ShortPath::of(&path)?;
        let listener = UnixListener::bind(&short.path)?;
        fs::set_permissions(&path, Permissions::from_mode(0o600))?;
        Ok(Self { listener, path })
    }

    /// Runs commands as they come, until `stop`.
    pub async fn serve(self, state: Arc<State>, stop: CancellationToken) {
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                () = stop.cancelled() => break,
            };
            match accepted {
                Ok((stream, _)) => {
                    let state = Arc::clone(&state);
                    tokio::spawn(async move {
                        if let Err(error) = answer(&state, stream).await {
                            tracing::warn!(%error, "a command's connection broke");
                        }
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "the control socket failed");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
        let _ = fs::remove_file(&self.path);
    }
}

async fn answer(state: &Arc<State>, stream: UnixStream) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut line = String::new();
    time::timeout(PATIENCE, BufReader::new(read).read_line(&mut line)).await??;
    let command: Command = serde_json::from_str(&line)?;
    let outcome = match command.run(state).await {
        Ok(text) => Outcome::Done(text),
        Err(error) => Outcome::Failed(error.message().to_owned()),
    };
    let outcome = serde_json::to_vec(&outcome)?;
    time::timeout(PATIENCE, write.write_all(&outcome)).await??;
    write.shutdown().await
}

/// Has the server that holds `database` run `command`.
///
/// # Errors
/// What the command came to, or that the server doesn't answer.
pub async fn send(database: &Path, command: &Command) -> Result<String, StartError> {
    let trouble = |error: io::Error| StartError::new("the server that uses the database doesn't answer", error);
    let path = beside(database, "sock");
    let stream = connect(&path).await.map_err(trouble)?;
    let (read, mut write) = stream.into_split();
    let mut line = serde_json::to_vec(command).map_err(|error| trouble(error.into()))?;
    line.push(b'\n');
    write.write_all(&line).await.map_err(trouble)?;
    let mut reply = String::new();
    BufReader::new(read).read_line(&mut reply).await.map_err(trouble)?;
    match serde_json::from_str(&reply).map_err(|error| trouble(error.into()))? {
        Outcome::Done(text) => Ok(text),
        Outcome::Failed(why) => Err(StartError(why)),
    }
}

async fn connect(path: &Path) -> io::Result<UnixStream> {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        let short = ShortPath::of(path)?;
        match UnixStream::connect(&short.path).await {
            Err(_) if tokio::time::Instant::now() < deadline => tokio::time::sleep(Duration::from_millis(50)).await,
            connected => return connected,
        }
    }
}

/// A socket's path within the 108 bytes that the system allows: a long one goes through its open folder.
struct ShortPath {
    path: PathBuf,
    _folder: Option<File>,
}

impl ShortPath {
    fn of(path: &Path) -> io::Result<Self> {
        if path.as_os_str().len() < 100 {
            return Ok(Self { path: path.to_owned(), _folder: None });
        }
        let folder = File::open(path.parent().unwrap_or(Path::new(".")))?;
        let name = path.file_name().unwrap_or_default();
        let path = Path::new("/proc/self/fd").join(folder.as_raw_fd().to_string()).join(name);
        Ok(Self { path, _folder: Some(folder) })
    }
}
