//! A real PgBouncer of a test's own, in front of a PostgreSQL.

use std::{
    fs,
    net::{SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::postgres::is_root;

pub struct PgBouncer {
    child: Child,
    folder: PathBuf,
    pub address: SocketAddr,
}

impl PgBouncer {
    /// `mode` is its `pool_mode`.
    pub fn start(database: SocketAddr, mode: &str) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let folder = std::env::temp_dir().join(format!("almond_pgbouncer_{}", address.port()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("pgbouncer.ini");
        let settings = format!(
            "[databases]\n* = host=127.0.0.1 port={} user=postgres\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
             listen_port = {}\nunix_socket_dir =\nauth_type = any\npool_mode = {mode}\ndefault_pool_size = 40\n\
             ignore_startup_parameters = extra_float_digits\n",
            database.port(),
            address.port()
        );
        fs::write(&file, settings).unwrap();
        // It refuses to run as root.
        let mut command = Command::new("/usr/sbin/pgbouncer");
        if is_root() {
            assert!(Command::new("chown").args(["-R", "postgres"]).arg(&folder).status().unwrap().success());
            command.args(["-u", "postgres"]);
        }
        let child = command.arg(&file).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let began = Instant::now();
        while TcpStream::connect(address).is_err() {
            assert!(began.elapsed() < Duration::from_secs(10), "pgbouncer doesn't listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        Self { child, folder, address }
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}
