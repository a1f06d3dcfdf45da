//! wrk: started with a script that picks a random key for each request, and read back.

use std::{path::Path, process::Stdio};

use tokio::process::{Child, Command};

use crate::{Options, Result, memory};

/// What one turn of wrk gave.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    pub per_second: f64,
    /// Microseconds, as are the rest.
    pub p50: f64,
    pub p99: f64,
    /// Processor time of the server for one request.
    pub cost: f64,
}

/// True if wrk is there.
pub fn check() -> Result<()> {
    let found = std::process::Command::new("wrk").arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status();
    found.map(drop).map_err(|error| format!("wrk can't be run ({error}); on Debian: apt-get install wrk").into())
}

/// Asks `url`, which `server` serves, for so long, with the keys that `folder` holds.
///
/// # Errors
/// When any answer was no success: refusals cost less, and their figures would mean nothing.
pub async fn turn(options: &Options, folder: &Path, server: &Child, url: &str, seconds: u64) -> Result<Turn> {
    let connections = options.connections;
    let script = folder.join("keys.lua");
    tokio::fs::write(&script, include_str!("keys.lua")).await?;
    let threads = connections.min(std::thread::available_parallelism()?.get());
    let mut wrk = Command::new("wrk");
    wrk.args(["-t", &threads.to_string(), "-c", &connections.to_string(), "-d", &format!("{seconds}s")]);
    wrk.arg("-s").arg(script).arg(url).arg("--").arg(folder.join(KEYS));
    let before = memory::time_used(server)?;
    let output = wrk.kill_on_drop(true).output().await?;
    let used = memory::time_used(server)? - before;
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().find_map(|line| line.strip_prefix("figures "));
    let figures: Vec<f64> = line.unwrap_or_default().split(' ').map_while(|figure| figure.parse().ok()).collect();
    let [requests, micros, p50, p99, errors] = figures[..] else {
        return Err(format!("wrk gave no figures: {text}{}", String::from_utf8_lossy(&output.stderr)).into());
    };
    if errors > 0.0 {
        return Err(format!("{errors} of {requests} requests to {url} failed").into());
    }
    Ok(Turn { per_second: requests * 1e6 / micros, p50, p99, cost: used / requests })
}

/// The file of keys, one a line.
pub const KEYS: &str = "keys";
