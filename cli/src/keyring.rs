//! The system's keyring: what speaks the Secret Service of the desktop (GNOME Keyring, KWallet, KeePassXC), through
//! libsecret's own program. A library for it would bring a second async runtime and thirty crates along.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

const PROGRAM: &str = "secret-tool";

/// Keeps the key; false where there is no keyring, or it doesn't want to.
pub fn keep(profile: &str, server: &str, key: &str) -> bool {
    let label = format!("--label=alm: {server}");
    // The key goes by standard input: what is on a command line, others on the machine can read.
    is_there() && ask(&["store", &label], profile, server, Some(key)).is_some()
}

pub fn find(profile: &str, server: &str) -> Option<String> {
    ask(&["lookup"], profile, server, None).filter(|key| !key.is_empty())
}

pub fn forget(profile: &str, server: &str) {
    // It was ended on the server before: what stays opens nothing.
    let _ = ask(&["clear"], profile, server, None);
}

/// Without a session of a desktop nobody could answer, and the program would start one of its own.
fn is_there() -> bool {
    let named = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some_and(|address| !address.is_empty());
    named || std::env::var_os("XDG_RUNTIME_DIR").is_some_and(|folder| Path::new(&folder).join("bus").exists())
}

/// What the program says, if it succeeds.
fn ask(command: &[&str], profile: &str, server: &str, input: Option<&str>) -> Option<String> {
    let mut program = Command::new(PROGRAM);
    program.args(command).args(["service", "alm", "profile", profile, "server", server]);
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let written = child.stdin.take()?.write_all(input.unwrap_or_default().as_bytes());
    let answer = child.wait_with_output().ok()?;
    if written.is_err() || !answer.status.success() {
        return None;
    }
    String::from_utf8(answer.stdout).ok().map(|text| text.trim_end().to_owned())
}
