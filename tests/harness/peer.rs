//! A program of others in `tests/peers`, started by the test that needs it and ended with it.

use std::{path::Path, process::Stdio};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    sync::Mutex,
};

/// A peer that listens.
pub struct Peer {
    _child: Child,
    /// Open for as long as it runs: it may have more to say.
    output: Mutex<Lines<BufReader<ChildStdout>>>,
    /// `http://127.0.0.1:port`
    pub url: String,
}

impl Peer {
    /// Runs `tests/peers/{script}`, which prints the port that it chose.
    pub async fn start(script: &str, arguments: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers");
        assert!(folder.join("../node_modules").exists(), "the peers are missing: run `scripts/peers` first");
        let mut command = Command::new("node");
        command.arg(script).args(arguments).current_dir(folder).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = output.next_line().await.unwrap().expect("the peer ended before it was ready");
        Self { _child: child, output: Mutex::new(output), url: format!("http://127.0.0.1:{port}") }
    }

    /// The next line that it says, which is JSON.
    pub async fn next(&self) -> Value {
        let line = self.output.lock().await.next_line().await.unwrap().expect("the peer says something");
        serde_json::from_str(&line).unwrap()
    }
}
