//! The command that an agent runs with each heartbeat.

use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::process::{Child, Command};

use super::settings::Settings;
use crate::output::say;

/// Runs the command, for no longer than the interval; says how it went, as the next heartbeat tells it.
pub async fn run(settings: &Settings) -> &'static str {
    let Some(line) = &settings.command else { return "running" };
    let mut command = Command::new("/bin/sh");
    // The key is the agent's, not the command's.
    command.args(["-c", line]).env_remove("ALMOND_API_KEY").stdin(Stdio::null()).process_group(0);
    let mut running = match command.spawn() {
        Ok(child) => Running(child),
        Err(error) => {
            say(&format!("agent: the command could not be run: {error}"));
            return "failing";
        }
    };
    match tokio::time::timeout(settings.interval, running.0.wait()).await {
        Ok(Ok(status)) if status.success() => "running",
        Ok(Ok(status)) => {
            say(&format!("agent: the command failed: {status}"));
            "failing"
        }
        Ok(Err(error)) => {
            say(&format!("agent: the command was lost: {error}"));
            "failing"
        }
        Err(_) => {
            say("agent: the command took longer than the interval, and was ended");
            "failing"
        }
    }
}

/// A command that does not outlive the agent, nor does what it started.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It has an id until it was waited for; its group is called the same.
        let group = self.0.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        if let Some(group) = group {
            let _ = kill_process_group(group, Signal::TERM);
        }
    }
}
