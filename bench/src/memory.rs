//! What a process holds and has used, as Linux tells it.

use std::{fs, path::Path, process::Stdio, time::Duration};

use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
};

use crate::{Result, beside, progress};

/// How long a server that was just started is left alone.
const REST: Duration = Duration::from_secs(5);

/// MiB.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// Everything in memory, the program's own pages of its file included.
    pub resident: f64,
    /// What belongs to the process alone.
    pub anonymous: f64,
}

/// Of `almond serve`, freshly started and not asked for anything.
pub async fn of_idle_server(folder: &Path) -> Result<Memory> {
    let mut command = Command::new(beside("almond")?);
    command.arg("serve").env_clear().env("ALMOND_DATA_DIR", folder).kill_on_drop(true);
    command.env("ALMOND_LISTEN", "127.0.0.1:0").env("ALMOND_METRICS_LISTEN", "127.0.0.1:0");
    let mut server = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let mut output = BufReader::new(server.stdout.take().ok_or("no standard output")?).lines();
    while !output.next_line().await?.ok_or("almond serve ended before it was ready")?.contains("ready at") {}
    progress("letting a fresh server rest");
    tokio::time::sleep(REST).await;
    let memory = of(&server)?;
    server.kill().await?;
    Ok(memory)
}

/// Processor time that the process has used, in microseconds, to the hundredth of a second.
pub fn time_used(process: &Child) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", process.id().ok_or("the server has ended")?))?;
    // After the program's name, which may hold anything: user and system time are the 12th and 13th.
    let (_, fields) = stat.rsplit_once(')').ok_or("the kernel tells no times")?;
    let ticks: f64 = fields.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    Ok(ticks * 10_000.0)
}

pub fn of(process: &Child) -> Result<Memory> {
    let status = fs::read_to_string(format!("/proc/{}/status", process.id().ok_or("the server has ended")?))?;
    let field = |name: &str| -> Result<f64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).ok_or("the kernel tells no memory")?;
        let kilobytes: f64 = line.trim_start_matches(':').trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes / 1024.0)
    };
    Ok(Memory { resident: field("VmRSS")?, anonymous: field("RssAnon")? })
}
