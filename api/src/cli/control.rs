//! The sockets through which commands reach a server: beside a SQLite file, to work on what it holds, and in the data
//! directory, to ask how it is. Whoever may open the folder is the operator. One JSON line there, one back.

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
use crate::app::{StartError, said};

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
    /// When the socket can't be made. What is there must be a dead one.
    pub fn bind(path: PathBuf) -> io::Result<Self> {
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
        Err(error) => Outcome::Failed(said(&error)),
    };
    let outcome = serde_json::to_vec(&outcome)?;
    time::timeout(PATIENCE, write.write_all(&outcome)).await??;
    write.shutdown().await
}

/// Where the server listens that has a SQLite file.
pub fn socket_of(database: &Path) -> PathBuf {
    beside(database, "sock")
}

/// Where the server listens that has a data directory.
pub fn socket_in(data_dir: &Path) -> PathBuf {
    data_dir.join("almond.sock")
}

/// Has the server that listens at `path` run `command`.
///
/// # Errors
/// What the command came to, or that the server doesn't answer.
pub async fn send(path: &Path, command: &Command) -> Result<String, StartError> {
    let trouble = |error: io::Error| StartError::new("the server that uses the database doesn't answer", error);
    ask(connect(path).await.map_err(trouble)?, command).await
}

/// [`send`], to a server that is up already or not at all.
///
/// # Errors
/// As `send`.
pub async fn send_now(path: &Path, command: &Command) -> Result<String, StartError> {
    let unreached = |error| StartError::new(format_args!("no server answers at {}", path.display()), error);
    let short = ShortPath::of(path).map_err(unreached)?;
    ask(UnixStream::connect(&short.path).await.map_err(unreached)?, command).await
}

/// True if a server listens there.
pub fn is_taken(path: &Path) -> bool {
    ShortPath::of(path).is_ok_and(|short| std::os::unix::net::UnixStream::connect(&short.path).is_ok())
}

async fn ask(stream: UnixStream, command: &Command) -> Result<String, StartError> {
    let trouble = |error: io::Error| StartError::new("the server doesn't answer", error);
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
