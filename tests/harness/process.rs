//! The real program in a process of its own, for what only a process can show: sockets, signals, kill -9, files.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

/// `target/<profile>/almond`, beside the program that asks or, for a test, above it; `make test` builds it first.
pub fn program() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let folder = here.parent().unwrap();
    let folder = if folder.ends_with("deps") { folder.parent().unwrap() } else { folder };
    let program = folder.join("almond");
    assert!(program.exists(), "{} is missing: run `cargo build --workspace` first", program.display());
    program
}

/// The program, set up for `folder`, on ports of its own choosing.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(program());
    command.env_clear().env("ALMOND_DATA_DIR", folder).env("ALMOND_LISTEN", "127.0.0.1:0");
    command.env("ALMOND_METRICS_LISTEN", "127.0.0.1:0").kill_on_drop(true).current_dir(folder);
    command
}

/// A server that said it is ready.
pub struct Server {
    pub child: Child,
    /// `http://127.0.0.1:port`
    pub url: String,
    pub output: Lines<BufReader<ChildStdout>>,
}

impl Server {
    /// Sends SIGTERM and waits for the end.
    pub async fn terminate(&mut self) -> std::process::ExitStatus {
        self.signal("TERM").await;
        self.child.wait().await.unwrap()
    }

    pub async fn signal(&self, name: &str) {
        let id = self.child.id().unwrap().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status().await.unwrap();
        assert!(sent.success());
    }
}

/// Starts `serve` and waits for its line.
pub async fn serve(mut command: Command) -> Server {
    let mut child = command.arg("serve").stdout(Stdio::piped()).spawn().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    while let Some(line) = output.next_line().await.unwrap() {
        if let Some((_, rest)) = line.split_once("ready at ") {
            let url = rest.split(' ').next().unwrap().to_owned();
            return Server { child, url, output };
        }
    }
    panic!("the server ended before it was ready: {:?}", child.wait().await);
}

/// Runs a command with this standard input; gives whether it succeeded, its output and its errors.
pub async fn run(mut command: Command, arguments: &[&str], input: &str) -> (bool, String, String) {
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).await.unwrap();
    let output = child.wait_with_output().await.unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}
