//! Processor time that a PostgreSQL server's processes have used, as Linux tells it.

use std::{fs, time::Duration};

use crate::Result;

/// All processes of the server that has the process `backend`, and itself. Those that have ended are in its own sum.
pub struct Server(String);

struct Stat {
    parent: String,
    /// Ticks, with those of children that have ended.
    used: u64,
}

impl Server {
    pub fn of(backend: i64) -> Result<Self> {
        Ok(Self(stat(&backend.to_string()).ok_or("no such process")?.parent))
    }

    pub fn used(&self) -> Result<Duration> {
        let mut ticks = stat(&self.0).ok_or("the server has ended")?.used;
        for process in fs::read_dir("/proc")? {
            let name = process?.file_name();
            let Some(stat) = name.to_str().and_then(stat) else { continue };
            if stat.parent == self.0 {
                ticks += stat.used;
            }
        }
        Ok(Duration::from_millis(ticks * 10))
    }
}

fn stat(process: &str) -> Option<Stat> {
    process.parse::<u32>().ok()?;
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // After the program's name, which may hold anything.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let used = fields.get(11..15)?.iter().filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Some(Stat { parent: (*fields.get(1)?).to_owned(), used })
}
