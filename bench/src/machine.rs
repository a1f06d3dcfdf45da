//! What was measured, and on what: figures mean little without.

use std::{fs, process::Command};

pub struct Machine {
    pub commit: String,
    pub cpu: String,
    pub cores: usize,
    pub rustc: String,
    pub kernel: String,
}

pub fn describe() -> Machine {
    let cpuinfo = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpuinfo.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split_once(": "));
    Machine {
        commit: said("git", &["describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]),
        cpu: model.map_or_else(unknown, |(_, model)| model.to_owned()),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        rustc: said("rustc", &["--version"]),
        kernel: said("uname", &["-sr"]),
    }
}

fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().ok().filter(|output| output.status.success());
    output.map_or_else(unknown, |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn unknown() -> String {
    "unknown".to_owned()
}
