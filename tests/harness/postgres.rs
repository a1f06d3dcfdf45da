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

    /// A server with nothing in it, which archives its write-ahead log.
    pub fn start_archiving() -> Self {
        let server = Self::place();
        server.run("initdb", &["-D", &server.data(), "-U", "postgres", "-A", "trust", "--no-sync"]);
        let archive = server.folder.join("archive").display().to_string();
        server.run("mkdir", &[&archive]);
        server.set(&format!("archive_mode = on\narchive_command = 'cp %p {archive}/%f'\n"));
        server.start();
        server
    }

    /// A copy of the files of this one while it runs, for `recover`.
    pub fn base_backup(&self) {
        let (to, port) = (self.base(), self.address.port().to_string());
        let from = ["-h", "127.0.0.1", "-p", &port, "-U", "postgres", "--checkpoint=fast", "--no-sync"];
        self.run("pg_basebackup", &[&["-D", &to][..], &from[..]].concat());
    }

    /// Another server, with what this one, which has ended, had at an instant.
    pub fn recover(&self, instant: &str) -> Self {
        let recovered = Self::place();
        fs::rename(self.base(), recovered.data()).unwrap();
        let archive = self.folder.join("archive").display().to_string();
        recovered.set(&format!(
            "restore_command = 'cp {archive}/%f %p'\nrecovery_target_time = '{instant}'\n\
             recovery_target_action = 'promote'\n"
        ));
        recovered.run("touch", &[&format!("{}/recovery.signal", recovered.data())]);
        recovered.start();
        let recovering = "DO $$ BEGIN WHILE pg_is_in_recovery() LOOP PERFORM pg_sleep(0.02); END LOOP; END $$";
        recovered.psql(&["-c", recovering]);
        recovered
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
        self.psql(&wait);
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

    /// Ends it in good order: what it was to archive is archived.
    pub fn stop(&self) {
        self.run("pg_ctl", &["-D", &self.data(), "-w", "-m", "fast", "stop"]);
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

    fn base(&self) -> String {
        self.folder.join("base").display().to_string()
    }

    /// Adds to its settings.
    fn set(&self, settings: &str) {
        let file = Path::new(&self.data()).join("postgresql.conf");
        let so_far = fs::read_to_string(&file).unwrap();
        fs::write(&file, so_far + settings).unwrap();
    }

    fn psql(&self, arguments: &[&str]) {
        let port = self.address.port().to_string();
        let at = ["-h", "127.0.0.1", "-p", &port, "-U", "postgres", "-q"];
        self.run("psql", &[&at[..], arguments].concat());
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
        let log = || fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        assert!(ended.success(), "{} {arguments:?}: {ended}\n{}", program.display(), log());
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
pub fn find(program: &str) -> PathBuf {
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
