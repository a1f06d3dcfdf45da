//! How far a transfer is, on a terminal; nothing where nobody looks.

use std::{
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

const OFTEN: Duration = Duration::from_millis(100);

pub struct Progress {
    name: String,
    total: u64,
    done: u64,
    told: Option<Instant>,
    shown: bool,
}

impl Progress {
    pub fn new(name: &str, done: u64, total: u64) -> Self {
        let name = name.chars().filter(|char| !char.is_control()).collect();
        Self { name, total, done, told: None, shown: io::stderr().is_terminal() }
    }

    pub fn add(&mut self, bytes: usize) {
        self.done += bytes as u64;
        let now = Instant::now();
        if self.shown && self.told.is_none_or(|told| now - told >= OFTEN) {
            self.told = Some(now);
            self.tell();
        }
    }

    fn tell(&self) {
        let percent = (self.done * 100).checked_div(self.total).unwrap_or(100).min(100);
        let bar = "#".repeat(usize::try_from(percent / 5).unwrap_or(0));
        let _ = write!(
            io::stderr(),
            "\r\x1b[K{} [{bar:<20}] {percent:>3} %  {} of {} bytes",
            self.name,
            self.done,
            self.total
        );
        let _ = io::stderr().flush();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.told.is_some() {
            self.tell();
            let _ = writeln!(io::stderr());
        }
    }
}
