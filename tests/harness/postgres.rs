//! A PostgreSQL server of a test's own, for what happens to servers: they stop, start again, and are replaced by a copy.

use std::{
    fs,
    net::{SocketAddr, TcpListener},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

pub struct Postgres {
    folder: PathBuf,
    pub address: SocketAddr,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

impl Postgres {
    /// A server with nothing in it.
    pub fn start_new() -> Self {
        let server = Self::place();
        server.run("initdb", &["-D", &server.data(), "-U", "postgres", "-A", "trust", "--no-sync"]);
        server.start();
        server
    }

    /// Another server that has all that this one has, and without which this one from now on acknowledges nothing.
    pub fn start_copy(&self) -> Self {
        let copy = Self::place();
        let port = self.address.port().to_string();
        let from = ["-h", "127.0.0.1", "-p", &port, "-U", "postgres", "-X", "stream"];
        copy.run("pg_basebackup", &[&from[..], &["-D", &copy.data(), "-R", "--no-sync"]].concat());
        copy.start();
        // Whatever waits for a copy that isn't there yet would wait as long as for one that is lost.
        let there = "DO $$ BEGIN WHILE NOT EXISTS (SELECT FROM pg_stat_replication WHERE state = 'streaming') LOOP \
            PERFORM pg_sleep(0.02), pg_stat_clear_snapshot(); END LOOP; END $$";
        let wait =
            ["-c", there, "-c", "ALTER SYSTEM SET synchronous_standby_names = '*'", "-c", "SELECT pg_reload_conf()"];
        let at = ["-h", "127.0.0.1", "-p", &port, "-U", "postgres", "-q"];
        self.run("psql", &[&at[..], &wait[..]].concat());
        copy
    }

    pub fn start(&self) {
        let (data, log) = (self.data(), self.folder.join("log").display().to_string());
        let options = format!(
            "-p {} -k {} -c listen_addresses=127.0.0.1 -c fsync=off",
            self.address.port(),
            self.folder.display()
        );
        self.run("pg_ctl", &["-D", &data, "-w", "-l", &log, "-o", &options, "start"]);
    }

    /// Ends it as a crash does.
    pub fn crash(&self) {
        self.run("pg_ctl", &["-D", &self.data(), "-m", "immediate", "stop"]);
    }

    /// Makes the copy a server that changes can be made on.
    pub fn promote(&self) {
        self.run("pg_ctl", &["-D", &self.data(), "-w", "promote"]);
    }

    fn place() -> Self {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let name = format!("almond_postgres_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        if is_root() {
            assert!(Command::new("chown").arg("postgres").arg(&folder).status().unwrap().success());
        }
        Self { folder, address }
    }

    fn data(&self) -> String {
        self.folder.join("data").display().to_string()
    }

    /// The server refuses to run as root.
    fn run(&self, program: &str, arguments: &[&str]) {
        let program = find(program);
        let mut command = if is_root() { Command::new("runuser") } else { Command::new(&program) };
        if is_root() {
            command.args(["-u", "postgres", "--"]).arg(&program);
        }
        // What it starts keeps what it is given.
        command.args(arguments).current_dir(&self.folder).stdin(Stdio::null()).stdout(Stdio::null());
        let ended = command.stderr(Stdio::null()).status().unwrap();
        assert!(ended.success(), "{} {arguments:?}: {ended}", program.display());
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if self.folder.join("data/postmaster.pid").exists() {
            self.crash();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

pub(crate) fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// On the path, or where Debian puts those that users rarely need.
fn find(program: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.exists());
    let mut versions: Vec<_> =
        fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|folder| folder.path()).collect();
    versions.sort_by_key(|folder| version(folder));
    on_path.or_else(|| Some(versions.pop()?.join("bin").join(program))).unwrap()
}

fn version(folder: &Path) -> Option<u32> {
    folder.file_name()?.to_str()?.parse().ok()
}
