//! The real program in a process of its own: its commands, its locks, its end, its logs.

mod abuse;
mod audit;
mod backup;
mod commands;
mod dashboard;
mod databases;
mod dependencies;
mod device;
mod disk;
mod drain;
mod elsewhere;
mod failover;
mod framing;
mod hung_up;
mod kill;
mod listen;
mod mail;
mod migrate;
mod model;
mod modes;
mod openapi;
mod operations;
mod pages;
mod path;
mod production;
mod proxied;
mod readers;
mod readme;
mod restored;
mod rolling;
mod secret;
mod settings;
mod slow;
mod smtp;
pub mod story;
mod trouble;
mod two;
mod webhook;
mod wire;

use std::path::Path;

use tests::{
    TestDatabase, postgres_server,
    process::{self, Server},
};
use tokio::process::Command;

/// A folder and a database for one program, and for the commands beside it.
pub struct Site {
    database: TestDatabase,
    url: String,
}

impl Site {
    pub async fn new() -> Self {
        let database = TestDatabase::create().await;
        Self { url: database.url.clone(), database }
    }

    /// On another database than its own.
    pub async fn on(url: String) -> Self {
        Self { database: TestDatabase::create().await, url }
    }

    /// The same place, with its database elsewhere.
    pub fn moved(self, url: String) -> Self {
        Self { url, ..self }
    }

    pub fn folder(&self) -> &Path {
        &self.database.folder
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn command(&self) -> Command {
        let mut command = process::command(self.folder());
        command.env("ALMOND_DATABASE_URL", &self.url);
        for name in ["MINT_BURST", "MINT_PER_MINUTE", "LOGIN_BURST", "LOGIN_PER_MINUTE"] {
            command.env(format!("ALMOND_{name}"), "1000");
        }
        command
    }

    pub async fn serve(&self) -> Server {
        process::serve(self.command()).await
    }

    /// With this setting.
    pub async fn serve_with(&self, name: &str, value: &str) -> Server {
        let mut command = self.command();
        command.env(name, value);
        process::serve(command).await
    }

    /// What a command prints that succeeds.
    pub async fn run(&self, arguments: &[&str], input: &str) -> String {
        self.migrated().await;
        let (success, output, errors) = process::run(self.command(), arguments, input).await;
        assert!(success, "{arguments:?}: {errors}");
        output
    }

    /// What a command says that fails: one sentence.
    pub async fn fail(&self, arguments: &[&str], input: &str) -> String {
        self.migrated().await;
        refusal(self.command(), arguments, input).await
    }

    /// Makes the database if no server has: commands make none.
    pub async fn migrated(&self) {
        let file = self.url.strip_prefix("sqlite://");
        if file.is_none_or(|file| !Path::new(file).exists()) {
            let (success, _, errors) = process::run(self.command(), &["migrate", "up"], "").await;
            assert!(success, "{errors}");
        }
    }
}

/// The one sentence with which the program refuses.
pub async fn refusal(command: Command, arguments: &[&str], input: &str) -> String {
    let mut sentences = refusals(command, arguments, input).await;
    assert_eq!(sentences.len(), 1, "{sentences:?}");
    sentences.remove(0)
}

/// The sentences with which the program refuses, one a line.
pub async fn refusals(command: Command, arguments: &[&str], input: &str) -> Vec<String> {
    let (success, output, errors) = process::run(command, arguments, input).await;
    assert!(!success && !output.contains("ready at"), "{arguments:?} succeeded: {output}");
    assert!(errors.ends_with('\n'), "{errors}");
    errors.lines().map(|line| line.strip_prefix("almond: ").expect(line).to_owned()).collect()
}

/// Is the database one that only one node may have?
pub fn on_sqlite() -> bool {
    postgres_server().is_none()
}
