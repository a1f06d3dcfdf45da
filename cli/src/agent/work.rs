//! The command that an agent runs with each heartbeat.

use std::process::Stdio;

use tokio::process::Command;

use super::settings::Settings;
use crate::output::say;

/// Runs the command, for no longer than the interval; says how it went, as the next heartbeat tells it.
pub async fn run(settings: &Settings) -> &'static str {
    let Some(line) = &settings.command else { return "running" };
    let mut command = Command::new("/bin/sh");
    // The key is the agent's, not the command's.
    command.args(["-c", line]).env_remove("ALMOND_API_KEY").stdin(Stdio::null()).kill_on_drop(true);
    match tokio::time::timeout(settings.interval, command.status()).await {
        Ok(Ok(status)) if status.success() => "running",
        Ok(Ok(status)) => {
            say(&format!("agent: the command failed: {status}"));
            "failing"
        }
        Ok(Err(error)) => {
            say(&format!("agent: the command could not be run: {error}"));
            "failing"
        }
        Err(_) => {
            say("agent: the command took longer than the interval, and was ended");
            "failing"
        }
    }
}
