//! Where a server can be had: by a name, at every address, through a socket; and `almond health`, whatever that is.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use tests::process::{self, Server};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::UnixStream,
};

use super::{Site, refusal};

async fn ask(path: &Path) -> String {
    let mut stream = UnixStream::connect(path).await.unwrap();
    let request = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn a_name_and_every_address_are_listened_on() {
    let site = Site::new().await;
    for address in ["localhost:0", ":0"] {
        let mut server = site.serve_with("ALMOND_LISTEN", address).await;
        let port = server.url.rsplit_once(':').unwrap().1.to_owned();
        if address == ":0" {
            server.url = format!("http://127.0.0.1:{port}");
        }
        server.get("/healthz", None).await.ok(200);
        server.terminate().await;
    }
}

#[tokio::test]
async fn a_socket_is_served_and_a_stale_one_taken_over() {
    let site = Site::new().await;
    let path = site.folder().join("http.sock");
    let listen = format!("unix:{}", path.display());
    let serve = async || -> Server { site.serve_with("ALMOND_LISTEN", &listen).await };

    let mut server = serve().await;
    assert_eq!(server.url, listen);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o660);
    assert!(ask(&path).await.starts_with("HTTP/1.1 200 "));
    let other = Site::new().await;
    let mut command = other.command();
    command.env("ALMOND_LISTEN", &listen);
    let said = refusal(command, &["serve"], "").await;
    assert!(said.starts_with("ALMOND_LISTEN: ") && said.contains("in use"), "{said}");
    assert!(ask(&path).await.starts_with("HTTP/1.1 200 "), "it goes on");

    server.child.kill().await.unwrap();
    assert!(path.exists());
    let mut server = serve().await;
    assert!(ask(&path).await.starts_with("HTTP/1.1 200 "));
    assert!(server.terminate().await.success() && !path.exists());

    fs::write(&path, "precious").unwrap();
    let mut command = site.command();
    command.env("ALMOND_LISTEN", &listen);
    let said = refusal(command, &["serve"], "").await;
    assert!(said.starts_with("ALMOND_LISTEN: ") && said.contains("something else than a socket"), "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "precious");
}

#[tokio::test]
async fn health_asks_the_server_of_the_data_directory() {
    let site = Site::new().await;
    let said = refusal(site.command(), &["health"], "").await;
    assert!(said.starts_with("no server answers at "), "{said}");
    let mut server = site.serve().await;
    // With no setting but the folder, and with others that are wrong.
    let mut command = process::command(site.folder());
    command.env("ALMOND_ENVIRONMENT", "production").env("ALMOND_KEY_PREFIX", "?");
    let (success, output, errors) = process::run(command, &["health"], "").await;
    assert!(success && output == "ready\n", "{output}{errors}");
    server.terminate().await;
    refusal(site.command(), &["health"], "").await;
}
