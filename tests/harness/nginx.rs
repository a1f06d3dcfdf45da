//! nginx in front of a server, set up as its manual says: it appends the address that it was asked from to whatever
//! `X-Forwarded-For` it was given.

use std::{
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use tokio::{
    net::TcpStream,
    process::{Child, Command},
    time::{sleep, timeout},
};

use crate::{certificate, process::Server};

/// Ended with the test.
pub struct Nginx {
    _child: Child,
    pub address: SocketAddr,
}

impl Nginx {
    /// In front of `server`, with its files in `folder`.
    pub async fn before(server: &Server, folder: &Path) -> Self {
        Self::start(server, folder, "").await
    }

    /// By TLS, with a certificate for this name; gives that, too.
    pub async fn with_tls(server: &Server, folder: &Path, name: &str) -> (Self, PathBuf) {
        let (key, shown) = certificate(folder, name);
        let tls = format!("ssl_certificate {}; ssl_certificate_key {};", shown.display(), key.display());
        (Self::start(server, folder, &tls).await, shown)
    }

    async fn start(server: &Server, folder: &Path, tls: &str) -> Self {
        let folder = folder.join("nginx");
        std::fs::create_dir(&folder).unwrap();
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {}/{name};", folder.display()))
            .join("\n");
        let settings = format!(
            "daemon off; master_process off; pid {0}/pid; error_log stderr;
             events {{}}
             http {{
                 access_log off;
                 {temporary}
                 server {{
                     listen {address}{ssl};
                     {tls}
                     location / {{
                         proxy_pass {1};
                         proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                     }}
                 }}
             }}",
            folder.display(),
            server.url,
            ssl = if tls.is_empty() { "" } else { " ssl" },
        );
        let file = folder.join("nginx.conf");
        std::fs::write(&file, settings).unwrap();
        let mut command = Command::new("nginx");
        command.arg("-p").arg(&folder).arg("-c").arg(&file).arg("-e").arg("stderr");
        command.stdin(Stdio::null()).stdout(Stdio::null()).kill_on_drop(true);
        let child = command.spawn().expect("nginx is missing: run `scripts/prerequisites nginx` first");
        let listens = async {
            while TcpStream::connect(address).await.is_err() {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(Duration::from_secs(20), listens).await.expect("nginx doesn't listen");
        Self { _child: child, address }
    }
}
